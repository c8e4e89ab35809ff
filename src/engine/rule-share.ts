import type { CompiledRule } from '../detection/compiled-rule.ts';
import { isCalled, producesFindings, referencesOf } from '../rule/rule.ts';

/**
 * The rules about events that one of several engines evaluates, each over the whole log. By their places
 * among all rules; plain data.
 */
export interface RuleShare {
  /** Those that it tells the results of. Of all shares each rule is in one. */
  readonly own: readonly number[];
  /** Those that are at work: its own and all that they refer to, in order. */
  readonly atWork: readonly number[];
}

/** All rules about events, in one share. */
export function wholeShare(rules: readonly CompiledRule[]): RuleShare {
  const own = placesOf(rules, ({ about }) => about === 'event');
  return { own, atWork: own };
}

/**
 * Divides the rules about events among `count` engines or fewer, so that all have as much to do, as far as
 * rules tell. What several shares refer to is evaluated in each.
 */
export function shareRules(rules: readonly CompiledRule[], count: number): readonly RuleShare[] {
  const whole = wholeShare(rules);
  const closures = closuresOf(rules);
  const costs = rules.map(costOf);
  const cost = (places: Iterable<number>): number =>
    [...places].reduce((sum, place) => sum + (costs[place] as number), 0);
  const units = unitsOf(rules, closures)
    .map((unit) => ({
      unit,
      all: new Set(unit.flatMap((place) => [...(closures[place] as Set<number>)])),
    }))
    .map((one) => ({ ...one, cost: cost(one.all) }))
    .sort((a, b) => b.cost - a.cost || (a.unit[0] as number) - (b.unit[0] as number));
  const shares = Array.from({ length: count }, () => ({ atWork: new Set<number>(), load: 0 }));
  for (const { all } of units) {
    const loads = shares.map(
      ({ atWork, load }) => load + cost([...all].filter((place) => !atWork.has(place))),
    );
    const least = loads.indexOf(Math.min(...loads));
    const share = shares[least] as (typeof shares)[number];
    share.load = loads[least] as number;
    for (const place of all) share.atWork.add(place);
  }
  return withOwners(
    whole.own,
    shares.map(({ atWork }) => atWork),
  );
}

/** Each rule is told of by the first share in which it is at work; shares without any are left out. */
function withOwners(
  places: readonly number[],
  shares: readonly ReadonlySet<number>[],
): readonly RuleShare[] {
  const owners = shares.map((): number[] => []);
  for (const place of places) {
    const owner = shares.findIndex((atWork) => atWork.has(place));
    (owners[Math.max(0, owner)] as number[]).push(place);
  }
  return shares.flatMap((atWork, at) => {
    const own = owners[at] as readonly number[];
    const all = new Set([...atWork, ...own]);
    return own.length === 0 && at > 0 ? [] : [{ own, atWork: [...all].sort((a, b) => a - b) }];
  });
}

/**
 * The rules that have to be in one share, each such set once. What a filter takes from a rule that only feeds others is
 * counted among the events that any of these makes it look at, so they stay together.
 */
function unitsOf(
  rules: readonly CompiledRule[],
  closures: readonly ReadonlySet<number>[],
): readonly (readonly number[])[] {
  const counted = new Set(
    placesOf(rules, (rule) => rule.filters.length > 0 && !producesFindings(rule)),
  );
  const isCounting = (place: number): boolean =>
    [...(closures[place] as Set<number>)].some((one) => counted.has(one));
  const heads = placesOf(
    rules,
    ({ about, generate, alerts }) => about === 'event' && (generate || alerts),
  );
  const together = heads.filter(isCounting);
  const alone = heads.filter((place) => !isCounting(place)).map((place) => [place]);
  return together.length > 0 ? [together, ...alone] : alone;
}

/** By place: the rule, and all that it refers to. */
function closuresOf(rules: readonly CompiledRule[]): readonly ReadonlySet<number>[] {
  const closures: Set<number>[] = [];
  for (const [place, rule] of rules.entries()) {
    const closure = new Set([place]);
    for (const { name } of referencesOf(rule)) {
      const needed = rules.findIndex((other) => isCalled(other, name));
      for (const one of closures[needed] ?? []) closure.add(one);
    }
    closures.push(closure);
  }
  return closures;
}

/** What a rule costs, roughly: windows cost more than tests. */
function costOf({ windows, correlation, conditions }: CompiledRule): number {
  const facts = windows.reduce((sum, window) => sum + 2 + window.facts.length, 0);
  return 1 + facts + (correlation ? 2 : 0) + conditions.tests.length / 10;
}

function placesOf(
  rules: readonly CompiledRule[],
  isOne: (rule: CompiledRule) => boolean,
): readonly number[] {
  return rules.flatMap((rule, place) => (isOne(rule) ? place : []));
}
