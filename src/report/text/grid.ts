import Table from 'cli-table3';
import { type Safe, safe, widthOf } from './escape.ts';
import type { Paint } from './theme.ts';

/** One cell; `paint` colours it after everything was measured. */
export interface Cell {
  readonly text: Safe;
  readonly paint?: Paint;
}

/** How {@link renderGrid} sets the columns. */
export interface GridOptions {
  /** Spaces between columns. */
  readonly gap: number;
  /** Columns, from 0, whose cells stand at the right. */
  readonly right?: readonly number[];
}

/** cli-table3 slows down with the square of the rows, so it gets them in slices. */
const sliceRows = 50;

const bare = Object.fromEntries(
  ['top', 'bottom', 'left', 'right', 'mid']
    .flatMap((side) => [side, `${side}-mid`, `${side}-left`, `${side}-right`])
    .concat('middle')
    .map((name) => [name, '']),
);

/**
 * Aligned columns without borders, one line per row, no spaces at the end.
 *
 * cli-table3 measures with an older Unicode table than the rest of the report and would set wide
 * characters askew, so it lays out stand-ins of the right width, which are then replaced.
 */
export function renderGrid(
  rows: readonly (readonly Cell[])[],
  options: GridOptions,
): readonly Safe[] {
  return [...sliceGrid(rows, columnWidths(rows), options)].flat();
}

/** The same, some lines at a time, for rows of which it is known how wide each column is. */
export function* sliceGrid(
  rows: readonly (readonly Cell[])[],
  widths: readonly number[],
  options: GridOptions,
): Generator<readonly Safe[]> {
  for (let start = 0; start < rows.length; start += sliceRows) {
    const slice = rows.slice(start, start + sliceRows);
    const layout = layOut(slice, widths, options).split('\n');
    yield slice.map((row, index) => fill(layout[index] ?? '', row));
  }
}

/** The widest cell of each column. */
export function columnWidths(rows: readonly (readonly Cell[])[]): readonly number[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, widthOf(cell.text));
    });
  }
  return widths;
}

function layOut(
  rows: readonly (readonly Cell[])[],
  widths: readonly number[],
  { gap, right = [] }: GridOptions,
): string {
  const table = new Table({
    chars: bare,
    colWidths: widths.map((width) => width + gap),
    colAligns: widths.map((_, column) => (right.includes(column) ? 'right' : 'left')),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': gap },
  });
  table.push(...rows.map((row) => row.map((cell) => 'x'.repeat(widthOf(cell.text)))));
  return table.toString();
}

function fill(line: string, row: readonly Cell[]): Safe {
  const inked = row.filter((cell) => cell.text !== '').values();
  return line.trimEnd().replace(/x+/g, () => {
    const { text, paint } = inked.next().value ?? { text: safe`` };
    return paint ? paint(text) : text;
  }) as Safe;
}
