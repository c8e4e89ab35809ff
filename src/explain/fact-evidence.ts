import { undecided } from '../detection/truth.ts';
import { whenNeeded } from '../detection/when-needed.ts';
import { isoTime } from '../event/time.ts';
import type { Why } from '../finding/finding.ts';
import type { FieldTest } from '../rule/expression.ts';
import type { Window } from '../rule/window/window.ts';
import { functions } from '../rule/window/window-function.ts';
import type { EventTable, Row } from '../window/event-table.ts';
import type { FactTest } from '../window/fact-test.ts';
import { type EvaluatedEvent, type KnownFact, knownFact } from './evaluated-event.ts';
import { clip, factPhrase, maxValues } from './fact-text.ts';

/** A reason that a window gives. */
export interface FactEvidence {
  readonly why: Why;
  /** What two windows that found the same have in common; it is told once. */
  readonly gist: string;
  /** The window's events that stand behind the fact; the same list for facts of the same events. */
  readonly rows: () => Iterable<Row>;
}

/** Says what a window fact was, and what it rests on. */
export function describeFact(
  test: FieldTest,
  named: NonNullable<FieldTest['fact']>,
  subject: EvaluatedEvent,
  wanted = true,
): FactEvidence {
  const found = comparedFact(test, named, subject, wanted);
  if (!found) {
    const fact = `${test.path}: the event has no such neighbours`;
    return { why: { fact, field: test.path, values: [] }, gist: fact, rows: noRows };
  }
  const { view, fact, known } = found;
  const { list, itself, rules } = view.window;
  if (itself) {
    const outcome = known.value === 1 ? 'matches' : 'does not match';
    const told = `the event ${outcome} \`${rules.join(', ')}\``;
    return { why: { fact: told, field: test.path, values: [] }, gist: told, rows: noRows };
  }
  const groupBy = Object.keys(keyOf(found, subject));
  const basis = basisOf(found, subject);
  // Of several groupings the one is told by which the neighbours were found.
  const phrase = factPhrase(groupedBy(view.window, groupBy), fact, known.value);
  const values = basis.values.slice(0, maxValues);
  const why = {
    fact: values.length > 0 ? `${phrase}: ${values.slice(0, 5).map(clip).join(', ')}` : phrase,
    field: test.path,
    values,
    ...(list === undefined && { window: windowOf(test, found, basis, subject) }),
  };
  // Strangers are no evidence: a window over everybody's events tells by its number alone.
  const strangers = groupBy.length === 0 && fact.compute !== 'similar';
  return {
    why,
    // There may be thousands of values, and mostly no other fact to compare them with.
    get gist() {
      const seen = basis.values.length > 0 ? basis.values : [phrase];
      return JSON.stringify([fact.compute, fact.of, known.value, seen]);
    },
    rows: strangers ? noRows : basis.rows,
  };
}

/** The facts that were compared of an event: each is told of more than once. */
const compared = new WeakMap<EvaluatedEvent, ComparedFacts>();

type ComparedFacts = Map<FieldTest, [unwanted?: Compared, wanted?: Compared]>;

interface Compared {
  readonly fact: KnownFact | undefined;
}

/** The fact as it was when the comparison came out, of the orders of one instant's events; undefined without neighbours. */
export function comparedFact(
  test: FieldTest,
  named: NonNullable<FieldTest['fact']>,
  subject: EvaluatedEvent,
  wanted = true,
): KnownFact | undefined {
  const ofSubject: ComparedFacts = compared.get(subject) ?? new Map();
  compared.set(subject, ofSubject);
  const ofTest = ofSubject.get(test) ?? [];
  ofSubject.set(test, ofTest);
  const place = wanted ? 1 : 0;
  ofTest[place] ??= { fact: compare(test, named, subject, wanted) };
  return ofTest[place].fact;
}

function compare(
  test: FieldTest,
  named: NonNullable<FieldTest['fact']>,
  subject: EvaluatedEvent,
  wanted: boolean,
): KnownFact | undefined {
  const looked = knownFact(named, subject);
  const known = looked && (subject.factTest(test).chosen(looked.known, wanted) ?? looked.known);
  return known && { ...looked, known };
}

/** Windows with one grouping of theirs alone. */
const grouped = new WeakMap<Window, Map<string, Window>>();

function groupedBy(window: Window, groupBy: readonly string[]): Window {
  const byGrouping = grouped.get(window) ?? new Map<string, Window>();
  grouped.set(window, byGrouping);
  const name = JSON.stringify(groupBy);
  const known = byGrouping.get(name);
  if (known) return known;
  const { groupByAny: _, ...rest } = window;
  const made = { ...rest, groupBy };
  byGrouping.set(name, made);
  return made;
}

const keys = new WeakMap<KnownFact, Readonly<Record<string, string>>>();

