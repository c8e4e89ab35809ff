import { crc32 } from 'node:zlib';
import { type Message, tell } from '../../language/message.ts';
import {
  type ByteSource,
  type ByteStream,
  byteSourceOf,
  fault,
  isFault,
  need,
  type ReadFault,
  skip,
  skipAll,
} from '../file/byte-stream.ts';
import { type ArchiveMembers, broken, cut, drain, nameOf, takeFile } from './archive-member.ts';
import { inflate } from './inflate.ts';

const signature = {
  file: 0x04034b50,
  descriptor: 0x08074b50,
  directory: 0x02014b50,
  end: 0x06054b50,
  end64: 0x06064b50,
} as const;

const flags = { encrypted: 0x0001, descriptor: 0x0008 } as const;
const stored = 0;
const deflated = 8;

/** Whether the bytes begin as a zip archive does, be it an empty one (PKWARE APPNOTE, 4.3). */
export function isZip(head: Buffer): boolean {
  if (head.length < 4) return false;
  const first = head.readUInt32LE(0);
  return first === signature.file || first === signature.end;
}

/** A local header, which stands before the data of each file. */
interface Header {
  readonly name: string;
  readonly method: number;
  readonly flags: number;
  readonly sum: number;
  /** Undefined where they follow the data. */
  readonly packed: number | undefined;
  readonly wide: boolean;
}

/** Whether the end of one file's data was found, without which nothing after it can be read. */
interface Outcome {
  ended: boolean;
}

/**
 * Reads a zip archive front to back, by the headers before the files, so that it may come through a pipe.
 * The directory at the end only serves to see that nothing is missing.
 */
export async function* readZip(flow: ByteStream): ArchiveMembers {
  const source = byteSourceOf(flow);
  let count = 0;
  while (await need(source, 4)) {
    const mark = Buffer.from(source.bytes.subarray(0, 4)).readUInt32LE(0);
    if (mark !== signature.file) return yield* finish(source, mark, count);
    const header = await readHeader(source);
    if (!header) return yield* cut(source, 'zip');
    count++;
    const outcome: Outcome = { ended: false };
    const body = readBody(source, header, outcome);
    const isFolder = header.name.endsWith('/') && header.packed === 0;
    if (!isFolder) yield { kind: 'member', name: header.name, flow: body };
    await drain(body);
    if (!outcome.ended) {
      await skipAll(source);
      return yield* source.faults;
    }
  }
  yield* cut(source, 'zip');
}

async function readHeader(source: ByteSource): Promise<Header | undefined> {
  if (!(await need(source, 30))) return undefined;
  const fixed = Buffer.from(source.bytes.subarray(0, 30));
  const [nameLength, extraLength] = [fixed.readUInt16LE(26), fixed.readUInt16LE(28)];
  if (!(await need(source, 30 + nameLength + extraLength))) return undefined;
  const name = nameOf(source.bytes.subarray(30, 30 + nameLength));
  const extra = Buffer.from(source.bytes.subarray(30 + nameLength, 30 + nameLength + extraLength));
  source.skip(30 + nameLength + extraLength);
  const given = fixed.readUInt32LE(18);
  const wide = widePacked(extra, given, fixed.readUInt32LE(22));
  const packed = wide ?? given;
  const known = (fixed.readUInt16LE(6) & flags.descriptor) === 0 || packed > 0;
  return {
    name,
    method: fixed.readUInt16LE(8),
    flags: fixed.readUInt16LE(6),
    sum: fixed.readUInt32LE(14),
    packed: known ? packed : undefined,
    wide: wide !== undefined,
  };
}

/** The packed size in zip64, behind the size, each if it says 0xFFFFFFFF where it should stand (APPNOTE, 4.5.3). */
function widePacked(extra: Buffer, packed: number, size: number): number | undefined {
  const full = 0xffffffff;
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    const field = at + (size === full ? 12 : 4);
    const isThere = packed === full && field + 8 <= extra.length;
    return isThere ? Number(extra.readBigUInt64LE(field)) : packed;
  }
  return undefined;
}

