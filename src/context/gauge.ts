import type { Fact } from '../rule/window.ts';
import { maxMembers } from './dictionary.ts';
import type { Known } from './fact-test.ts';
import { type Accumulator, type FactValue, type Values, windowFunctions } from './functions.ts';
import type { Memory, Row } from './memory.ts';
import type { Pages } from './pages.ts';
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
  known(value: FactValue, sure: boolean, witness?: number): Known;
}

/** The fields that a fact reads. */
export function fieldsOf(fact: Fact): readonly string[] {
  return [...new Set([...fact.of, ...fact.among])];
}

/** Binds a fact to a memory that keeps its fields. */
export function createGauge(fact: Fact, memory: Memory, pages: Pages): Gauge {
  const { dictionary } = memory;
  const { past, create } = windowFunctions[fact.compute];
  const tuples = createTuples(pages);
  const own = fact.of.map(memory.column);
  const among = fact.among.map(memory.column);
  const single = (column: (row: Row) => number, row: Row): readonly number[] =>
    dictionary.members(column(row));
  const [first] = own;
  const combined = (row: Row): Values => {
    if (!first) return [];
    if (own.length === 1) return single(first, row);
    return tuples.combine(
      own.map((column) => single(column, row)),
      maxMembers,
    );
  };
  const any = (columns: typeof own, row: Row): Values =>
    columns.length === 1
      ? single(columns[0] as (row: Row) => number, row)
      : columns.reduce<Values>((all, column) => join(all, single(column, row)), []);
  const spelled = (row: Row): Values => {
    const [head, ...rest] = own.map((column) => single(column, row).map(dictionary.text));
    return rest
      .reduce<readonly string[]>(joinAll, head ?? [])
      .map((text) => dictionary.intern([text]));
  };
  const likens = fact.compute === 'similar';
  const values = fact.compute === 'values' && own.length > 1 ? spelled : combined;
  return {
    fact,
    past,
    valuesOf: likens ? (row) => any(among, row) : values,
    ownOf: likens ? (row) => any(own, row) : combined,
    create: () => create(dictionary.text),
    known: (value, sure, witness) => ({
      value: Array.isArray(value) ? value.map(dictionary.text) : (value as number | boolean),
      sure,
      ...(witness !== undefined && { witness: dictionary.text(witness) }),
    }),
  };
}

/** Both, without a new row where one is empty: most events have one value or none. */
function join(a: Values, b: Values): Values {
  if (a.length === 0) return b;
  return b.length === 0 ? a : [...a, ...b];
}

/** Combinations of texts, each as one text, since `values` shows them. */
function joinAll(texts: readonly string[], others: readonly string[]): readonly string[] {
  return texts.flatMap((text) => others.map((other) => `${text} ${other}`)).slice(0, maxMembers);
}
