import type { Event } from '../event/event.ts';
import type { FieldOf } from '../event/field.ts';
import { membersOf } from '../event/members.ts';
import { type FeatureName, featureNumbers } from './feature.ts';
import { createLatestSurroundings } from './latest-surroundings.ts';
import {
  createShowingBook,
  hourLength,
  marks,
  roomFor,
  type Seen,
  type ShowingBook,
  type ShownValue,
  type Subject,
  type Unit,
} from './showing-book.ts';
import {
  belongingOf,
  createShownReader,
  type EventParts,
  isRefused,
  isVouchedFor,
} from './shown-values.ts';
import { createSurroundingsReader } from './surroundings.ts';

/** What sessions show, collected while a log is read. */
export interface Showings {
  see(event: Event): void;
  /** What was seen so far; it changes with the next event. */
  seen(): Seen;
}

/** The room if none is given: two months of a company of a thousand. */
const usualRoom = 2 ** 23;

/** Room is made when a quarter more than there is was taken, so that it is made seldom. */
const overdraft = 1.25;

/**
 * Makes an empty register. It is bounded: where `room` is not enough, the oldest hours are forgotten, whole hours at a
 * time. What is kept at the end was kept at every moment, so it does not depend on the order of events either.
 */
export function createShowings(fieldOf: FieldOf, room = usualRoom, seed?: number): Showings {
  const surroundingsOf = createSurroundingsReader(fieldOf);
  const read = createShownReader(fieldOf);
  let book = createShowingBook(seed);
  let start = Number.NEGATIVE_INFINITY;
  let [slot, mark] = [0, 0];
  const take = (feature: FeatureName, text: string): void =>
    book.show(slot, book.numberOf(featureNumbers[feature], text), mark);
  const latest = createLatestSurroundings();
  const forget = (): void => {
    start = startFor(book, room);
    book = keptFrom(book, start, seed);
    latest.clear();
  };
  return {
    see(event) {
      const hour = Math.floor(event.time / hourLength);
      if (hour < start) return;
      const parts: EventParts = membersOf(event.raw);
      const belonging = belongingOf(parts);
      if (!belonging) return;
      const { login, kind } = belonging;
      const { time, type } = event;
      const glimpse = { hour, first: time, firstType: type, last: time, login };
      const unit = book.unitOf(belonging);
      slot = book.slots.see(unit, glimpse);
      const refused = isRefused(parts);
      mark = (refused ? marks.refused : 0) + (isVouchedFor(parts) ? 0 : marks.unvouched);
      const surroundings = surroundingsOf(event.raw, parts, kind);
      if (surroundings) latest.show(surroundings, { book, unit, slot, mark });
      const hasPlace = surroundings !== undefined && surroundings.server === undefined;
      read(event, { parts, hasPlace, isRefused: refused }, take);
      if (book.taken > room * overdraft) forget();
    },
    seen() {
      if (book.taken > room) forget();
      return { ...book, forgottenBefore: Number.isFinite(start) ? start : undefined };
    },
  };
}

/** The earliest hour from which on what was seen fits into a room. */
function startFor({ shown, slots, values }: ShowingBook, room: number): number {
  const perHour = new Map<number, number>();
  for (let pair = 0; pair < shown.size; pair++) {
    const hour = slots.hourOf(shown.first(pair));
    const { text } = values[Math.floor(shown.second(pair) / marks.count)] as ShownValue;
    perHour.set(hour, (perHour.get(hour) ?? 0) + roomFor(text));
  }
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

/**
 * A book with what was seen from an hour on; the other is given up. It has its pairs where they were: large pieces of memory that
 * are let go and asked for over and over leave gaps that nothing fits into.
 */
function keptFrom(book: ShowingBook, start: number, seed: number | undefined): ShowingBook {
  const { shown } = book;
  const pairs = shown.size;
  shown.restart();
  const kept = createShowingBook(seed, shown);
  const slots = new Int32Array(book.slots.size).fill(-1);
  for (let slot = 0; slot < slots.length; slot++) {
    const glimpse = book.slots.glimpse(slot);
    if (glimpse.hour < start) continue;
    const { subject, session, kind } = book.units[book.slots.unitOf(slot)] as Unit;
    const who = { ...(book.subjects[subject] as Subject), login: glimpse.login, session, kind };
    slots[slot] = kept.slots.see(kept.unitOf(who), glimpse);
  }
  const values = new Int32Array(book.values.length).fill(-1);
  for (let pair = 0; pair < pairs; pair++) {
    const to = slots[shown.first(pair)] as number;
    if (to < 0) continue;
    const [value, mark] = [
      Math.floor(shown.second(pair) / marks.count),
      shown.second(pair) % marks.count,
    ];
    if (values[value] === -1) {
      const { feature, text } = book.values[value] as ShownValue;
      values[value] = kept.numberOf(feature, text);
    }
    kept.show(to, values[value] as number, mark);
  }
  return kept;
}
