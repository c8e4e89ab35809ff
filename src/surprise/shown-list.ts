import { grownNumbers } from '../store/grown-numbers.ts';
import { growth } from './pair-index.ts';
import {
  entryOf,
  isTaught,
  type ShownEntry,
  shownAgain,
  valueIn,
  withValue,
} from './shown-entry.ts';
import type { StretchedLog, Stretches } from './stretch.ts';

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
  close(): void;
  /** Gives all values other numbers, and what stretches showed, each in order of these. It is of no use any more then. */
  renumbered(to: Int32Array): Pick<StretchedLog, 'shown'> & Pick<Stretches, 'starts'>;
}

/** Makes an empty list for so many stretches; `room` is for how many values at first, which costs nothing until they come. */
export function createShownList(stretches: number, room = 1_024): ShownList {
  let entries = new Int32Array(room);
  const starts = new Int32Array(stretches + 1);
  let [closed, start, end] = [0, 0, 0];
  // By value, where it was last added; that may be in an earlier stretch.
  let places = new Int32Array(1_024);
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
    close() {
      start = end;
      starts[++closed] = end;
    },
    renumbered(to) {
      const shown = entries.subarray(0, end);
      for (let place = 0; place < end; place++) {
        const entry = shown[place] as number;
        shown[place] = withValue(entry, to[valueIn(entry)] as number);
      }
      for (let stretch = 0; stretch < closed; stretch++) {
        shown.subarray(starts[stretch], starts[stretch + 1]).sort();
      }
      return { shown, starts };
    },
  };
}
