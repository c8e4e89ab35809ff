import type { CompiledFilter } from '../detection/compiled-rule.ts';
import type {
  FilterOutcome,
  SuppressedAlert,
  SuppressedAlerts,
} from '../finding/filter-outcome.ts';
import type { Summary } from '../finding/summary.ts';
import type { RuleResult } from './rule-result.ts';

/**
 * What filters did: those that narrow rules of the run, and those that have expired. Nothing of it if there
 * are none. `most` is how many of the events that they took away are listed, if they are.
 */
export function describeFilters(
  filters: readonly CompiledFilter[],
  results: readonly RuleResult[],
  most: number | undefined,
): Pick<Summary, 'filters' | 'suppressed'> {
  const told = filters.flatMap((filter) => outcomeOf(filter, results) ?? []);
  return {
    ...(told.length > 0 && { filters: told }),
    ...(most !== undefined && { suppressed: suppressedOf(results, most) }),
  };
}

function outcomeOf(
  { name, title, reason, owner, expires, isExpired }: CompiledFilter,
  results: readonly RuleResult[],
): FilterOutcome | undefined {
  const narrowed = results.filter(({ rule }) =>
    rule.conditions.filters.some((filter) => filter.name === name),
  );
  if (narrowed.length === 0 && !isExpired) return undefined;
  const suppressed = narrowed.flatMap(({ rule, suppression }) => {
    const events = suppression.byFilter.get(name) ?? 0;
    return events > 0 ? [{ rule: rule.name, events }] : [];
  });
  return {
    name,
    title,
    ...(reason !== undefined && { reason }),
    ...(owner !== undefined && { owner }),
    ...(expires !== undefined && { expires: expires.text }),
    status: isExpired ? 'expired' : suppressed.length > 0 ? 'used' : 'unused',
    suppressed,
  };
}

function suppressedOf(results: readonly RuleResult[], most: number): SuppressedAlerts {
  const listed = results.flatMap(({ suppression }) => suppression.listed).sort(earliestFirst);
  return {
    total: results.reduce((sum, { suppression }) => sum + suppression.events, 0),
    listed: listed.slice(0, most),
  };
}

function earliestFirst(a: SuppressedAlert, b: SuppressedAlert): number {
  return (
    compareTexts(a.event.published, b.event.published) ||
    compareTexts(a.event.uuid, b.event.uuid) ||
    compareTexts(a.rule, b.rule)
  );
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
