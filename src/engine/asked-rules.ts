import type { CompiledRule } from '../detection/compiled-rule.ts';
import { isCalled, producesFindings, referencesOf } from '../rule/rule.ts';

/** The names of the rules with windows of which a rule asks whether its event matches them. */
export function askedBy({ windows }: CompiledRule): readonly string[] {
  return windows.flatMap(({ itself, rules }) => (itself ? rules : []));
}

/**
 * The rules that are only ever asked whether an event of another rule matches them, so that no other
 * events need be looked at; each after those that ask it.
 */
export function onlyAsked(rules: readonly CompiledRule[]): readonly CompiledRule[] {
  const heard = rules.flatMap((rule) => {
    const windows = rule.windows.filter(({ itself }) => !itself);
    return referencesOf({ ...rule, windows });
  });
  return rules
    .filter((rule) => !producesFindings(rule) && !heard.some(({ name }) => isCalled(rule, name)))
    .toReversed();
}
