import type { JsonObject } from '../../src/event/json.ts';
import { inOrder, type Sighting, sightingOf, textsAt } from '../window/event-oracle.ts';

/**
 * A second, naive judge of correlations, written from the text of the specification and of
 * rules/README.md: every window is gathered anew for every event, every chain is tried.
 */

/** 0 false, 1 undecided, 2 true. */
export type Verdict = 0 | 1 | 2;

export type Order = 'gt' | 'gte' | 'lt' | 'lte' | 'eq' | 'neq';

export interface CorrelationSpec {
  readonly name: string;
  readonly type: string;
  readonly rules: readonly string[];
  readonly groupBy: readonly string[];
  readonly aliases: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Minutes. */
  readonly timespan: number;
  /** Bounds; or a row of steps, or an expression in the prefix form that `spell` writes. */
  readonly condition: Condition;
}

export type Condition =
  | {
      readonly kind: 'bounds';
      readonly bounds: readonly (readonly [Order, number])[];
      readonly field?: readonly string[];
      readonly percentile?: number;
    }
  | { readonly kind: 'occurrence'; readonly expression: Expression };

export type Expression =
  | string
  | { readonly not: Expression }
  | { readonly and: readonly Expression[] }
  | { readonly or: readonly Expression[] };

/** An event for which a rule holds, or may hold; `fields` are those that its group gives it. */
export interface Alert {
  readonly event: Sighting;
  readonly verdict: Verdict;
  readonly fields: Readonly<Record<string, readonly string[]>>;
}

/** What a correlation says of an event in a group. */
export interface Told {
  readonly event: Sighting;
  readonly key: readonly string[];
  readonly verdict: Verdict;
  readonly value: number | undefined;
  /** Milliseconds; the edges of the window, and the events in it that surely alert. */
  readonly from: number;
  readonly to: number;
  readonly within: readonly Sighting[];
}

export interface Member {
  readonly event: Sighting;
  readonly sure: readonly string[];
  readonly doubtful: readonly string[];
}

const minute = 60_000;

/** What a window is told as. */
function windowOf(from: number, to: number, members: readonly Member[]) {
  return { from, to, within: members.flatMap(({ event, sure }) => (sure.length > 0 ? event : [])) };
}

/** The events of a log, in order, each once. */
export function eventsOf(records: readonly JsonObject[]): readonly Sighting[] {
  const byUuid = new Map(records.map((raw) => [String(raw['uuid']), sightingOf(raw)]));
  return [...byUuid.values()].sort(inOrder);
}

/** What is told of every group; `alerts` are those of the rules referred to. */
export function correlate(
  spec: CorrelationSpec,
  alerts: ReadonlyMap<string, readonly Alert[]>,
  events: readonly Sighting[],
): readonly Told[] {
  const groups = new Map<string, Map<string, Member>>();
  for (const rule of new Set(spec.rules)) {
    for (const alert of alerts.get(rule) ?? []) {
      for (const key of keysOf(spec, rule, alert)) {
        const group = groups.get(JSON.stringify(key)) ?? new Map<string, Member>();
        groups.set(JSON.stringify(key), group);
        const { event, verdict } = alert;
        const known = group.get(event.uuid) ?? { event, sure: [], doubtful: [] };
        group.set(event.uuid, {
          event,
          sure: verdict === 2 ? [...known.sure, rule] : known.sure,
          doubtful: verdict === 1 ? [...known.doubtful, rule] : known.doubtful,
        });
      }
    }
  }
  return [...groups].flatMap(([key, group]) => {
    const members = [...group.values()].sort((a, b) => inOrder(a.event, b.event));
    const judge = spec.condition.kind === 'bounds' ? judgeNumber : judgeOccurrence;
    return judge(spec, members, events).map((told) => ({ ...told, key: JSON.parse(key) }));
  });
}

/** The alerts of a correlation as those of any rule: its event, with the group's values. */
export function alertsOf(spec: CorrelationSpec, told: readonly Told[]): readonly Alert[] {
  const events = [...new Set(told.map(({ event }) => event))];
  return events.map((event) => {
    const own = told.filter((each) => each.event === event);
    const verdict = Math.max(...own.map((each) => each.verdict)) as Verdict;
    const best = own.filter((each) => each.verdict === verdict);
    const fields = spec.groupBy.map((name, at) => {
      return [name, [...new Set(best.map(({ key }) => key[at] as string))]] as const;
    });
    return { event, verdict, fields: Object.fromEntries(fields) };
  });
}

