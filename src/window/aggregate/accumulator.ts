/**
 * What a function sees of one event: dictionary numbers of combined values or of texts, numbers as
 * they are, or a moment and a place. Empty if the event has nothing for it.
 */
export type Values = readonly number[];

/** A computed fact; undefined if there is none, since no event has what it is computed from. */
export type FactValue = number | boolean | readonly number[] | undefined;

/** A function over a window whose events come and go in time order. */
export interface Accumulator {
  /** Adds the event of a rank in the time index; ranks ascend. */
  add(values: Values, rank: number): void;
  /** Takes away the event that was added first. */
  remove(values: Values): void;
  /** The fact for an event with these values of its own. */
  read(own: Values): FactValue;
  /** The neighbour's value that the last `read` came from, where it is one. */
  restsOn?(): number | undefined;
  /** The rank of the neighbour that a `read` would rest on, where it is one; else -1. */
  nearest?(): number;
  /** How many values a `read` goes through, where it is more than a few. */
  effort?(): number;
}
