import type { Finding } from '../../../finding/finding.ts';
import { type Safe, safe } from '../../text/escape.ts';
import { type Cell, columnWidths, sliceGrid } from '../../text/grid.ts';
import { grouped } from '../../text/quantity.ts';
import type { Theme } from '../../text/theme.ts';
import { indented, wrap } from '../../text/wrap.ts';

/** Below this many columns a table tells less than cards do. */
export const narrowestTable = 72;

const gap = 2;
const right = [5];
const columns = 6;

/**
 * The columns that may be narrowed, with their claim on the room, and what they keep of it: an address is not broken.
 * Severity, time and number are never narrowed.
 */
const claims = new Map([
  [1, { claim: 10, least: 12 }],
  [2, { claim: 5, least: 12 }],
  [3, { claim: 4, least: 15 }],
]);

/** Columns of text that are shown of a title, on as many lines as it takes. */
const longestTitle = 300;

/**
 * A row per finding, in the order given; some lines at a time, or none where it only has to be measured. What is too
 * long for its column goes on below, so that nothing is hidden that tells two rows apart. `years` names the year in
 * each time.
 */
export function* renderOverview(
  findings: readonly Finding[],
  theme: Theme,
  years: boolean,
): Generator<readonly Safe[]> {
  const zone = theme.clock.offset(findings.map(({ when }) => when.lastEvent));
  const timeOf = zone === undefined ? theme.clock.stamp : theme.clock.minute;
  const head = headsOf(zone, theme).map((text): Cell => ({ text, paint: theme.strong }));
  const domain = commonDomain(findings);
  const room = theme.columns - 1 - gap * (columns - 1);
  const rows: (readonly Cell[])[] = [head];
  let limits: readonly number[] = [];
  let widths: readonly number[] = [];
  for (const isMeasuring of [true, false]) {
    widths = columnWidths([head]);
    for (const finding of findings) {
      const own = toRows(finding, {
        theme,
        last: timeOf(finding.when.lastEvent, years),
        domain,
        limits,
      });
      const needed = columnWidths(own);
      widths = widths.map((width, column) => Math.max(width, needed[column] ?? 0));
      if (!isMeasuring) rows.push(...own);
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

/** `@example.com`, if that is how the login of everybody ends who acted; empty otherwise. */
function commonDomain(findings: readonly Finding[]): string {
  const domains = findings.map((finding) => {
    const name = nameOf(finding);
    return name.slice(Math.max(0, name.lastIndexOf('@')));
  });
  const [first = ''] = domains;
  const isCommon = first.startsWith('@') && domains.every((domain) => domain === first);
  return isCommon && new Set(findings.map(nameOf)).size > 1 ? first : '';
}

/**
 * `203.0.113.9 Netherlands`, or the way from the first place to the last: by country if they differ,
 * else by address.
 */
export function wayOf({ where }: Finding, theme: Theme): Safe {
  const [first, last] = [where[0], where.at(-1)];
  if (!first || !last) return safe`-`;
  if (where.length === 1) return theme.show(`${first.ip} ${first.country ?? ''}`.trim());
  return first.country && last.country && first.country !== last.country
    ? between(first.country, last.country, theme)
    : between(first.ip, last.ip, theme);
}

function between(from: string, to: string, theme: Theme): Safe {
  return safe`${theme.show(from)} ${theme.glyphs.arrow} ${theme.show(to)}`;
}

/** The title, without the name that stands in the next column anyway. */
function whatOf(finding: Finding): string {
  const name = `${nameOf(finding)}: `;
  return finding.title.startsWith(name) ? finding.title.slice(name.length) : finding.title;
}

interface RowSetting {
  readonly theme: Theme;
  /** The time of its last event. */
  readonly last: Safe;
  /** What is left out at the end of names. */
  readonly domain: string;
  /** The columns that cells may take; none while it is measured. */
  readonly limits: readonly number[];
}

/** The lines of a finding's row. */
function toRows(
  finding: Finding,
  { theme, last, domain, limits }: RowSetting,
): readonly (readonly Cell[])[] {
  const name = nameOf(finding);
  const who = name.endsWith(domain) ? name.slice(0, name.length - domain.length) || name : name;
  const within = (column: number, text: Safe): readonly Safe[] => {
    const limit = limits[column];
    return limit === undefined ? [text] : wrap(text, Math.max(1, limit));
  };
  const cells: readonly (readonly Safe[])[] = [
    [theme.mark(finding.severity)],
    within(1, theme.show(whatOf(finding), { max: longestTitle })),
    within(2, theme.show(who)),
    within(3, wayOf(finding, theme)),
    [last],
    [grouped(finding.evidence.eventCount)],
  ];
  const paint = theme.paint[finding.severity];
  return Array.from({ length: Math.max(...cells.map(({ length }) => length)) }, (_, line) =>
    cells.map((lines, column): Cell => {
      const text = lines[line] ?? safe``;
      return column === 0 ? { text, paint } : { text };
    }),
  );
}

/** Narrows the column that is widest for its claim, column by column, until all fit or all have their least. */
function shrink(widths: readonly number[], room: number): readonly number[] {
  const fitting = [...widths];
  let over = fitting.reduce((sum, width) => sum + width, 0) - room;
  for (; over > 0; over--) {
    const able = [...claims].filter(([column, { least }]) => (fitting[column] ?? 0) > least);
    const [first, ...others] = able.map(([column, { claim }]) => {
      return { column, weight: (fitting[column] ?? 0) / claim };
    });
    if (!first) break;
    const { column } = others.reduce(
      (best, next) => (next.weight > best.weight ? next : best),
      first,
    );
    fitting[column] = (fitting[column] ?? 0) - 1;
  }
  return fitting;
}
