import { type LevelCounts, noCounts, total } from '../../engine/tally.ts';
import { levels } from '../../rule/level.ts';
import type { Backtest, Toplist } from '../../tune/backtest.ts';
import { causeText } from '../finding/table/cause-text.ts';
import { type Safe, safe } from '../text/escape.ts';
import { renderGrid } from '../text/grid.ts';
import { jsonText } from '../text/json-text.ts';
import { grouped } from '../text/quantity.ts';
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
    ...shortLines(backtest, theme),
    safe``,
    ...dayLines(backtest, theme),
    ...whomLines(backtest, theme),
    ...costLines(backtest, theme),
    ...filterLines(backtest, theme),
    ...undecidedLines(backtest, theme),
  ];
  return parts.map((line) => `${line.trimEnd()}\n`).join('');
}

function shortLines({ log }: Backtest, theme: Theme): readonly Safe[] {
  if (log.days >= shortest) return [];
  return [theme.say('tally.short', { days: shortest })];
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
    head: theme.say('tally.sum'),
    cells: [grouped(findings.total)],
    counts: findings.byLevel,
  };
  const heading = theme.say(isLong ? 'tally.weekFrom' : 'tally.day');
  return [
    ...countTable([heading, theme.say('tally.findings')], [...rows, sum], rule.levels, theme),
    busiestText(busy, theme.say('tally.quiet', { quiet, days: byDay.length }), theme),
  ];
}

type Span = Backtest['byDay'][number];

/** The busiest day, before how many had nothing. */
function busiestText(busy: readonly Span[], quiet: Safe, theme: Theme): Safe {
  const most = Math.max(...busy.map((day) => total(day.findings)));
  const busiest = busy.find((day) => total(day.findings) === most);
  if (!busiest || busy.length < 2) return quiet;
  return theme.say('tally.busiest', { day: theme.show(busiest.day), most, quiet });
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
  const rows = (['actors', 'targets', 'addresses'] as const).flatMap((name) => {
    const { top, different } = lists[name];
    return top
      .slice(0, mostValues)
      .map(({ value, findings }, index) => [
        { text: safe`  ${index === 0 ? theme.say(`tally.${name}`) : safe``}` },
        { text: theme.show(value, { max: theme.columns - 30, cut: 'middle' }) },
        { text: grouped(findings) },
        { text: index === mostValues - 1 ? moreText(different, theme) : safe`` },
      ]);
  });
  if (rows.length === 0) return [];
  return [
    safe``,
    theme.strong(theme.say('tally.onWhom')),
    ...renderGrid(rows, { gap: 2, right: [2] }),
  ];
}

function moreText(different: Toplist['different'], theme: Theme): Safe {
  const count = different - mostValues;
  return count > 0 ? theme.say('tally.andMore', { count }) : safe``;
}

function costLines({ cost, findings }: Backtest, theme: Theme): readonly Safe[] {
  const text = theme.say('tally.costs', { ...cost, findings: findings.total });
  return [
    safe``,
    theme.strong(theme.say('tally.cost')),
    ...indented(wrap(text, theme.prose - 2), 2),
  ];
}

function filterLines({ filters, findings }: Backtest, theme: Theme): readonly Safe[] {
  if (filters.length === 0) return [];
  const rows = filters.map(({ name, took, tookUndecided: count }) => [
    {
      text: safe`  ${name === null ? theme.say('tally.allFilters') : theme.show(name, { max: 40 })}`,
    },
    { text: theme.say('tally.took', { took, all: took + findings.total }) },
    { text: count > 0 ? theme.say('tally.tookUndecided', { count }) : safe`` },
  ]);
  return [safe``, theme.strong(theme.say('tally.filters')), ...renderGrid(rows, { gap: 2 })];
}

function undecidedLines({ undecided }: Backtest, theme: Theme): readonly Safe[] {
  const { events, because } = undecided;
  const reasons = because.flatMap((reason) =>
    indented(wrap(causeText(reason, theme), theme.prose - 4, 2), 2),
  );
  if (events === 0 && reasons.length === 0) return [];
  const title = theme.say('tally.undecided', { events });
  return [safe``, theme.strong(title), ...reasons];
}
