import { isUtf8 } from 'node:buffer';

/** Where bytes stop being UTF-8: the line and the column count from 1, the offset from 0 in bytes. */
export interface Stray {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** The first byte that makes bytes no UTF-8; undefined if they are. */
export function findStray(bytes: Buffer): Stray | undefined {
  if (isUtf8(bytes)) return undefined;
  let line = 1;
  let start = 0;
  // No character has a line feed inside, so each line is UTF-8 or not by itself.
  for (;;) {
    const end = bytes.indexOf(0x0a, start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) break;
    start = end + 1;
    line++;
  }
  let column = 1;
  let offset = start;
  for (;;) {
    const length = lengthOf(bytes[offset] as number);
    if (!isUtf8(bytes.subarray(offset, offset + length))) return { line, column, offset };
    offset += length;
    column += length === 4 ? 2 : 1;
  }
}

/** How many bytes a character has that begins with this one. */
function lengthOf(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}
