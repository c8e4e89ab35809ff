import { isoTime } from '../../event/time.ts';
import type { Span } from '../log/log-query.ts';

/** The spans in order; those that touch or overlap are joined. */
export function joined(spans: readonly Span[]): readonly Span[] {
  const sorted = spans
    .filter(({ since, until }) => since < until)
    .toSorted((a, b) => a.since - b.since);
  const result: Span[] = [];
  for (const span of sorted) {
    const last = result.at(-1);
    if (last && span.since <= last.until) {
      result[result.length - 1] = { since: last.since, until: Math.max(last.until, span.until) };
    } else {
      result.push(span);
    }
  }
  return result;
}

/** The parts of `wanted` that lie in none of the spans, in order. */
export function missing(wanted: Span, spans: readonly Span[]): readonly Span[] {
  const gaps: Span[] = [];
  let from = wanted.since;
  for (const { since, until } of joined(spans)) {
    if (until <= from) continue;
    if (since >= wanted.until) break;
    if (since > from) gaps.push({ since: from, until: since });
    from = until;
  }
  if (from < wanted.until) gaps.push({ since: from, until: wanted.until });
  return gaps;
}

/** Whether two spans overlap. */
export function meet(a: Span, b: Span): boolean {
  return a.since < b.until && b.since < a.until;
}

/** A span as a manifest stores it, in ISO 8601. */
type Written = { since: string; until: string };

/** The span that a manifest stores. */
export function toSpan({ since, until }: Written): Span {
  return { since: Date.parse(since), until: Date.parse(until) };
}

/** A manifest's spans with one more. */
export function withSpan(spans: readonly Written[], span: Span): Written[] {
  return joined([...spans.map(toSpan), span]).map(written);
}

/** The parts of a manifest's spans before `end`, in milliseconds. */
export function before(spans: readonly Written[], end: number): Written[] {
  const cut = spans.map(toSpan).map(({ since, until }) => ({ since, until: Math.min(until, end) }));
  return joined(cut).map(written);
}

/** A span as a manifest stores it. */
export function written({ since, until }: Span): Written {
  return { since: isoTime(since), until: isoTime(until) };
}
