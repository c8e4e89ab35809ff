import type { Accumulator, FactValue, Values } from './accumulator.ts';

/** How many events there are. */
export function createCount(): Accumulator {
  let count = 0;
  return { add: () => count++, remove: () => count--, read: () => count };
}

type Counts = ReadonlyMap<number, number>;

/** Anything about the different values and how many events have each. */
export function createDistinct(read: (counts: Counts, own: Values) => FactValue): Accumulator {
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
    read: (own) => read(counts, own),
  };
}

/** The largest number of events with one value. */
export function createMost(): Accumulator {
  const counts = new Map<number, number>();
  /** How many values have a count, by count. */
  const having: number[] = [0];
  let most = 0;
  const move = (value: number, by: 1 | -1): void => {
    const count = counts.get(value) ?? 0;
    const moved = count + by;
    having[count] = (having[count] ?? 0) - 1;
    having[moved] = (having[moved] ?? 0) + 1;
    if (moved === 0) counts.delete(value);
    else counts.set(value, moved);
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

/** The part of the events with a value that have the rarest of the event's own values. */
export function createFamiliar(): Accumulator {
  let events = 0;
  const counts = createDistinct((known, own) => {
    if (own.length === 0 || events === 0) return undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const value of own) least = Math.min(least, known.get(value) ?? 0);
    return least / events;
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
export function createSwitches(): Accumulator {
  const seen: { readonly first: number; readonly switched: boolean }[] = [];
  let start = 0;
  let switches = 0;
  return {
    add([first]) {
      if (first === undefined) return;
      const last = seen.length > start ? seen.at(-1) : undefined;
      const switched = last !== undefined && last.first !== first;
      seen.push({ first, switched });
      if (switched) switches++;
    },
    remove([first]) {
      if (first === undefined) return;
      start++;
      if (seen[start]?.switched) {
        switches--;
        seen[start] = { first: (seen[start] as { first: number }).first, switched: false };
      }
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
