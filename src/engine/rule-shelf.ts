import type {
  CompiledFilter,
  CompiledRule,
  CompiledRuleSet,
  EventTest,
} from '../detection/compiled-rule.ts';
import { createDispatch } from '../detection/dispatch.ts';
import { settledBy, shapeOf } from '../detection/impossible-test.ts';
import { aloneOf } from '../detection/prepared-test.ts';
import { no } from '../detection/truth.ts';
import { whenNeeded } from '../detection/when-needed.ts';
import type { EmptyList } from '../finding/summary.ts';
import { type EventPlan, type PlannedTest, planEvents } from '../plan/event-plan.ts';
import { type Lists, referencesOf } from '../rule/rule.ts';
import { groupingsOf } from '../rule/window/window.ts';
import { keysPerGrouping } from '../window/partition-keys.ts';
import { onlyAsked } from './asked-rules.ts';
import { emptyListsOf } from './empty-lists.ts';
import { neededRules, requiredFields } from './required-fields.ts';

/**
 * Compiled rules that are known by their heads, and made when a log needs them. Whoever keeps them elsewhere, as in
 * a file, need not read those that no event concerns. Its inside is no part of the public API.
 */
export interface RuleShelf {
  readonly filters: readonly CompiledFilter[];
  /** Of every rule that finds something or feeds one that does; each stands after those that it refers to. */
  readonly heads: readonly RuleHead[];
  /** From how many values on events have more keys than are looked at; each once. */
  readonly limits: readonly KeyLimit[];
  /** The places of the rules that look at events of a type of their own accord. */
  lookingAt(type: string): readonly number[];
  /** What all of them ask of an event, by their places. */
  plan(): EventPlan;
  /** A test of the plan by its number, as {@link aloneOf} gives it. */
  test(number: number): readonly EventTest[];
  /** The value lists that tests may name. */
  lists(): Lists;
  /** The value lists without values, and who asks for them. */
  emptyLists(): readonly EmptyList[];
  /** The fields without which the rule at a place can tell nothing. */
  required(place: number): readonly string[];
  /** The rule at a place; the same whenever it is asked for. */
  rule(place: number): CompiledRule;
}

/** What is known of a rule on a shelf. Plain data. */
export interface RuleHead
  extends Pick<CompiledRule, 'name' | 'title' | 'level' | 'generate' | 'about'> {
  /** Whether it is a correlation: its candidates are the alerts of the rules that it refers to. */
  readonly counts: boolean;
  /** The places of the rules that it refers to. */
  readonly needs: readonly number[];
  /** Whether it has something to tell of a log without candidates: it asks for a field that no event should have. */
  readonly isStray: boolean;
  /** The limits to the keys of its windows, by their places. */
  readonly keys: readonly number[];
}

/** From how many values on an event has more keys than are looked at. */
export interface KeyLimit {
  /** For each part of the key the fields that it may be in; their numbers of values are multiplied. */
  readonly parts: readonly (readonly string[])[];
  readonly limit: number;
}

/** Puts compiled rules on a shelf. */
export function shelve(set: CompiledRuleSet): RuleShelf {
  const rules = neededRules(set.rules);
  const headed = whenNeeded(() => headsOf(rules));
  const looking = whenNeeded(() => createDispatch(lookingRules(rules)));
  const plan = whenNeeded(() => planEvents(rules));
  return {
    filters: set.filters,
    get heads() {
      return headed().heads;
    },
    get limits() {
      return headed().limits;
    },
    lookingAt: (type) => looking()(type).map(({ place }) => place),
    plan,
    test(number) {
      const { rule, test } = plan().tests[number] as PlannedTest;
      return aloneOf((rules[rule] as CompiledRule).conditions.tests, test);
    },
    lists: () => rules[0]?.conditions.lists ?? new Map(),
    emptyLists: whenNeeded(() => emptyListsOf(rules)),
    required: (place) => requiredFields(rules[place] as CompiledRule, rules),
    rule: (place) => rules[place] as CompiledRule,
  };
}

function headsOf(rules: readonly CompiledRule[]): Pick<RuleShelf, 'heads' | 'limits'> {
  const places = new Map(
    rules.flatMap(({ name, id }, place) => [[id, place] as const, [name, place] as const]),
  );
  const limits = new Map<string, { readonly place: number; readonly limit: KeyLimit }>();
  const placeOf = (limit: KeyLimit): number => {
    const key = JSON.stringify(limit);
    const known = limits.get(key) ?? { place: limits.size, limit };
    limits.set(key, known);
    return known.place;
  };
  const heads: RuleHead[] = [];
  for (const rule of rules) {
    const { name, title, level, generate, about } = rule;
    const needs = referencesOf(rule).flatMap((reference) => places.get(reference.name) ?? []);
    const counts = rule.correlation !== undefined;
    heads.push({
      ...{ name, title, level, generate, about, counts },
      needs: [...new Set(needs)],
      isStray: counts ? needs.some((place) => heads[place]?.isStray) : isStray(rule),
      keys: [...new Set(rule.windows.flatMap(keyLimitsOf).map(placeOf))],
    });
  }
  return { heads, limits: [...limits.values()].map(({ limit }) => limit) };
}

/** The rules that look at events without being asked to by another one, with the types that can be candidates. */
function lookingRules(rules: readonly CompiledRule[]) {
  const waiting = new Set(onlyAsked(rules.filter(({ about }) => about === 'event')));
  return rules.flatMap((rule, place) =>
    rule.about === 'event' && !rule.correlation && !waiting.has(rule)
      ? [{ place, types: rule.conditions.unfilteredTypes }]
      : [],
  );
}

/** Whether a rule can never match unless events have fields that none should have. */
function isStray({ conditions, about }: CompiledRule): boolean {
  return settledBy(conditions, shapeOf(about), () => false) === no;
}

function keyLimitsOf(window: CompiledRule['windows'][number]): readonly KeyLimit[] {
  const limit = keysPerGrouping(window);
  return groupingsOf(window).map((names) => ({
    parts: names.map((name) => [...(window.aliases.get(name)?.values() ?? [name])]),
    limit,
  }));
}
