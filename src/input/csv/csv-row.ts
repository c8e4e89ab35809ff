import { inEnglish } from './japanese-columns.ts';

/** The cells of one row (RFC 4180), or undefined if what follows a closing quote is no delimiter. */
export function parseRow(text: string, delimiter: string): readonly string[] | undefined {
  const cells: string[] = [];
  for (let at = 0; ; ) {
    if (text[at] === '"') {
      const cell = quotedCell(text, at + 1);
      if (!cell || (cell.end < text.length && text[cell.end] !== delimiter)) return undefined;
      cells.push(cell.text);
      at = cell.end;
    } else {
      const end = text.indexOf(delimiter, at);
      cells.push(text.slice(at, end < 0 ? text.length : end));
      at = end < 0 ? text.length : end;
    }
    if (at >= text.length) return cells;
    at++;
  }
}

function quotedCell(text: string, from: number): { text: string; end: number } | undefined {
  let end = text.indexOf('"', from);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  if (end < 0) return undefined;
  return { text: text.slice(from, end).replaceAll('""', '"'), end: end + 1 };
}

/** What may stand between cells: spreadsheets write semicolons in some countries, and tabs. */
export const delimiters = [',', ';', '\t', '|'] as const;

/** The columns that a first line names, and what stands between them. */
export interface Header {
  /** As they stand there. */
  readonly names: readonly string[];
  /** The same as the Admin Console calls them in English, where it has a name for them in another language. */
  readonly columns: readonly string[];
  readonly delimiter: string;
}

/** Columns that hold an event's type, or a whole event, in whatever case a database writes their names. */
const known: ReadonlySet<string> = new Set(
  [
    'event_type',
    'eventType',
    'okta.event_type',
    '_source.okta.event_type',
    'event.original',
    '_raw',
    '@message',
    'raw_data',
    'raw_event',
    'rawEvent',
    '@rawstring',
    'eventType_s',
    'EventOriginalType',
    '_airbyte_data',
    '_source.event.original',
    'raw log',
    'raw_log',
    'source_json',
    'full_log',
  ].map((name) => name.toLowerCase()),
);

/** Columns that may hold a whole event, but are everybody's. */
const common: ReadonlySet<string> = new Set(
  'raw message Message event log payload body data detail record'.split(' '),
);

/** Whether a name looks like one of a column: a text in prose does not. */
const columnName = /^[\w@.{}[\]()$ /:-]{1,200}$/;

/** Reads a line as a header; undefined if it names no column that an event could be made of. */
export function parseHeader(line: string): Header | undefined {
  for (const delimiter of delimiters) {
    const names = parseRow(line, delimiter);
    const columns = names && inEnglish(names);
    if (columns && isHeader(columns)) return { names, columns, delimiter };
  }
  return undefined;
}

function isHeader(columns: readonly string[]): boolean {
  if (columns.some((name) => known.has(name.toLowerCase()))) return true;
  // `RAW`, as databases write `raw`.
  const isShouted = (name: string): boolean =>
    name === name.toUpperCase() && common.has(name.toLowerCase());
  return (
    columns.length > 1 &&
    columns.some((name) => common.has(name) || isShouted(name)) &&
    columns.every((name) => columnName.test(name))
  );
}

/** Columns that are named in a message, and characters of the name of one. */
const [mostNamed, longest] = [5, 40];

/** The first columns as a message quotes them, and how many it leaves out. */
export function namedColumns(columns: readonly string[]) {
  const names = columns.slice(0, mostNamed).map((name) => `"${name.slice(0, longest)}"`);
  return { names, left: columns.length - names.length };
}
