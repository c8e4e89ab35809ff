import { type LevelCounts, noCounts, total } from '../../engine/tally.ts';
import { levels } from '../../rule/level.ts';
import type { Backtest, Toplist } from '../../tune/backtest.ts';
import { type Safe, safe } from '../text/escape.ts';
import { renderGrid } from '../text/grid.ts';
import { jsonText } from '../text/json-text.ts';
import { grouped, quantity } from '../text/quantity.ts';
import type { Theme } from '../text/theme.ts';
import { indented, wrap } from '../text/wrap.ts';
import { type CountRow, countTable, headLines } from './tally-head.ts';

/** Writes a backtest, in every format of `rules backtest`. */
export const backtestFormats = {
  table: renderTable,
  json: (backtest) => `${jsonText(backtest, 2)}\n`,
} as const satisfies Record<string, (backtest: Backtest, theme: Theme) => string>;

/** A log of this many days is too short to tell a rate by: a week has its own rhythm. */
const shortest = 7;
/** So many rows of days; with more, weeks are shown. */
const mostDays = 31;
/** So many values of each toplist. */
const mostValues = 5;

function renderTable(backtest: Backtest, theme: Theme): string {
  const parts = [
    ...headLines(backtest, theme),
    ...shortLines(backtest),
    safe``,
    ...dayLines(backtest, theme),
    ...whomLines(backtest, theme),
    ...costLines(backtest, theme),
    ...filterLines(backtest, theme),
    ...undecidedLines(backtest, theme),
  ];
  return parts.map((line) => `${line.trimEnd()}\n`).join('');
}

function shortLines({ log }: Backtest): readonly Safe[] {
  if (log.days >= shortest) return [];
  return [safe`The log covers less than ${shortest} days: too short to tell a rate by.`];
}

function dayLines({ byDay, rule, findings }: Backtest, theme: Theme): readonly Safe[] {
  const busy = byDay.filter((day) => total(day.findings) > 0);
  const isLong = busy.length > mostDays;
  const spans = isLong ? weeksOf(byDay) : busy;
  const quiet = byDay.length - busy.length;
  const rows = spans.map((span): CountRow => {
    return {
      head: theme.show(span.day),
      cells: [grouped(total(span.findings))],
      counts: span.findings,
    };
  });
  const sum: CountRow = {
    head: safe`total`,
    cells: [grouped(findings.total)],
    counts: findings.byLevel,
  };
  const heading = isLong ? safe`WEEK FROM` : safe`DAY`;
  return [
    ...countTable([heading, safe`FINDINGS`], [...rows, sum], rule.levels, theme),
    safe`${busiestText(busy, theme)}no findings on ${grouped(quiet)} of ${quantity(byDay.length, 'day')}`,
  ];
}

type Span = Backtest['byDay'][number];

function busiestText(busy: readonly Span[], theme: Theme): Safe {
  const most = Math.max(...busy.map((day) => total(day.findings)));
  const busiest = busy.find((day) => total(day.findings) === most);
  if (!busiest || busy.length < 2) return safe``;
  return safe`most on ${theme.show(busiest.day)}: ${grouped(most)}; `;
}

/** The days by the week that they are in, which has the date of its Monday. */
function weeksOf(days: readonly Span[]): readonly Span[] {
  const weeks = new Map<string, LevelCounts>();
  for (const { day, findings } of days) {
    const date = new Date(`${day}T00:00:00Z`);
    date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
    const week = date.toISOString().slice(0, 10);
    const before = weeks.get(week) ?? noCounts();
    const sums = levels.map((level) => [level, before[level] + findings[level]]);
    weeks.set(week, Object.fromEntries(sums) as LevelCounts);
  }
  return [...weeks].map(([day, findings]) => ({ day, findings }));
}

function whomLines({ actors, targets, addresses }: Backtest, theme: Theme): readonly Safe[] {
  const lists = { actors, targets, addresses };
  const rows = Object.entries(lists).flatMap(([name, { top, different }]) =>
    top
      .slice(0, mostValues)
      .map(({ value, findings }, index) => [
        { text: safe`  ${(index === 0 ? name : '') as Safe}` },
        { text: theme.show(value, { max: theme.columns - 30, cut: 'middle' }) },
        { text: grouped(findings) },
        { text: index === mostValues - 1 ? moreText(different) : safe`` },
      ]),
  );
  if (rows.length === 0) return [];
  return [safe``, theme.strong(safe`ON WHOM`), ...renderGrid(rows, { gap: 2, right: [2] })];
}

function moreText(different: Toplist['different']): Safe {
  return different > mostValues ? safe`and ${grouped(different - mostValues)} more` : safe``;
}

function costLines({ cost, findings }: Backtest, theme: Theme): readonly Safe[] {
  const { events, candidates, alerts, remembered } = cost;
  const text = safe`${quantity(events, 'event')}: ${grouped(candidates)} could match by themselves, ${grouped(alerts)} did, in ${quantity(findings.total, 'finding')}; ${grouped(remembered)} remembered`;
  return [safe``, theme.strong(safe`COST`), ...indented(wrap(text, theme.prose - 2), 2)];
}

function filterLines({ filters, findings }: Backtest, theme: Theme): readonly Safe[] {
  if (filters.length === 0) return [];
  const rows = filters.map(({ name, title, took, tookUndecided }) => [
    { text: safe`  ${theme.show(name ?? title, { max: 40 })}` },
    { text: safe`took ${grouped(took)} of ${quantity(took + findings.total, 'finding')}` },
    { text: tookUndecided > 0 ? safe`and ${grouped(tookUndecided)} undecided` : safe`` },
  ]);
  return [safe``, theme.strong(safe`FILTERS`), ...renderGrid(rows, { gap: 2 })];
}

function undecidedLines({ undecided }: Backtest, theme: Theme): readonly Safe[] {
  const { events, because } = undecided;
  const reasons = because.flatMap((reason) =>
    indented(wrap(theme.show(reason, { max: 300 }), theme.prose - 4, 2), 2),
  );
  if (events === 0 && reasons.length === 0) return [];
  const title = safe`UNDECIDED  ${quantity(events, 'event')}`;
  return [safe``, theme.strong(title), ...reasons];
}