/** The groups of a correlation in which an alert of one of its rules is. */
export function keysOf(spec: CorrelationSpec, rule: string, { event, fields }: Alert): string[][] {
  const lists = spec.groupBy.map((name) => {
    const field = spec.aliases[name]?.[rule] ?? name;
    return fields[field] ?? textsAt(field, event);
  });
  return lists.reduce<string[][]>(
    (rows, list) => rows.flatMap((row) => list.map((text) => [...row, text])),
    [[]],
  );
}

type Judge = (
  spec: CorrelationSpec,
  members: readonly Member[],
  events: readonly Sighting[],
) => readonly Omit<Told, 'key'>[];

const judgeNumber: Judge = (spec, members, events) => {
  if (spec.condition.kind !== 'bounds') return [];
  const { bounds } = spec.condition;
  const span = spec.timespan * minute;
  const rises = !['value_sum', 'value_avg', 'value_median', 'value_percentile'].includes(spec.type);
  const verdictOf = (value: number | undefined, sure: boolean): Verdict => {
    const holds = (number: number | undefined): boolean =>
      number !== undefined && bounds.every(([order, bound]) => compare(order, number, bound));
    if (sure) return holds(value) ? 2 : 0;
    if (!rises) return 1;
    const now = value as number;
    const later = bounds.flatMap(([, bound]) => [bound - 1, bound, bound + 1, bound + 2]);
    const outcomes = new Set([now, ...later.filter((number) => number > now)].map(holds));
    return outcomes.size > 1 ? 1 : outcomes.has(true) ? 2 : 0;
  };
  if (bounds.every(([order]) => order === 'gt' || order === 'gte')) {
    return members.flatMap(({ event }, at) => {
      const upTo = members
        .slice(0, at + 1)
        .filter((other) => other.event.time >= event.time - span);
      const sure =
        stretchAt(event, events).from <= event.time - span &&
        upTo.every(({ doubtful }) => doubtful.length === 0);
      const value = numberOf(spec, upTo);
      const verdict = verdictOf(value, sure);
      const before = verdictOf(numberOf(spec, upTo.slice(0, -1)), sure);
      const window = windowOf(event.time - span, event.time, upTo);
      return verdict === 0 || (verdict === 2 && before === 2)
        ? []
        : [{ event, verdict, value, ...window }];
    });
  }
  const told: Omit<Told, 'key'>[] = [];
  for (let rest = members; rest.length > 0; ) {
    const { event, sure } = rest[0] as Member;
    const own = rest.filter((other) => other.event.time <= event.time + span);
    rest = rest.slice(own.length);
    const interval = stretchAt(event, events);
    const begins =
      sure.length > 0 &&
      interval.from <= event.time - span &&
      !members.some(
        ({ doubtful, event: other }) =>
          doubtful.length > 0 && other.time < event.time && other.time >= event.time - span,
      );
    const whole = interval.to >= event.time + span && own.every(({ doubtful }) => !doubtful.length);
    const value = numberOf(spec, own);
    const verdict = begins ? verdictOf(value, whole) : 1;
    const window = windowOf(event.time, event.time + span, own);
    if (verdict !== 0) told.push({ event, verdict, value, ...window });
  }
  return told;
};

export function compare(order: Order, a: number, b: number): boolean {
  if (order === 'gt') return a > b;
  if (order === 'gte') return a >= b;
  if (order === 'lt') return a < b;
  if (order === 'lte') return a <= b;
  return (a === b) === (order === 'eq');
}

