import { RE2JS, RE2JSSyntaxException } from 're2js';

const flagBits: Readonly<Record<string, number>> = {
  i: RE2JS.CASE_INSENSITIVE,
  m: RE2JS.MULTILINE,
  s: RE2JS.DOTALL,
};

/**
 * Prepares a regular expression in RE2 syntax for an unanchored search, or says in one sentence why
 * it is refused. Linear in the text whatever the expression: rules come from strangers.
 */
export function compileRegex(source: string, flags: string): ((text: string) => boolean) | string {
  const bits = [...flags].reduce((all, flag) => all | (flagBits[flag] ?? 0), 0);
  try {
    const regex = RE2JS.compile(source, bits);
    return (text) => regex.matcher(text).find();
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    const reason = error.message.replace(/^error parsing regexp: /, '');
    return `this regular expression is refused (RE2 has no look-around and no back-references): ${reason}`;
  }
}
