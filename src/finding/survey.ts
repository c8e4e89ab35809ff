import { createPresence } from '../context/presence.ts';
import { eventTypesOf } from '../detection/event-types.ts';
import { wantsType } from '../detection/wants-type.ts';
import type { Event } from '../event/event.ts';
import { createFields } from '../event/field.ts';
import type { Rule, RuleSet } from '../rule/rule.ts';
import { askedFields } from './wants.ts';

/**
 * Whether a log can feed a rule at all. `starved`: it has no event of a type that the rule can want.
 * `blind`: no event has the part that a field of the rule belongs to, as in an export of few columns.
 */
export type FeedStatus = 'fed' | 'starved' | 'blind';

/** What a log has for one rule. */
export interface Feed {
  readonly rule: string;
  readonly status: FeedStatus;
  /** The event types that the rule names, without their case; null if it names none in particular. */
  readonly needs: readonly string[] | null;
  /** Event types of the log that the rule can want. */
  readonly types: readonly string[];
  /** Fields of the rule of which no event has the part they belong to. */
  readonly blind: readonly string[];
  /** Fields of the rule that no event has; many are seldom there, so this proves little. */
  readonly absent: readonly string[];
  /** Rules that feed its windows and are starved themselves. */
  readonly starvedFeeders: readonly string[];
}

/** Notes what the events of a log have of what rules ask for. */
export interface Survey {
  see(event: Event): void;
  /** How many events were seen. */
  readonly events: number;
  /** One feed per rule, in the order of the rules. */
  feeds(): readonly Feed[];
}

/** A log that invents event types must not fill the memory with them; Okta has some 1,300. */
const maxTypes = 10_000;

/** Makes an empty survey for rules. */
export function createSurvey({ rules, lists }: RuleSet): Survey {
  const fieldOf = createFields();
  const presence = createPresence();
  const types = new Set<string>();
  const unseen = new Map(rules.flatMap(askedFields).map((path) => [path, fieldOf(path)]));
  let events = 0;
  return {
    get events() {
      return events;
    },
    see({ raw, type }) {
      events++;
      if (types.size < maxTypes) types.add(type);
      presence.see(raw);
      for (const [path, field] of unseen) {
        if (field.read(raw).some((value) => value !== null)) unseen.delete(path);
      }
    },
    feeds() {
      const own = new Map(rules.map((rule) => [rule, feedOf(rule)]));
      return rules.map((rule) => {
        const feeders = rules.filter(({ name, id }) =>
          rule.windows.some((window) => window.rules.some((fed) => fed === name || fed === id)),
        );
        const starved = feeders.filter((feeder) => own.get(feeder)?.status === 'starved');
        return { ...(own.get(rule) as Feed), starvedFeeders: starved.map(({ name }) => name) };
      });
    },
  };

  function feedOf(rule: Rule): Feed {
    const wanted = [...types].filter(wantsType(rule.condition, lists)).sort();
    const asked = [...new Set(askedFields(rule))].sort();
    const blind = presence.missing(asked);
    const named = eventTypesOf(rule.condition);
    return {
      rule: rule.name,
      status: wanted.length === 0 ? 'starved' : blind.length > 0 ? 'blind' : 'fed',
      needs: named ? [...named].sort() : null,
      types: wanted,
      blind,
      absent: asked.filter((path) => unseen.has(path)),
      starvedFeeders: [],
    };
  }
}
