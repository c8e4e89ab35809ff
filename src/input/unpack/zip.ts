import { crc32 } from 'node:zlib';
import { type ByteSource, byteSourceOf, need } from '../file/byte-source.ts';
import { type ByteStream, fault, type ReadFault } from '../file/byte-stream.ts';
import { type ArchiveMember, type ArchiveMembers, drain, nameOf } from './archive-member.ts';
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

/** What came out of the data of one file. */
interface Outcome {
  sum: number;
  size: number;
  /** Whether its end was found, without which nothing after it can be read. */
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
    if (!header) return yield* cut(source);
    count++;
    const outcome: Outcome = { sum: 0, size: 0, ended: false };
    const body = readBody(source, header, outcome);
    if (header.name.endsWith('/') && header.packed === 0) {
      await drain(body);
    } else {
      yield { kind: 'member', name: header.name, flow: body };
      await drain(body);
    }
    if (!outcome.ended) {
      await skipAll(source);
      return yield* source.faults;
    }
  }
  yield* cut(source);
}

async function readHeader(source: ByteSource): Promise<Header | undefined> {
  if (!(await need(source, 30))) return undefined;
  const fixed = Buffer.from(source.bytes.subarray(0, 30));
  const [nameLength, extraLength] = [fixed.readUInt16LE(26), fixed.readUInt16LE(28)];
  if (!(await need(source, 30 + nameLength + extraLength))) return undefined;
  const name = nameOf(source.bytes.subarray(30, 30 + nameLength));
  const extra = Buffer.from(source.bytes.subarray(30 + nameLength, 30 + nameLength + extraLength));
  source.skip(30 + nameLength + extraLength);
  const given = { packed: fixed.readUInt32LE(18), size: fixed.readUInt32LE(22) };
  const wide = wideSizes(extra, given);
  const packed = wide?.packed ?? given.packed;
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

interface Sizes {
  readonly packed: number;
  readonly size: number;
}

/** The sizes of zip64, which stand in for those that say 0xFFFFFFFF (APPNOTE, 4.5.3). */
function wideSizes(extra: Buffer, given: Sizes): Sizes | undefined {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    const full = 0xffffffff;
    let field = at + 4;
    const next = (value: number): number => {
      if (value !== full || field + 8 > extra.length) return value;
      field += 8;
      return Number(extra.readBigUInt64LE(field - 8));
    };
    const size = next(given.size);
    return { size, packed: next(given.packed) };
  }
  return undefined;
}

/** The data of one file; afterwards `outcome` says whether reading can go on. */
async function* readBody(source: ByteSource, header: Header, outcome: Outcome): ByteStream {
  const refusal = refusalOf(header);
  if (refusal !== undefined) {
    yield fault('unreadable', refusal);
    if (header.packed !== undefined) yield* take(source, header.packed, outcome, true);
    outcome.ended = await skipToHeader(source);
    return;
  }
  if (header.method === stored) {
    yield* take(source, header.packed as number, outcome, false);
  } else {
    yield* unfold(source, outcome);
  }
  if (!outcome.ended) return;
  const seen = { sum: outcome.sum, size: outcome.size };
  const follows = (header.flags & flags.descriptor) !== 0;
  const sum = follows ? await readDescriptor(source, header.wide, seen.size) : header.sum;
  if (sum === undefined) {
    outcome.ended = false;
    yield fault('truncated', 'the zip archive ends too early');
  } else if (sum !== seen.sum) {
    yield fault(
      'corrupt-compression',
      `the zip checksum is wrong for the ${seen.size} bytes of this file`,
    );
  }
}

function refusalOf({ flags: set, method, packed }: Header): string | undefined {
  if (set & flags.encrypted) return 'the file in the zip archive is encrypted; unpack it first';
  if (method !== stored && method !== deflated) {
    return `the file in the zip archive is packed by method ${method}, which cannot be read; unpack it first`;
  }
  if (method === stored && packed === undefined) {
    return 'the zip archive does not say how long this file is; unpack it first';
  }
  return undefined;
}

async function* take(
  source: ByteSource,
  count: number,
  outcome: Outcome,
  silent: boolean,
): ByteStream {
  for (let left = count; left > 0; ) {
    if (!(await need(source, 1))) {
      yield fault('truncated', `the zip archive ends ${left} bytes before this file does`);
      return;
    }
    const part = source.bytes.subarray(0, left);
    left -= part.length;
    if (!silent) note(outcome, part);
    source.skip(part.length);
    if (!silent) yield part;
  }
  outcome.ended = true;
}

async function* unfold(source: ByteSource, outcome: Outcome): ByteStream {
  for (const blocks = inflate(source); ; ) {
    const { done, value } = await blocks.next();
    if (!done) {
      note(outcome, value);
      yield value;
    } else if (value === 'end') {
      outcome.ended = true;
      return;
    } else {
      const broken = `the zip data is broken near byte ${source.offset}; nothing after it can be read`;
      yield value === 'cut'
        ? fault('truncated', 'the zip archive ends inside this file')
        : fault('corrupt-compression', broken);
      return;
    }
  }
}

function note(outcome: Outcome, part: Uint8Array): void {
  outcome.sum = crc32(part, outcome.sum);
  outcome.size += part.length;
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
  if (!(await need(source, length))) return undefined;
  source.skip(length);
  return sum;
}

async function* finish(
  source: ByteSource,
  mark: number,
  count: number,
): AsyncGenerator<ArchiveMember, void> {
  if (mark !== signature.directory && mark !== signature.end && mark !== signature.end64) {
    const message = `the zip archive is broken at byte ${source.offset}; nothing after it can be read`;
    yield fault('corrupt-compression', message);
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
    if (mark !== signature.directory) break;
    if (!(await need(source, 46))) break;
    const entry = Buffer.from(source.bytes.subarray(0, 46));
    const length = 46 + entry.readUInt16LE(28) + entry.readUInt16LE(30) + entry.readUInt16LE(32);
    if (!(await need(source, length))) break;
    source.skip(length);
    listed++;
  }
  const ended = await need(source, 4);
  await skipAll(source);
  if (!ended) yield fault('truncated', 'the zip archive ends before its directory does');
  else if (listed !== count) {
    const message = `the zip archive holds ${count} files, but its directory names ${listed}`;
    yield fault('corrupt-compression', message);
  }
}

/** Passes over data of unknown length, up to what looks like the next header. */
async function skipToHeader(source: ByteSource): Promise<boolean> {
  while (await need(source, 4)) {
    const bytes = Buffer.from(source.bytes.buffer, source.bytes.byteOffset, source.bytes.length);
    const found = [signature.file, signature.directory]
      .map((mark) => bytes.indexOf(markOf(mark)))
      .filter((at) => at >= 0);
    if (found.length > 0) {
      source.skip(Math.min(...found));
      return true;
    }
    source.skip(bytes.length - 3);
    if (!(await need(source, 4))) break;
  }
  return false;
}

function markOf(mark: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(mark, 0);
  return bytes;
}

async function skipAll(source: ByteSource): Promise<void> {
  while (await need(source, 1)) source.skip(source.bytes.length);
}

async function* cut(source: ByteSource): AsyncGenerator<ArchiveMember, void> {
  if (source.faults.length > 0) return yield* source.faults;
  yield fault('truncated', `the zip archive ends too early, after byte ${source.offset}`);
}
