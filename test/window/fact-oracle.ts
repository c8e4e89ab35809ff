import type { FactName } from '../../src/rule/window/window-function.ts';
import { likenessOf } from './aggregate/similarity-oracle.ts';
import { type Sighting, textsAt, valuesAt } from './event-oracle.ts';
import type { FactSpec, WindowSpec } from './oracle.ts';

/** What each function gives for a list of events, and what it could still become: looked up in the text of the rules' README, not in the engine. */

export type FactValue = number | boolean | readonly string[] | undefined;

/** A member of a window, with the window's rules that it matches under the key. */
export interface Member {
  readonly event: Sighting;
  readonly rules: readonly string[];
}

/** What a fact is computed from. */
export interface Sample {
  readonly fact: FactSpec;
  readonly window: WindowSpec;
  /** In order of time. */
  readonly members: readonly Member[];
  readonly event: Sighting;
  /** The time from which on the log has no long silence, up to the event. */
  readonly heard: number;
}

const hour = 3_600_000;

export const functions: Readonly<Record<FactName, (sample: Sample) => FactValue>> = {
  count: ({ members }) => members.length,
  distinct: (sample) => differing(all(sample)).length,
  most: (sample) => {
    const found = all(sample);
    return Math.max(0, ...found.map((one) => found.filter((other) => same(one, other)).length));
  },
  values: (sample) => differing(all(sample)).map((parts) => parts.join(' ')),
  switches: ({ fact, members }) => {
    const firsts = members.flatMap(({ event }) => combined(fact.of, event).slice(0, 1));
    return firsts.filter((first, at) => at > 0 && !same(first, firsts[at - 1] ?? [])).length;
  },
  share: ({ fact, members }) => partOf(members, ({ rules }) => rules.includes(fact.rule as string)),
  since: ({ fact, members }) => {
    const mark = members.findLast(({ rules }) => rules.includes(fact.rule as string));
    return members.filter(({ event }) => !mark || event.time > mark.event.time).length;
  },
  portion: (sample) => {
    const { bound, count } = sample.fact.often ?? { bound: 'gte', count: 1 };
    const found = all(sample);
    const values = differing(found);
    const having = values.filter((value) => {
      const times = found.filter((other) => same(value, other)).length;
      return bound === 'gte' ? times >= count : times <= count;
    });
    return values.length === 0 ? undefined : having.length / values.length;
  },
  span: ({ members }) => {
    const times = members.map(({ event }) => event.time);
    return times.length === 0 ? undefined : (Math.max(...times) - Math.min(...times)) / 1_000;
  },
  sum: (sample) => {
    const found = numbers(sample);
    return found.length === 0 ? undefined : total(found);
  },
  avg: (sample) => {
    const found = numbers(sample);
    return found.length === 0 ? undefined : total(found) / found.length;
  },
  min: (sample) => numbers(sample).sort(ascending)[0],
  max: (sample) => numbers(sample).sort(ascending).at(-1),
  median: (sample) => {
    const found = numbers(sample).sort(ascending);
    const [low, high] = [
      found[Math.floor((found.length - 1) / 2)],
      found[Math.floor(found.length / 2)],
    ];
    return low === undefined || high === undefined ? undefined : (low + high) / 2;
  },
  percentile: (sample) => {
    const found = numbers(sample).sort(ascending);
    return found.find(
      (number) =>
        found.filter((other) => other <= number).length * 100 >=
        (sample.fact.percent as number) * found.length,
    );
  },
  rules: ({ members, window }) =>
    window.rules.filter((rule) => members.some(({ rules }) => rules.includes(rule))).length,
  steps: ({ members, window }) => {
    let taken = 0;
    const reach = (from: number, step: number): void => {
      taken = Math.max(taken, step);
      for (let at = from; at < members.length; at++) {
        if (members[at]?.rules.includes(window.rules[step] ?? '')) reach(at + 1, step + 1);
      }
    };
    reach(0, 0);
    return taken;
  },
  zscore: (sample) => {
    const { fact, members, event, window, heard } = sample;
    const [every, before] = [window.every * hour, (window.before as number) * hour];
    const sizes: number[] = [];
    for (let age = 0; (age + 1) * every <= before; age++) {
      const [from, to] = [event.time - (age + 1) * every, event.time - age * every];
      const bucket = members.filter(({ event: { time } }) => time > from && time <= to);
      const size = functions[fact.each ?? 'count']({ ...sample, members: bucket });
      if (from >= heard) sizes.push(Number(size ?? 0));
    }
    const [newest = 0, ...others] = sizes;
    if (others.length < 2) return undefined;
    const mean = total(others) / others.length;
    const deviation = Math.sqrt(total(others.map((size) => (size - mean) ** 2)) / others.length);
    if (deviation === 0) return newest === mean ? 0 : newest > mean ? 1_000 : -1_000;
    return Math.max(-1_000, Math.min(1_000, (newest - mean) / deviation));
  },
  new: (sample) => {
    const seen = all(sample);
    return combined(sample.fact.of, sample.event).some(
      (own) => !seen.some((other) => same(own, other)),
    );
  },
  familiar: ({ fact, members, event }) => {
    const having = members.filter((member) => combined(fact.of, member.event).length > 0);
    const parts = combined(fact.of, event).map((own) =>
      partOf(having, (member) => combined(fact.of, member.event).some((one) => same(own, one))),
    );
    return having.length === 0 || parts.length === 0 ? undefined : Math.min(...(parts as number[]));
  },
  surprise: ({ fact, members, event }) => {
    const having = members.filter((member) => combined(fact.of, member.event).length > 0);
    const counts = combined(fact.of, event).map(
      (own) =>
        having.filter((member) => combined(fact.of, member.event).some((one) => same(own, one)))
          .length,
    );
    if (having.length === 0 || counts.length === 0) return undefined;
    const chance = (Math.min(...counts) + 0.5) / (having.length + 1);
    return Math.round(Math.log2(1 / chance) * 1_000) / 1_000;
  },
  similar: ({ fact, members, event }) => {
    const own = fact.of.flatMap((field) => textsAt(field, event));
    const others = members.flatMap((member) =>
      fact.among.flatMap((field) => textsAt(field, member.event)),
    );
    const likenesses = own.flatMap((a) => others.map((b) => likenessOf(a, b)));
    return Math.max(0, ...likenesses.filter((likeness) => likeness < 1));
  },
  last: ({ fact, members }) =>
    members
      .map((member) => combined(fact.of, member.event).flat())
      .findLast((values) => values.length > 0),
  seconds: ({ members, event }) => {
    const last = members.at(-1);
    return last && (event.time - last.event.time) / 1_000;
  },
  km: (sample) => journey(sample)?.km,
  kmh: (sample) => {
    const way = journey(sample);
    if (way === undefined || way.km === 0) return way?.km;
    return Math.min(100_000, Math.round((way.km / way.hours) * 1_000) / 1_000);
  },
};

