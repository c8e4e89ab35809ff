import { type Message, tell } from '../../language/message.ts';

/** A character that must not stand in a YAML text, and where: characters from its start. */
interface Stray {
  readonly offset: number;
  readonly told: Message;
}

/**
 * What YAML 1.2 forbids (section 5.1): control characters but tab and line breaks, halves of
 * surrogate pairs, and two that are no characters. Beside them, what people do not see and parsers
 * disagree about: a carriage return alone, and a byte order mark that is not the first character.
 */
const forbidden =
  /(?<!^)\uFEFF|\r(?!\n)|[\0-\x08\v\f\x0E-\x1F\x7F-\x84\x86-\x9F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** The first character of a text that YAML does not allow, if there is one. */
export function strayCharacter(text: string): Stray | undefined {
  const [first, ...others] = text.matchAll(forbidden);
  if (!first) return undefined;
  const [character] = first;
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  const more = others.length > 0 ? tell('hint.more', { count: others.length }) : '';
  const escaped = `\\u${code}`;
  const name = reasons[character];
  const told = name
    ? tell(name, { escape: escaped, more })
    : tell('mistake.forbiddenCharacter', { code, escape: escaped, more });
  return { offset: first.index, told };
}

const reasons: Readonly<Record<string, 'mistake.byteOrderMark' | 'mistake.carriageReturn'>> = {
  '\uFEFF': 'mistake.byteOrderMark',
  '\r': 'mistake.carriageReturn',
};
