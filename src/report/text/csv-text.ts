import { show } from './escape.ts';

declare const encoded: unique symbol;

/** A line of a CSV file, with its end: only {@link csvRow} makes it. */
export type CsvRow = string & { readonly [encoded]: true };

/** Longest text in one cell, in columns. */
const longest = 2_000;

/**
 * What spreadsheets take for a formula, or for the start of one, at the beginning of a cell (OWASP, "CSV Injection"):
 * the signs, their full-width forms, and both after spaces. Tabs and line ends cannot be there any more.
 */
const formula = /^[\s'"]*[=+\-@＝＋－＠|%]/;

/**
 * One line of CSV (RFC 4180). Text is shown as in a terminal, on one line; what a spreadsheet could take for a formula
 * gets an apostrophe before it, which it hides. Numbers are written as they are.
 */
export function csvRow(cells: readonly (string | number | null)[]): CsvRow {
  return `${cells.map(cellOf).join(',')}\r\n` as CsvRow;
}

function cellOf(cell: string | number | null): string {
  if (typeof cell === 'number') return String(cell);
  const text = show(cell ?? '', { max: longest });
  const harmless = formula.test(text) ? `'${text}` : text;
  return /[",]/.test(harmless) || harmless !== harmless.trim()
    ? `"${harmless.replaceAll('"', '""')}"`
    : harmless;
}
