import type { Values } from './aggregate/accumulator.ts';
import type { BoundAggregate } from './aggregate/bound-aggregate.ts';
import { type CourseSetting, mostFollowed, roomOfKey } from './key-course.ts';

/**
 * Whether the event of a moment, with these values of its own, has one that no member of its key had in the window
 * up to that moment, and without it. Undefined if finding out would take too much time or room. Asked for in
 * order of time it takes no search.
 */
export type KeyPast = (key: number, time: number, own: Values) => boolean | undefined;

/** Spans of time, ascending, in which events see a value: from, to, from, to, and so on, both ends included. */
interface Spans {
  readonly ends: number[];
  /** Where the span begins that was asked for last. */
  place: number;
}

/** What a value takes of the room: so many steps. */
const roomOfValue = 8;

/** Prepares to tell what is new in a window that looks back; undefined of another. */
export function createKeyPast(
  { valuesOf }: Pick<BoundAggregate, 'valuesOf'>,
  { window: { before, until }, timeIndex, sureMembers, room }: CourseSetting,
): KeyPast | undefined {
  if (before === undefined || until === 0) return undefined;
  const { rowAt, timeAt } = timeIndex;
  const pasts = new Map<number, ReadonlyMap<number, Spans> | undefined>();
  const gather = (key: number): ReadonlyMap<number, Spans> | undefined => {
    const members = sureMembers(key);
    if (!members || members.length > mostFollowed) return undefined;
    const spans = new Map<number, Spans>();
    for (let at = 0; at < members.length; at++) {
      const rank = members.get(at);
      const time = timeAt(rank);
      // An event is never its own past; times are whole milliseconds.
      for (const value of valuesOf(rowAt(rank), key)) {
        room.left -= see(spans, value, time + (until ?? 1), time + before);
      }
      if (room.left <= 0) return undefined;
    }
    return spans;
  };
  return (key, time, own) => {
    let past = pasts.get(key);
    if (!past && room.left > 0 && !pasts.has(key)) {
      room.left -= roomOfKey;
      past = gather(key);
      pasts.set(key, past);
    }
    return past && own.some((value) => !isIn(past.get(value), time));
  };
}

/** Notes that a value is seen from one time to another, neither of which is earlier than before; gives how much room that takes. */
function see(spans: Map<number, Spans>, value: number, from: number, to: number): number {
  const known = spans.get(value);
  if (!known) {
    spans.set(value, { ends: [from, to], place: 0 });
    return roomOfValue;
  }
  const { ends } = known;
  if (from <= (ends.at(-1) as number) + 1) {
    ends[ends.length - 1] = to;
    return 0;
  }
  ends.push(from, to);
  return 1;
}

function isIn(spans: Spans | undefined, time: number): boolean {
  if (!spans) return false;
  const { ends } = spans;
  if ((ends[spans.place] as number) > time) spans.place = 0;
  while (spans.place + 2 < ends.length && (ends[spans.place + 2] as number) <= time) {
    spans.place += 2;
  }
  const { place } = spans;
  return (ends[place] as number) <= time && (ends[place + 1] as number) >= time;
}
