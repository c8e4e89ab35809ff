import type { Json, JsonObject } from '../../src/event/json.ts';
import type { FactName } from '../../src/rule/window/window-function.ts';
import { fieldAt, inOrder, type Sighting, sightingOf, textsAt } from './event-oracle.ts';
import {
  contributes,
  type FactValue,
  functions,
  type Ignorance,
  isLost,
  type Member,
  product,
  same,
  spanOf,
} from './fact-oracle.ts';

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
  readonly percent?: number;
  readonly each?: 'count' | 'distinct' | 'sum';
  readonly rule?: string;
  readonly often?: { readonly bound: 'gte' | 'lte'; readonly count: number };
}

export interface WindowSpec {
  readonly name: string;
  readonly rules: readonly string[];
  readonly groupBy: readonly string[];
  /** In place of `groupBy`: neighbours share the fields of any. */
  readonly groupByAny?: readonly (readonly string[])[];
  /** Hours. */
  readonly before: number | undefined;
  readonly until?: number | undefined;
  readonly after: number | undefined;
  readonly learn: number | undefined;
  readonly every: number;
  /** By name in `groupBy`, then by rule. */
  readonly aliases: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly facts: readonly FactSpec[];
}

export type Comparison = 'equals' | 'neq' | 'exists' | 'gt' | 'gte' | 'lt' | 'lte';

export interface TestSpec {
  readonly kind: 'test';
  /** A field of the event, or `window.fact`; `matches` is whether the event matches the rule `wanted`. */
  readonly path: string;
  readonly comparison: Comparison;
  readonly wanted: string | number | boolean | null;
  /** What a computed path is. */
  readonly formula?: FormulaSpec;
  /** The fact that the path is compared with, instead of what is wanted. */
  readonly against?: string;
}

/** A number, the path of a fact, or an operation. */
export type FormulaSpec =
  | number
  | string
  | { readonly sign: '+' | '-' | '*' | '/'; readonly of: readonly [FormulaSpec, FormulaSpec] };

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
  const orders = ordersOf(events).map((order) => new Map(order.map((event, at) => [event, at])));
  const known = new Map<string, ReadonlyMap<string, Verdict>>();
  for (const rule of rules) {
    const verdicts = new Map(
      events.map((event) => [event.uuid, verdictOf(rule, event, { events, orders, known })]),
    );
    known.set(rule.name, verdicts);
  }
  return known;
}

interface World {
  readonly events: readonly Sighting[];
  /** Every order that the events can have come in, as each one's place in it. */
  readonly orders: readonly Order[];
  readonly known: ReadonlyMap<string, ReadonlyMap<string, Verdict>>;
}

type Order = ReadonlyMap<Sighting, number>;

/** All orders of events in which those of one instant stand in any. */
export function ordersOf(events: readonly Sighting[]): readonly (readonly Sighting[])[] {
  const instants = [...new Set(events.map(({ time }) => time))].map((instant) =>
    permutationsOf(events.filter(({ time }) => time === instant)),
  );
  return product(instants).map((order) => order.flat());
}