function numberOf(spec: CorrelationSpec, all: readonly Member[]): number | undefined {
  const members = all.filter(({ sure }) => sure.length > 0);
  const { field = [], percentile = 50 } = spec.condition.kind === 'bounds' ? spec.condition : {};
  const numbers = (): number[] =>
    members
      .flatMap(({ event }) => textsAt(field[0] as string, event))
      .filter((text) => text.trim() !== '' && !Number.isNaN(Number(text)))
      .map(Number);
  const sum = (): number => numbers().reduce((a, b) => a + b, 0);
  const nth = (share: number): number | undefined => {
    const sorted = numbers().sort((a, b) => a - b);
    return sorted.find((_, at) => ((at + 1) / sorted.length) * 100 >= share);
  };
  switch (spec.type) {
    case 'event_count':
      return members.length;
    case 'value_count':
      return new Set(
        members.flatMap(({ event }) =>
          field
            .map((path) => textsAt(path, event))
            .reduce<string[]>(
              (rows, list) => rows.flatMap((row) => list.map((text) => `${row}|${text}`)),
              [''],
            ),
        ),
      ).size;
    case 'value_sum':
      return numbers().length === 0 ? undefined : sum();
    case 'value_avg':
      return numbers().length === 0 ? undefined : sum() / numbers().length;
    case 'value_median':
      return middle(numbers().sort((a, b) => a - b));
    case 'value_percentile':
      return nth(percentile);
    case 'temporal':
      return new Set(members.flatMap(({ sure }) => sure)).size;
    default:
      return (
        spec.rules.findLastIndex((_, at) => chains(spec.rules.slice(0, at + 1), members) > 0) + 1
      );
  }
}

