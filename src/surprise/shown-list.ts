import { grownNumbers } from '../store/grown-numbers.ts';
import { marks } from './showing-book.ts';
import type { SubjectKind } from './shown-values.ts';
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
  /** Ends the present stretch. What it showed is known once {@link renumber} was done. */
  close(span: StretchSpan): Stretch;
  /** Gives all values of all stretches other numbers. */
  renumber(to: Int32Array): void;
}

/**
 * An entry is a value, of which no register has room for 2^24; the hour in which it was first taught, in five bits, since no
 * stretch is longer than a day; and marks.
 */
const hourSpan = 32;
const entrySpan = hourSpan * marks.count;

/** How much more room is taken when there is none. */
const growth = 1.5;

// Entries are of 31 bits, which V8 divides as whole numbers if it is told so.
const numberOf = (entry: number): number => (entry / entrySpan) | 0;
const hourOf = (entry: number): number => ((entry / marks.count) | 0) % hourSpan;
const isTaught = (entry: number): boolean => (entry & marks.refused) === 0;

/** Makes an empty list. */
export function createShownList(): ShownList {
  const list = { entries: new Int32Array(1_024) };
  let [start, end] = [0, 0];
  // By value, where it was last added; that may be in an earlier stretch.
  let places = new Int32Array(1_024);
  const stretches: ListedStretch[] = [];
  const add = (value: number, entry: number): void => {
    if (end === list.entries.length) list.entries = grownNumbers(list.entries, end + 1, growth);
    if (value >= places.length) places = grownNumbers(places, value + 1, growth);
    places[value] = end;
    list.entries[end++] = entry;
  };
  return {
    show(value, hour, mark) {
      const place = value < places.length ? (places[value] as number) : end;
      const known = list.entries[place] as number;
      if (place < start || place >= end || numberOf(known) !== value) {
        add(value, value * entrySpan + hour * marks.count + mark);
        return;
      }
      const at = isTaught(mark) && !isTaught(known) ? hour : hourOf(known);
      const both = (known & mark & marks.refused) + ((known | mark) & marks.unvouched);
      list.entries[place] = value * entrySpan + at * marks.count + both;
    },
    eachTaught(take) {
      for (let place = start; place < end; place++) {
        const entry = list.entries[place] as number;
        if (isTaught(entry)) take(numberOf(entry));
      }
    },
    close(span) {
      const stretch = new ListedStretch(span, list, [start, end]);
      stretches.push(stretch);
      start = end;
      return stretch;
    },
    renumber(to) {
      const entries = list.entries.slice(0, end);
      list.entries = entries;
      for (let place = 0; place < end; place++) {
        const entry = entries[place] as number;
        entries[place] = (to[numberOf(entry)] as number) * entrySpan + (entry % entrySpan);
      }
      for (const { part } of stretches) entries.subarray(...part).sort();
    },
  };
}

/** A stretch that reads what it showed from a list: a class, since there are very many, which share what reads. */
class ListedStretch implements Stretch {
  readonly unit: number;
  readonly subject: number;
  readonly kind: SubjectKind;
  readonly from: number;
  readonly to: number;
  readonly hours: number;
  readonly first: number;
  readonly last: number;
  /** Where its entries begin and end. */
  readonly part: readonly [number, number];
  readonly #list: { readonly entries: Int32Array };

  constructor(
    span: StretchSpan,
    list: { readonly entries: Int32Array },
    part: readonly [number, number],
  ) {
    this.unit = span.unit;
    this.subject = span.subject;
    this.kind = span.kind;
    this.from = span.from;
    this.to = span.to;
    this.hours = span.hours;
    this.first = span.first;
    this.last = span.last;
    this.part = part;
    this.#list = list;
  }

  get values(): Int32Array {
    return this.#without(0);
  }

  get taught(): Int32Array {
    return this.#without(marks.refused);
  }

  get vouched(): Int32Array {
    return this.#without(marks.unvouched);
  }

  get taughtAt(): Int32Array {
    const entries = this.#entries();
    const hours = new Int32Array(entries.length);
    let count = 0;
    for (let place = 0; place < entries.length; place++) {
      const entry = entries[place] as number;
      if (isTaught(entry)) hours[count++] = this.from + hourOf(entry);
    }
    return hours.subarray(0, count);
  }

  /** The values whose entries do not have a mark. */
  #without(mark: number): Int32Array {
    const entries = this.#entries();
    const numbers = new Int32Array(entries.length);
    let count = 0;
    for (let place = 0; place < entries.length; place++) {
      const entry = entries[place] as number;
      if ((entry & mark) === 0) numbers[count++] = numberOf(entry);
    }
    return numbers.subarray(0, count);
  }

  #entries(): Int32Array {
    return this.#list.entries.subarray(...this.part);
  }
}
