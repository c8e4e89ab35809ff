import { tell } from '../language/message.ts';
import type { Expression } from './expression.ts';
import { testsOf } from './expression.ts';
import { isAtLeast, type Level } from './level.ts';
import type { RuleDocument } from './metadata.ts';
import type { UnlinkedRule } from './rule.ts';
import type { Window } from './window/window.ts';

/** Fields that say what happened, and nothing of who did it, from where or with what. */
const whatHappened: ReadonlySet<string> = new Set([
  'eventType',
  'legacyEventType',
  'displayMessage',
  'outcome.result',
]);

/** Refuses a rule that is graver than low by surprise alone: improbable is not evil. */
export function refuseLoneSurprise(
  rule: Pick<UnlinkedRule, 'level' | 'condition' | 'raises' | 'windows' | 'generate'>,
  { source, root, entries }: RuleDocument,
): void {
  if (rule.generate === false) return;
  const levels: readonly (readonly [Level, readonly Expression[], 'level' | 'raise'])[] = [
    [rule.level, [rule.condition], 'level'],
    ...rule.raises.map(
      ({ level, condition }) => [level, [rule.condition, condition], 'raise'] as const,
    ),
  ];
  for (const [level, conditions, key] of levels) {
    if (!isAtLeast(level, 'medium') || !isSurpriseAlone(conditions, rule.windows)) continue;
    const told = tell('mistake.surpriseAlone', { level });
    source.report(entries.get(key)?.value ?? root, told);
  }
}

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
