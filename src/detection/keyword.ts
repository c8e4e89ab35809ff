import { isObject, type Json } from '../event/json.ts';
import type { Keyword } from '../rule/expression.ts';
import type { Lists } from '../rule/rule.ts';
import type { Predicate } from './field-test.ts';
import { compileWanted, type Matcher } from './matcher.ts';

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
 * Prepares words without a field: each is sought in every value of the event, down to
 * {@link maxKeywordDepth}.
 */
export function prepareKeyword(keyword: Keyword, lists: Lists): PreparedKeyword {
  const matchers = keyword.values.map((value) => compileWanted(value, lists));
  return {
    holds: keyword.all
      ? (raw) => matchers.every((matches) => occurs(raw, matches, 0))
      : (raw) => matchers.some((matches) => occurs(raw, matches, 0)),
    hits: (raw) => matchers.flatMap((matches) => findIn(raw, matches, '', 0) ?? []),
  };
}

function occurs(value: Json | undefined, matches: Matcher, depth: number): boolean {
  if (value === undefined) return false;
  if (typeof value !== 'object' || value === null) return matches(value);
  if (depth > maxKeywordDepth) return false;
  return Object.values(value).some((inner: Json) => occurs(inner, matches, depth + 1));
}

/** As `occurs`, with the place; paths are made only for who asks. */
function findIn(
  value: Json | undefined,
  matches: Matcher,
  path: string,
  depth: number,
): KeywordHit | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'object' || value === null)
    return matches(value) ? { path, value } : undefined;
  if (depth > maxKeywordDepth) return undefined;
  for (const [key, inner] of Object.entries(value) as [string, Json][]) {
    const below = !isObject(value) ? path : path === '' ? key : `${path}.${key}`;
    const hit = findIn(inner, matches, below, depth + 1);
    if (hit) return hit;
  }
  return undefined;
}