/** The value in the middle; of two, their mean. */
function middle(sorted: readonly number[]): number | undefined {
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

/** How many ways there are to walk through rules in order, by an event of its own each. */
export function chains(rules: readonly string[], members: readonly Member[]): number {
  const [first, ...rest] = rules;
  if (first === undefined) return 1;
  return members.reduce(
    (ways, { sure }, at) => ways + (sure.includes(first) ? chains(rest, members.slice(at + 1)) : 0),
    0,
  );
}

const judgeOccurrence: Judge = (spec, members, events) => {
  if (spec.condition.kind !== 'occurrence') return [];
  return spec.type === 'temporal'
    ? judgeAround(spec, spec.condition.expression, members, events)
    : judgeSteps(spec, spec.condition.expression, members, events);
};

function judgeAround(
  { timespan }: CorrelationSpec,
  expression: Expression,
  members: readonly Member[],
  events: readonly Sighting[],
) {
  const span = timespan * minute;
  return members.flatMap(({ event, sure, doubtful }, at) => {
    const wanted = named(expression, true);
    if (![...sure, ...doubtful].some((rule) => wanted.includes(rule))) return [];
    const { from, to } = stretchAt(event, events);
    const truth = (without?: Member): Verdict =>
      evaluate(expression, true, (rule, isWanted) => {
        const near = members
          .filter((other, index) =>
            isWanted
              ? index <= at && other.event.time >= event.time - span
              : Math.abs(other.event.time - event.time) <= span,
          )
          .filter((other) => other !== without);
        if (near.some((other) => other.sure.includes(rule))) return 2;
        const covered = from <= event.time - span && (isWanted || to >= event.time + span);
        return covered && !near.some((other) => other.doubtful.includes(rule)) ? 0 : 1;
      });
    const verdict = truth();
    if (verdict === 0 || (verdict === 2 && truth(members[at]) === 2)) return [];
    const looksAhead = named(expression, false).length > 0;
    const until = looksAhead ? event.time + span : event.time;
    const near = members.filter(
      (other, index) =>
        other.event.time >= event.time - span &&
        (looksAhead ? other.event.time <= until : index <= at),
    );
    return [{ event, verdict, value: undefined, ...windowOf(event.time - span, until, near) }];
  });
}

/** The rules that an expression asks for, or asks to be absent. */
export function named(expression: Expression, wanted: boolean): readonly string[] {
  if (typeof expression === 'string') return wanted ? [expression] : [];
  if ('not' in expression) return named(expression.not, !wanted);
  const parts = 'and' in expression ? expression.and : expression.or;
  return parts.flatMap((part) => named(part, wanted));
}

function evaluate(
  expression: Expression,
  wanted: boolean,
  of: (rule: string, wanted: boolean) => Verdict,
): Verdict {
  if (typeof expression === 'string') return of(expression, wanted);
  if ('not' in expression) return (2 - evaluate(expression.not, !wanted, of)) as Verdict;
  const parts = 'and' in expression ? expression.and : expression.or;
  const truths = parts.map((part) => evaluate(part, wanted, of));
  return ('and' in expression ? Math.min(...truths) : Math.max(...truths)) as Verdict;
}

/** Steps in order with absences between: every chain that ends with the event is tried. */
function judgeSteps(
  { timespan }: CorrelationSpec,
  expression: Expression,
  members: readonly Member[],
  events: readonly Sighting[],
) {
  const span = timespan * minute;
  const parts =
    typeof expression === 'object' && 'and' in expression ? expression.and : [expression];
  const steps = parts.filter((part) => typeof part === 'string');
  const absentAt = (gap: number): readonly string[] => {
    let passed = 0;
    const found: string[] = [];
    for (const part of parts) {
      if (typeof part === 'string') passed++;
      else if ('not' in part && passed === gap) found.push(part.not as string);
    }
    return found;
  };
  const meets = (rules: readonly string[], gap: number): boolean =>
    rules.some((rule) => absentAt(gap).includes(rule));
  const timeAt = (index: number): number => (members[index] as Member).event.time;
  const alerted: number[] = [];
  return members.flatMap((member, at) => {
    const { event } = member;
    if (![...member.sure, ...member.doubtful].includes(steps.at(-1) as string)) return [];
    const ways = walks(steps, members, at).filter((way) => {
      const start = timeAt(way[0] as number);
      const ahead = members.slice(0, way[0]).filter((other) => other.event.time >= start - span);
      if (ahead.some((other) => meets(other.sure, 0))) return false;
      if (start < event.time - span) return false;
      return way
        .slice(1)
        .every((step, index) =>
          members
            .slice((way[index] as number) + 1, step)
            .every((other) => !meets(other.sure, index + 1)),
        );
    });
    const starts = ways.map((way) => timeAt(way[0] as number));
    const began = starts.length > 0 ? Math.max(...starts) : undefined;
    const looksAhead = absentAt(0).length > 0;
    const looksBehind = absentAt(steps.length).length > 0;
    const reach = began === undefined ? event.time - span : looksAhead ? began - span : began;
    const until = began !== undefined && looksBehind ? began + span : event.time;
    const behind = members.slice(at + 1).filter((other) => other.event.time <= until);
    const { from, to } = stretchAt(event, events);
    const sure =
      from <= reach &&
      to >= until &&
      members
        .slice(0, at + 1)
        .every((other) => !other.doubtful.length || other.event.time < reach) &&
      !behind.some((other) => meets(other.doubtful, steps.length));
    const held = began !== undefined && !behind.some((other) => meets(other.sure, steps.length));
    const verdict: Verdict = sure ? (held ? 2 : 0) : 1;
    const same = verdict === 2 && alerted.some((start) => start >= event.time - span);
    if (verdict === 2) alerted.push(began as number);
    const near = members.slice(0, at).filter((other) => other.event.time >= event.time - span);
    const window = windowOf(event.time - span, until, [...near, member, ...behind]);
    return verdict === 0 || same ? [] : [{ event, verdict, value: undefined, ...window }];
  });
}

/** Every way through the steps that ends at a place, as places. */
function walks(steps: readonly string[], members: readonly Member[], end: number): number[][] {
  const last = steps.at(-1);
  if (last === undefined || !members[end]?.sure.includes(last)) return [];
  if (steps.length === 1) return [[end]];
  return members
    .slice(0, end)
    .flatMap((_, at) => walks(steps.slice(0, -1), members, at).map((way) => [...way, end]));
}

/** The stretch of the log around an event in which no silence is longer than a day. */
export function stretchAt(
  event: Sighting,
  events: readonly Sighting[],
): { from: number; to: number } {
  let [from, to] = [event.time, event.time];
  const near = (other: Sighting): boolean =>
    other.time >= from - 1440 * minute && other.time <= to + 1440 * minute;
  for (;;) {
    const times = events.filter(near).map(({ time }) => time);
    const wider = { from: Math.min(...times), to: Math.max(...times) };
    if (wider.from === from && wider.to === to) return wider;
    [from, to] = [wider.from, wider.to];
  }
}
