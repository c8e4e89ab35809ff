import { type Message, tell } from '../../language/message.ts';
import { delimiters, namedColumns, parseRow } from './csv-row.ts';

/** A line of column names that no event can be made of, and what the rows below it look like. */
export interface UnknownHeader {
  readonly columns: readonly string[];
  /** Whether a row holds what looks like the type of an event, and its uuid or time. */
  readonly isLog: boolean;
}

/** Columns of a line that no row below it confirms. */
const fewest = 5;
const looked = 20;

const columnName = /^[^\p{Cc}{}<>]{1,100}$/u;

/** Reads the beginning of a text as a header of unknown columns, and rows; undefined if it is no CSV. */
export function readUnknown(text: string): UnknownHeader | undefined {
  const [first = '', ...lines] = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const parsed = delimiters.map((delimiter) => parseRow(first, delimiter) ?? []);
  const columns = parsed.reduce((most, names) => (names.length > most.length ? names : most), []);
  const delimiter = delimiters[parsed.indexOf(columns)] ?? ',';
  if (columns.length < 2 || !columns.every((name) => columnName.test(name))) return undefined;
  // The last line may be cut.
  const rows = lines
    .slice(0, Math.min(looked, lines.length - 1))
    .map((line) => parseRow(line, delimiter));
  const fitting = rows.flatMap((cells) => (cells?.length === columns.length ? [cells] : []));
  if (fitting.length * 2 < rows.length || (fitting.length === 0 && columns.length < fewest)) {
    return undefined;
  }
  return { columns, isLog: fitting.some(isEvent) };
}

const eventType = /^[a-z][a-z0-9_]{0,60}(?:\.[a-z0-9_]{1,60}){1,8}$/;
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const time = /^\d{4}[-/]\d{2}[-/]\d{2}[T ]\d{2}:\d{2}/;

function isEvent(cells: readonly string[]): boolean {
  const has = (pattern: RegExp): boolean => cells.some((cell) => pattern.test(cell));
  return has(eventType) && (has(uuid) || has(time));
}

/** Says what is not known, and what would be. Quotes the text. */
export function describeUnknown({ columns }: UnknownHeader): Message {
  const { names, left } = namedColumns(columns);
  return left > 0
    ? tell('source.unknownHeaderMore', { names, count: String(left) })
    : tell('source.unknownHeader', { names });
}
