import type { Json, JsonObject } from '../../src/event/json.ts';
import type { FactName } from '../../src/rule/window.ts';
import { likenessOf } from './resemblance.ts';
import { inOrder, type Sighting, sightingOf, textsAt, valuesAt } from './sighting.ts';

/**
 * A second, naive engine: plain arrays, every event against every event, nothing shared with the
 * real one. It decides by enumeration what the real one decides by rule.
 */

/** 0 false, 1 undecided, 2 true. */
export type Verdict = 0 | 1 | 2;

export interface FactSpec {
  readonly name: string;
  readonly compute: FactName;
  readonly of: readonly string[];
  readonly among: readonly string[];
}

export interface WindowSpec {
  readonly name: string;
  readonly rules: readonly string[];
  readonly groupBy: readonly string[];
  /** Hours. */
  readonly before: number | undefined;
  readonly after: number | undefined;
  readonly learn: number | undefined;
  readonly facts: readonly FactSpec[];
}

export type Comparison = 'equals' | 'neq' | 'exists' | 'gt' | 'gte' | 'lt' | 'lte';

export interface TestSpec {
  readonly kind: 'test';
  /** A field of the event, or `window.fact`. */
  readonly path: string;
  readonly comparison: Comparison;
  readonly wanted: string | number | boolean | null;
}

export type ConditionSpec =
  | TestSpec
  | { readonly kind: 'and' | 'or'; readonly of: readonly ConditionSpec[] }
  | { readonly kind: 'not'; readonly of: ConditionSpec };

export interface RuleSpec {
  readonly name: string;
  readonly windows: readonly WindowSpec[];
  readonly condition: ConditionSpec;
}

const hour = 3_600_000;
const sessionFields = [
  'authenticationContext.externalSessionId',
  'authenticationContext.rootSessionId',
];

/** The verdict of every rule for every event, by rule name and then by uuid. */
export function judgeNaively(
  records: readonly JsonObject[],
  rules: readonly RuleSpec[],
): ReadonlyMap<string, ReadonlyMap<string, Verdict>> {
  const events = [
    ...new Map(records.map((raw) => [String(raw['uuid']), sightingOf(raw)])).values(),
  ].sort(inOrder);
  const known = new Map<string, ReadonlyMap<string, Verdict>>();
  for (const rule of rules) {
    const verdicts = new Map(
      events.map((event) => [event.uuid, verdictOf(rule, event, { events, known })]),
    );
    known.set(rule.name, verdicts);
  }
  return known;
}

interface World {
  readonly events: readonly Sighting[];
  readonly known: ReadonlyMap<string, ReadonlyMap<string, Verdict>>;
}

/** The rule holds if it does under any choice of keys. */
function verdictOf(rule: RuleSpec, event: Sighting, world: World): Verdict {
  const used = rule.windows.filter(({ name }) => mentions(rule.condition, `${name}.`));
  const choices = product(
    used.map((window) => {
      const keys: readonly (readonly string[] | null)[] = keysOf(window, event);
      return keys.length > 0 ? keys : [null];
    }),
  );
  return Math.max(
    ...choices.map((keys) => {
      const facts = (path: string): Fact | undefined => {
        const at = used.findIndex(({ name }) => path.startsWith(`${name}.`));
        const [window, key] = [used[at], keys[at]];
        if (!window || !key) return undefined;
        const fact = window.facts.find(({ name }) => `${window.name}.${name}` === path);
        return fact && factOf(fact, { window, key, event, world });
      };
      const isFact = (path: string): boolean =>
        used.some(({ name }) => path.startsWith(`${name}.`));
      return truthOf(rule.condition, { event, facts, isFact });
    }),
  ) as Verdict;
}

function mentions(condition: ConditionSpec, prefix: string): boolean {
  if (condition.kind === 'test') return condition.path.startsWith(prefix);
  if (condition.kind === 'not') return mentions(condition.of, prefix);
  return condition.of.some((part) => mentions(part, prefix));
}

