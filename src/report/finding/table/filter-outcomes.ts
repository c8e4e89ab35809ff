import type { FilterOutcome } from '../../../finding/filter-outcome.ts';
import { filterText, suppressedText } from '../../../finding/filter-text.ts';
import type { Summary } from '../../../finding/summary.ts';
import { type Safe, safe } from '../../text/escape.ts';
import type { Theme } from '../../text/theme.ts';
import { indented, wrap } from '../../text/wrap.ts';

/** Expired filters first: somebody has to do something about them. */
const order = ['expired', 'used', 'unused'] as const satisfies readonly FilterOutcome['status'][];

/** What filters did; those that took nothing away only if everything is to be told. */
export function renderFilterOutcomes({ filters = [] }: Summary, theme: Theme): readonly Safe[] {
  const told = order.flatMap((status) =>
    filters.filter((filter) => filter.status === status && (status !== 'unused' || theme.verbose)),
  );
  if (told.length === 0) return [];
  const lines = told.flatMap((filter) => {
    const own = wrap(
      theme.show(filterText(filter, theme.language), { max: 600 }),
      theme.prose - 4,
      2,
    );
    return filter.status === 'expired' ? own.map(theme.strong) : own;
  });
  return [...indented([safe`${theme.say('filter.heading')}:`], 2), ...indented(lines, 4)];
}

/** The alerts that filters took away, one by one; nothing unless they were asked for. */
export function renderSuppressed({ filters, suppressed }: Summary, theme: Theme): readonly Safe[] {
  if (!suppressed) return [];
  const { total, listed } = suppressed;
  const title = theme.say('filter.suppressed', { count: total });
  const lines = listed.flatMap((alert) =>
    wrap(
      theme.show(suppressedText(alert, filters, theme.language), { max: 600 }),
      theme.prose - 2,
      2,
    ),
  );
  const hidden = total - listed.length;
  const more = hidden > 0 ? [theme.say('amount.more', { count: hidden })] : [];
  return [theme.strong(title), ...indented([...lines, ...more], 2)];
}
