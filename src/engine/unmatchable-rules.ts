import type { CompiledRule } from '../detection/compiled-rule.ts';
import { settledBy, shapeOf, strayFields } from '../detection/impossible-test.ts';
import { no } from '../detection/truth.ts';
import type { Event } from '../event/event.ts';
import { type FieldOf, parseField } from '../event/field.ts';
import { type Message, tell, toldInEnglish } from '../language/message.ts';
import { describeFlaw, flawOfField } from '../rule/detection/field-flaw.ts';
import { isCalled } from '../rule/rule.ts';
import { canAlert } from './rule-event-types.ts';

/** Which rules can never match, because of fields that no System Log event has. */
export interface UnmatchableRules {
  /** A field that an event has all the same, as newer ones may, is taken for possible. */
  see(event: Event): void;
  /** Such fields that events had, by path. */
  seen(): readonly string[];
  /** Takes fields for possible that events had elsewhere. */
  join(seen: readonly string[]): void;
  /** Why a rule can never match, one clause for each cause; none if it can. */
  of(rule: CompiledRule): readonly string[];
}

/** Looks for the rules that can never match; `isStray` may know which could not if events were as they should be. */
export function findUnmatchableRules(
  rules: readonly CompiledRule[],
  fieldOf: FieldOf = parseField,
  isStray: (rule: CompiledRule) => boolean = (rule) => isSettled(rule, () => false),
): UnmatchableRules {
  const seen = new Set<string>();
  const isSeen = (path: string): boolean => seen.has(path);
  const suspects = new Map(
    rules
      .filter((rule) => !rule.correlation && isStray(rule))
      .map((rule) => [rule, straysOf(rule)]),
  );
  const watched = new Map(
    [...suspects.values()].flat().map((path) => [path, fieldOf(path)] as const),
  );
  const causes = (rule: CompiledRule): readonly Message[] => {
    const { correlation } = rule;
    if (correlation) {
      const under = correlation.rules.map(({ name }) =>
        rules.find((other) => isCalled(other, name)),
      );
      const isHopeless = under.map((other) => other !== undefined && causes(other).length > 0);
      if (canAlert(correlation, (place) => isHopeless[place] !== true)) return [];
      const names = under.flatMap((other, place) => (other && isHopeless[place] ? other.name : []));
      return [...new Set(names)].map((rule) => tell('cause.needs', { rule }));
    }
    const strays = suspects.get(rule);
    if (!strays || !isSettled(rule, isSeen)) return [];
    const shape = shapeOf(rule.about);
    return strays
      .filter((path) => !seen.has(path))
      .flatMap((path) => {
        const flaw = flawOfField(path, shape);
        return flaw ? [describeFlaw(path, flaw)] : [];
      });
  };
  return {
    see({ raw }) {
      for (const [path, field] of watched) {
        if (!field.read(raw).some((value) => typeof value !== 'object')) continue;
        seen.add(path);
        watched.delete(path);
      }
    },
    seen: () => [...seen],
    join(others) {
      for (const path of others) {
        seen.add(path);
        watched.delete(path);
      }
    },
    of: (rule) => causes(rule).map((why) => toldInEnglish(tell('cause.neverMatches', { why }))),
  };
}

function isSettled(rule: CompiledRule, isKnown: (path: string) => boolean): boolean {
  return settledBy(rule.conditions, shapeOf(rule.about), isKnown) === no;
}

function straysOf({ conditions: { tests }, about }: CompiledRule): readonly string[] {
  const shape = shapeOf(about);
  return [
    ...new Set(tests.flatMap((test) => (test.kind === 'field' ? strayFields(test, shape) : []))),
  ];
}
