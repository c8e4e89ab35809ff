import { grownNumbers } from '../store/grown-numbers.ts';
import {
  entryOf,
  isTaught,
  type ShownEntry,
  shownAgain,
  valueIn,
  withValue,
} from './shown-entry.ts';
import type { Stretch, StretchSpan } from './stretch.ts';

/** What stretches show, one after the other, in four bytes a value. */
export interface ShownList {
  /**
   * Adds a value to the present stretch, so many hours after that began; earlier hours come first. It is refused if it
   * always was, and unvouched if it ever was.
   */
  show(value: number, hour: number, mark: number): void;
  /** Those values of the present stretch that were shown by more than refused attempts. */
  eachTaught(take: (value: number) => void): void;
  /** Ends the present stretch. */
  close(span: StretchSpan): Stretch;
  /** Gives all values of all stretches other numbers, and what stretches showed, each in order of these. */
  renumbered(to: Int32Array): Int32Array;
}

/** How much more room is taken when there is none. */
const growth = 1.5;

/** Makes an empty list. */
export function createShownList(): ShownList {
  let entries = new Int32Array(1_024);
  let [start, end] = [0, 0];
  // By value, where it was last added; that may be in an earlier stretch.
  let places = new Int32Array(1_024);
  const starts: number[] = [];
  const add = (value: number, entry: ShownEntry): void => {
    if (end === entries.length) entries = grownNumbers(entries, end + 1, growth);
    if (value >= places.length) places = grownNumbers(places, value + 1, growth);
    places[value] = end;
    entries[end++] = entry;
  };
  return {
    show(value, hour, mark) {
      const place = value < places.length ? (places[value] as number) : end;
      const known = entries[place] as number;
      if (place < start || place >= end || valueIn(known) !== value) {
        add(value, entryOf(value, hour, mark));
      } else entries[place] = shownAgain(known, hour, mark);
    },
    eachTaught(take) {
      for (let place = start; place < end; place++) {
        const entry = entries[place] as number;
        if (isTaught(entry)) take(valueIn(entry));
      }
    },
    close({ unit, subject, kind, from, to, hours, first, last }) {
      // No spread: there are very many.
      const stretch = { unit, subject, kind, from, to, hours, first, last, start, end };
      starts.push(start);
      start = end;
      return stretch;
    },
    renumbered(to) {
      const shown = entries.slice(0, end);
      for (let place = 0; place < end; place++) {
        const entry = shown[place] as number;
        shown[place] = withValue(entry, to[valueIn(entry)] as number);
      }
      for (const [stretch, begun] of starts.entries()) {
        shown.subarray(begun, starts[stretch + 1] ?? end).sort();
      }
      return shown;
    },
  };
}
