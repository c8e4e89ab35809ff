import { foldCase } from '../event/case-folding.ts';
import type { Json } from '../event/json.ts';
import type { ExpectedValue, FieldTest, TextShape } from '../rule/expression.ts';
import { textOfValue } from './matcher.ts';

/** The values of another field, by its path from the event. */
export type ValuesOf = (path: string) => readonly Json[];

type Reference = Extract<ExpectedValue, { kind: 'field' }>;

/** Each value of a field is looked for in each of another: more of either are not looked at. */
const maxValues = 1000;

/**
 * Prepares the comparison of a field with others (`fieldref`): one of its values must be like one of
 * theirs, as texts. Null is like nothing. If either field has no value, nothing holds, `neq` neither.
 */
export function compileReferences(
  test: FieldTest,
): (seen: { values(): readonly Json[]; views(): readonly Json[] }, others: ValuesOf) => boolean {
  const references = test.values.filter((value) => value.kind === 'field');
  const each = references.map(compileReference);
  const matches = (values: readonly Json[], others: ValuesOf): boolean =>
    test.all
      ? each.every((meets) => meets(values, others))
      : each.some((meets) => meets(values, others));
  const isThere = (values: readonly Json[]): boolean => values.some((value) => value !== null);
  return (seen, others) => {
    if (test.comparison !== 'neq') return matches(seen.views(), others);
    const comparable = references.every(({ path }) => isThere(others(path)));
    return comparable && isThere(seen.values()) && !matches(seen.views(), others);
  };
}

function compileReference({ path, shape }: Reference) {
  const textsOf = (values: readonly Json[]): readonly string[] =>
    values.slice(0, maxValues).flatMap((value) => {
      const text = textOfValue(value) ?? [];
      return typeof text === 'string' && !shape.cased ? foldCase(text) : text;
    });
  const like = likenessOf(shape);
  return (values: readonly Json[], others: ValuesOf): boolean => {
    const wanted = textsOf(others(path));
    return textsOf(values).some((text) => wanted.some((other) => like(text, other)));
  };
}

function likenessOf({ openStart, openEnd }: TextShape): (text: string, other: string) => boolean {
  if (openStart && openEnd) return (text, other) => text.includes(other);
  if (openStart) return (text, other) => text.endsWith(other);
  if (openEnd) return (text, other) => text.startsWith(other);
  return (text, other) => text === other;
}
