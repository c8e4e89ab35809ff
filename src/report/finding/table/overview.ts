import type { Finding } from '../../../finding/finding.ts';
import { type Safe, safe, widthOf } from '../../text/escape.ts';
import { type Cell, columnWidths, sliceGrid } from '../../text/grid.ts';
import { grouped } from '../../text/quantity.ts';
import type { Theme } from '../../text/theme.ts';
import { indented } from '../../text/wrap.ts';

/** Below this many columns a table tells less than cards do. */
export const narrowestTable = 72;

const gap = 2;
const right = [5];
const columns = 6;

/** The columns that may be cut, with their claim on the room: severity, time and number never are. */
const claims = new Map([
  [1, 3],
  [2, 2],
  [3, 2],
]);

/**
 * One line per finding, in the order given; some lines at a time, or none where it only has to be measured.
 * `years` names the year in each time.
 */
export function* renderOverview(
  findings: readonly Finding[],
  theme: Theme,
  years: boolean,
): Generator<readonly Safe[]> {
  const zone = theme.clock.offset(findings.map(({ when }) => when.lastEvent));
  const timeOf = zone === undefined ? theme.clock.stamp : theme.clock.minute;
  const head = headsOf(zone, theme).map((text): Cell => ({ text, paint: theme.strong }));
  const room = theme.columns - 1 - gap * (columns - 1);
  const rows: (readonly Cell[])[] = [head];
  let limits: readonly number[] = [];
  let widths: readonly number[] = [];
  for (const isMeasuring of [true, false]) {
    widths = columnWidths([head]);
    for (const finding of findings) {
      const row = toRow(finding, theme, timeOf(finding.when.lastEvent, years), limits);
      const own = columnWidths([row]);
      widths = widths.map((width, column) => Math.max(width, own[column] ?? 0));
      if (!isMeasuring) rows.push(row);
      yield [];
    }
    if (isMeasuring) limits = shrink(widths, room);
  }
  for (const lines of sliceGrid(rows, widths, { gap, right })) yield indented(lines, 1);
}

/** The zone stands once above all times, unless they have several. */
function headsOf(zone: Safe | undefined, theme: Theme): readonly Safe[] {
  return [
    theme.say('row.severity'),
    theme.say('row.what'),
    theme.say('row.who'),
    theme.say('row.where'),
    zone === undefined ? theme.say('row.last') : theme.say('row.lastIn', { zone }),
    theme.say('row.events'),
  ];
}

/** Who acted, as briefly as one can say it. */
export function nameOf({ actor }: Finding): string {
  return actor?.login || actor?.displayName || actor?.id || '-';
}

/**
 * `203.0.113.9 Netherlands`, or the way from the first place to the last: by country if they differ,
 * else by address. Takes at most `max` columns; both ends of a way stay readable.
 */
export function wayOf({ where }: Finding, max: number, theme: Theme): Safe {
  const [first, last] = [where[0], where.at(-1)];
  if (!first || !last) return safe`-`;
  if (where.length === 1) return theme.show(`${first.ip} ${first.country ?? ''}`.trim(), { max });
  return first.country && last.country && first.country !== last.country
    ? between(first.country, last.country, max, 'end', theme)
    : between(first.ip, last.ip, max, 'middle', theme);
}

function between(from: string, to: string, max: number, cut: 'end' | 'middle', theme: Theme): Safe {
  const arrow = safe` ${theme.glyphs.arrow} `;
  const room = Math.max(2, max - arrow.length);
  const needed = widthOf(theme.show(from, { max: room }));
  const end = theme.show(to, { max: room - Math.min(needed, room >> 1), cut });
  return safe`${theme.show(from, { max: room - widthOf(end), cut })}${arrow}${end}`;
}

/** The title, without the name that stands in the next column anyway. */
function whatOf(finding: Finding): string {
  const name = `${nameOf(finding)}: `;
  return finding.title.startsWith(name) ? finding.title.slice(name.length) : finding.title;
}

function toRow(
  finding: Finding,
  theme: Theme,
  last: Safe,
  limits: readonly number[],
): readonly Cell[] {
  const max = (column: number): number => Math.max(1, limits[column] ?? theme.columns);
  return [
    { text: theme.mark(finding.severity), paint: theme.paint[finding.severity] },
    { text: theme.show(whatOf(finding), { max: max(1) }) },
    { text: theme.show(nameOf(finding), { max: max(2), cut: 'middle' }) },
    { text: wayOf(finding, max(3), theme) },
    { text: last },
    { text: grouped(finding.evidence.eventCount) },
  ];
}

/** Narrows the column that is widest for its claim, column by column, until all fit. */
function shrink(widths: readonly number[], room: number): readonly number[] {
  const fitting = [...widths];
  let over = fitting.reduce((sum, width) => sum + width, 0) - room;
  for (; over > 0; over--) {
    const [widest] = [...claims].reduce((best, next) =>
      weight(fitting, next) > weight(fitting, best) ? next : best,
    );
    fitting[widest] = (fitting[widest] ?? 0) - 1;
  }
  return fitting;
}

function weight(widths: readonly number[], [column, claim]: readonly [number, number]): number {
  return (widths[column] ?? 0) / claim;
}
