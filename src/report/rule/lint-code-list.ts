import { type Language, say } from '../../language/language.ts';
import { toldIn } from '../../language/message.ts';
import { type Code, codes } from '../../lint/lint-codes.ts';
import { type Safe, show } from '../text/escape.ts';
import { wrap } from '../text/wrap.ts';

const indent = ' '.repeat(25);

/** The codes of remarks about rules, and why each matters, for a terminal of 80 columns. */
export function renderCodes(language: Language): string {
  const rows = (Object.keys(codes) as Code[]).map((code) => {
    const severity = say(language, `severity.${codes[code]}`);
    const what = toldIn(language, { text: `lintCode.${code}`, values: {} });
    const why = toldIn(language, { text: `lintCode.${code}.why`, values: {} });
    const head = say(language, 'lintCode.line', { severity, what });
    const below = wrap(show(why) as Safe, 54).map((line) => `${indent}${line}\n`);
    return `  ${code.padEnd(23)}${head}\n${below.join('')}`;
  });
  return `${say(language, 'lintCode.heading')}\n\n${rows.join('')}`;
}