/** Which members have what a function looks at. */
export function contributes({ fact }: Pick<Sample, 'fact'>, event: Sighting): boolean {
  const { compute, each = compute } = fact;
  if (compute === 'similar') return fact.among.some((field) => textsAt(field, event).length > 0);
  if (compute === 'km' || compute === 'kmh') return placeOf(fact, event) !== undefined;
  if (numeric.has(each)) return numbersOf(fact, event).length > 0;
  return fact.of.length === 0 || combined(fact.of, event).length > 0;
}

const numeric: ReadonlySet<string> = new Set(['sum', 'avg', 'min', 'max', 'median', 'percentile']);

/** Functions for which an event without a value of its own has no neighbours to be compared with. */
export function isLost({ fact }: Pick<Sample, 'fact'>, event: Sighting): boolean {
  if (fact.compute === 'km' || fact.compute === 'kmh') return placeOf(fact, event) === undefined;
  const compares = ['new', 'familiar', 'surprise', 'similar'].includes(fact.compute);
  return compares && combined(fact.of, event).length === 0;
}

/** Least and greatest number that a fact may come to; and whether it may come to nothing. */
export type Span = readonly [low: number, high: number, absent: boolean];

const infinite = Number.POSITIVE_INFINITY;

/** What is not known: how many events, how near, and what a count that begins anew has in any case. */
export interface Ignorance {
  readonly missing: number;
  readonly since: number;
  readonly rules: number;
  readonly least?: number;
}

