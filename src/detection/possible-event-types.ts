import { foldCase } from '../event/case-folding.ts';
import type { Expression, FieldTest } from '../rule/expression.ts';

/**
 * The event types for which an expression can hold, case folded, or undefined if it could be any.
 *
 * Errs only on the safe side: a type that is left out can never satisfy the expression, since types
 * are compared whole and whatever their case.
 */
export function eventTypesOf(expression: Expression): ReadonlySet<string> | undefined {
  switch (expression.kind) {
    case 'and':
      return expression.of.map(eventTypesOf).reduce(intersect, undefined);
    case 'or':
      return unite(expression.of.map(eventTypesOf));
    case 'selection':
    case 'filter':
    case 'matches':
      return eventTypesOf(expression.of);
    case 'field':
      return typesOfTest(expression);
    case 'not':
    case 'members':
    case 'keyword':
      return undefined;
  }
}

function typesOfTest(test: FieldTest): ReadonlySet<string> | undefined {
  if (test.formula || test.path !== 'eventType' || test.comparison !== 'equals' || test.all)
    return undefined;
  const types = new Set<string>();
  for (const value of test.values) {
    const [only] = value.kind === 'pattern' ? value.parts : [];
    if (value.kind !== 'pattern' || value.parts.length !== 1 || only?.kind !== 'text')
      return undefined;
    types.add(foldCase(only.text));
  }
  return types;
}

type Types = ReadonlySet<string> | undefined;

function intersect(a: Types, b: Types): Types {
  if (!a || !b) return a ?? b;
  return new Set([...a].filter((type) => b.has(type)));
}

function unite(sets: readonly Types[]): Types {
  const all = new Set<string>();
  for (const set of sets) {
    if (!set) return undefined;
    for (const type of set) all.add(type);
  }
  return all;
}
