import { type Json, type JsonObject, own, parsed } from '../../event/json.ts';
import { nest } from './value-path.ts';

/** Where the value of a column belongs in an event, and how it is read. */
export interface Column {
  readonly name: string;
  /** Dotted. */
  readonly path: string;
  /** The value of a cell; undefined for nothing. */
  readonly read: (cell: Json) => Json | undefined;
}

/** The columns of a table of events, and the fields that its rows can have. */
export interface Columns {
  readonly columns: readonly Column[];
  readonly keeps: readonly string[];
}

/** Works something out of the names of columns, once for all rows that follow one another with the same. */
export function perHeader<T>(workOut: (names: readonly string[]) => T): (row: JsonObject) => T {
  let lastNames: string | undefined;
  let last: T;
  return (row) => {
    const names = Object.keys(row);
    const key = names.join('\n');
    if (key !== lastNames) {
      last = workOut(names);
      lastNames = key;
    }
    return last;
  };
}

/** The event of one row. */
export function eventOf(row: JsonObject, { columns }: Columns): JsonObject {
  const fields: (readonly [string, Json])[] = [];
  for (const { name, path, read } of columns) {
    const cell = own(row, name);
    const value = cell === undefined || cell === '' ? undefined : read(cell);
    if (value !== undefined) fields.push([path, value]);
  }
  return nest(fields);
}

/** A cell as it is. */
export const asIs = (cell: Json): Json => cell;

/** A number, which formats without types give as text. */
export const asNumber = (cell: Json): Json => {
  const number = typeof cell === 'string' ? Number(cell) : Number.NaN;
  return Number.isFinite(number) ? number : cell;
};

/** A truth value, which formats without types give as text. */
export const asTruth = (cell: Json): Json => {
  const word = typeof cell === 'string' ? cell.toLowerCase() : '';
  return word === 'true' || word === 'false' ? word === 'true' : cell;
};

/** An object or a list, which formats without types give as JSON in text. */
export const asParsed = (cell: Json): Json => {
  if (typeof cell !== 'string' || !/^\s*[{[]/.test(cell)) return cell;
  return (parsed(cell) as Json | undefined) ?? cell;
};
