import { Readable } from 'node:stream';
import type { Event, Rejection, Source } from '../event/event.ts';
import { oneByOne, type Records, recordsIn } from '../event/records.ts';
import { type Message, tell } from '../language/message.ts';
import { withBreaks } from './busy-time.ts';
import { createSourceCounts, rejectFault, type SourceCounts, toSource } from './decode-records.ts';
import { type ByteStream, isFault } from './file/byte-stream.ts';
import { discoverFiles, type InputFile } from './file/discover.ts';
import type { RangeReaders } from './file/file-range.ts';
import { readFile, readStream } from './file/read-file.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { readText } from './read-text.ts';
import { type SharedFile, shareFile } from './shared-file.ts';
import type { ArchiveMembers } from './unpack/archive-member.ts';
import { type ExpansionLimit, withinLimit } from './unpack/expansion-limit.ts';
import { openContent, sniff } from './unpack/sniff.ts';

/** How far reading has come. */
export interface ReadProgress extends FileProgress {
  /** Bytes of the inputs that were read before, and of all of them; undefined if one is a stream. */
  readonly bytesBefore: number;
  /** Bytes of all inputs; undefined if one is a stream. */
  readonly bytesOfAll: number | undefined;
}

/** How far one input was read. */
export interface FileProgress {
  /** The input as the user named it. */
  readonly file: string;
  /** Bytes of the file itself, before decompression. */
  readonly bytesRead: number;
  /** Undefined for a stream, whose end is not known. */
  readonly bytesTotal: number | undefined;
  /** Records read from it so far. */
  readonly records: number;
}

/** How inputs are read. */
export interface ReadOptions {
  /** What `-` reads; without it `-` is no input. */
  readonly stdin?: Readable;
  /** When it fires, the iteration throws its reason. */
  readonly signal?: AbortSignal;
  /** Called for every chunk read. */
  readonly onProgress?: (progress: ReadProgress) => void;
  /** What one record may cost; far more than any real event unless given. */
  readonly limits?: Partial<Limits>;
  /** The encoding of texts that do not name theirs, a label of `TextDecoder`; UTF-8 unless given. Offsets are in UTF-8. */
  readonly encoding?: string;
  /** How long to wait for somebody to write to a named pipe, in milliseconds; 30 seconds unless given. */
  readonly patience?: number;
  /** Called, with the reason as a clause, when nothing has come for a second from a pipe or standard input. */
  readonly onWait?: (file: string, why: Message) => void;
}

/** How inputs are read of which others read parts. */
export interface SharedReadOptions extends ReadOptions {
  /**
   * Who reads ranges of a large file at the same time as it is read here, such as threads. The events of ranges that
   * are accepted are counted, and otherwise left to whoever read them.
   */
  readonly elsewhere?: RangeReaders;
}

/** How a stream is read. */
export interface StreamReadOptions extends Omit<ReadOptions, 'stdin' | 'patience'> {
  /** What its records and mistakes are said to be of; `stream` if left out. */
  readonly name?: string;
}

type Outcome = Event | Rejection | Source;

/**
 * Reads System Log events from files, folders, file patterns and `-` (standard input), in the order named
 * and each file once. Compression and format are recognised by the content, never by the name.
 *
 * Each record gives exactly one event or rejection, in the order of the file; so does anything that is wrong
 * with a file as such. After each file comes its `Source`, whose `records` counts them. Memory is bounded by
 * the largest record, at most `limits.recordBytes`.
 *
 * Throws an `InputError` before anything else if one of the paths names nothing that can be read.
 */
export function readEvents(
  paths: readonly string[],
  options: ReadOptions = {},
): AsyncGenerator<Event | Rejection | Source, void> {
  return oneByOne(readRecords(paths, options).batches);
}

/** The same for whoever can take them in batches. Large files may be read together with others. */
export function readRecords(
  paths: readonly string[],
  options: SharedReadOptions = {},
): Records<Event | Rejection | Source> {
  return recordsIn(withBreaks(readPaths(paths, options), options.signal));
}

async function* readPaths(paths: readonly string[], options: SharedReadOptions): Batches {
  yield* readInputs(await discoverFiles(paths, options.stdin), options);
}