function permutationsOf<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((item) =>
    permutationsOf(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}

/** Whether the records can have come in so few orders that all of them can be tried. */
export function haveFewOrders(records: readonly JsonObject[], most = 48): boolean {
  const sizes = new Map<number, number>();
  let orders = 1;
  for (const raw of new Map(records.map((one) => [one['uuid'], one])).values()) {
    const { time } = sightingOf(raw);
    const size = (sizes.get(time) ?? 0) + 1;
    sizes.set(time, size);
    orders *= size;
  }
  return orders <= most;
}

/** The rule holds if it does under any choice of keys. */
function verdictOf(rule: RuleSpec, event: Sighting, world: World): Verdict {
  const used = rule.windows.filter(({ name }) => mentions(rule.condition, `${name}.`));
  const choices = product(
    used.map((window) => {
      const keys: readonly (readonly string[] | null)[] = keysOf(window, event, rule.name);
      return keys.length > 0 ? keys : [null];
    }),
  );
  return Math.max(
    ...choices.map((keys) => {
      const facts = (path: string, order: Order): States | undefined => {
        const at = used.findIndex(({ name }) => path.startsWith(`${name}.`));
        const [window, key] = [used[at], keys[at]];
        if (!window || !key) return undefined;
        const fact = window.facts.find(({ name }) => `${window.name}.${name}` === path);
        return (
          fact &&
          statesOf(fact, { window, key, event, world, order }, wantedOf(rule.condition, path))
        );
      };
      const isFact = (path: string): boolean =>
        used.some(({ name }) => path.startsWith(`${name}.`));
      return truthOf(rule.condition, true, { event, facts, isFact, ...world });
    }),
  ) as Verdict;
}

function mentions(condition: ConditionSpec, prefix: string): boolean {
  if (condition.kind === 'test') {
    const { path, formula, against = '' } = condition;
    return [path, against, ...pathsIn(formula)].some((one) => one.startsWith(prefix));
  }
  if (condition.kind === 'not') return mentions(condition.of, prefix);
  return condition.of.some((part) => mentions(part, prefix));
}

/** The facts that a formula names. */
function pathsIn(formula: FormulaSpec | undefined): readonly string[] {
  if (typeof formula === 'string') return [formula];
  return typeof formula === 'object' ? formula.of.flatMap(pathsIn) : [];
}

/** What a formula comes to, over every combination of what its facts may be. */
function outcomesOf(
  formula: FormulaSpec,
  states: (path: string) => States | undefined,
): readonly (number | undefined)[] {
  if (typeof formula === 'number') return [formula];
  if (typeof formula === 'string') {
    // Between the ends of what a fact may be lie others, some of them next to 0.
    const found = (states(formula) ?? [undefined]).map((state) =>
      state === undefined ? undefined : Math.max(-1e12, Math.min(1e12, Number(state))),
    );
    const numbers = found.filter((one) => one !== undefined);
    const between = [-1e-9, 0, 1e-9].filter(
      (one) => one > Math.min(...numbers) && one < Math.max(...numbers),
    );
    return [...new Set([...found, ...between])];
  }
  const [left, right] = formula.of.map((part) => outcomesOf(part, states)) as [
    readonly (number | undefined)[],
    readonly (number | undefined)[],
  ];
  return left.flatMap((a) =>
    right.map((b) => {
      if (a === undefined || b === undefined) return undefined;
      if (formula.sign === '/') return b === 0 ? undefined : a / b;
      return formula.sign === '*' ? a * b : formula.sign === '+' ? a + b : a - b;
    }),
  );
}

interface Asked {
  readonly event: Sighting;
  readonly facts: (path: string, order: Order) => States | undefined;
  readonly orders: readonly Order[];
  readonly known: World['known'];
  readonly isFact: (path: string) => boolean;
}

/**
 * `wanted` is whether an even number of `not` stands before: a comparison comes out as the condition
 * wants it if it does so in any order of the events of one instant.
 */
function truthOf(condition: ConditionSpec, wanted: boolean, asked: Asked): Verdict {
  if (condition.kind === 'not') return (2 - truthOf(condition.of, !wanted, asked)) as Verdict;
  if (condition.kind === 'test') {
    if (condition.path === 'matches') {
      return asked.known.get(String(condition.wanted))?.get(asked.event.uuid) as Verdict;
    }
    const { formula, against } = condition;
    const computed: FormulaSpec | undefined =
      against === undefined ? formula : { sign: '-', of: [condition.path, against] };
    if (computed !== undefined) {
      const asTold = against === undefined ? condition : { ...condition, wanted: 0 };
      const truths = asked.orders.map((order) =>
        truthOfFact(
          asTold,
          outcomesOf(computed, (path) => asked.facts(path, order)),
        ),
      );
      return (wanted ? Math.max(...truths) : Math.min(...truths)) as Verdict;
    }
    if (!asked.isFact(condition.path)) return truthOfField(condition, asked.event);
    const truths = asked.orders.map((order) =>
      truthOfFact(condition, asked.facts(condition.path, order)),
    );
    return (wanted ? Math.max(...truths) : Math.min(...truths)) as Verdict;
  }
  const parts = condition.of.map((part) => truthOf(part, wanted, asked));
  return (condition.kind === 'and' ? Math.min(...parts) : Math.max(...parts)) as Verdict;
}

function truthOfField(test: TestSpec, { raw }: Sighting): Verdict {
  const found = fieldAt(raw, test.path);
  if (test.comparison === 'exists') return found.length > 0 === test.wanted ? 2 : 0;
  return holds(test, found.flat()) ? 2 : 0;
}

/** The fact is put to the test in every state that the rest of the log could bring about. */
function truthOfFact(test: TestSpec, states: States | undefined): Verdict {
  const outcomes = new Set(
    (states ?? [undefined]).map((state) =>
      test.comparison === 'exists'
        ? (state !== undefined) === test.wanted
        : holds(test, [state ?? []].flat()),
    ),
  );
  return outcomes.size > 1 ? 1 : outcomes.has(true) ? 2 : 0;
}

function holds({ comparison, wanted }: TestSpec, values: readonly (Json | undefined)[]): boolean {
  const there = values.filter((value) => value !== null && value !== undefined);
  const same = (value: Json | undefined): boolean =>
    wanted !== null && String(value).toLowerCase() === String(wanted).toLowerCase();
  const compared = (compare: (a: number, b: number) => boolean): boolean =>
    there.some((value) => numberOf(value) !== undefined && compare(Number(value), Number(wanted)));
  if (comparison === 'gt') return compared((a, b) => a > b);
  if (comparison === 'gte') return compared((a, b) => a >= b);
  if (comparison === 'lt') return compared((a, b) => a < b);
  if (comparison === 'lte') return compared((a, b) => a <= b);
  if (comparison === 'neq') return there.length > 0 && !there.some(same);
  return wanted === null ? there.length === 0 : there.some(same);
}

function numberOf(value: Json | undefined): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}