interface Asked {
  readonly event: Sighting;
  readonly facts: (path: string) => Fact | undefined;
  readonly isFact: (path: string) => boolean;
}

function truthOf(condition: ConditionSpec, asked: Asked): Verdict {
  if (condition.kind === 'not') return (2 - truthOf(condition.of, asked)) as Verdict;
  if (condition.kind === 'test') {
    return asked.isFact(condition.path)
      ? truthOfFact(condition, asked.facts(condition.path))
      : truthOfField(condition, asked.event);
  }
  const parts = condition.of.map((part) => truthOf(part, asked));
  return (condition.kind === 'and' ? Math.min(...parts) : Math.max(...parts)) as Verdict;
}

function truthOfField(test: TestSpec, { raw }: Sighting): Verdict {
  const found = valuesAt(raw, test.path.split('.'));
  if (test.comparison === 'exists') return found.length > 0 === test.wanted ? 2 : 0;
  return holds(test, found.flat()) ? 2 : 0;
}

/** The fact is put to the test in every state that the rest of the log could bring about. */
function truthOfFact(test: TestSpec, fact: Fact | undefined): Verdict {
  if (test.comparison === 'exists') return (fact !== undefined) === test.wanted ? 2 : 0;
  if (fact === undefined) return holds(test, []) ? 2 : 0;
  const states = fact.sure ? [fact.value] : futures(fact.value, test.wanted);
  const outcomes = new Set(states.map((state) => holds(test, [state].flat())));
  return outcomes.size > 1 ? 1 : outcomes.has(true) ? 2 : 0;
}

function holds({ comparison, wanted }: TestSpec, values: readonly (Json | undefined)[]): boolean {
  const there = values.filter((value) => value !== null && value !== undefined);
  const same = (value: Json | undefined): boolean =>
    wanted !== null && String(value).toLowerCase() === String(wanted).toLowerCase();
  const compared = (compare: (a: number, b: number) => boolean): boolean =>
    there.some((value) => typeof value === 'number' && compare(value, Number(wanted)));
  if (comparison === 'gt') return compared((a, b) => a > b);
  if (comparison === 'gte') return compared((a, b) => a >= b);
  if (comparison === 'lt') return compared((a, b) => a < b);
  if (comparison === 'lte') return compared((a, b) => a <= b);
  if (comparison === 'neq') return there.length > 0 && !there.some(same);
  return wanted === null ? there.length === 0 : there.some(same);
}

type FactValue = number | boolean | readonly string[];

interface Fact {
  readonly value: FactValue;
  readonly sure: boolean;
}

/** What a fact may still become: numbers rise, lists gain, what is new turns out old. */
function futures(value: FactValue, wanted: TestSpec['wanted']): readonly FactValue[] {
  if (typeof value === 'boolean') return value ? [true, false] : [false];
  if (typeof value !== 'number') {
    return [
      value,
      [...value, 'a stranger'],
      ...(wanted === null ? [] : [[...value, String(wanted)]]),
    ];
  }
  const bound = Number(wanted);
  return [value, value + 1, ...[bound, bound + 1].filter((risen) => risen > value)];
}

interface Look {
  readonly window: WindowSpec;
  readonly key: readonly string[];
  readonly event: Sighting;
  readonly world: World;
}

function factOf(fact: FactSpec, look: Look): Fact {
  const { window, event, world } = look;
  const past = fact.compute === 'new' || fact.compute === 'similar';
  const lies = (other: Sighting): boolean => {
    const inBefore =
      window.before !== undefined &&
      other.time >= event.time - window.before * hour &&
      other.time <= event.time;
    const inAfter =
      window.after !== undefined &&
      other.time > event.time &&
      other.time <= event.time + window.after * hour;
    return past ? inBefore && inOrder(other, event) < 0 && other !== event : inBefore || inAfter;
  };
  const near = world.events
    .filter(lies)
    .filter((other) => keysOf(window, other).some((key) => same(key, look.key)));
  const members = near.filter((other) => membership(window, other, world) === 2);
  const doubtful = near.some((other) => membership(window, other, world) === 1);
  const sure = !doubtful && startCovered(look) && (past || endCovered(look));
  return { value: functions[fact.compute](fact, members, event), sure };
}

