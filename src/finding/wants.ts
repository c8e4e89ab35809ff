import { fieldsOf } from '../context/gauge.ts';
import { referencesOf, testsOf } from '../rule/expression.ts';
import type { Rule } from '../rule/rule.ts';
import { keyFields } from '../rule/window.ts';
import { placeholdersOf } from './fill-in.ts';

/** The rules that find something, and those whose windows feed them; in the given order. */
export function neededRules(rules: readonly Rule[]): readonly Rule[] {
  const needed = new Set<Rule>();
  for (const rule of [...rules].reverse()) {
    const feeds = [...needed].some((other) =>
      other.windows.some((window) =>
        window.rules.some((name) => name === rule.name || name === rule.id),
      ),
    );
    if (rule.generate || feeds) needed.add(rule);
  }
  return rules.filter((rule) => needed.has(rule));
}

/** The fields of an event that a rule's own tests ask for. */
export function askedFields(rule: Rule): readonly string[] {
  return [...windowFields(rule), ...testedFields(rule)];
}

/** The fields to remember of every event for a rule: those of its windows. */
export function windowFields(rule: Rule): readonly string[] {
  return rule.windows.flatMap((window) => [
    ...keyFields(window),
    ...window.facts.flatMap(fieldsOf),
  ]);
}

/** The fields to note of an event for which a rule may hold: what its findings show and explain. */
export function shownFields(rule: Rule): readonly string[] {
  if (!rule.generate) return [];
  const windows = rule.windows.map(({ name }) => `${name}.`);
  const own = placeholdersOf(rule.summary).filter(
    (path) => !windows.some((prefix) => path.startsWith(prefix)),
  );
  return [...new Set([...testedFields(rule), ...own, ...rule.fingerprint])];
}

function testedFields(rule: Rule): readonly string[] {
  return [rule.condition, ...rule.raises.map((raise) => raise.condition)].flatMap((expression) =>
    [...testsOf(expression)].flatMap((test) =>
      test.kind === 'field' && !test.fact ? [test.path, ...referencesOf(test)] : [],
    ),
  );
}
