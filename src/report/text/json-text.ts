import { inkless } from './invisible.ts';

declare const encoded: unique symbol;

/** Text of a JSON document: only {@link jsonText} makes it. */
export type JsonText = string & { readonly [encoded]: true };

/**
 * JSON (RFC 8259) of a value that JSON can hold, safe to print. `indent` is the number of spaces per
 * level; 0 gives one line.
 *
 * Parsing it gives the value back unchanged. What a terminal or a reader of lines could misread is
 * written as `\u` escapes: controls, bidi and other invisible characters, U+0085, U+2028, U+2029,
 * and the `##[` and `##vso[` that CI runners obey anywhere in a line.
 */
export function jsonText(value: unknown, indent = 0): JsonText {
  return printable(JSON.stringify(value, null, indent));
}

/**
 * The same for readers that take nothing but valid Unicode, as most databases do: halves of surrogate pairs become
 * U+FFFD. Keys without a value (undefined) are left out.
 */
export function strictJsonText(value: unknown, indent = 0): JsonText {
  return printable(JSON.stringify(value, null, indent).replace(loneHalf, '$1\\ufffd'));
}

/** How JSON.stringify writes half of a surrogate pair; no backslash before it may be meant for it. */
const loneHalf = /(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g;

/**
 * Anything but letters, digits and signs of ASCII, and line feeds: most texts have little of the kind, and to ask each
 * letter what Unicode says of it takes ten times as long. A raw line feed can only be one that JSON.stringify put
 * between values.
 */
const unusual = /[^\n -~]+/g;

function printable(text: string): JsonText {
  const inked = text.replace(unusual, (run) => run.replace(inkless(), escapeUnits));
  return (
    inked.includes('##') ? inked.replace(/##(?=[a-z]{0,40}\[)/gi, '#\\u0023') : inked
  ) as JsonText;
}

function escapeUnits(character: string): string {
  const first = escapeUnit(character.charCodeAt(0));
  return character.length === 1 ? first : first + escapeUnit(character.charCodeAt(1));
}

function escapeUnit(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
