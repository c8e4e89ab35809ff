/** The bytes that shape JSON text (RFC 8259, section 2). */
export const byte = {
  nul: 0x00,
  tab: 0x09,
  lineFeed: 0x0a,
  return: 0x0d,
  space: 0x20,
  quote: 0x22,
  comma: 0x2c,
  colon: 0x3a,
  openArray: 0x5b,
  backslash: 0x5c,
  closeArray: 0x5d,
  openObject: 0x7b,
  closeObject: 0x7d,
} as const;

/** Index of the first byte from `from` on that is no JSON white space, or the length. */
export function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isSpace(bytes[at])) at++;
  return at;
}

/** Like {@link skipSpace}, but stops at a line feed. */
export function skipBlank(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] !== byte.lineFeed && isSpace(bytes[at])) at++;
  return at;
}

/** Index behind the last byte before `to` that is no JSON white space. */
export function trimSpace(bytes: Uint8Array, to: number): number {
  let end = to;
  while (isSpace(bytes[end - 1])) end--;
  return end;
}

function isSpace(value: number | undefined): boolean {
  return (
    value === byte.space || value === byte.lineFeed || value === byte.return || value === byte.tab
  );
}
