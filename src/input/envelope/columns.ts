import { type Json, type JsonObject, own, parsed } from '../../event/json.ts';
import type { Contents } from './envelope.ts';
import { nest } from './value-path.ts';

/** Where the value of a column belongs in an event, and how it is read. */
export interface Column {
  readonly name: string;
  /** Dotted. */
  readonly path: string;
  /** The value of a cell; undefined for nothing. */
  readonly read: (cell: Json) => Json | undefined;
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

/** The value of a column in a row; undefined for nothing, as an empty cell is. */
export function cellOf(row: JsonObject, { name, read }: Column): Json | undefined {
  const cell = own(row, name);
  return cell === undefined || cell === '' ? undefined : read(cell);
}

/** The event of one row, with the fields that its columns can have. */
export function eventOf(
  row: JsonObject,
  { columns, keeps }: ReturnType<typeof toColumns>,
): Contents {
  const fields = columns.flatMap((column): (readonly [string, Json])[] => {
    const value = cellOf(row, column);
    return value === undefined ? [] : [[column.path, value]];
  });
  return { kind: 'event', raw: nest(fields), keeps };
}

/** Columns, and the fields that they are of. */
export function toColumns<C extends Column>(columns: readonly C[]) {
  return { columns, keeps: [...new Set(columns.map(({ path }) => path))] };
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
