const marks = [
  ['UTF-32, little endian', [0xff, 0xfe, 0, 0]],
  ['UTF-32, big endian', [0, 0, 0xfe, 0xff]],
  ['UTF-16, little endian', [0xff, 0xfe]],
  ['UTF-16, big endian', [0xfe, 0xff]],
] as const;

/** Which of the first eight bytes are zero when the text begins with ASCII characters. */
const patterns = [
  ['UTF-32, little endian', '.000.000'],
  ['UTF-32, big endian', '000.000.'],
  ['UTF-16, little endian', '.0.0.0.0'],
  ['UTF-16, big endian', '0.0.0.0.'],
] as const;

/**
 * The name of the encoding if text that begins so is not UTF-8: by its byte order mark (Unicode standard,
 * section 23.8) or by its zero bytes. Undefined if it may be UTF-8.
 */
export function findEncoding(head: Uint8Array): string | undefined {
  const mark = marks.find(([, bytes]) => bytes.every((value, at) => head[at] === value));
  if (mark) return mark[0];
  const zeros = Array.from(head.subarray(0, 8), (value) => (value === 0 ? '0' : '.')).join('');
  return patterns.find(([, pattern]) => pattern === zeros)?.[0];
}