/** The same from bytes, whatever their compression and format. */
export function readEventStream(
  bytes: AsyncIterable<Uint8Array | string>,
  options: StreamReadOptions = {},
): AsyncGenerator<Event | Rejection | Source, void> {
  const stream = bytes instanceof Readable ? bytes : Readable.from(bytes, { objectMode: false });
  const file = options.name ?? 'stream';
  const batches = readInputs([{ kind: 'stdin', file, named: true, stream }], options);
  return oneByOne(withBreaks(batches, options.signal));
}

async function* readInputs(inputs: readonly InputFile[], options: SharedReadOptions): Batches {
  const sizes = inputs.map(sizeOf);
  const bytesOfAll = sizes.includes(undefined) ? undefined : sum(sizes);
  const last: { readonly batches: Batches; readonly size: number | undefined }[] = [];
  let bytesBefore = 0;
  const onProgress = (progress: FileProgress): void => {
    options.onProgress?.({ ...progress, bytesBefore, bytesOfAll });
  };
  for (const [index, input] of inputs.entries()) {
    options.signal?.throwIfAborted();
    const { batches, isLast } = await begin(input, { ...options, onProgress }, inputs.length > 1);
    const size = sizes[index];
    if (isLast) last.push({ batches, size });
    else {
      yield* batches;
      bytesBefore += size ?? 0;
    }
  }
  for (const { batches, size } of last) {
    options.signal?.throwIfAborted();
    yield* batches;
    bytesBefore += size ?? 0;
  }
}

/** The size of an input, in bytes; 0 of what cannot be read, undefined of what may have no end. */
function sizeOf(input: InputFile): number | undefined {
  if (input.kind === 'stdin') return undefined;
  return input.kind === 'file' ? input.bytes : 0;
}

function sum(numbers: readonly (number | undefined)[]): number {
  return numbers.reduce<number>((total, number) => total + (number ?? 0), 0);
}

/**
 * Begins to read, and says whether to go on only after all others. Of two records of one event the first one counts, so a file whose events are stripped
 * of fields comes after all others: it must not push aside the same events in full.
 */
async function begin(input: InputFile, options: InputOptions, isOneOfMany: boolean) {
  const batches = readInput(input, options);
  if (!isOneOfMany) return { batches, isLast: false };
  const first = await batches.next();
  if (first.done) return { batches, isLast: false };
  const outcomes = first.value[Symbol.iterator]();
  const taken: Outcome[] = [];
  while (taken.length < mostTaken && taken.at(-1)?.kind !== 'event') {
    const next = outcomes.next();
    if (next.done) break;
    taken.push(next.value);
  }
  const event = taken.at(-1);
  const isStripped = event?.kind === 'event' && event.keeps !== undefined;
  // Pipes and devices give what they have once.
  if (isStripped && input.kind === 'file' && input.isRegular) {
    await batches.return();
    return { batches: readInput(input, options), isLast: true };
  }
  const rest = { [Symbol.iterator]: () => outcomes };
  return { batches: resume([taken, rest], batches), isLast: isStripped };
}

/** Outcomes among which the first event is looked for. */
const mostTaken = 1_000;

async function* resume(first: readonly Iterable<Outcome>[], rest: Batches): Batches {
  yield* first;
  yield* rest;
}

type Batches = AsyncGenerator<Iterable<Outcome>, void>;

/** How one input is read. */
type InputOptions = Omit<SharedReadOptions, 'onProgress'> & {
  readonly onProgress: (progress: FileProgress) => void;
};

async function* readInput(input: InputFile, options: InputOptions): Batches {
  const counts = createSourceCounts(input.file);
  if (input.kind === 'special') {
    counts.note = input.note;
  } else if (input.kind === 'unreadable') {
    counts.format = 'unreadable';
    counts.note = input.why;
    yield [rejectFault({ reason: 'unreadable', told: input.why }, counts)];
  } else {
    yield* readOpenable(input, counts, options);
  }
  yield [toSource(counts)];
}

/** An input that may be open soon. */
type Openable = Extract<InputFile, { kind: 'file' | 'stdin' }>;

