import { type Flow, isFault } from './flow.ts';

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

/** The encodings that can be put into UTF-8 on the way, with the number of bytes of their mark. */
const wide: ReadonlyMap<string, 'little' | 'big'> = new Map([
  ['UTF-16, little endian', 'little'],
  ['UTF-16, big endian', 'big'],
]);

/** Whether {@link toUtf8} can read the encoding. */
export function canConvert(encoding: string): boolean {
  return wide.has(encoding);
}

/** What no valid UTF-8 holds: it stands for half of a surrogate pair, so that its record is refused. */
const invalid = Buffer.from([0xff]);

/** UTF-16 text as UTF-8. Half of a character becomes a byte that is not UTF-8, never another character. */
export async function* toUtf8(flow: Flow, encoding: string): Flow {
  const swapped = wide.get(encoding) === 'big';
  let left = Buffer.alloc(0);
  for await (const part of flow) {
    if (isFault(part)) {
      yield part;
      continue;
    }
    const bytes = Buffer.concat([left, part]);
    const end = wholeUnits(bytes, swapped);
    left = Buffer.from(bytes.subarray(end));
    yield convert(bytes.subarray(0, end), swapped);
  }
  if (left.length > 0) yield left.length % 2 > 0 ? invalid : convert(left, swapped);
}

/** Length of the whole units, without a first half of a surrogate pair at the end. */
function wholeUnits(bytes: Buffer, swapped: boolean): number {
  const end = bytes.length - (bytes.length % 2);
  const high = bytes[swapped ? end - 2 : end - 1] ?? 0;
  return (high & 0xfc) === 0xd8 ? end - 2 : end;
}

function convert(units: Buffer, swapped: boolean): Buffer {
  const text = (swapped ? units.swap16() : units).toString('utf16le');
  const parts = text.split(/\p{Surrogate}/u);
  if (parts.length === 1) return Buffer.from(text);
  return Buffer.concat(
    parts.flatMap((part, at) => (at > 0 ? [invalid, Buffer.from(part)] : [Buffer.from(part)])),
  );
}
