import { isAscii, isUtf8 } from 'node:buffer';
import { type Message, tell } from '../../language/message.ts';
import { type ByteStream, isFault } from '../file/byte-stream.ts';

/** An encoding that text shows itself to be in. */
export type WideEncoding = 'utf32le' | 'utf32be' | 'utf16le' | 'utf16be';

const marks = [
  ['utf32le', [0xff, 0xfe, 0, 0]],
  ['utf32be', [0, 0, 0xfe, 0xff]],
  ['utf16le', [0xff, 0xfe]],
  ['utf16be', [0xfe, 0xff]],
] as const;

/** Which of the first eight bytes are zero when the text begins with ASCII characters. */
const patterns = [
  ['utf32le', '.000.000'],
  ['utf32be', '000.000.'],
  ['utf16le', '.0.0.0.0'],
  ['utf16be', '0.0.0.0.'],
] as const;

/**
 * The name of the encoding if text that begins so is not UTF-8: by its byte order mark (Unicode standard,
 * section 23.8) or by its zero bytes. Undefined if it may be UTF-8.
 */
function findEncoding(head: Uint8Array): WideEncoding | undefined {
  const mark = marks.find(([, bytes]) => bytes.every((value, at) => head[at] === value));
  if (mark) return mark[0];
  const zeros = Array.from(head.subarray(0, 8), (value) => (value === 0 ? '0' : '.')).join('');
  return patterns.find(([, pattern]) => pattern === zeros)?.[0];
}

/** The encodings that can be put into UTF-8 on the way, and their labels. */
const wide: ReadonlyMap<WideEncoding, string> = new Map([
  ['utf16le', 'utf-16le'],
  ['utf16be', 'utf-16be'],
]);

/** Whether {@link toUtf8} can read the encoding. */
export function canConvert(encoding: WideEncoding): boolean {
  return wide.has(encoding);
}

/** What no valid UTF-8 holds: it stands for what is no character, so that its record is refused. */
const invalid = Buffer.from([0xff]);

/**
 * Text in an encoding that `TextDecoder` knows as UTF-8. What is no character in it becomes a byte that is not
 * UTF-8, and costs its record; a line feed stays one, so that lines keep their numbers.
 */
async function* decodeText(flow: ByteStream, label: string): ByteStream {
  const decode = decoderOf(label);
  for await (const part of flow) {
    if (isFault(part)) yield part;
    else yield marked(decode(part));
  }
  yield marked(decode());
}

/** What Windows-1252 has where Latin-1 has control characters; five bytes are those in it, too. */
const windows =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f' +
  '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';

/** Windows-1252, for which the `TextDecoder` of some runtimes takes Latin-1. */
function western(bytes: Uint8Array = new Uint8Array(0)): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  return text.replace(/[\x80-\x9f]/g, (byte) => windows[byte.charCodeAt(0) - 0x80] as string);
}

function decoderOf(label: string): (bytes?: Uint8Array) => string {
  if (label === 'windows-1252') return western;
  const decoder = new TextDecoder(label);
  return (bytes) => decoder.decode(bytes, { stream: bytes !== undefined });
}

/** Text in UTF-8, with the byte that is not for each match of `wrong`. */
function marked(text: string, wrong: string | RegExp = '\ufffd'): Buffer {
  const parts = text.split(wrong);
  if (parts.length === 1) return Buffer.from(text);
  return Buffer.concat(
    parts.flatMap((part, at) => (at > 0 ? [invalid, Buffer.from(part)] : [Buffer.from(part)])),
  );
}

/** How a text becomes UTF-8. */
export interface Decoding {
  /** What the text says itself that it is in, if that is not UTF-8. */
  readonly encoding?: WideEncoding;
  readonly convert?: (flow: ByteStream) => ByteStream;
  /** What is to be said about the encoding that the user named. */
  readonly remark?: Message;
}

/** The byte order mark of UTF-8. */
const utf8Mark = [0xef, 0xbb, 0xbf] as const;

/**
 * How a text that begins so becomes UTF-8. `label` is one of `TextDecoder`; a byte order mark, and zero
 * bytes that only wide characters have, count for more than that.
 */
export function decodingOf(head: Uint8Array, label: string | undefined): Decoding {
  const encoding = findEncoding(head);
  if (encoding !== undefined) {
    const isOther = label !== undefined && wide.get(encoding) !== label;
    return {
      encoding,
      ...(canConvert(encoding) && { convert: (flow) => toUtf8(flow, encoding) }),
      ...(isOther && {
        remark: tell('source.saysEncoding', { encoding: tell(`encoding.${encoding}`), label }),
      }),
    };
  }
  if (label === undefined || label === 'utf-8') return {};
  if (utf8Mark.every((value, at) => head[at] === value)) {
    return { remark: tell('source.utf8Mark', { label }) };
  }
  const isDoubtful = !isAscii(head) && isCutUtf8(head);
  const remark = tell(isDoubtful ? 'source.readAsDespite' : 'source.readAs', { label });
  return { convert: (flow) => decodeText(flow, label), remark };
}

/** Whether bytes that may end inside a character are UTF-8. */
export function isCutUtf8(head: Uint8Array): boolean {
  return [0, 1, 2, 3].some((cut) => isUtf8(head.subarray(0, Math.max(0, head.length - cut))));
}

/** UTF-16 text as UTF-8. Half of a character becomes a byte that is not UTF-8, never another character. */
async function* toUtf8(flow: ByteStream, encoding: WideEncoding): ByteStream {
  const swapped = wide.get(encoding) === 'utf-16be';
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
  return marked((swapped ? units.swap16() : units).toString('utf16le'), /\p{Surrogate}/u);
}