/** All that a fact may be, once the rest of the log is known; enough of it to tell tests apart. */
type States = readonly FactValue[];

interface Look {
  readonly window: WindowSpec;
  readonly key: readonly string[];
  readonly event: Sighting;
  readonly world: World;
  readonly order: Order;
}

const rulesOnly = ['share', 'since', 'rules', 'steps'];
const looksBack = ['new', 'familiar', 'surprise', 'similar', 'last', 'seconds', 'km', 'kmh'];
const nearestOnly = ['last', 'seconds', 'km', 'kmh'];
const upToEvent = ['steps', 'since', 'zscore'];

function statesOf(fact: FactSpec, look: Look, wanted: readonly TestSpec['wanted'][]): States {
  const { window, event, world, order } = look;
  const past = looksBack.includes(fact.compute);
  const until = past || upToEvent.includes(fact.compute);
  // Where whole instants count, nothing follows within one.
  const follows = (a: Sighting, b: Sighting): boolean =>
    fact.compute === 'since'
      ? a.time > b.time
      : (order.get(a) as number) > (order.get(b) as number);
  const lies = (other: Sighting): boolean => {
    const inBefore =
      window.before !== undefined &&
      other.time >= event.time - window.before * hour &&
      !follows(other, event) &&
      (window.until === undefined || other.time <= event.time - window.until * hour);
    const inAfter =
      window.after !== undefined &&
      follows(other, event) &&
      other.time <= event.time + window.after * hour;
    if (other === event) return inBefore && !past;
    return until ? inBefore : inBefore || inAfter;
  };
  const near = world.events.filter(lies).sort((a, b) => (follows(a, b) ? 1 : -1));
  const matching = (other: Sighting, truth: Verdict): readonly (string | undefined)[] =>
    rulesFor(window).filter(
      (rule) =>
        (rule === undefined ? 2 : (world.known.get(rule)?.get(other.uuid) ?? 0)) === truth &&
        keysOf(window, other, rule).some((key) => same(key, look.key)),
    );
  const members: Member[] = near
    .filter((other) => matching(other, 2).length > 0)
    .map((other) => ({ event: other, rules: matching(other, 2).map(String) }));
  const ofRules = rulesOnly.includes(fact.compute);
  const doubtful = near.filter(
    (other) =>
      matching(other, 1).length > 0 &&
      (ofRules || (matching(other, 2).length === 0 && contributes({ fact }, other))),
  );
  const heard = heardFrom(look);
  const value = functions[fact.compute]({ fact, window, members, event, heard });
  if (isLost({ fact }, event)) return [value];
  const covered = startCovered(look) && (until || endCovered(look));
  let missing = covered ? doubtful.length : Number.POSITIVE_INFINITY;
  let since = 0;
  if (nearestOnly.includes(fact.compute)) {
    // What lies before the nearest neighbour that has a value does not matter.
    const nearest = members.findLast((member) => contributes({ fact }, member.event))?.event;
    const suspects = doubtful.filter((other) => !nearest || follows(other, nearest));
    const blind = [
      ...suspects.map(({ time }) => time),
      ...(covered || (nearest && nearest.time >= heard) ? [] : [heard]),
    ];
    missing = blind.length === 0 ? 0 : Number.POSITIVE_INFINITY;
    since = (event.time - Math.max(...blind)) / 1_000;
  }
  if (fact.compute === 'since')
    return statesSince(
      { fact, wanted, rules: window.rules.length },
      { value, members, doubtful, covered, heard },
    );
  if (missing === 0) return [value];
  return futures(fact, value, { missing, since, rules: window.rules.length }, wanted);
}

