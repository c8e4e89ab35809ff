import { type ByteSource, need } from '../file/byte-stream.ts';

/** Whether the bytes begin as a Zstandard frame does (RFC 8878, section 3.1.1). */
export function isFrame(head: Uint8Array): boolean {
  return head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd;
}

/** Whether they begin a frame that holds no data; some packers put one first (section 3.1.2). */
export function isSkippable(head: Uint8Array): boolean {
  const [first = 0, second, third, fourth] = head;
  return first >> 4 === 5 && second === 0x2a && third === 0x4d && fourth === 0x18;
}

/** How a frame ended: in order, too early, or with a block of a kind that does not exist. */
export type FrameEnd = 'end' | 'cut' | 'broken';

/** What a frame's header says of it. */
export interface FrameHeader {
  /** Bytes of the header itself. */
  readonly length: number;
  /** Bytes that must be remembered to unpack it. */
  readonly window: number;
  /** Bytes that it unpacks to, if it says so. */
  readonly content: number | undefined;
  /** 0 if it needs none. */
  readonly dictionary: number;
  readonly hasChecksum: boolean;
}

/** Bytes of the fields in a frame's header, by the bits that tell them. */
const dictionarySizes = [0, 1, 2, 4] as const;
const contentSizes = [0, 2, 4, 8] as const;

/** Reads the header of a frame (section 3.1.1.1) and takes nothing; undefined if it is cut. */
export async function peekHeader(source: ByteSource): Promise<FrameHeader | undefined> {
  if (!(await need(source, 5))) return undefined;
  const descriptor = source.bytes[4] as number;
  const isSingle = (descriptor & 0x20) !== 0;
  const dictionarySize = dictionarySizes[(descriptor & 3) as 0 | 1 | 2 | 3];
  const named = contentSizes[(descriptor >> 6) as 0 | 1 | 2 | 3];
  const contentSize = isSingle && named === 0 ? 1 : named;
  const dictionaryAt = isSingle ? 5 : 6;
  const length = dictionaryAt + dictionarySize + contentSize;
  if (!(await need(source, length))) return undefined;
  const number = (at: number, size: number): number =>
    source.bytes.subarray(at, at + size).reduceRight((sum, value) => sum * 256 + value, 0);
  const content =
    number(dictionaryAt + dictionarySize, contentSize) + (contentSize === 2 ? 256 : 0);
  return {
    length,
    window: isSingle ? content : windowOf(source.bytes[5] as number),
    content: contentSize > 0 ? content : undefined,
    dictionary: number(dictionaryAt, dictionarySize),
    hasChecksum: (descriptor & 4) !== 0,
  };
}

/** Section 3.1.1.1.2. */
function windowOf(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

/** Bytes that a block unpacks to at most, and has at most (section 3.1.1.2.3). */
const largestBlock = 128 * 1024;

const runLength = 1;
const reserved = 3;

/**
 * Gives the bytes of one frame, and takes exactly these from the source: nothing of it is unpacked, only the
 * lengths of its parts are followed. Of some runtimes the decompressor ends with the first frame, and tells
 * nobody what it left.
 */
export async function* readFrame(source: ByteSource): AsyncGenerator<Uint8Array, FrameEnd> {
  const header = await peekHeader(source);
  if (!header || !(yield* take(source, header.length))) return 'cut';
  for (let isLast = false; !isLast; ) {
    if (!(await need(source, 3))) return 'cut';
    const [a = 0, b = 0, c = 0] = source.bytes;
    const block = a | (b << 8) | (c << 16);
    const kind = (block >> 1) & 3;
    if (kind === reserved || block >> 3 > largestBlock) return 'broken';
    isLast = (block & 1) === 1;
    if (!(yield* take(source, 3 + (kind === runLength ? 1 : block >> 3)))) return 'cut';
  }
  return !header.hasChecksum || (yield* take(source, 4)) ? 'end' : 'cut';
}

/** Passes over a frame without data; false if it is cut. */
export async function skipFrame(source: ByteSource): Promise<boolean> {
  if (!(await need(source, 8))) return false;
  const size = Buffer.from(source.bytes.subarray(4, 8)).readUInt32LE(0);
  for (const parts = take(source, 8 + size); ; ) {
    const { done, value } = await parts.next();
    if (done) return value;
  }
}

/** So many bytes, as copies: the source may use its memory again before they are read. */
async function* take(source: ByteSource, count: number): AsyncGenerator<Uint8Array, boolean> {
  for (let left = count; left > 0; ) {
    if (!(await need(source, 1))) return false;
    const part = Buffer.from(source.bytes.subarray(0, left));
    left -= part.length;
    source.skip(part.length);
    yield part;
  }
  return true;
}
