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
} from './showing-book.ts';
import {
  type Copyable,
  copyShown,
  type ShowingsSnapshot,
  shownIn,
  snapshotOf,
} from './showings-snapshot.ts';
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
  /** The same as plain data, of which texts and objects are shared. */
  snapshot(): ShowingsSnapshot;
  /** Takes over what another register, with as much room, was shown: from then on it is as if this one had been. */
  join(other: ShowingsSnapshot): void;
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
  const forgetBefore = (hour: number): void => {
    start = hour;
    book = keptFrom(book, start, seed);
    latest.clear();
  };
  const cutTo = (most: number): void => {
    if (book.taken > most) forgetBefore(startFor(roomByHour(book), room));
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
      cutTo(room * overdraft);
    },
    seen() {
      cutTo(room);
      return {
        ...book,
        forgottenBefore: Number.isFinite(start) ? firstKept(book, start) : undefined,
      };
    },
    snapshot() {
      cutTo(room);
      return snapshotOf(book, start);
    },
    join(other) {
      const shown = shownIn(other);
      // What will have to be forgotten in any case is not taken over first, which would take twice the room.
      const least = leastByHour(roomByHour(book), roomByHour(shown));
      const from = Math.max(other.start, startFor(least, room));
      if (from > start) forgetBefore(from);
      copyShown(shown, start, book);
      cutTo(room * overdraft);
    },
  };
}

/** The room that what was seen takes, by hour. */
function roomByHour({ shown, slots, values }: Copyable): Map<number, number> {
  const sizes = Int32Array.from(values, ({ text }) => roomFor(text));
  const bySlot = new Int32Array(slots.size);
  for (let pair = 0; pair < shown.size; pair++) {
    const slot = shown.first(pair);
    const size = sizes[Math.floor(shown.second(pair) / marks.count)] as number;
    bySlot[slot] = (bySlot[slot] as number) + size;
  }
  const byHour = new Map<number, number>();
  for (const [slot, taken] of bySlot.entries()) {
    const hour = slots.hourOf(slot);
    byHour.set(hour, (byHour.get(hour) ?? 0) + taken);
  }
  return byHour;
}

/** The least room that what was seen here or there takes: of an hour both may have seen the same. */
function leastByHour(here: ReadonlyMap<number, number>, there: ReadonlyMap<number, number>) {
  const least = new Map(here);
  for (const [hour, taken] of there) least.set(hour, Math.max(taken, least.get(hour) ?? 0));
  return least;
}

/** The earliest hour from which on hours fit into a room; -Infinity if all of them do. */
function startFor(byHour: ReadonlyMap<number, number>, room: number): number {
  let kept = 0;
  for (const [hour, taken] of [...byHour].sort(([a], [b]) => b - a)) {
    kept += taken;
    // Hours in which nothing was seen so far are kept from here on: their events may come later.
    if (kept > room) return hour + 1;
  }
  return Number.NEGATIVE_INFINITY;
}

/**
 * A book with what was seen from an hour on; the other is given up. It has its pairs where they were: large pieces of memory that
 * are let go and asked for over and over leave gaps that nothing fits into.
 */
function keptFrom(book: ShowingBook, start: number, seed: number | undefined): ShowingBook {
  const { shown } = book;
  const { size, first, second } = shown;
  shown.restart();
  const kept = createShowingBook(seed, shown);
  copyShown({ ...book, shown: { size, first, second } }, start, kept);
  return kept;
}

/** The first hour of which anything is kept; the first that might be, if nothing is. */
function firstKept({ slots }: ShowingBook, start: number): number {
  let first = Number.POSITIVE_INFINITY;
  for (let slot = 0; slot < slots.size; slot++) first = Math.min(first, slots.hourOf(slot));
  return Number.isFinite(first) ? first : start;
}
