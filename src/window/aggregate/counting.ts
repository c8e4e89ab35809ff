import type { Fact } from '../../rule/window/window.ts';
import { createFifo } from '../../store/fifo.ts';
import { createMultiset, type Multiset } from '../../store/multiset.ts';
import type { Store } from '../../store/store.ts';
import type { Accumulator, FactValue, Values } from './accumulator.ts';

/** How many events there are. */
export function createCount(): Accumulator {
  let count = 0;
  return { add: () => count++, remove: () => count--, read: () => count };
}

/** Anything about the different values and how many events have each. */
export function createDistinct(
  store: Store,
  read: (counts: Multiset, own: Values) => FactValue,
): Accumulator {
  const counts = createMultiset(store);
  return {
    add(values) {
      for (const value of values) counts.move(value, 1);
    },
    remove(values) {
      for (const value of values) counts.move(value, -1);
    },
    read: (own) => read(counts, own),
  };
}

/** Anything that goes through the different values, in the order in which they came. */
export function createListed(
  read: (values: readonly number[], own: Values) => FactValue,
): Accumulator {
  const counts = new Map<number, number>();
  return {
    add(values) {
      for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    },
    remove(values) {
      for (const value of values) {
        const left = (counts.get(value) ?? 0) - 1;
        if (left > 0) counts.set(value, left);
        else counts.delete(value);
      }
    },
    read: (own) => read([...counts.keys()], own),
    effort: () => counts.size,
  };
}

/** The largest number of events with one value. */
export function createMost(store: Store): Accumulator {
  const counts = createMultiset(store);
  /** How many values have a count, by count. */
  const having: number[] = [0];
  let most = 0;
  const move = (value: number, by: 1 | -1): void => {
    const moved = counts.move(value, by);
    const count = moved - by;
    having[count] = (having[count] ?? 0) - 1;
    having[moved] = (having[moved] ?? 0) + 1;
    if (moved > most) most = moved;
    else if (count === most && having[count] === 0) most = moved;
  };
  return {
    add: (values) => {
      for (const value of values) move(value, 1);
    },
    remove: (values) => {
      for (const value of values) move(value, -1);
    },
    read: () => most,
  };
}

/** The part of the different values that so many events have. */
export function createPortion(store: Store, often: Fact['often']): Accumulator {
  const { bound, count: wanted } = often ?? { bound: 'gte', count: 1 };
  const counts = createMultiset(store);
  const meets = (count: number): number =>
    count > 0 && (bound === 'gte' ? count >= wanted : count <= wanted) ? 1 : 0;
  let meeting = 0;
  const move = (values: Values, by: 1 | -1): void => {
    for (const value of values) {
      const count = counts.move(value, by);
      meeting += meets(count) - meets(count - by);
    }
  };
  return {
    add: (values) => move(values, 1),
    remove: (values) => move(values, -1),
    read: () => (counts.size === 0 ? undefined : meeting / counts.size),
  };
}

/** The part of the events with a value that have the rarest of the event's own values. */
export function createFamiliar(store: Store): Accumulator {
  return createAmong(store, (least, events) => least / events);
}

/**
 * How improbable it is, in bits, that an event has a value that `least` of `events` had: half an event is added to both
 * sides (Krichevsky and Trofimov), so that a value that was never seen is not impossible, and few events say little.
 * Rounded to thousandths, since logarithms differ between engines.
 */
export function createSurprise(store: Store): Accumulator {
  return createAmong(store, (least, events) => {
    const bits = -Math.log2((least + 0.5) / (events + 1));
    return Math.round(bits * 1_000) / 1_000;
  });
}

/** What follows from how many of the events with a value have the rarest of the event's own values. */
function createAmong(store: Store, told: (least: number, events: number) => number): Accumulator {
  let events = 0;
  const counts = createDistinct(store, (known, own) => {
    if (own.length === 0 || events === 0) return undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const value of own) least = Math.min(least, known.of(value));
    return told(least, events);
  });
  return {
    ...counts,
    add(values, rank) {
      if (values.length > 0) events++;
      counts.add(values, rank);
    },
    remove(values) {
      if (values.length > 0) events--;
      counts.remove(values);
    },
  };
}

/** How often the first value changes from one event that has one to the next. */
export function createSwitches(store: Store): Accumulator {
  const seen = createFifo(store);
  let switches = 0;
  return {
    add([first]) {
      if (first === undefined) return;
      if (seen.size > 0 && seen.last() !== first) switches++;
      seen.push(first);
    },
    remove([first]) {
      if (first === undefined) return;
      seen.shift();
      if (seen.size > 0 && seen.first() !== first) switches--;
    },
    read: () => switches,
  };
}

/**
 * How many steps, from the first on, were taken in order by different events. The values of an event
 * are the steps that it can be, from 0, ascending.
 *
 * For each step the latest possible start of a chain up to it is kept: a chain is whole in the window
 * if its start is, so what leaves the window need not be looked at again.
 */
export function createSteps(): Accumulator {
  const starts: number[] = [];
  let gone = 0;
  let added = 0;
  return {
    add(steps) {
      // From the last step down, or one event could be two steps.
      for (let at = steps.length - 1; at >= 0; at--) {
        const step = steps[at] as number;
        const start = step === 0 ? added : starts[step - 1];
        if (start !== undefined) starts[step] = Math.max(start, starts[step] ?? start);
      }
      added++;
    },
    remove: () => gone++,
    read() {
      let taken = 0;
      while ((starts[taken] ?? -1) >= gone) taken++;
      return taken;
    },
  };
}
