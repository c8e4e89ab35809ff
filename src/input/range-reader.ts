import { readSync } from 'node:fs';
import { decodeEvent } from '../event/decode.ts';
import type { Event } from '../event/event.ts';
import type { FileRange, RangeResult } from './file/file-range.ts';
import { chunkSize } from './file/read-file.ts';
import { createScanner, type DecoderWithSeam } from './json/json-scanner.ts';
import { defaultLimits, type Limits } from './limits.ts';
import type { ParsedItem } from './parsed-item.ts';
import { createStrays, type Strays } from './unpack/encoding-guess.ts';
import { isBare } from './unwrap.ts';

/** How a range is read. */
export interface RangeOptions {
  /** As whoever reads the whole file has them. */
  readonly limits?: Partial<Limits>;
  /** Called for every chunk, with the bytes and the events so far. */
  readonly onProgress?: (bytes: number, records: number) => void;
}

/** A range being read. */
export interface RangeReading {
  /**
   * The events of the range, to be gone through once; each batch has to be gone through before the next one is asked
   * for. They end early if the range turns out to be odd, and then none of those that were given counts. The origin
   * of an event has no line.
   */
  readonly batches: Iterable<Iterable<Event>>;
  /** What the range held; undefined if it was odd, or if not all batches were gone through. */
  readonly result: () => RangeResult | undefined;
}

/**
 * Reads the events of a range, synchronously and at its own positions, if each of its lines is one or blank. Otherwise it
 * is odd, and must be read by whoever reads the whole file: if there is damage in it, or a record that is no event, lies
 * in a wrapping, goes on over a line's end or has a key twice, if two share a line, or if the file cannot be read up to
 * the end of the range.
 *
 * If it is not odd, whoever reads the whole file, and stands between two lines where the range begins, would find just
 * the same events in it and nothing else.
 */
export function readRange(range: FileRange, options: RangeOptions = {}): RangeReading {
  const reading: Reading = {
    range,
    scanner: createScanner({ ...defaultLimits, ...options.limits }),
    strays: createStrays(),
    events: 0,
    state: 'open',
  };
  let wideBefore = 0;
  return {
    batches: batchesOf(reading, options, () => {
      wideBefore = reading.strays.soundLines();
    }),
    result: () => {
      if (reading.state !== 'whole') return undefined;
      const { scanner, strays, events } = reading;
      const lineFeeds = scanner.seam.lineFeeds();
      return { events, lineFeeds, wideLines: strays.soundLines() - wideBefore };
    },
  };
}

interface Reading {
  readonly range: FileRange;
  readonly scanner: DecoderWithSeam;
  readonly strays: Strays;
  events: number;
  /** A batch that was left is as good as odd. */
  state: 'open' | 'in batch' | 'odd' | 'whole';
}

/** `onFirst` is called once all of the chunk of the file in which the range begins was seen, or all of the range. */
function* batchesOf(
  reading: Reading,
  { onProgress }: RangeOptions,
  onFirst: () => void,
): Generator<Iterable<Event>> {
  const { range, scanner, strays } = reading;
  const { from, to } = range;
  const buffer = Buffer.allocUnsafeSlow(Math.min(chunkSize, to - from));
  // As the whole file is read, so that what depends on how a text is cut is the same.
  const ofFirst = endOfChunk(from, to);
  for (let at = from; at < to; ) {
    const bytesRead = readUpTo(range, buffer, at, endOfChunk(at, to));
    if (bytesRead === 0) {
      reading.state = 'odd';
      return;
    }
    const chunk = buffer.subarray(0, bytesRead);
    at += bytesRead;
    strays.see(chunk);
    if (at <= ofFirst) onFirst();
    reading.state = 'in batch';
    yield eventsOf(scanner.push(chunk), reading);
    if (!isInOrder(reading)) return;
    onProgress?.(at - from, reading.events);
  }
  reading.state = 'in batch';
  yield eventsOf(scanner.end(), reading);
  if (isInOrder(reading) && strays.isSound()) reading.state = 'whole';
}

function isInOrder({ state, scanner }: Reading): boolean {
  return state === 'open' && scanner.format() === 'ndjson';
}

function endOfChunk(at: number, to: number): number {
  return Math.min(to, at - (at % chunkSize) + chunkSize);
}

function readUpTo({ descriptor }: FileRange, buffer: Buffer, at: number, to: number): number {
  try {
    return readSync(descriptor, buffer, 0, to - at, at);
  } catch {
    return 0;
  }
}

function* eventsOf(items: Iterable<ParsedItem>, reading: Reading): Generator<Event> {
  for (const item of items) {
    const event = eventOf(item, reading.range);
    if (!event) {
      reading.state = 'odd';
      return;
    }
    reading.events++;
    yield event;
  }
  reading.state = 'open';
}

function eventOf(item: ParsedItem, { file, from }: FileRange): Event | undefined {
  if (item.kind === 'damage' || item.doubled || !isBare(item.value)) return undefined;
  const event = decodeEvent(item.value, { file, byte: from + item.byte });
  return event.kind === 'event' ? event : undefined;
}
