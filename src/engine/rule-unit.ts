import type { CompiledRule } from '../detection/compiled-rule.ts';
import { isCalled, producesFindings, referencesOf } from '../rule/rule.ts';

/** Rules about events that have to be evaluated by one engine, where several evaluate a log. */
export interface RuleUnit {
  /** Those that the engine tells the results of. Of all units each rule is in one. */
  readonly own: readonly CompiledRule[];
  /** Its own and all that they refer to, in order. */
  readonly atWork: readonly CompiledRule[];
}

/**
 * Divides the rules about events into units, in the order of the rules that report. What several units refer to is
 * evaluated by each engine that has one of them, once.
 */
export function unitsOf(rules: readonly CompiledRule[]): readonly RuleUnit[] {
  const closures = closuresOf(rules);
  const events = rules.filter(({ about }) => about === 'event');
  const told = new Set<CompiledRule>();
  const unit = (heads: readonly CompiledRule[]): RuleUnit => {
    const all = new Set(heads.flatMap((head) => [...(closures.get(head) ?? [])]));
    const atWork = events.filter((rule) => all.has(rule));
    const own = atWork.filter((rule) => !told.has(rule));
    for (const rule of own) told.add(rule);
    return { own, atWork };
  };
  const units = headsOf(events, closures).map(unit);
  const left = events.filter((rule) => !told.has(rule)).map((rule) => unit([rule]));
  return [...units, ...left];
}

/**
 * The rules that have to be in one unit, each such set once. What a filter takes from a rule that only feeds others is
 * counted among the events that any of these makes it look at, so they stay together.
 */
function headsOf(
  events: readonly CompiledRule[],
  closures: Closures,
): readonly (readonly CompiledRule[])[] {
  const isCounted = (rule: CompiledRule): boolean =>
    rule.filters.length > 0 && !producesFindings(rule);
  const heads = events.filter(({ generate, alerts }) => generate || alerts);
  const isCounting = (head: CompiledRule): boolean =>
    [...(closures.get(head) as ReadonlySet<CompiledRule>)].some(isCounted);
  const together = heads.filter(isCounting);
  const alone = heads.filter((head) => !isCounting(head)).map((head) => [head]);
  return together.length > 0 ? [together, ...alone] : alone;
}

/** Each rule, and all that it refers to. */
type Closures = ReadonlyMap<CompiledRule, ReadonlySet<CompiledRule>>;

function closuresOf(rules: readonly CompiledRule[]): Closures {
  const closures = new Map<CompiledRule, Set<CompiledRule>>();
  for (const rule of rules) {
    const closure = new Set([rule]);
    for (const { name } of referencesOf(rule)) {
      const needed = rules.find((other) => isCalled(other, name));
      for (const one of (needed && closures.get(needed)) ?? []) closure.add(one);
    }
    closures.set(rule, closure);
  }
  return closures;
}

/** The units that one of several engines takes, one after the other: each is taken by one. */
export interface TakenUnits {
  /** Takes units until none is left, and gives the rules of each that are at work. */
  turns(): Iterable<readonly CompiledRule[]>;
  /** Whether a rule is in a unit that was taken, which tells its result. */
  owns(rule: CompiledRule): boolean;
}

/** Prepares to take units; `next` gives the place of the next one that nobody has, or more than there are. */
export function takeUnits(units: readonly RuleUnit[], next: () => number): TakenUnits {
  const owned = new Set<CompiledRule>();
  return {
    *turns() {
      for (let unit = units[next()]; unit; unit = units[next()]) {
        for (const rule of unit.own) owned.add(rule);
        yield unit.atWork;
      }
    },
    owns: (rule) => owned.has(rule),
  };
}