interface AskedFact {
  readonly fact: FactSpec;
  readonly wanted: readonly TestSpec['wanted'][];
}

interface Counted {
  readonly value: FactValue;
  readonly members: readonly Member[];
  readonly doubtful: readonly Sighting[];
  readonly covered: boolean;
  readonly heard: number;
}

/** A count that begins anew: what is missing or in doubt before the last match does not matter. */
function statesSince(
  { fact, wanted, rules }: Pick<Ignorance, 'rules'> & AskedFact,
  { value, members, doubtful, covered, heard }: Counted,
): States {
  const mark = members.findLast(({ rules }) => rules.includes(fact.rule as string));
  const suspects = doubtful.filter(({ time }) => !mark || time > mark.event.time);
  const isBlind = !covered && !(mark && mark.event.time >= heard);
  if (suspects.length === 0 && !isBlind) return [value];
  const sure = members.filter(
    ({ event: { time } }) =>
      (!mark || time > mark.event.time) &&
      suspects.every((suspect) => time > suspect.time) &&
      (!isBlind || time >= heard),
  );
  const missing = isBlind ? Number.POSITIVE_INFINITY : suspects.length;
  return futures(fact, value, { missing, since: 0, rules, least: sure.length }, wanted);
}

/** What a fact may still become. */
function futures(
  fact: FactSpec,
  value: FactValue,
  ignorance: Ignorance,
  wanted: readonly TestSpec['wanted'][],
): States {
  const asked = wanted.filter((one) => one !== null).map(String);
  if (fact.compute === 'new') return value === true ? [true, false] : [false];
  if (fact.compute === 'last') {
    const others = [['a stranger'], ...asked.map((one) => [one]), ['-999999999'], ['999999999']];
    return value === undefined ? [...others, undefined] : others;
  }
  if (fact.compute === 'values') {
    const own = value as readonly string[];
    const others = ['a stranger', '-999999999', '999999999', ...asked];
    return [own, ...others.map((one) => [...own, one])];
  }
  const [low, high, absent] = spanOf(fact, value as number | undefined, ignorance);
  const within = asked.map(Number).filter((one) => one >= low && one <= high);
  return [low, high, ...within, ...(absent ? [undefined] : [])];
}

