import type { CompiledFilter, CompiledRule, CompiledRuleSet } from '../detection/compiled-rule.ts';
import { settledBy, shapeOf } from '../detection/impossible-test.ts';
import { no } from '../detection/truth.ts';
import { whenNeeded } from '../detection/when-needed.ts';
import type { EmptyList } from '../finding/summary.ts';
import { type EventPlan, planEvents } from '../plan/event-plan.ts';
import { referencesOf } from '../rule/rule.ts';
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
  /** What all of them ask of an event, by their places. */
  plan(): EventPlan;
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
  /** Event types that can be candidates, case folded; undefined if every type can. */
  readonly types: ReadonlySet<string> | undefined;
  /** The places of the rules that it refers to. */
  readonly needs: readonly number[];
  /** Whether it looks at an event only if another rule asks it to. */
  readonly waits: boolean;
  /** Whether it has something to tell of a log without candidates: it asks for a field that no event should have. */
  readonly isStray: boolean;
  /** How its windows are keyed. */
  readonly keys: readonly KeyLimit[];
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
  const heads = whenNeeded(() => headsOf(rules));
  return {
    filters: set.filters,
    get heads() {
      return heads();
    },
    plan: whenNeeded(() => planEvents(rules)),
    emptyLists: whenNeeded(() => emptyListsOf(rules)),
    required: (place) => requiredFields(rules[place] as CompiledRule, rules),
    rule: (place) => rules[place] as CompiledRule,
  };
}

function headsOf(rules: readonly CompiledRule[]): readonly RuleHead[] {
  const places = new Map(
    rules.flatMap(({ name, id }, place) => [[id, place] as const, [name, place] as const]),
  );
  const waiting = new Set(onlyAsked(rules.filter(({ about }) => about === 'event')));
  const heads: RuleHead[] = [];
  for (const rule of rules) {
    const { name, title, level, generate, about, conditions } = rule;
    const needs = referencesOf(rule).flatMap((reference) => places.get(reference.name) ?? []);
    const counts = rule.correlation !== undefined;
    heads.push({
      ...{ name, title, level, generate, about, counts },
      types: conditions.unfilteredTypes,
      needs: [...new Set(needs)],
      waits: waiting.has(rule),
      isStray: counts ? needs.some((place) => heads[place]?.isStray) : isStray(rule),
      keys: rule.windows.flatMap(keyLimitsOf),
    });
  }
  return heads;
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
