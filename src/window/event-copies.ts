import type { Event } from '../event/event.ts';
import type { ColumnSnapshot } from '../store/column.ts';
import { createStore, type Store } from '../store/store.ts';
import {
  createUuidIndex,
  type NumberedUuids,
  openUuids,
  type UuidsSnapshot,
  wordsOf,
} from '../store/uuid-set.ts';
import { type Copy, compareCopies, copyOf, saysTheSame } from './event-content.ts';

/** What became of a record of an event, of which there may be others. */
export interface CopySighted {
  /** The number of the event's identifier, from 0. */
  readonly number: number;
  /** `first` of its event; `taken` in place of another one; `left`, since another one is taken. */
  readonly fate: 'first' | 'taken' | 'left';
  /** Of the copy whose place it takes: its time in milliseconds, and what was noted with it. */
  readonly before?: { readonly time: number; readonly traits: number; readonly actor: number };
}

/** So many events of which copies differ are named. */
export const mostNamed = 5;

/**
 * Knows every event by its identifier, and of the copy that is taken what it takes to choose between it
 * and another one, whichever comes first. Some 70 bytes an event, in pages.
 */
export interface Copies {
  /** `isBetter` decides between records that say the same; a record is `left` unless it does. */
  see(event: Event, isBetter?: (traits: number) => boolean): CopySighted;
  /** The same of a copy that was told from others already; `told` is what was told of the event elsewhere. */
  seeCopy(
    uuid: string,
    copy: Copy & { readonly told: number },
    isBetter: (traits: number) => boolean,
  ): CopySighted;
  /** Notes what the copy that is taken counts for, so that it can be taken back. */
  note(number: number, traits: number, actor: number): void;
  /** Says that what was remembered of the event up to a row counts no more. */
  supersede(number: number, row: number): void;
  /** Whether a remembered row is of a copy whose place another one took. */
  isSuperseded(uuid: string, row: number): boolean;
  /** Whether there may be such rows. */
  readonly hasSuperseded: boolean;
  /** Takes over what another register knows of an event, under this one's number of it. */
  adopt(other: Copies, uuid: string): void;
  /** What is known of an identifier, which must be. */
  of(uuid: string): KnownCopy;
  /** The number of the event of an identifier, which must be known. */
  numberOf(uuid: string): number;
  /** The times of the copies that are taken. */
  times(): Iterable<number>;
  /** The register as it is, in a store that was frozen just now. */
  snapshot(): CopiesSnapshot;
}

/** A register as plain data. */
export interface CopiesSnapshot {
  readonly uuids: UuidsSnapshot;
  readonly known: readonly ColumnSnapshot[];
}

/** The copies that another register took, by the numbers of their events. */
export interface TakenCopies extends NumberedUuids {
  at(number: number): KnownCopy;
}

/** Opens the copies that another register took. */
export function openCopies({ uuids, known }: CopiesSnapshot, store: Store): TakenCopies {
  return { ...openUuids(uuids, store), at: createKnown(store, known).at };
}

/** A copy, what was noted with it, and what was told of its event. */
export interface KnownCopy extends Copy {
  readonly traits: number;
  readonly actor: number;
  readonly told: number;
}

/** What is known of each event, by its number. */
function createKnown(store: Store, from: readonly ColumnSnapshot[] = []) {
  const column = (place: number) => store.column(32, from[place]);
  const [fullness, high, low] = [column(0), column(1), column(2)];
  const [traits, actors, told] = [column(3), column(4), store.column(8, from[5])];
  const times = store.wideColumn(from[6]);
  return {
    snapshot: () =>
      [fullness, high, low, traits, actors, told, times].map((column) => column.snapshot()),
    times,
    told,
    at: (number: number): KnownCopy => ({
      time: times.get(number),
      fullness: fullness.get(number),
      high: high.get(number),
      low: low.get(number),
      traits: traits.get(number),
      actor: actors.get(number),
      told: told.get(number),
    }),
    write(number: number, copy: Copy): void {
      times.set(number, copy.time);
      fullness.set(number, copy.fullness);
      high.set(number, copy.high);
      low.set(number, copy.low);
    },
    note(number: number, trait: number, actor: number): void {
      traits.set(number, trait);
      actors.set(number, actor);
    },
  };
}