/** What a rule compares a path with. */
function wantedOf(condition: ConditionSpec, path: string): readonly TestSpec['wanted'][] {
  if (condition.kind === 'test') return condition.path === path ? [condition.wanted] : [];
  const parts = condition.kind === 'not' ? [condition.of] : condition.of;
  return parts.flatMap((part) => wantedOf(part, path));
}

/** The rules through which events may belong to a window; undefined stands for every event. */
function rulesFor({ rules }: WindowSpec): readonly (string | undefined)[] {
  return rules.length === 0 ? [undefined] : rules;
}

/** No field at all is one key that every event has. */
function keysOf(
  window: WindowSpec,
  event: Sighting,
  rule: string | undefined,
): readonly (readonly string[])[] {
  const byRule =
    event.keys.get(window) ?? new Map<string | undefined, readonly (readonly string[])[]>();
  event.keys.set(window, byRule);
  const keysBy = (names: readonly string[]): readonly (readonly string[])[] => {
    const fields = names.map((name) => window.aliases[name]?.[rule ?? ''] ?? name);
    return product(fields.map((field) => textsAt(field, event)));
  };
  // Of several groupings the first part of a key tells which.
  const known =
    byRule.get(rule) ??
    window.groupByAny?.flatMap((names, way) => keysBy(names).map((key) => [`${way}`, ...key])) ??
    keysBy(window.groupBy);
  byRule.set(rule, known);
  return known;
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

/** The stretch in which a window ends; nothing but its end if that lies in a long silence. */
function stretchAtEnd({ window, event, world }: Look): { from: number; to: number } {
  if (window.until === undefined) return stretchOf(event, world);
  const end = event.time - window.until * hour;
  const stretches = world.events.map((other) => stretchOf(other, world));
  return stretches.find(({ from, to }) => from <= end && end <= to) ?? { from: end, to: end };
}

/** From when on nothing that could be in the window is missing. */
function heardFrom(look: Look): number {
  return !logCovers(look) && sessionBegan(look)
    ? Number.NEGATIVE_INFINITY
    : stretchAtEnd(look).from;
}

function startCovered(look: Look): boolean {
  return logCovers(look) || sessionBegan(look);
}

function logCovers(look: Look): boolean {
  const { window, event } = look;
  const { before, until = 0, learn } = window;
  if (before === undefined) return true;
  const { from } = stretchAtEnd(look);
  if (event.time - before * hour >= from) return true;
  return learn !== undefined && event.time - until * hour - from >= learn * hour;
}

function sessionBegan(look: Look): boolean {
  const { event, world } = look;
  return [stretchOf(event, world), stretchAtEnd(look)].some((stretch) => beganIn(stretch, look));
}

function beganIn({ from, to }: { from: number; to: number }, { window, key, event, world }: Look) {
  const startedHere = (field: string) => (session: string) => {
    const [first] = world.events.filter(
      (other) =>
        other.raw['eventType'] === 'user.session.start' &&
        textsAt('outcome.result', other)[0] === 'SUCCESS' &&
        textsAt(field, other).includes(session),
    );
    return first !== undefined && first.time >= from && first.time <= to;
  };
  const names = window.groupByAny?.[Number(key[0])] ?? window.groupBy;
  return names.some(
    (field) =>
      sessionFields.includes(field) &&
      window.aliases[field] === undefined &&
      textsAt(field, event).every(startedHere(field)),
  );
}

function endCovered({ window, event, world }: Look): boolean {
  const { to } = stretchOf(event, world);
  return window.after === undefined || event.time + window.after * hour <= to;
}
