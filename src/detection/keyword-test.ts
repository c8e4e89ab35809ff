import { alertShape, type Shape, shapeAt, shapeUnder } from '../event/event-shape.ts';
import type { Json } from '../event/json.ts';
import { opened, viewsOf } from '../event/value-texts.ts';
import type { Keyword } from '../rule/expression.ts';
import type { Lists } from '../rule/rule.ts';
import type { Predicate } from './field-test.ts';
import { compileExpectedValue, type Matcher } from './matcher.ts';
import { whenNeeded } from './when-needed.ts';

/** Values nested deeper than this are not searched for words; `input/` refuses such records. */
export const maxKeywordDepth = 64;

/** A value in which a word stands, and its dotted path; members of arrays are not numbered. */
export interface KeywordHit {
  readonly path: string;
  readonly value: Json;
}

/** Words without a field, prepared. */
export interface PreparedKeyword {
  readonly holds: Predicate;
  /** The first value that has each word that the event has. */
  readonly hits: (raw: Json | undefined) => readonly KeywordHit[];
}

/**
 * Prepares words without a field: each is sought in every value of the event (or of a member of the
 * array `within`), down to {@link maxKeywordDepth}.
 *
 * The names of fields are no values. So text that stands for a map of known fields is searched as that
 * map, and a map that stands for a text of Okta's as that text, names and all.
 */
export function prepareKeyword(keyword: Keyword, lists: Lists, within?: string): PreparedKeyword {
  const root = within === undefined ? alertShape : membersAt(within);
  const matchers = whenNeeded(() =>
    keyword.values.map((value) => compileExpectedValue(value, lists)),
  );
  return {
    holds: keyword.all
      ? (raw) => matchers().every((matches) => occurs(raw, root, matches, 0))
      : (raw) => matchers().some((matches) => occurs(raw, root, matches, 0)),
    hits: (raw) => matchers().flatMap((matches) => findIn(raw, root, matches, '', 0) ?? []),
  };
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

/** As `occurs`, with the place; paths are made only for who asks. */
function findIn(
  value: Json | undefined,
  shape: Shape | undefined,
  matches: Matcher,
  path: string,
  depth: number,
): KeywordHit | undefined {
  if (value === undefined || value === null || depth > maxKeywordDepth) return undefined;
  const at = (found: Json | undefined): KeywordHit | undefined =>
    found === undefined ? undefined : { path, value: found };
  if (shape && isWritten(shape)) return at(viewsOf(value, shape).find(matches));
  const inner = opened(value, shape);
  if (inner === undefined) return at(matches(value) ? value : undefined);
  const isList = Array.isArray(inner);
  for (const [key, member] of Object.entries(inner as object)) {
    const below = isList ? path : path === '' ? key : `${path}.${key}`;
    const own = isList
      ? shape?.kind === 'list'
        ? shape.of
        : shape
      : shape && shapeUnder(shape, key);
    const hit = findIn(member as Json, own, matches, below, depth + 1);
    if (hit) return hit;
  }
  return undefined;
}

/** Whether Okta writes what stands there as text, or nobody knows how. */
function isWritten(shape: Shape): boolean {
  if (shape.kind === 'list') return isWritten(shape.of);
  if (shape.kind === 'map') return shape.isWritten;
  return shape.kind === 'free';
}