async function* readOpenable(
  input: Openable,
  counts: SourceCounts,
  options: InputOptions,
): Batches {
  const { signal, encoding, elsewhere } = options;
  const report = (): void => {
    const { bytes, records } = shared?.progress() ?? counts;
    const { file, bytesTotal } = counts;
    options.onProgress({ file, bytesRead: bytes, bytesTotal, records });
  };
  const shared = elsewhere && shareFile(elsewhere, { counts, signal, onWait: report });
  const expansion = { read: 0, unpacked: 0 };
  const opened = openBytes(input, counts, options, shared);
  const bytes = watch(opened, counts, expansion, signal, report);
  const limits = { ...defaultLimits, ...options.limits };
  const { named } = input;
  try {
    yield* readBytes(bytes, { named, level: 0, counts, limits, expansion, encoding, shared });
    shared?.accept();
  } finally {
    shared?.drop();
    await bytes.return();
  }
}

/** The bytes of an input; what is learned of it on the way stands in `counts`. */
function openBytes(
  input: Openable,
  counts: SourceCounts,
  { signal, patience, onWait }: InputOptions,
  shared: SharedFile | undefined,
): ByteStream {
  const listening = {
    onSize: (size: number): void => {
      counts.bytesTotal = size;
    },
    onGrowth: (): void => {
      counts.isGrowing = true;
    },
    onOpen: shared?.open,
    onWait: (why: Message): void => onWait?.(input.file, why),
    signal,
    patience,
  };
  return input.kind === 'stdin' ? readStream(input.stream, listening) : readFile(input, listening);
}

/** The same flow, counted and watched. */
async function* watch(
  flow: ByteStream,
  counts: SourceCounts,
  expansion: ExpansionLimit,
  signal: AbortSignal | undefined,
  report: () => void,
): ByteStream {
  for await (const part of flow) {
    signal?.throwIfAborted();
    if (!isFault(part)) {
      counts.bytes += part.length;
      expansion.read += part.length;
    }
    yield part;
    report();
  }
}

/** The same flow of a file in an archive, counted. */
async function* counted(flow: ByteStream, counts: SourceCounts): ByteStream {
  for await (const part of flow) {
    if (!isFault(part)) counts.bytes += part.length;
    yield part;
  }
}

/** A file, or a file in an archive, being read. */
interface Text {
  readonly named: boolean;
  /** How many archives it is in. */
  readonly level: number;
  readonly counts: SourceCounts;
  readonly limits: Limits;
  readonly expansion: ExpansionLimit;
  /** The encoding that the user named. */
  readonly encoding: string | undefined;
  /** The file that the text may be, if others read ranges of it. */
  readonly shared: SharedFile | undefined;
}

/** Archives in archives beyond this are not opened. */
const mostLevels = 3;

/** Files in one archive; more than that are not opened. */
const mostMembers = 100_000;

async function* readBytes(bytes: ByteStream, text: Text): Batches {
  const { named, level, counts, expansion } = text;
  const content = await openContent(bytes, expansion, text.encoding);
  counts.compression = content.compression;
  if (content.kind === 'archive') {
    counts.format = content.name;
    if (level < mostLevels) return yield* readMembers(content.members, text);
    yield [rejectFault({ reason: 'unreadable', told: tell('file.tooNested') }, counts)];
    return;
  }
  if (content.remark !== undefined) counts.remarks.push(content.remark);
  const sniffed = sniff(content.head, named, content.encoding);
  if (sniffed.kind === 'ignore') {
    counts.note = sniffed.note;
  } else if (sniffed.kind === 'reject') {
    counts.format = 'unreadable';
    counts.note = sniffed.told;
    yield [rejectFault(sniffed, counts)];
  } else {
    const shared = content.isVerbatim ? text.shared : undefined;
    yield* readText(content.flow, sniffed.format, { ...text, shared });
  }
}
/** Each file in an archive has its own `Source`; that of the archive holds what was wrong with it as such. */
async function* readMembers(members: ArchiveMembers, text: Text): Batches {
  const { level, counts, expansion } = text;
  let count = 0;
  for await (const member of members) {
    if (isFault(member)) {
      yield [rejectFault(member, counts)];
    } else if (++count > mostMembers) {
      const told = tell('file.tooManyFiles', { most: String(mostMembers) });
      yield [rejectFault({ reason: 'too-large', told }, counts)];
      break;
    } else {
      const own = createSourceCounts(`${counts.file}/${member.name}`);
      const flow = counted(withinLimit(member.flow, expansion), own);
      yield* readBytes(flow, {
        ...text,
        named: false,
        level: level + 1,
        counts: own,
        shared: undefined,
      });
      yield [toSource(own)];
    }
  }
  counts.note =
    count === 1 ? tell('source.oneInside') : tell('source.filesInside', { count: String(count) });
}
