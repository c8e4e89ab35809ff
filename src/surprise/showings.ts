import type { Event } from '../event/event.ts';
import type { FieldOf } from '../event/field.ts';
import { type FeatureName, featureNumbers } from './feature.ts';
import {
  createShowingBook,
  hourLength,
  marks,
  roomFor,
  type Seen,
  type ShowingBook,
  type ShownValue,
  type Slot,
  type Subject,
  type Unit,
} from './showing-book.ts';
import { belongingOf, createShownReader, isRefused, isVouchedFor } from './shown-values.ts';

/** What sessions show, collected while a log is read. */
export interface Showings {
  see(event: Event): void;
  /** What was seen so far. */
  seen(): Seen;
}

/** The room if none is given: two months of a company of a thousand. */
const usualRoom = 2 ** 23;

/** Room is made when a half more than there is was taken, so that it is made seldom. */
const overdraft = 1.5;

/**
 * Makes an empty register. It is bounded: where `room` is not enough, the oldest hours are forgotten, whole hours at a
 * time. What is kept at the end was kept at every moment, so it does not depend on the order of events either.
 */
export function createShowings(fieldOf: FieldOf, room = usualRoom): Showings {
  const read = createShownReader(fieldOf);
  let book = createShowingBook();
  let start = Number.NEGATIVE_INFINITY;
  let [slot, mark] = [0, 0];
  const take = (feature: FeatureName, text: string): void =>
    book.show(slot, book.numberOf(featureNumbers[feature], text), mark);
  const forget = (): void => {
    start = startFor(book, room);
    book = keptFrom(book, start);
  };
  return {
    see(event) {
      const hour = Math.floor(event.time / hourLength);
      const belonging = hour < start ? undefined : belongingOf(event);
      if (!belonging) return;
      const { login } = belonging;
      const { time, type } = event;
      slot = book.slotOf(belonging, { hour, first: time, firstType: type, last: time, login });
      mark = (isRefused(event) ? marks.refused : 0) + (isVouchedFor(event) ? 0 : marks.unvouched);
      read(event, belonging.kind, take);
      if (book.taken > room * overdraft) forget();
    },
    seen() {
      if (book.taken > room) forget();
      return { ...book, forgottenBefore: Number.isFinite(start) ? start : undefined };
    },
  };
}

/** The earliest hour from which on what was seen fits into a room. */
function startFor(book: ShowingBook, room: number): number {
  const perHour = new Map<number, number>();
  book.shown.each((slot, shown) => {
    const { hour } = book.slots[slot] as Slot;
    const { text } = book.values[Math.floor(shown / marks.count)] as ShownValue;
    perHour.set(hour, (perHour.get(hour) ?? 0) + roomFor(text));
  });
  const hours = [...perHour.keys()].sort((a, b) => b - a);
  let kept = 0;
  let start = (hours[0] as number) + 1;
  for (const hour of hours) {
    kept += perHour.get(hour) as number;
    if (kept > room) break;
    start = hour;
  }
  return start;
}

/** What was seen from an hour on. */
function keptFrom(book: ShowingBook, start: number): ShowingBook {
  const kept = createShowingBook();
  const slots = book.slots.map((slot) => {
    if (slot.hour < start) return -1;
    const { subject, session, kind } = book.units[slot.unit] as Unit;
    const { login } = slot;
    return kept.slotOf({ ...(book.subjects[subject] as Subject), login, session, kind }, slot);
  });
  const values = new Int32Array(book.values.length).fill(-1);
  book.shown.each((slot, shown) => {
    const to = slots[slot] as number;
    if (to < 0) return;
    const value = Math.floor(shown / marks.count);
    if (values[value] === -1) {
      const { feature, text } = book.values[value] as ShownValue;
      values[value] = kept.numberOf(feature, text);
    }
    kept.show(to, values[value] as number, shown % marks.count);
  });
  return kept;
}
