import { InputError } from '../input/input-error.ts';
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
export function explain(error: unknown, help: string): ErrorText {
  if (error instanceof RuleError) return explainRules(error);
  if (error instanceof ReaderGone) return { exitCode: error.exitCode, text: '' };
  if (error instanceof Failure) {
    const { exitCode, message, advice } = error;
    const text = toText(linesOf(message, advice, exitCode === exitCodes.misuse && help));
    return { exitCode, text };
  }
  if (error instanceof InputError || error instanceof SavedReportError) {
    return { exitCode: exitCodes.breakdown, text: toText(linesOf(error.message, error.advice)) };
  }
  if (error instanceof OktaError) {
    const exitCode = error.trouble === 'setup' ? exitCodes.misuse : exitCodes.breakdown;
    return { exitCode, text: toText(linesOf(error.message, error.advice)) };
  }
  if (error instanceof Error && isSystemError(error)) {
    return { exitCode: exitCodes.breakdown, text: toText(linesOf(error.message)) };
  }
  return explainBug(error);
}

function linesOf(
  message: string,
  advice?: string,
  help: string | false = false,
): readonly string[] {
  return [
    `error: ${show(withoutLogins(message), { max: longest })}`,
    ...(advice ? [`  fix: ${show(withoutLogins(advice), { max: longest })}`] : []),
    ...(help ? [`  help: ${help} --help`] : []),
  ];
}

function explainRules({ problems }: RuleError): ErrorText {
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
  const lines = problems.map(({ file, line, column, message }) => {
    const place = `${show(file, { max: longest })}:${line}:${column}`;
    return `  ${place}: ${show(message, { max: longest })}`;
  });
  return {
    exitCode: exitCodes.misuse,
    text: toText([`error: ${count} in the rules`, ...lines]),
  };
}

function explainBug(error: unknown): ErrorText {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const lines = stack.split('\n').map((line) => `  ${show(withoutLogins(line), { max: longest })}`);
  const headline = 'error: a bug in oktahunt; please report it with the lines below';
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
