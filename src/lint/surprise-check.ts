import type { Expression } from '../rule/expression.ts';
import { testsOf } from '../rule/expression.ts';
import { isAtLeast, type Level } from '../rule/level.ts';
import type { Window } from '../rule/window/window.ts';
import { type Check, type Remark, type RuleSubject, remark } from './lint-context.ts';

/** Fields that say what happened, and nothing of who did it, from where or with what. */
const whatHappened: ReadonlySet<string> = new Set([
  'eventType',
  'legacyEventType',
  'displayMessage',
  'outcome.result',
]);

/** Surprise that is graver than low by itself: improbable is not evil. */
export const checkSurprise: Check<RuleSubject> = ({ rule, reports, windows, placeOf }) => {
  if (!reports || rule.correlation) return [];
  const levels: readonly (readonly [Level, readonly Expression[], 'level' | 'raise'])[] = [
    [rule.level, [rule.condition], 'level'],
    ...rule.raises.map(
      ({ level, condition }) => [level, [rule.condition, condition], 'raise'] as const,
    ),
  ];
  return levels.flatMap(([level, conditions, key]): Remark[] => {
    if (!isAtLeast(level, 'medium') || !isSurpriseAlone(conditions, windows)) return [];
    const message = `surprise alone is ${level}; ask for another sign, or make it low`;
    return [remark(placeOf(key), 'lone-surprise', message)];
  });
};

/** Whether nothing but surprise, and what happened, is asked for. */
function isSurpriseAlone(conditions: readonly Expression[], windows: readonly Window[]): boolean {
  let asked = false;
  for (const test of conditions.flatMap((condition) => [...testsOf(condition)])) {
    if (test.kind === 'keyword' || test.formula) return false;
    const { fact: named } = test;
    if (!named) {
      if (!whatHappened.has(test.path)) return false;
      continue;
    }
    const window = windows.find(({ name }) => name === named.window);
    if (window?.facts.find(({ name }) => name === named.name)?.compute !== 'surprise') return false;
    asked = true;
  }
  return asked;
}
