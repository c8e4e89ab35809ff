import type { Fact } from '../rule/window.ts';
import { maxMembers } from './dictionary.ts';
import type { Known } from './fact-test.ts';
import { type Accumulator, type FactValue, type Values, windowFunctions } from './functions.ts';
import type { Memory, Row } from './memory.ts';
import { createTuples } from './tuples.ts';

/** A fact, bound to the remembered fields it is computed from. */
export interface Gauge {
  readonly fact: Fact;
  /** Whether only strictly earlier events count. */
  readonly past: boolean;
  /** The values that a neighbour contributes. */
  valuesOf(row: Row): Values;
  /** The values of the event that is judged. */
  ownOf(row: Row): Values;
  create(): Accumulator;
  known(value: FactValue, sure: boolean): Known;
}

/** The fields that a fact reads. */
export function fieldsOf(fact: Fact): readonly string[] {
  return [...new Set([...fact.of, ...fact.among])];
}

/** Binds a fact to a memory that keeps its fields. */
export function createGauge(fact: Fact, memory: Memory): Gauge {
  const { dictionary } = memory;
  const { past, create } = windowFunctions[fact.compute];
  const tuples = createTuples();
  const own = fact.of.map(memory.column);
  const among = fact.among.map(memory.column);
  const single = (column: (row: Row) => number, row: Row): readonly number[] =>
    dictionary.members(column(row));
  const combined = (row: Row): Values =>
    fact.of.length === 0
      ? []
      : tuples.combine(
          own.map((column) => single(column, row)),
          maxMembers,
        );
  const any = (columns: typeof own, row: Row): Values =>
    columns.flatMap((column) => single(column, row));
  const likens = fact.compute === 'similar';
  return {
    fact,
    past,
    valuesOf: likens ? (row) => any(among, row) : combined,
    ownOf: likens ? (row) => any(own, row) : combined,
    create: () => create(dictionary.text),
    known: (value, sure) => ({
      value: Array.isArray(value) ? value.map(dictionary.text) : (value as number | boolean),
      sure,
    }),
  };
}
