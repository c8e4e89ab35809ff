import type { FactName } from '../rule/window.ts';
import { leastLikeness, likeness, type Name, prepareName } from './likeness.ts';

/**
 * What a function sees of one event: its combined values (dictionary numbers), or for `similar` the
 * texts' numbers. Empty if the event has none.
 */
export type Values = readonly number[];

/** A computed field. Unseen events can only raise a number, add values, or make `new` false. */
export type FactValue = number | boolean | readonly number[];

/** A function over a window whose events come and go in time order. */
export interface Accumulator {
  add(values: Values): void;
  /** Takes away the event that was added first. */
  remove(values: Values): void;
  /** The fact for an event with these values of its own. */
  read(own: Values): FactValue;
  /** The neighbour's value that the last `read` came from, where it is one. */
  witness?(): number | undefined;
}

export interface WindowFunction {
  /** Whether only events strictly before the event itself count, and so never the event itself. */
  readonly past: boolean;
  create(text: (id: number) => string): Accumulator;
}

/** One row per function. */
export const windowFunctions = {
  count: { past: false, create: createCount },
  distinct: { past: false, create: () => createDistinct((counts) => counts.size) },
  values: { past: false, create: () => createDistinct((counts) => [...counts.keys()]) },
  new: {
    past: true,
    create: () => createDistinct((counts, own) => own.some((value) => !counts.has(value))),
  },
  switches: { past: false, create: createSwitches },
  similar: { past: true, create: createSimilar },
} satisfies Readonly<Record<FactName, WindowFunction>>;

function createCount(): Accumulator {
  let count = 0;
  return { add: () => count++, remove: () => count--, read: () => count };
}

type Counts = ReadonlyMap<number, number>;

function createDistinct(read: (counts: Counts, own: Values) => FactValue): Accumulator {
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

/** Counts changes from one event that has a value to the next that has one. */
function createSwitches(): Accumulator {
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

function createSimilar(text: (id: number) => string): Accumulator {
  const names = new Map<number, Name>();
  const nameOf = (value: number): Name => {
    const known = names.get(value) ?? prepareName(text(value));
    names.set(value, known);
    return known;
  };
  let witness: number | undefined;
  const accumulator = createDistinct((counts, own) => {
    let greatest = 0;
    witness = undefined;
    for (const value of own) {
      const name = nameOf(value);
      for (const other of counts.keys()) {
        const alike =
          value === other ? 1 : likeness(name, nameOf(other), greatest || leastLikeness);
        if (alike < 1 && alike > greatest) [greatest, witness] = [alike, other];
      }
    }
    return greatest;
  });
  return { ...accumulator, witness: () => witness };
}