/** Makes an empty register; conflicts go to a book that may be shared. */
export function createCopies(book: ConflictBook, store: Store = createStore()): Copies {
  const index = createUuidIndex(store);
  const { at, write, note, times, told, snapshot } = createKnown(store);
  // Rows below are of copies that are not taken.
  const superseded = store.column(32);
  const take = (uuid: string, copy: Copy, isBetter: (traits: number) => boolean): CopySighted => {
    const { size } = index;
    const number = index.number(uuid);
    if (number === size) {
      write(number, copy);
      return { number, fate: 'first' };
    }
    const before = at(number);
    const order = compareCopies(copy, before);
    if (!saysTheSame(copy, before)) {
      told.set(number, book.tell(uuid, before.told, before.time !== copy.time));
    }
    if (order > 0 || (order === 0 && !isBetter(before.traits))) return { number, fate: 'left' };
    write(number, copy);
    return { number, fate: 'taken', before };
  };
  const copies = {
    hasSuperseded: false,
    see: (event: Event, isBetter: (traits: number) => boolean = () => false): CopySighted =>
      take(event.uuid, copyOf(event), isBetter),
    seeCopy(
      uuid: string,
      copy: Copy & Pick<KnownCopy, 'told'>,
      isBetter: (traits: number) => boolean,
    ): CopySighted {
      const sighted = take(uuid, copy, isBetter);
      if (copy.told !== 0) {
        const { number } = sighted;
        told.set(number, book.tell(uuid, told.get(number), (copy.told & alsoInTime) !== 0));
      }
      return sighted;
    },
    note,
    supersede(number: number, below: number) {
      superseded.set(number, below);
      copies.hasSuperseded = true;
    },
    isSuperseded: (uuid: string, row: number) => row < superseded.get(index.number(uuid)),
    adopt(other: Copies, uuid: string) {
      const number = index.number(uuid);
      const known = other.of(uuid);
      write(number, known);
      // Who acted is counted for good.
      note(number, known.traits, 0);
      told.set(number, known.told);
    },
    of: (uuid: string) => at(index.number(uuid)),
    numberOf: index.number,
    snapshot: () => ({ uuids: index.snapshot(), known: snapshot() }),
    *times() {
      for (let number = 0; number < index.size; number++) yield times.get(number);
    },
  };
  return copies;
}

/** Events of which there are records with different content. */
export interface Conflicts {
  /** How many events have records that differ. */
  readonly events: number;
  /** Of how many of them the times differ. */
  readonly times: number;
  /** The first of their uuids in order, {@link mostNamed} at most. */
  readonly uuids: readonly string[];
}

/** Counts events whose copies differ, each once. */
export interface ConflictBook {
  /** Counts a conflict; takes what was told of the event before (0 at first), and gives what is now. */
  tell(uuid: string, before: number, inTime: boolean): number;
  conflicts(): Conflicts;
}

const inContent = 1;
const alsoInTime = 2;

/** Makes an empty book. */
export function createConflictBook(): ConflictBook {
  let [events, times] = [0, 0];
  let uuids: readonly string[] = [];
  return {
    tell(spelled, before, inTime) {
      const uuid = wordsOf(spelled) ? spelled.toLowerCase() : spelled;
      if ((before & inContent) === 0) {
        events++;
        if (uuids.length < mostNamed || uuid < (uuids.at(-1) as string)) {
          uuids = [...uuids, uuid].sort().slice(0, mostNamed);
        }
      }
      if (inTime && (before & alsoInTime) === 0) times++;
      return before | inContent | (inTime ? alsoInTime : 0);
    },
    conflicts: () => ({ events, times, uuids }),
  };
}
