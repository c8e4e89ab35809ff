import type { LevelCounts } from '../../engine/tally.ts';
import type { Level } from '../../rule/level.ts';
import type { TestedRule } from '../../tune/backtest.ts';
import { join, type Safe, safe } from '../text/escape.ts';
import { type Cell, renderGrid } from '../text/grid.ts';
import { grouped } from '../text/quantity.ts';
import type { Theme } from '../text/theme.ts';
import { wrap } from '../text/wrap.ts';

/** A number that may have decimals. */
export function decimal(number: number): Safe {
  return number.toLocaleString('en-US', { maximumFractionDigits: 2 }) as Safe;
}

/** A rate by the day; a dash where the log is too short for one. */
export function rate(number: number | null, theme: Theme): Safe {
  return number === null ? theme.glyphs.dash : decimal(number);
}

/** `12 findings in 7.5 days, 1.6 a day: 2 high, 10 low`, and which log and rule that is. */
export function headLines(
  { rule, log, findings, doubts }: TestedRule,
  theme: Theme,
): readonly Safe[] {
  const named = safe`${theme.show(rule.name, { max: 60 })} ${theme.glyphs.dot} ${theme.show(rule.title, { max: 200 })}`;
  const found = theme.say('tally.found', {
    findings: findings.total,
    days: decimal(log.days),
    n: log.days,
    daily: dailyText(findings.perDay, theme),
    levels: levelsText(findings.byLevel, rule.levels, theme),
  });
  const period =
    log.first === null || log.last === null
      ? theme.say('tally.noEvents')
      : theme.say('tally.log', { period: theme.clock.period(log.first, log.last) });
  const missing =
    rule.missing.length > 0
      ? theme.say('tally.lacks', { fields: theme.show(rule.missing.join(', '), { max: 300 }) })
      : theme.say('tally.neverMatches');
  return [
    ...wrap(named, theme.columns).map(theme.strong),
    ...wrap(found, theme.columns),
    ...wrap(period, theme.columns).map(theme.faint),
    ...(rule.status === 'cannot-evaluate'
      ? wrap(theme.say('tally.notEvaluated', { why: missing }), theme.columns)
      : []),
    ...doubts.flatMap(({ message }) =>
      wrap(
        theme.say('status.notComplete', { what: theme.show(message, { max: 300 }) }),
        theme.columns,
        2,
      ),
    ),
  ];
}

/** `, 1.6 a day`; nothing where the log is too short for a rate. */
export function dailyText(perDay: number | null, theme: Theme): Safe {
  return perDay === null ? safe`` : theme.say('tally.daily', { rate: decimal(perDay) });
}

/** `: 2 high, 10 low`; nothing if there are no findings. */
export function levelsText(counts: LevelCounts, levels: readonly Level[], theme: Theme): Safe {
  const parts = levels
    .filter((level) => counts[level] > 0)
    .map((level) =>
      theme.say('level.count', { count: counts[level], level: theme.say(`level.${level}`) }),
    );
  if (parts.length === 0) return safe``;
  return theme.say('tally.levels', { levels: join(parts, theme.say('list.comma')) });
}

/** A row of a table of counts: words, numbers, and the counts of each level. */
export interface CountRow {
  readonly head: Safe;
  readonly cells: readonly Safe[];
  readonly counts: LevelCounts;
  readonly tail?: Safe;
}

/** A table of counts, with a column for each level if there are several; all but the first `left` columns are numbers. */
export function countTable(
  titles: readonly Safe[],
  rows: readonly CountRow[],
  levels: readonly Level[],
  theme: Theme,
  left = 1,
): readonly Safe[] {
  const shown = levels.length > 1 ? levels : [];
  const header = [...titles, ...shown.map((level) => theme.say(`tally.column.${level}`))].map(
    (text): Cell => ({ text, paint: theme.faint }),
  );
  const lines = rows.map(({ head, cells, counts, tail = safe`` }) =>
    [head, ...cells, ...shown.map((level) => countOf(counts[level], theme)), tail].map(
      (text): Cell => ({ text }),
    ),
  );
  const right = header.map((_, column) => column).slice(left);
  return renderGrid([[...header, { text: safe`` }], ...lines], { gap: 2, right });
}

/** A count in a table; 0 is a dot, so that the others stand out. */
function countOf(count: number, theme: Theme): Safe {
  return count === 0 ? theme.glyphs.neutral : grouped(count);
}
