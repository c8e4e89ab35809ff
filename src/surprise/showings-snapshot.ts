import { type PairsSnapshot, pairsOf } from './pair-index.ts';
import {
  marks,
  type Seen,
  type ShowingBook,
  type ShownValue,
  type Subject,
  type Unit,
} from './showing-book.ts';
import { type SlotList, type SlotsSnapshot, slotsIn, snapshotOfSlots } from './slots-snapshot.ts';

/** What sessions showed, as plain data that can be handed to another thread. */
export interface ShowingsSnapshot {
  /** What was before this hour (whole hours since 1970 UTC) had to be forgotten; -Infinity if nothing had to be. */
  readonly start: number;
  readonly subjects: readonly Subject[];
  readonly units: readonly Unit[];
  readonly slots: SlotsSnapshot;
  /** By value: its feature's place in the table of features, and its text. */
  readonly features: Uint8Array;
  readonly texts: readonly string[];
  /** Each slot with each of its values, as in {@link Seen}. */
  readonly shown: PairsSnapshot;
}

/** Takes a snapshot of a book that has what was seen from an hour on. */
export function snapshotOf(
  { subjects, units, slots, values, shown }: ShowingBook,
  start: number,
): ShowingsSnapshot {
  return {
    start,
    subjects: [...subjects],
    units: [...units],
    slots: snapshotOfSlots(slots),
    features: Uint8Array.from(values, ({ feature }) => feature),
    texts: values.map(({ text }) => text),
    shown: pairsOf(shown),
  };
}

/** What can be copied to a book, by numbers of its own. */
export type Copyable = Pick<Seen, 'subjects' | 'units' | 'values' | 'shown'> & {
  readonly slots: SlotList;
};

/** Reads a snapshot. */
export function shownIn(snapshot: ShowingsSnapshot): Copyable {
  const { subjects, units, slots, features, texts, shown } = snapshot;
  const { firsts, seconds } = shown;
  return {
    subjects,
    units,
    slots: slotsIn(slots),
    values: texts.map((text, value) => ({ feature: features[value] as number, text })),
    shown: {
      size: firsts.length,
      first: (pair) => firsts[pair] as number,
      second: (pair) => seconds[pair] as number,
    },
  };
}

/** Adds to a book what was seen from an hour on; of units and values those that have any part in that. */
export function copyShown(from: Copyable, start: number, to: ShowingBook): void {
  const { values, shown } = from;
  const slotTo = copySlots(from, start, to);
  const valueTo = new Int32Array(values.length).fill(-1);
  for (let pair = 0; pair < shown.size; pair++) {
    const slot = slotTo[shown.first(pair)] as number;
    if (slot < 0) continue;
    const marked = shown.second(pair);
    const value = Math.floor(marked / marks.count);
    if (valueTo[value] === -1) {
      const { feature, text } = values[value] as ShownValue;
      valueTo[value] = to.numberOf(feature, text);
    }
    to.show(slot, valueTo[value] as number, marked % marks.count);
  }
}

/** Adds the slots from an hour on; gives their numbers there, by those they had, and -1 for the others. */
function copySlots(
  { subjects, units, slots }: Copyable,
  start: number,
  to: ShowingBook,
): Int32Array {
  const slotTo = new Int32Array(slots.size).fill(-1);
  const unitTo = new Int32Array(units.length).fill(-1);
  for (let slot = 0; slot < slots.size; slot++) {
    if (slots.hourOf(slot) < start) continue;
    const unit = slots.unitOf(slot);
    if (unitTo[unit] === -1) {
      const { subject, session, kind } = units[unit] as Unit;
      unitTo[unit] = to.unitOf({ ...(subjects[subject] as Subject), session, kind });
    }
    slotTo[slot] = to.slots.see(unitTo[unit] as number, slots.glimpse(slot));
  }
  return slotTo;
}