/** What the events of a fact's window share, by the name in `group-by`. */
export function keyOf(
  found: KnownFact,
  { row }: Pick<EvaluatedEvent, 'row'>,
): Readonly<Record<string, string>> {
  const key = keys.get(found) ?? found.view.keyOf(row, found.key);
  keys.set(found, key);
  return key;
}

/** The window, as a finding tells of it. */
function windowOf(
  test: FieldTest,
  found: KnownFact,
  { witnesses, total }: Basis,
  { row, table, factTest }: EvaluatedEvent,
): NonNullable<Why['window']> {
  const { view, inspection, fact, index, known } = found;
  const { from, to, startKnown, endKnown } = inspection.bounds;
  const seesAll = functions[fact.compute].sees === 'all';
  const events = inspection.contribution(index, known.joined);
  const uuidOf = (event: Row | undefined): string | null =>
    event === undefined ? null : table.uuid(event);
  return {
    name: view.window.name,
    from: isoTime(from),
    to: isoTime(to),
    key: keyOf(found, { row }),
    covered: startKnown && (!seesAll || endKnown),
    ...(seesAll &&
      view.window.after !== undefined && { decided: decidedAt(factTest(test), found, table) }),
    events: { total: events.total, first: uuidOf(events.first), last: uuidOf(events.last) },
    ...(total > 0 && { values: { total, events: witnesses.slice(0, maxValues).map(table.uuid) } }),
  };
}

/** When the comparison was decided for good: at an event of the window, or at its end. */
function decidedAt(
  holds: FactTest,
  { inspection, index, known: whole }: KnownFact,
  table: EventTable,
): string {
  for (const { row, known } of inspection.unfold(index, whole.joined)) {
    if (holds(known) !== undecided) return isoTime(table.time(row));
  }
  return isoTime(inspection.bounds.to);
}

/** What a fact rests on. */
export interface Basis {
  /** The values that a fact was computed from or compared. */
  readonly values: readonly string[];
  /** The first of the window's events that has each of them, and how many values there are. */
  readonly witnesses: readonly Row[];
  readonly total: number;
  /** The window's events that have them. */
  readonly rows: () => readonly Row[];
}

const noRows: Basis['rows'] = () => [];

/** Facts about the event's own values, and facts that rest on one neighbour. */
const ofOwnValues: ReadonlySet<string> = new Set(['new', 'familiar', 'surprise']);
const ofOneNeighbour: ReadonlySet<string> = new Set(['last', 'seconds', 'km', 'kmh']);

const bases = new WeakMap<KnownFact, Basis>();

/** The values a fact was computed from, and the events that have them. */
export function basisOf(found: KnownFact, subject: Pick<EvaluatedEvent, 'table' | 'row'>): Basis {
  const basis = bases.get(found) ?? makeBasis(found, subject);
  bases.set(found, basis);
  return basis;
}

function makeBasis(found: KnownFact, { table, row }: Pick<EvaluatedEvent, 'table' | 'row'>): Basis {
  const { fact, index, known, inspection } = found;
  const own = fact.of.flatMap((path) => table.texts(row, path));
  const of = (values: readonly string[], rows: Basis['rows'] = noRows): Basis => ({
    values,
    rows,
    witnesses: [],
    total: 0,
  });
  if (ofOwnValues.has(fact.compute)) return of(own);
  if (ofOneNeighbour.has(fact.compute)) {
    const values = Array.isArray(known.value) ? known.value : [];
    return of(values, () => (known.row === undefined ? [] : [known.row]));
  }
  if (fact.compute === 'similar') {
    const { restsOn: witness } = known;
    return witness === undefined
      ? of(own)
      : of([...own, witness], () => bearers(witness, found, table));
  }
  const seesAll = functions[fact.compute].sees === 'all';
  const contributing = whenNeeded(() => inspection.contributing(index, known.joined));
  const rows = seesAll ? () => inspection.rows(known.joined) : contributing;
  const [only, second] = fact.of;
  if (only === undefined || second !== undefined) return of([], rows);
  const first = firstOfEach(contributing(), only, table);
  return { values: [...first.keys()], witnesses: [...first.values()], total: first.size, rows };
}

/** The first and the last event that has a name. */
function bearers(name: string, { fact, inspection }: KnownFact, table: EventTable): readonly Row[] {
  const { members, intern } = table.dictionary;
  const wanted = intern([name]);
  const columns = fact.among.map(table.column);
  const has = (row: Row): boolean =>
    columns.some((column) => members(column(row)).includes(wanted));
  return inspection.ends(has);
}

/** The first event that has each value of a field. */
function firstOfEach(
  rows: readonly Row[],
  path: string,
  { column, dictionary }: EventTable,
): ReadonlyMap<string, Row> {
  const read = column(path);
  const first = new Map<number, Row>();
  for (const row of rows) {
    for (const id of dictionary.members(read(row))) if (!first.has(id)) first.set(id, row);
  }
  return new Map([...first].map(([id, row]) => [dictionary.text(id), row]));
}
