import { decodeEvent, reject } from '../event/decode.ts';
import type { Event, Rejection, Source } from '../event/event.ts';
import type { Fault } from './flow.ts';
import type { Item } from './item.ts';
import { guessProduct } from './product.ts';

/** What is known about one input while it is read. */
export interface Tally {
  readonly file: string;
  bytes: number;
  /** Undefined for a stream, whose end is not known. */
  bytesTotal: number | undefined;
  compression: Source['compression'];
  format: string;
  /** Everything that was given for it, events and rejections. */
  records: number;
  events: number;
  note: string | undefined;
  /** What the first record that is no event seems to be. */
  product: string | undefined;
}

/** Nothing read yet. */
export function createTally(file: string): Tally {
  return {
    file,
    bytes: 0,
    bytesTotal: undefined,
    compression: 'none',
    format: 'ignored',
    records: 0,
    events: 0,
    note: undefined,
    product: undefined,
  };
}

/** One event or rejection for each item, counted. */
export function* decodeItems(
  items: Iterable<Item>,
  tally: Tally,
): Generator<Event | Rejection, void> {
  const { file } = tally;
  for (const item of items) {
    tally.records++;
    const origin = { file, line: item.line, byte: item.byte };
    if (item.kind === 'damage') {
      yield reject(item.reason, item.message, origin);
      continue;
    }
    const event = decodeEvent(item.value, origin);
    if (event.kind === 'event') tally.events++;
    else tally.product ??= guessProduct(item.value);
    yield event;
  }
}

/** The rejection for something wrong with the input as such. */
export function rejectFault(fault: Pick<Fault, 'reason' | 'message'>, tally: Tally): Rejection {
  tally.records++;
  return reject(fault.reason, fault.message, { file: tally.file });
}

/** The account of the input, once it is read. */
export function toSource(tally: Tally): Source {
  const { file, format, compression, bytes, records } = tally;
  const note = tally.note ?? findNote(tally);
  return { kind: 'source', file, format, compression, bytes, records, ...(note && { note }) };
}

function findNote({ bytes, records, events, product }: Tally): string | undefined {
  if (records === 0) return bytes === 0 ? 'the file is empty' : 'the file holds no records';
  if (product) return events > 0 ? `some records look like ${product}` : `looks like ${product}`;
  return events > 0 || bytes === 0 ? undefined : 'nothing in it is a System Log event';
}
