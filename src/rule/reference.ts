import type { Reference } from './correlation.ts';
import type { Rule } from './rule.ts';

/** A rule that another one refers to, and how the mention begins in a message. */
export interface Mention extends Reference {
  readonly from: string;
}

/** Every mention of another rule, by name or id: in windows, and in a correlation. */
export function referencesOf(rule: Pick<Rule, 'windows' | 'correlation'>): readonly Mention[] {
  const windows = rule.windows.flatMap(({ name: window, rules, place }) =>
    rules.map((name) => ({ name, place, from: `window "${window}": ` })),
  );
  const correlated = rule.correlation?.rules ?? [];
  return [...windows, ...correlated.map((reference) => ({ ...reference, from: '' }))];
}

/** Whether a name is one of a rule's two. */
export function isCalled(rule: Pick<Rule, 'name' | 'id'>, name: string): boolean {
  return name === rule.name || name === rule.id;
}
