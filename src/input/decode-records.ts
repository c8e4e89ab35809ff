import { decodeEvent, reject, reworded } from '../event/decode.ts';
import type { Event, Origin, Rejection, Source } from '../event/event.ts';
import { clauses, type Message, tell, toldInEnglish } from '../language/message.ts';
import { guessProduct } from './envelope/product.ts';
import type { ReadFault } from './file/byte-stream.ts';
import { namesOf } from './file/file-names.ts';
import type { Limits } from './limits.ts';
import type { ParsedItem } from './parsed-item.ts';
import { type Record as Found, isBare, unwrap } from './unwrap.ts';

/** What is known about one input while it is read. */
export interface SourceCounts {
  readonly file: string;
  bytes: number;
  /** Undefined for a stream, whose end is not known. */
  bytesTotal: number | undefined;
  /** Whether the file became longer while it was read, by what was not read then. */
  isGrowing: boolean;
  compression: Source['compression'];
  format: string;
  /** Everything that was given for it, events and rejections. */
  records: number;
  events: number;
  /** Records by what they came out of. */
  readonly wrapped: Map<string, number>;
  /** Wrappings that held no record, and records with a key twice. */
  hollow: number;
  doubled: number;
  note: Message | undefined;
  /** What else the reader should know. */
  readonly remarks: Message[];
  /** What the first record that is no event seems to be. */
  product: Message | undefined;
}

/** Nothing read yet. */
export function createSourceCounts(file: string): SourceCounts {
  return {
    file,
    bytes: 0,
    bytesTotal: undefined,
    isGrowing: false,
    compression: 'none',
    format: 'ignored',
    records: 0,
    events: 0,
    wrapped: new Map(),
    hollow: 0,
    doubled: 0,
    note: undefined,
    remarks: [],
    product: undefined,
  };
}

/** One event or rejection for each item, or as many as are wrapped in it; all counted. */
export function* decodeItems(
  items: Iterable<ParsedItem>,
  counts: SourceCounts,
  limits: Limits,
): Generator<Event | Rejection, void> {
  for (const item of items) {
    const origin = { file: counts.file, line: item.line, byte: item.byte };
    if (item.kind === 'damage') {
      counts.records++;
      yield reject(item.reason, item.told, origin, item.names);
      continue;
    }
    if (item.doubled) counts.doubled++;
    if (isBare(item.value)) {
      counts.records++;
      yield decodeValue(item.value, counts, origin);
      continue;
    }
    const found = unwrap(item.value, limits);
    if (found.length === 0) counts.hollow++;
    for (const record of found) yield decode(record, counts, origin);
  }
}

function decode(found: Found, counts: SourceCounts, origin: Origin): Event | Rejection {
  counts.records++;
  const { wrapping } = found;
  if (wrapping !== undefined) countWrapping(counts.wrapped, wrapping);
  if (found.kind === 'refusal') {
    counts.product ??= guessProduct(found.about);
    return placed(found.at, reject(found.reason, found.told, origin, namesOf(found.about)));
  }
  const { value, keeps, at } = found;
  const event = decodeValue(value, counts, origin);
  if (event.kind === 'rejection') return placed(at, event);
  return keeps ? { ...event, keeps } : event;
}

/** The line and byte are those of the whole record, so what is wrong with a part of it says which one. */
function placed(at: string, rejection: Rejection): Rejection {
  return at === ''
    ? rejection
    : reworded(rejection, (why) => tell('record.behind', { what: at, why }));
}

function decodeValue(value: unknown, counts: SourceCounts, origin: Origin): Event | Rejection {
  const event = decodeEvent(value, origin);
  if (event.kind === 'event') {
    counts.events++;
    return event;
  }
  counts.product ??= guessProduct(value);
  const names = namesOf(value);
  return names.length > 0 ? { ...event, names } : event;
}

/** Kinds of wrapping that are counted apart; a hostile file could have any number. */
const mostWrappings = 20;

function countWrapping(wrapped: Map<string, number>, wrapping: string): void {
  const name = wrapped.has(wrapping) || wrapped.size < mostWrappings ? wrapping : 'others';
  wrapped.set(name, (wrapped.get(name) ?? 0) + 1);
}

/** The rejection for something wrong with the input as such. */
export function rejectFault(
  fault: Pick<ReadFault, 'reason' | 'told'>,
  counts: SourceCounts,
): Rejection {
  counts.records++;
  return reject(fault.reason, fault.told, { file: counts.file });
}

/** The input as its reader hears of it, once it is read. */
export function toSource(counts: SourceCounts): Source {
  const { file, format, compression, bytes, records } = counts;
  const notes = [counts.note ?? findNote(counts), ...counts.remarks, ...warnings(counts)];
  const toldNote = clauses(notes.filter((note) => note !== undefined));
  const wrapped = counts.wrapped.size > 0 && Object.fromEntries(counts.wrapped);
  return {
    kind: 'source',
    file,
    format,
    compression,
    bytes,
    records,
    ...(wrapped && { wrapped }),
    ...(toldNote && { note: toldInEnglish(toldNote), toldNote }),
  };
}

function warnings({ hollow, doubled, events, isGrowing, bytes }: SourceCounts): readonly Message[] {
  return [
    ...(isGrowing ? [tell('source.growing', { bytes: String(bytes) })] : []),
    ...(hollow > 0 && events === 0 ? [tell('source.hollow', { count: String(hollow) })] : []),
    ...(doubled > 0 ? [tell('source.doubled', { count: String(doubled) })] : []),
  ];
}

function findNote({ bytes, records, events, product }: SourceCounts): Message | undefined {
  if (records === 0) return tell(bytes === 0 ? 'source.empty' : 'source.noRecords');
  if (product) return tell(events > 0 ? 'source.someLookLike' : 'source.looksLike', { product });
  return events > 0 || bytes === 0 ? undefined : tell('source.noEvents');
}