/** What a number may become; `missing` events, none nearer than `since` seconds. */
export function spanOf(
  { compute }: FactSpec,
  value: number | undefined,
  { missing, since, rules, least: anyhow = 0 }: Ignorance,
): Span {
  const none = value === undefined;
  const least = value ?? -infinite;
  switch (compute) {
    case 'count':
    case 'most':
      return [value ?? 0, (value ?? 0) + missing, false];
    case 'since':
      return [anyhow, (value ?? 0) + missing, false];
    case 'distinct':
    case 'switches':
      return [value ?? 0, infinite, false];
    case 'rules':
    case 'steps':
      return [value ?? 0, rules, false];
    case 'similar':
      return [value ?? 0, 0.99, false];
    case 'span':
      return [value ?? 0, infinite, none];
    case 'max':
      return [least, infinite, none];
    case 'min':
      return [-infinite, value ?? infinite, none];
    case 'seconds':
      return [since, value ?? infinite, none];
    case 'share':
    case 'portion':
    case 'familiar':
      return [0, 1, none];
    case 'surprise':
      return [0, infinite, none];
    case 'km':
      return [0, 20_016, none];
    case 'kmh':
      return [0, 100_000, none];
    case 'zscore':
      return [-1_000, 1_000, true];
    default:
      return [-infinite, infinite, none];
  }
}

/** Combinations of one value of each field; none if a field has no value. */
export function combined(
  fields: readonly string[],
  event: Sighting,
): readonly (readonly string[])[] {
  return product(fields.map((field) => textsAt(field, event)));
}

function all({ fact, members }: Sample): readonly (readonly string[])[] {
  return members.flatMap(({ event }) => combined(fact.of, event));
}

function numbers({ fact, members }: Sample): number[] {
  return members.flatMap(({ event }) => numbersOf(fact, event));
}

function numbersOf({ of: [field = ''] }: FactSpec, event: Sighting): readonly number[] {
  return textsAt(field, event)
    .filter((text) => /^-?\d+(\.\d+)?$/.test(text))
    .map(Number)
    .filter((number) => Math.abs(number) <= 1e15);
}

function placeOf({ of: [field = ''] }: FactSpec, { raw }: Sighting) {
  const [lat, lon] = ['lat', 'lon'].map((part) =>
    valuesAt(raw, [...field.split('.'), part]).map(Number),
  );
  const isPlace =
    lat?.length === 1 &&
    lon?.length === 1 &&
    Math.abs(Number(lat[0])) <= 90 &&
    Math.abs(Number(lon[0])) <= 180;
  return isPlace ? { lat: Number(lat[0]), lon: Number(lon[0]) } : undefined;
}

function journey({ fact, members, event }: Sample) {
  const last = members.findLast((member) => placeOf(fact, member.event));
  const [from, to] = [last && placeOf(fact, last.event), placeOf(fact, event)];
  if (!last || !from || !to) return undefined;
  const [a, b, turn] = [from.lat, to.lat, to.lon - from.lon].map(
    (degrees) => (degrees * Math.PI) / 180,
  );
  const [x, y, z] = [a as number, b as number, turn as number];
  const cosine = Math.sin(x) * Math.sin(y) + Math.cos(x) * Math.cos(y) * Math.cos(z);
  const km = 6_371.0088 * Math.acos(Math.max(-1, Math.min(1, cosine)));
  return { km: Math.round(km * 1_000) / 1_000, hours: (event.time - last.event.time) / hour };
}

function partOf(members: readonly Member[], which: (member: Member) => boolean) {
  return members.length === 0 ? undefined : members.filter(which).length / members.length;
}

const ascending = (a: number, b: number): number => a - b;
const total = (some: readonly number[]): number => some.reduce((sum, one) => sum + one, 0);

function differing(lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return [...new Map(lists.map((list) => [JSON.stringify(list), list])).values()];
}

export function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, at) => text === b[at]);
}

export function product<T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] {
  return lists.reduce<readonly (readonly T[])[]>(
    (rows, list) => rows.flatMap((row) => list.map((item) => [...row, item])),
    [[]],
  );
}
