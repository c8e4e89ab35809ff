import { InputError } from '../input/input-error.ts';
import { type Language, say } from '../language/language.ts';
import { inEnglish } from '../language/languages.ts';
import { type Message, tell, toldIn } from '../language/message.ts';
import { withoutLogins } from '../okta/auth/quotable.ts';
import { OktaError } from '../okta/http/okta-error.ts';
import { show } from '../report/text/escape.ts';
import { RuleError } from '../rule/yaml/diagnostic.ts';
import { SavedReportError } from '../saved-report/saved-report.ts';
import { exitCodes } from './exit-code.ts';
import { Failure, ReaderGone } from './failure.ts';

/** An error, ready to print: all text in it is escaped. */
export interface ErrorText {
  readonly exitCode: number;
  /** Ends with a newline; empty if nobody is left to read it. */
  readonly text: string;
}

/** Longest quotation of hostile text in a message, in characters. */
const longest = 500;

/**
 * Describes anything that was thrown. `help` is the command whose help a usage error points to.
 *
 * Expected errors get a line each for the message, the advice and the help. Anything else is a
 * bug in this program and keeps its stack.
 */
export function explain(error: unknown, help: string, language: Language = inEnglish): ErrorText {
  const linesOf = (message: Message, advice?: Message, command?: string | false) =>
    toLines(language, message, advice, command);
  if (error instanceof RuleError) return explainRules(error, language);
  if (error instanceof ReaderGone) return { exitCode: error.exitCode, text: '' };
  if (error instanceof Failure) {
    const { exitCode, told, toldAdvice } = error;
    const text = toText(linesOf(told, toldAdvice, exitCode === exitCodes.misuse && help));
    return { exitCode, text };
  }
  if (error instanceof InputError || error instanceof SavedReportError) {
    return { exitCode: exitCodes.breakdown, text: toText(linesOf(error.told, error.toldAdvice)) };
  }
  if (error instanceof OktaError) {
    const exitCode = error.trouble === 'setup' ? exitCodes.misuse : exitCodes.breakdown;
    return { exitCode, text: toText(linesOf(error.told, error.toldAdvice)) };
  }
  if (error instanceof Error && isSystemError(error)) {
    return {
      exitCode: exitCodes.breakdown,
      text: toText(linesOf(tell('error.other', { what: error.message }))),
    };
  }
  return explainBug(error, language);
}

function toLines(
  language: Language,
  message: Message,
  advice?: Message,
  command: string | false = false,
): readonly string[] {
  const shown = (sentence: Message): string =>
    show(withoutLogins(toldIn(language, sentence)), { max: longest });
  return [
    say(language, 'error.error', { what: shown(message) }),
    ...(advice ? [`  ${say(language, 'error.fix', { what: shown(advice) })}`] : []),
    ...(command ? [`  ${say(language, 'error.help', { command: `${command} --help` })}`] : []),
  ];
}

function explainRules({ problems }: RuleError, language: Language): ErrorText {
  const headline = say(language, 'error.rules', { count: problems.length });
  const lines = problems.map(({ file, line, column, told }) => {
    const place = `${show(file, { max: longest })}:${line}:${column}`;
    return `  ${place}: ${show(toldIn(language, told), { max: longest })}`;
  });
  return {
    exitCode: exitCodes.misuse,
    text: toText([headline, ...lines]),
  };
}

function explainBug(error: unknown, language: Language): ErrorText {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const lines = stack.split('\n').map((line) => `  ${show(withoutLogins(line), { max: longest })}`);
  const headline = say(language, 'error.bug');
  return { exitCode: exitCodes.breakdown, text: toText([headline, ...lines]) };
}

/** Node's own errors from the file system and the like have a code such as `ENOENT`. */
function isSystemError(error: Error): boolean {
  const { code, syscall } = error as NodeJS.ErrnoException;
  return typeof code === 'string' && typeof syscall === 'string';
}

function toText(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
