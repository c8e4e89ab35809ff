import { crc32 } from 'node:zlib';
import { tell } from '../../language/message.ts';
import {
  type ByteSource,
  type ByteStream,
  byteSourceOf,
  fault,
  need,
  type ReadFault,
  skip,
  skipAll,
  skipTo,
} from '../file/byte-stream.ts';
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
  const source = byteSourceOf(flow);
  let intact = true;
  for (let member = 1; intact && (await need(source, 1)); member++) {
    // Zero bytes may come after a member, as tapes and block devices leave them.
    const isMore = member === 1 || (await skipTo(source, (bytes) => bytes.findIndex(Boolean)));
    if (isMore) intact = yield* readMember(source);
  }
  yield* source.faults;
}

/** One member; false if nothing can be read after it. */
async function* readMember(source: ByteSource): AsyncGenerator<Uint8Array | ReadFault, boolean> {
  const from = source.offset;
  const header = await skipHeader(source);
  if (header !== 'end') {
    yield header === 'cut' ? cut(source) : await otherData(source, from);
    return false;
  }
  let sum = 0;
  let size = 0;
  let ending: InflateEnd | undefined;
  for (const blocks = inflate(source); ending === undefined; ) {
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
    const message = tell('file.gzipBroken', { byte: String(source.offset) });
    yield fault('corrupt-compression', message);
    return false;
  }
  if (ending === 'cut' || !(await need(source, 8))) {
    yield cut(source);
    return false;
  }
  const trailer = Buffer.from(source.bytes.subarray(0, 8));
  source.skip(8);
  if (trailer.readUInt32LE(0) !== sum || trailer.readUInt32LE(4) !== size % 2 ** 32) {
    const message = tell('file.gzipChecksum', { size: String(size), from: String(from) });
    yield fault('corrupt-compression', message);
  }
  return true;
}

function cut(source: ByteSource): ReadFault {
  const byte = String(source.offset + source.bytes.length);
  return fault('truncated', tell('file.gzipCut', { byte }));
}

async function otherData(source: ByteSource, from: number): Promise<ReadFault> {
  await skipAll(source);
  const size = String(source.offset - from);
  const message = tell('file.gzipOther', { size, from: String(from) });
  return fault('corrupt-compression', message);
}

const flag = { checksum: 0x02, extra: 0x04, name: 0x08, comment: 0x10, reserved: 0xe0 } as const;

/** Skips a member's header (RFC 1952, section 2.3). */
async function skipHeader(source: ByteSource): Promise<'end' | 'cut' | 'other'> {
  if (!(await need(source, 10))) return mayBeGzip(source.bytes) ? 'cut' : 'other';
  const [, , method, flags = 0] = source.bytes;
  if (!isGzip(source.bytes) || method !== 8 || flags & flag.reserved) return 'other';
  source.skip(10);
  if (flags & flag.extra && !(await skipExtra(source))) return 'cut';
  if (flags & flag.name && !(await skipText(source))) return 'cut';
  if (flags & flag.comment && !(await skipText(source))) return 'cut';
  return flags & flag.checksum && !(await skip(source, 2)) ? 'cut' : 'end';
}

function mayBeGzip([first, second = 0x8b]: Uint8Array): boolean {
  return first === 0x1f && second === 0x8b;
}

async function skipExtra(source: ByteSource): Promise<boolean> {
  if (!(await need(source, 2))) return false;
  const length = (source.bytes[0] as number) + 256 * (source.bytes[1] as number);
  return skip(source, 2 + length);
}

/** Skips a text that a zero byte ends. */
async function skipText(source: ByteSource): Promise<boolean> {
  return (await skipTo(source, (bytes) => bytes.indexOf(0))) && skip(source, 1);
}