/** The data of one file; afterwards `outcome` says whether reading can go on. */
async function* readBody(source: ByteSource, header: Header, outcome: Outcome): ByteStream {
  const refusal = refusalOf(header);
  if (refusal !== undefined) {
    yield fault('unreadable', refusal);
    for await (const part of takeFile(source, header.packed ?? 0, 'zip')) {
      if (isFault(part)) yield part;
    }
    outcome.ended = await skipToHeader(source);
    return;
  }
  const { method, packed = 0 } = header;
  let [sum, size] = [0, 0];
  for await (const part of method === stored ? takeFile(source, packed, 'zip') : unfold(source)) {
    const isBroken = isFault(part);
    if (!isBroken) {
      sum = crc32(part, sum);
      size += part.length;
    }
    yield part;
    if (isBroken) return;
  }
  const follows = (header.flags & flags.descriptor) !== 0;
  const stated = follows ? await readDescriptor(source, header.wide, size) : header.sum;
  outcome.ended = stated !== undefined;
  if (stated === undefined) {
    yield fault('truncated', tell('file.zipEndsEarly'));
  } else if (stated !== sum) {
    const message = tell('file.zipChecksum', { size: String(size) });
    yield fault('corrupt-compression', message);
  }
}

function refusalOf({ flags: set, method, packed }: Header): Message | undefined {
  if (set & flags.encrypted) return tell('file.zipEncrypted');
  if (method !== stored && method !== deflated) {
    return tell('file.zipMethod', { method: String(method) });
  }
  if (method === stored && packed === undefined) {
    return tell('file.zipNoLength');
  }
  return undefined;
}

async function* unfold(source: ByteSource): ByteStream {
  for (const blocks = inflate(source); ; ) {
    const { done, value } = await blocks.next();
    if (!done) {
      yield value;
    } else if (value === 'end') {
      return;
    } else {
      const broken = tell('file.zipBroken', { byte: String(source.offset) });
      yield value === 'cut'
        ? fault('truncated', tell('file.zipEndsInside'))
        : fault('corrupt-compression', broken);
      return;
    }
  }
}

/** The checksum that follows the data, its mark being optional, its sizes long in zip64. */
async function readDescriptor(
  source: ByteSource,
  wide: boolean,
  size: number,
): Promise<number | undefined> {
  if (!(await need(source, 16))) return undefined;
  const bytes = Buffer.from(source.bytes.subarray(0, 16));
  const from = bytes.readUInt32LE(0) === signature.descriptor ? 4 : 0;
  const sum = bytes.readUInt32LE(from);
  const isWide = wide || bytes.readUInt32LE(from + 8) !== size % 2 ** 32;
  const length = from + 4 + (isWide ? 16 : 8);
  return (await skip(source, length)) ? sum : undefined;
}

async function* finish(source: ByteSource, mark: number, count: number): ArchiveMembers {
  if (mark !== signature.directory && mark !== signature.end && mark !== signature.end64) {
    yield broken(source, 'zip');
    return await skipAll(source);
  }
  yield* checkDirectory(source, count);
  yield* source.faults;
}

/** Counts the entries of the directory: fewer files than it names mean that some were not seen. */
async function* checkDirectory(source: ByteSource, count: number): AsyncGenerator<ReadFault, void> {
  let listed = 0;
  while (await need(source, 4)) {
    const mark = Buffer.from(source.bytes.subarray(0, 4)).readUInt32LE(0);
    if (mark !== signature.directory || !(await need(source, 46))) break;
    const entry = Buffer.from(source.bytes.subarray(0, 46));
    const length = 46 + entry.readUInt16LE(28) + entry.readUInt16LE(30) + entry.readUInt16LE(32);
    if (!(await skip(source, length))) break;
    listed++;
  }
  const ended = await need(source, 4);
  await skipAll(source);
  if (!ended) yield fault('truncated', tell('file.zipDirectoryCut'));
  else if (listed !== count) {
    const message = tell('file.zipCounts', { count: String(count), listed: String(listed) });
    yield fault('corrupt-compression', message);
  }
}

/** What a header of a file, and one in the directory, begins with. */
const headers = [Buffer.from('PK\x03\x04'), Buffer.from('PK\x01\x02')];

/** Passes over data of unknown length, up to what looks like the next header. */
async function skipToHeader(source: ByteSource): Promise<boolean> {
  while (await need(source, 4)) {
    const bytes = Buffer.from(source.bytes.buffer, source.bytes.byteOffset, source.bytes.length);
    const found = headers.map((mark) => bytes.indexOf(mark)).filter((at) => at >= 0);
    if (found.length > 0) {
      source.skip(Math.min(...found));
      return true;
    }
    source.skip(bytes.length - 3);
  }
  return false;
}
