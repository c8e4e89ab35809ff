/** Words that YAML readers take for something else than text. */
const otherwise = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

/** A name as YAML. */
export function nameYaml(text: string): string {
  return /^[a-z][\w-]*$/i.test(text) && !otherwise.test(text) ? text : quoted(text);
}

/** A sentence as YAML. */
export function proseYaml(text: string): string {
  return /^[a-z][\w -]*$/i.test(text) && !otherwise.test(text) ? text : quoted(text);
}

/** A value of the log as YAML that a rule compares literally: without wildcards. */
export function literalYaml(text: string): string {
  return /^[1-9]\d{0,14}$/.test(text) ? text : quoted(text.replace(/[\\*?]/g, '\\$&'));
}

/**
 * Text in quotes, printable in one line: what could be taken for a command by a terminal or a CI runner,
 * or for another character, is written as an escape.
 */
function quoted(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text) && !/##|::(?![0-9a-f:.]*$)/i.test(text))
    return `'${text.replaceAll("'", "''")}'`;
  const escaped = Array.from(text, (character) => {
    if (/^[a-z0-9 @._-]$/i.test(character)) return character;
    const code = (character.codePointAt(0) as number).toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
  });
  return `"${escaped.join('')}"`;
}
