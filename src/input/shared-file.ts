import { setTimeout as sleep } from 'node:timers/promises';
import type { SourceCounts } from './decode-records.ts';
import type { FileRange, RangeInProgress, RangeProgress, RangeReaders } from './file/file-range.ts';
import { cutAtLines } from './file/line-cuts.ts';
import type { OpenFile } from './file/read-file.ts';
import type { Seam } from './parsed-item.ts';
import type { Strays } from './unpack/encoding-guess.ts';

/** A file of which others may read ranges while it is read here. */
export interface SharedFile {
  /** Takes note that it is open. */
  readonly open: (file: OpenFile) => void;
  /** Lets the others begin, if the file is worth it. Before the first of its text is decoded. */
  readonly split: (seam: Seam, strays: Strays) => SplitText | undefined;
  /** How far it was read by all together; never less than before. */
  readonly progress: () => RangeProgress;
  /** Accepts what others read, now that the file was read to its end. */
  readonly accept: () => void;
  /** Lets the others stop, and counts nothing that was not accepted. */
  readonly drop: () => void;
}

/** A text of which others read ranges. */
export interface SplitText {
  /** How many of the bytes that come next were read elsewhere. */
  readonly passed: () => number;
  /**
   * The pieces of the chunk that came that are to be decoded here, each before the next one is asked for. What others
   * read in between is left out, in the text as well as in the flow that the chunk came from, and counted.
   */
  readonly piecesOf: (chunk: Uint8Array) => AsyncIterable<Uint8Array>;
}

/** What is there beside the file. */
export interface SharedFileContext {
  readonly counts: SourceCounts;
  readonly signal: AbortSignal | undefined;
  /** Called now and then while nothing is done but to wait for the others. */
  readonly onWait: () => void;
}

interface Begun {
  readonly range: FileRange;
  readonly reading: RangeInProgress;
}

/** Prepares to share a file. */
export function shareFile(readers: RangeReaders, context: SharedFileContext): SharedFile {
  const { counts } = context;
  /** Those of which it is not known yet whether they count, in the order of the file; and those that do. */
  const begun: Begun[] = [];
  const whole: RangeInProgress[] = [];
  let opened: OpenFile | undefined;
  let told: RangeProgress = { bytes: 0, records: 0 };
  return {
    open: (file) => {
      opened = file;
    },
    split: (seam, strays) => {
      if (!opened || opened.size < readers.leastBytes) return undefined;
      const ranges = cutAtLines(counts.file, opened, readers.count);
      for (const range of ranges) {
        const reading = readers.begin(range);
        // What fails and is dropped is nobody's concern.
        reading.ended.catch(() => undefined);
        begun.push({ range, reading });
      }
      return ranges.length > 0
        ? splitText({ ...context, opened, begun, whole, seam, strays })
        : undefined;
    },
    progress: () => {
      const all = [counts, ...begun.map(({ reading }) => reading.progress())];
      const bytes = all.reduce((total, one) => total + one.bytes, 0);
      const records = all.reduce((total, one) => total + one.records, 0);
      told = {
        // The chunk in which a range begins is read twice.
        bytes: Math.max(told.bytes, Math.min(bytes, counts.bytesTotal ?? bytes)),
        records: Math.max(told.records, records),
      };
      return told;
    },
    accept: () => {
      for (const reading of whole.splice(0)) reading.accept();
    },
    drop: () => {
      const left = [...whole.splice(0), ...begun.splice(0).map(({ reading }) => reading)];
      for (const reading of left) reading.drop();
    },
  };
}

interface Splitting extends SharedFileContext {
  readonly opened: OpenFile;
  readonly begun: Begun[];
  readonly whole: RangeInProgress[];
  readonly seam: Seam;
  readonly strays: Strays;
}

function splitText(splitting: Splitting): SplitText {
  const { opened, begun, counts } = splitting;
  /** Offset of the next byte that is not read anywhere yet, and that of the chunk that comes next. */
  let [position, offset] = [0, 0];
  return {
    passed: () => position - offset,
    async *piecesOf(chunk) {
      const start = offset;
      const end = start + chunk.length;
      offset = end;
      while (position < end) {
        const next = begun[0];
        const to = Math.min(end, next?.range.from ?? end);
        if (to > position) yield chunk.subarray(position - start, to - start);
        position = to;
        if (position === next?.range.from && (await settle(next, end, splitting))) {
          position = next.range.to;
        }
      }
      // Chunks that were looked at in advance come all the same.
      if (position === end || opened.offset() !== end) return;
      offset = opened.skipTo(position);
      counts.bytes += offset - end;
    },
  };
}

/** Whether the next range was read elsewhere; otherwise it is to be read here. `seen` is the end of the chunk. */
async function settle(next: Begun, seen: number, splitting: Splitting): Promise<boolean> {
  const { begun, whole, seam, strays, counts } = splitting;
  const { range, reading } = next;
  const result = seam.isClean() ? await resultOf(reading, splitting) : undefined;
  begun.shift();
  if (!result) {
    reading.drop();
    return false;
  }
  whole.push(reading);
  seam.skip(range.to - range.from, result.lineFeeds);
  if (range.to > seen) strays.pass(result.wideLines);
  counts.records += result.events;
  counts.events += result.events;
  return true;
}

/** Milliseconds between two calls of `onWait`. */
const pause = 100;

/** What a range held. Throws the reason of a signal that fires. */
async function resultOf({ ended }: RangeInProgress, { signal, onWait }: SharedFileContext) {
  const done = new AbortController();
  const settled = ended.catch(() => undefined).finally(() => done.abort());
  const stop = signal ? AbortSignal.any([signal, done.signal]) : done.signal;
  while (!stop.aborted) {
    await sleep(pause, undefined, { signal: stop }).catch(() => undefined);
    if (!stop.aborted) onWait();
  }
  signal?.throwIfAborted();
  return settled;
}
