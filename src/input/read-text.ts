import { reworded } from '../event/decode.ts';
import type { Event, Rejection } from '../event/event.ts';
import { type Message, tell } from '../language/message.ts';
import { decodeItems, rejectFault, type SourceCounts } from './decode-records.ts';
import { type ByteStream, isFault, type ReadFault } from './file/byte-stream.ts';
import type { Limits } from './limits.ts';
import { damageAt, type ParsedItem } from './parsed-item.ts';
import type { RecordFormat } from './record-formats.ts';
import type { SharedFile } from './shared-file.ts';
import { createStrays, hinted } from './unpack/encoding-guess.ts';

/** What a text is read with. */
export interface TextContext {
  readonly counts: SourceCounts;
  readonly limits: Limits;
  readonly shared?: SharedFile | undefined;
}

/**
 * The events and rejections of a text, without the events of ranges that were read elsewhere; all are counted. A text
 * that is not the file as it stands has no `shared` file.
 */
export async function* readText(
  flow: ByteStream,
  format: RecordFormat,
  { counts, limits, shared }: TextContext,
): AsyncGenerator<Iterable<Event | Rejection>, void> {
  const decoder = format.open(limits);
  const strays = createStrays();
  const split = decoder.seam && shared?.split(decoder.seam, strays);
  let cut: ReadFault | undefined;
  let lastByte: number | undefined;
  for await (const part of flow) {
    if (!isFault(part)) {
      lastByte = part.at(-1) ?? lastByte;
      strays.see(part, split?.passed());
      for await (const piece of split?.piecesOf(part) ?? [part]) {
        yield hinted(decodeItems(decoder.push(piece), counts, limits), strays);
        counts.format = decoder.format();
      }
    } else if (part.reason === 'truncated') {
      cut = part;
    } else {
      yield [rejectFault(part, counts)];
    }
  }
  const why = cut?.told ?? (counts.isGrowing ? tell('file.beingWritten') : undefined);
  const isOpen = decoder.format() === 'csv' && lastByte !== 0x0a;
  // A record that was cut off says already that the file was.
  let isReported = false;
  yield (function* () {
    const items = lastItems(decoder.end(), why, isOpen);
    for (const last of hinted(decodeItems(items, counts, limits), strays)) {
      isReported ||= last.kind === 'rejection' && last.reason === 'truncated';
      yield because(last, why);
    }
  })();
  counts.remarks.push(...[strays.hint(), decoder.note?.()].filter((note) => note !== undefined));
  const nothing = counts.records > 0 ? 'unreadable' : 'ignored';
  counts.format = counts.bytes > 0 ? decoder.format() : nothing;
  if (cut && !isReported) yield [rejectFault(cut, counts)];
}

/**
 * The last items of a text. If it was cut, for the reason `why`, and nothing closes its last row (`isOpen`),
 * that row is none: its last cell may be cut as well.
 */
function* lastItems(
  items: Iterable<ParsedItem>,
  why: Message | undefined,
  isOpen: boolean,
): Generator<ParsedItem> {
  let last: ParsedItem | undefined;
  for (const item of items) {
    if (last) yield last;
    last = item;
  }
  if (!last) return;
  if (why === undefined || !isOpen) return yield last;
  const names = last.kind === 'damage' ? last.names : undefined;
  yield damageAt(last, 'truncated', tell('csv.endsInside'), names ?? []);
}

/** The rejection of a record that was cut, with the reason added if there is one; others as they are. */
function because(outcome: Event | Rejection, why: Message | undefined): Event | Rejection {
  if (why === undefined || outcome.kind !== 'rejection' || outcome.reason !== 'truncated') {
    return outcome;
  }
  return reworded(outcome, (what) => tell('record.behind', { what, why }));
}
