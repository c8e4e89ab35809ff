import { crc32 } from 'node:zlib';
import { type ByteSource, byteSourceOf, need } from '../file/byte-source.ts';
import { type ByteStream, fault, type ReadFault } from '../file/byte-stream.ts';
import { type InflateEnd, inflate } from './inflate.ts';

/** Whether the bytes begin as gzip data does (RFC 1952, section 2.3.1). */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/**
 * Decompresses gzip data of any number of members, zero padding after them included.
 *
 * A wrong checksum is reported after the member it belongs to, and reading goes on. A cut, a broken member
 * and anything else after the last member are reported and end it; all data of the members before is given,
 * and of a cut one all that can be had. node:zlib's own gunzip keeps data back in such cases.
 */
export async function* gunzip(flow: ByteStream): ByteStream {
  const feed = byteSourceOf(flow);
  let intact = true;
  for (let member = 1; intact && (await need(feed, 1)); member++) {
    if (member === 1 || (await skipPadding(feed))) intact = yield* readMember(feed);
  }
  yield* feed.faults;
}

/** Zero bytes after a member, as tapes and block devices leave them. False if nothing else follows. */
async function skipPadding(feed: ByteSource): Promise<boolean> {
  while (await need(feed, 1)) {
    const padding = feed.bytes.findIndex((value) => value !== 0);
    if (padding >= 0) {
      feed.skip(padding);
      return true;
    }
    feed.skip(feed.bytes.length);
  }
  return false;
}

/** One member; false if nothing can be read after it. */
async function* readMember(feed: ByteSource): AsyncGenerator<Uint8Array | ReadFault, boolean> {
  const from = feed.offset;
  const header = await skipHeader(feed);
  if (header !== 'end') {
    yield header === 'cut' ? cut(feed) : await otherData(feed, from);
    return false;
  }
  let sum = 0;
  let size = 0;
  let ending: InflateEnd | undefined;
  for (const blocks = inflate(feed); ending === undefined; ) {
    const { done, value } = await blocks.next();
    if (done) {
      ending = value;
    } else {
      sum = crc32(value, sum);
      size += value.length;
      yield value;
    }
  }
  if (ending instanceof Error) {
    const message = `the gzip data is broken near byte ${feed.offset}; nothing after it can be read`;
    yield fault('corrupt-compression', message);
    return false;
  }
  if (ending === 'cut' || !(await need(feed, 8))) {
    yield cut(feed);
    return false;
  }
  const trailer = Buffer.from(feed.bytes.subarray(0, 8));
  feed.skip(8);
  if (trailer.readUInt32LE(0) !== sum || trailer.readUInt32LE(4) !== size % 2 ** 32) {
    const message = `the gzip checksum is wrong for the ${size} bytes that come from byte ${from} on`;
    yield fault('corrupt-compression', message);
  }
  return true;
}

function cut(feed: ByteSource): ReadFault {
  return fault(
    'truncated',
    `the gzip data ends too early, after byte ${feed.offset + feed.bytes.length}`,
  );
}

async function otherData(feed: ByteSource, from: number): Promise<ReadFault> {
  while (await need(feed, 1)) feed.skip(feed.bytes.length);
  const message = `${feed.offset - from} bytes from byte ${from} on are not gzip data`;
  return fault('corrupt-compression', message);
}

const flag = { checksum: 0x02, extra: 0x04, name: 0x08, comment: 0x10, reserved: 0xe0 } as const;

/** Skips a member's header (RFC 1952, section 2.3). */
async function skipHeader(feed: ByteSource): Promise<'end' | 'cut' | 'other'> {
  if (!(await need(feed, 10))) return mayBeGzip(feed.bytes) ? 'cut' : 'other';
  const [, , method, flags = 0] = feed.bytes;
  if (!isGzip(feed.bytes) || method !== 8 || flags & flag.reserved) return 'other';
  feed.skip(10);
  if (flags & flag.extra && !(await skipExtra(feed))) return 'cut';
  if (flags & flag.name && !(await skipText(feed))) return 'cut';
  if (flags & flag.comment && !(await skipText(feed))) return 'cut';
  if (flags & flag.checksum) {
    if (!(await need(feed, 2))) return 'cut';
    feed.skip(2);
  }
  return 'end';
}

function mayBeGzip([first, second = 0x8b]: Uint8Array): boolean {
  return first === 0x1f && second === 0x8b;
}

async function skipExtra(feed: ByteSource): Promise<boolean> {
  if (!(await need(feed, 2))) return false;
  const length = (feed.bytes[0] as number) + 256 * (feed.bytes[1] as number);
  if (!(await need(feed, 2 + length))) return false;
  feed.skip(2 + length);
  return true;
}

/** Skips a text that a zero byte ends. */
async function skipText(feed: ByteSource): Promise<boolean> {
  while (await need(feed, 1)) {
    const end = feed.bytes.indexOf(0);
    if (end >= 0) {
      feed.skip(end + 1);
      return true;
    }
    feed.skip(feed.bytes.length);
  }
  return false;
}
