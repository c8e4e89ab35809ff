import { numberOf } from '../../detection/matcher.ts';
import type { Fact, Window } from '../../rule/window/window.ts';
import { functions, type Sees } from '../../rule/window/window-function.ts';
import type { Store } from '../../store/store.ts';
import { createTupleDictionary } from '../../store/tuple-dictionary.ts';
import { maxMembers } from '../dictionary.ts';
import type { EventTable, Row } from '../event-table.ts';
import type { KnownFactValue } from '../fact-test.ts';
import { rises, type Uncertainty, type Unseen } from '../uncertainty.ts';
import type { Accumulator, FactValue, Values } from './accumulator.ts';
import { type Aggregate, aggregates, type OrdersKind, type Reads } from './aggregates.ts';

/** A fact, bound to the remembered fields it is computed from. */
export interface BoundAggregate {
  readonly fact: Fact;
  readonly sees: Sees;
  /** Whether it is about the rules that an event matches. */
  readonly ofRules: boolean;
  readonly needsOwn: boolean;
  readonly orders: OrdersKind;
  /** Whether every event can change the fact. */
  readonly takesAll: boolean;
  /** Whether an event of a key can change the fact at all. */
  contributes(row: Row, key: number): boolean;
  /** The values that a neighbour with a key contributes. */
  valuesOf(row: Row, key: number): Values;
  /** The values of the candidate. */
  ownOf(row: Row): Values;
  create(): Accumulator;
  /** A fact as people and tests see it. `uncertainty` is undefined if nothing is missing. */
  known(value: FactValue, uncertainty: Uncertainty | undefined, rests: Rests): KnownFactValue;
}

/** What a fact rests on, where it is one neighbour or one neighbour's value. */
export interface Rests {
  readonly restsOn?: number | undefined;
  readonly row?: Row | undefined;
}

/** The fields that a fact reads. */
export function fieldsOf(fact: Fact): readonly string[] {
  return aggregates[fact.compute].reads === 'place'
    ? fact.of.flatMap(placeFields)
    : [...new Set([...fact.of, ...fact.among])];
}

/** Whether a fact is about the rules that events match. */
export function isOfRules({ compute }: Fact): boolean {
  return ofRules.has(aggregates[compute].reads);
}

const ofRules: ReadonlySet<Reads> = new Set(['rules', 'steps', 'matches']);

/** A geolocation is an object of two numbers, each remembered as a field. */
function placeFields(path: string): readonly string[] {
  return [`${path}.lat`, `${path}.lon`];
}

/** Names of the rules through which a neighbour belongs to the window with a key. */
type RulesOf = (row: Row, key: number) => readonly string[];

/** Binds a fact of a window to an event table that keeps its fields. */
export function bindAggregate(
  fact: Fact,
  window: Pick<Window, 'rules'>,
  table: EventTable,
  store: Store,
  rulesOf: RulesOf = () => [],
): BoundAggregate {
  const { text } = table.dictionary;
  const row: Aggregate = aggregates[fact.compute];
  const unseen = (fact.rises ? rises(0) : row.unseen) as Unseen<FactValue>;
  // Buckets are measured by a function that reads what it always reads.
  const measured: Aggregate = aggregates[fact.each ?? fact.compute];
  const { reads } = measured;
  const { valuesOf, ownOf } = createReader(reads, { fact, window, table, store, rulesOf });
  return {
    fact,
    sees: functions[fact.compute].sees,
    ofRules: isOfRules(fact),
    needsOwn: row.needsOwn === true,
    orders: row.orders,
    takesAll: reads === 'nothing',
    contributes: reads === 'nothing' ? () => true : (of, key) => valuesOf(of, key).length > 0,
    valuesOf,
    ownOf,
    create: () => measured.create({ fact, store, text }),
    known(value, uncertainty, { restsOn, row }) {
      const could = uncertainty && unseen(value, uncertainty);
      return {
        value: Array.isArray(value) ? value.map(text) : (value as KnownFactValue['value']),
        could,
        ...(restsOn !== undefined && { restsOn: text(restsOn) }),
        ...(row !== undefined && { row }),
      };
    },
  };
}

interface Binding {
  readonly fact: Fact;
  readonly window: Pick<Window, 'rules'>;
  readonly table: EventTable;
  /** Where combinations of values are numbered. */
  readonly store: Store;
  readonly rulesOf: RulesOf;
}

