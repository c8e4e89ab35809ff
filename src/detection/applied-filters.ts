import type { Expression } from '../rule/expression.ts';
import { always, rewriting } from '../rule/rewriting.ts';

/**
 * The filters that take events from a condition, by name, each once: those of the rule, and those of the rules
 * that it matches. One of a rule that must not be matched adds events, and does not count.
 */
export function filtersIn(condition: Expression): readonly string[] {
  const names = new Set<string>();
  narrowing(condition, (name) => {
    names.add(name);
    return true;
  });
  return [...names];
}

/** What is left of a condition if of the filters that take events from it one alone is applied, or none. */
export function filteredBy(filter: string | undefined, condition: Expression): Expression {
  return narrowing(condition, (name) => name === filter);
}

/** The condition without the filters that are not kept. */
function narrowing(condition: Expression, keeps: (name: string) => boolean): Expression {
  return rewriting((part) => {
    if (part.kind === 'not') return part;
    return part.kind === 'filter' && !keeps(part.name) ? always : undefined;
  })(condition);
}
