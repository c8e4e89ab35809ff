import { compileRules } from '../detection/compile.ts';
import type { CompiledRule, CompiledRuleSet } from '../detection/compiled-rule.ts';
import { requiredFields } from '../engine/required-fields.ts';
import { canAlert, createRuleEventTypes, sourcesOf } from '../engine/rule-event-types.ts';
import type { Event } from '../event/event.ts';
import { createFields } from '../event/field.ts';
import { isCalled, type RuleSet, referencesOf } from '../rule/rule.ts';
import { createFieldPresence, type FieldPresence } from '../window/log/field-presence.ts';

/**
 * Whether a log can feed a rule at all. `starved`: it has no event of a type that the rule can want.
 * `blind`: no event has the part that a field of the rule belongs to, as in an export of few columns.
 * A correlation has the status of the rules without which it cannot alert; a rule about alerts has the
 * best status among the rules whose findings it can want.
 */
export type FeedStatus = 'fed' | 'starved' | 'blind';

/** What a log has for one rule. */
export interface RuleFeed {
  /** The name of the rule. */
  readonly rule: string;
  /** Whether it can be fed. */
  readonly status: FeedStatus;
  /** The event types that the rule names, without their case; null if it names none in particular. */
  readonly needs: readonly string[] | null;
  /** Event types of the log that the rule can want. */
  readonly types: readonly string[];
  /** Fields of the rule of which no event has the part they belong to. */
  readonly blind: readonly string[];
  /** Fields of the rule that no event has; many are seldom there, so this proves little. */
  readonly absent: readonly string[];
  /** Rules that feed its windows, or that a correlation is about, and are starved themselves. */
  readonly starvedFeeders: readonly string[];
}

/** Notes what the events of a log have for rules. */
export interface LogVisibility {
  see(event: Event): void;
  /** How many events were seen. */
  readonly events: number;
  /** One feed per rule, in the order of the rules. */
  feeds(): readonly RuleFeed[];
}

/** A log that invents event types must not fill the memory with them; Okta has some 1,300. */
const maxTypes = 10_000;

/** Starts with no events. */
export function createLogVisibility(set: RuleSet): LogVisibility {
  const compiled = compileRules(set);
  const { rules } = compiled;
  const fieldOf = createFields();
  const presence = createFieldPresence();
  const types = new Set<string>();
  const unseen = new Map(
    rules.flatMap((rule) => requiredFields(rule, rules)).map((path) => [path, fieldOf(path)]),
  );
  let events = 0;
  return {
    get events() {
      return events;
    },
    see(event) {
      const { raw, type } = event;
      events++;
      if (types.size < maxTypes) types.add(type);
      presence.see(event);
      for (const [path, field] of unseen) {
        if (field.read(raw).some((value) => value !== null)) unseen.delete(path);
      }
    },
    feeds: () => feedsOf(compiled, [...types].sort(), { presence, unseen }),
  };
}

/** What is known of the fields of a log. */
interface SeenFields {
  readonly presence: FieldPresence;
  /** Required fields that no event had. */
  readonly unseen: ReadonlyMap<string, unknown>;
}

function feedsOf(
  set: CompiledRuleSet,
  types: readonly string[],
  fields: SeenFields,
): readonly RuleFeed[] {
  const { rules } = set;
  const known = new Map<CompiledRule, RuleFeed>();
  const named = new Map<CompiledRule, Named>();
  const typesFor = createRuleEventTypes(set, types);
  const statusOf = (rule: CompiledRule): FeedStatus => known.get(rule)?.status ?? 'starved';
  // Every rule stands after those it refers to, but for the rules that alerts come from.
  const order = [...rules].sort(
    (a, b) => Number(a.about === 'alert') - Number(b.about === 'alert'),
  );
  for (const rule of order) {
    const sources = sourcesOf(rule, set);
    const needs = namedTypes(rule, sources, named);
    named.set(rule, needs);
    const wanted = typesFor(rule);
    const required = [...new Set(requiredFields(rule, rules))].sort();
    const isOfLog = rule.about === 'event';
    const blind = isOfLog ? fields.presence.missing(required) : [];
    const own = wanted.length === 0 ? 'starved' : blind.length > 0 ? 'blind' : 'fed';
    const starved = rules.filter(
      (other) =>
        referencesOf(rule).some(({ name }) => isCalled(other, name)) &&
        statusOf(other) === 'starved',
    );
    known.set(rule, {
      rule: rule.name,
      status: sources ? statusOfSources(rule, sources.map(statusOf)) : own,
      needs: needs ? [...needs].sort() : null,
      types: wanted,
      blind,
      absent: isOfLog ? required.filter((path) => fields.unseen.has(path)) : [],
      starvedFeeders: starved.map(({ name }) => name),
    });
  }
  return rules.map((rule) => known.get(rule) as RuleFeed);
}

/** What a rule about other rules' alerts has of these. */
function statusOfSources(
  { correlation }: CompiledRule,
  sources: readonly FeedStatus[],
): FeedStatus {
  return correlation
    ? firstOf((has) => canAlert(correlation, (place) => has(sources[place])))
    : firstOf((has) => sources.some(has));
}

/** The best status that suffices, counting only what has it or a better one. */
function firstOf(
  suffices: (has: (status: FeedStatus | undefined) => boolean) => boolean,
): FeedStatus {
  if (suffices((status) => status === 'fed')) return 'fed';
  return suffices((status) => status === 'fed' || status === 'blind') ? 'blind' : 'starved';
}

/** Event types; undefined for any. */
type Named = ReadonlySet<string> | undefined;

/** The event types that a rule names itself, or those that it is about do. */
function namedTypes(
  rule: CompiledRule,
  sources: readonly CompiledRule[] | undefined,
  named: ReadonlyMap<CompiledRule, Named>,
): Named {
  if (!sources) return rule.conditions.eventTypes;
  const all = sources.map((source) => named.get(source)).filter((types) => types !== undefined);
  return all.length < sources.length ? undefined : new Set(all.flatMap((types) => [...types]));
}
