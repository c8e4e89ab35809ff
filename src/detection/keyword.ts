import type { Json } from '../event/json.ts';
import { alertShape, type Shape, shapeAt, shapeUnder } from '../event/shape.ts';
import { opened, viewsOf } from '../event/texts.ts';
import type { Keyword } from '../rule/expression.ts';
import type { Lists } from '../rule/rule.ts';
import type { Predicate } from './field-test.ts';
import { compileWanted, type Matcher } from './matcher.ts';

/** Values nested deeper than this are not searched for words; `input/` refuses such records. */
export const maxKeywordDepth = 64;

/**
 * Prepares words without a field: each is sought in every value of the event (or of a member of the
 * array `within`), down to {@link maxKeywordDepth}.
 *
 * The names of fields are no values. So text that stands for a map of known fields is searched as that
 * map, and a map that stands for a text of Okta's as that text, names and all.
 */
export function compileKeyword(keyword: Keyword, lists: Lists, within?: string): Predicate {
  const root = within === undefined ? alertShape : membersAt(within);
  const matchers = keyword.values.map((value) => compileWanted(value, lists));
  return (raw) =>
    keyword.all
      ? matchers.every((matches) => occurs(raw, root, matches, 0))
      : matchers.some((matches) => occurs(raw, root, matches, 0));
}

function membersAt(path: string): Shape | undefined {
  const shape = shapeAt(path);
  return shape?.kind === 'list' ? shape.of : shape;
}

function occurs(
  value: Json | undefined,
  shape: Shape | undefined,
  matches: Matcher,
  depth: number,
): boolean {
  if (value === undefined || value === null || depth > maxKeywordDepth) return false;
  if (shape && isWritten(shape)) return viewsOf(value, shape).some(matches);
  const inner = opened(value, shape);
  if (inner === undefined) return matches(value);
  if (Array.isArray(inner)) {
    const own = shape?.kind === 'list' ? shape.of : shape;
    return inner.some((member: Json) => occurs(member, own, matches, depth + 1));
  }
  return Object.entries(inner as object).some(([key, member]) =>
    occurs(member as Json, shape && shapeUnder(shape, key), matches, depth + 1),
  );
}

/** Whether Okta writes what stands there as text, or nobody knows how. */
function isWritten(shape: Shape): boolean {
  if (shape.kind === 'list') return isWritten(shape.of);
  if (shape.kind === 'map') return shape.isWritten;
  return shape.kind === 'free';
}