type Reader = Pick<BoundAggregate, 'valuesOf' | 'ownOf'>;
type Column = (row: Row) => readonly number[];

const nothing: Values = [];

/** Reads an event as a function wants it. */
function createReader(reads: Reads, binding: Binding): Reader {
  const { fact, window, table, store, rulesOf } = binding;
  const columns = (paths: readonly string[]): readonly Column[] =>
    paths.map(table.column).map((column) => (row) => table.dictionary.members(column(row)));
  const both = (values: (row: Row) => Values): Reader => ({ valuesOf: values, ownOf: values });
  const byRules = (values: (rules: readonly string[]) => Values): Reader => ({
    valuesOf: (row, key) => values(rulesOf(row, key)),
    ownOf: () => nothing,
  });
  switch (reads) {
    case 'nothing':
      return both(() => nothing);
    case 'values':
      return both(combined(columns(fact.of), store));
    case 'spelled':
      return both(
        fact.of.length > 1 ? spelled(columns(fact.of), table) : combined(columns(fact.of), store),
      );
    case 'names':
      return { valuesOf: anyOf(columns(fact.among)), ownOf: anyOf(columns(fact.of)) };
    case 'numbers':
      return both(numbers(columns(fact.of), table));
    case 'time':
      return both((row) => [table.time(row)]);
    case 'place':
      return both(place(columns(fact.of.flatMap(placeFields)), table));
    case 'rules':
      return byRules((rules) => rules.map((rule) => window.rules.indexOf(rule)));
    case 'steps':
      return byRules((rules) =>
        window.rules.flatMap((rule, step) => (rules.includes(rule) ? [step] : [])),
      );
    case 'matches':
      return byRules((rules) => [rules.includes(fact.rule ?? '') ? 1 : 0]);
  }
}

function combined(columns: readonly Column[], store: Store): (row: Row) => Values {
  const [first] = columns;
  if (first && columns.length === 1) return first;
  const tuples = createTupleDictionary(store);
  return (row) =>
    tuples.combine(
      columns.map((column) => column(row)),
      maxMembers,
    );
}

/** Combinations of texts, each as one text, since `values` shows them. */
function spelled(columns: readonly Column[], { dictionary }: EventTable): (row: Row) => Values {
  return (row) => {
    const [head, ...rest] = columns.map((column) => column(row).map(dictionary.text));
    return rest
      .reduce<readonly string[]>(
        (texts, others) =>
          texts.flatMap((text) => others.map((other) => `${text} ${other}`)).slice(0, maxMembers),
        head ?? [],
      )
      .map((text) => dictionary.intern([text]));
  };
}

/** The values of any of the fields. */
function anyOf(columns: readonly Column[]): (row: Row) => Values {
  const [first] = columns;
  if (first && columns.length === 1) return first;
  return (row) => columns.reduce<Values>((all, column) => join(all, column(row)), nothing);
}

/** Both, without a new row where one is empty: most events have one value or none. */
function join(a: Values, b: Values): Values {
  if (a.length === 0) return b;
  return b.length === 0 ? a : [...a, ...b];
}

/** Greater numbers are left out: sums of them would not be exact. */
const greatest = 1e15;

function numbers(columns: readonly Column[], table: EventTable): (row: Row) => Values {
  const read = createNumbers(table);
  const values = anyOf(columns);
  return (row) => values(row).flatMap((id) => read(id) ?? []);
}

/** Texts that were read as numbers stay at hand, but no more of them than this. */
const mostAtHand = 65_536;

/** The number that a text is, by the text's number. */
function createNumbers({ dictionary }: EventTable): (id: number) => number | undefined {
  const known = new Map<number, number | undefined>();
  return (id) => {
    if (known.has(id)) return known.get(id);
    const number = numberOf(dictionary.text(id));
    if (known.size === mostAtHand) known.clear();
    const usable = number !== undefined && Math.abs(number) <= greatest ? number : undefined;
    known.set(id, usable);
    return usable;
  };
}

/** Latitude, longitude and time of an event that is at one place. */
function place(columns: readonly Column[], table: EventTable): (row: Row) => Values {
  const read = createNumbers(table);
  return (row) => {
    const [lat, lon] = columns.map((column) => {
      const [id, second] = column(row);
      return id === undefined || second !== undefined ? undefined : read(id);
    });
    const isPlace =
      lat !== undefined && lon !== undefined && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
    return isPlace ? [lat, lon, table.time(row)] : nothing;
  };
}