function membership({ rules }: WindowSpec, { uuid }: Sighting, { known }: World): Verdict {
  if (rules.length === 0) return 2;
  return Math.max(...rules.map((rule) => known.get(rule)?.get(uuid) ?? 0)) as Verdict;
}

type Compute = (fact: FactSpec, members: readonly Sighting[], event: Sighting) => FactValue;

const functions: Readonly<Record<FactName, Compute>> = {
  count: (_, members) => members.length,
  distinct: ({ of }, members) => differing(members.flatMap((other) => combined(of, other))).length,
  values: ({ of }, members) =>
    differing(members.flatMap((other) => combined(of, other))).map((parts) => parts.join(' ')),
  new: ({ of }, members, event) => {
    const seen = members.flatMap((other) => combined(of, other));
    return combined(of, event).some((own) => !seen.some((other) => same(own, other)));
  },
  switches: ({ of }, members) => {
    const firsts = members.flatMap((other) => combined(of, other).slice(0, 1));
    return firsts.filter((first, at) => at > 0 && !same(first, firsts[at - 1] ?? [])).length;
  },
  similar: ({ of, among }, members, event) => {
    const own = of.flatMap((field) => textsAt(field, event));
    const others = members.flatMap((other) => among.flatMap((field) => textsAt(field, other)));
    const likenesses = own.flatMap((a) => others.map((b) => likenessOf(a, b)));
    return Math.max(0, ...likenesses.filter((likeness) => likeness < 1));
  },
};

/** Combinations of one value of each field; none if a field has no value. */
function combined(fields: readonly string[], event: Sighting): readonly (readonly string[])[] {
  return product(fields.map((field) => textsAt(field, event)));
}

/** No field at all is one key that every event has. */
function keysOf(window: WindowSpec, event: Sighting): readonly (readonly string[])[] {
  const known = event.keys.get(window) ?? combined(window.groupBy, event);
  event.keys.set(window, known);
  return known;
}

function differing(lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return [...new Map(lists.map((list) => [JSON.stringify(list), list])).values()];
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, at) => text === b[at]);
}

function product<T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] {
  return lists.reduce<readonly (readonly T[])[]>(
    (rows, list) => rows.flatMap((row) => list.map((item) => [...row, item])),
    [[]],
  );
}

/** The times from which and up to which no silence around an event is longer than a day. */
function stretchOf(event: Sighting, { events }: World): { from: number; to: number } {
  const at = events.indexOf(event);
  let [first, last] = [at, at];
  const gap = (index: number): number =>
    (events[index + 1]?.time ?? Number.POSITIVE_INFINITY) -
    (events[index]?.time ?? Number.NEGATIVE_INFINITY);
  while (gap(first - 1) <= 24 * hour) first--;
  while (gap(last) <= 24 * hour) last++;
  return { from: (events[first] as Sighting).time, to: (events[last] as Sighting).time };
}

function startCovered({ window, event, world }: Look): boolean {
  const { before, learn } = window;
  if (before === undefined) return true;
  const { from, to } = stretchOf(event, world);
  if (event.time - before * hour >= from) return true;
  if (learn !== undefined && event.time - from >= learn * hour) return true;
  const startedHere = (field: string) => (session: string) => {
    const [first] = world.events.filter(
      (other) =>
        other.raw['eventType'] === 'user.session.start' &&
        textsAt('outcome.result', other)[0] === 'SUCCESS' &&
        textsAt(field, other).includes(session),
    );
    return first !== undefined && first.time >= from && first.time <= to;
  };
  return window.groupBy.some(
    (field) => sessionFields.includes(field) && textsAt(field, event).every(startedHere(field)),
  );
}

function endCovered({ window, event, world }: Look): boolean {
  const { to } = stretchOf(event, world);
  return window.after === undefined || event.time + window.after * hour <= to;
}
