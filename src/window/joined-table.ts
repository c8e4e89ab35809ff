import type { IntView } from '../store/column.ts';
import { stepsBetween, type Work } from '../store/pausable-work.ts';

/** A table that rows are taken from, by their numbers; see `EventTable`. */
export interface OtherTable {
  time(row: number): number;
  uuid(row: number): string;
  column(path: string): (row: number) => number;
  mostValues(path: string): number;
  notes(row: number): readonly (readonly [path: string, number: number])[];
  noted(): Iterable<readonly [path: string, rows: IntView, numbers: IntView]>;
}

/** What a table that rows of another one are added to is made of. */
interface GrowingTable {
  readonly identities: {
    readonly times: { readonly length: number };
    push(time: number, uuid: string): number;
  };
  readonly fields: {
    readonly all: readonly {
      readonly path: string;
      readonly numbers: { set(row: number, number: number): void };
    }[];
  };
  readonly most: { note(path: string, count: number): void };
  readonly notes: {
    under(path: string): { set(row: number, number: number): void };
    note(row: number, path: string, number: number): void;
  };
}

/** Keeps a row of another table that keeps the same fields; `translate` turns its numbers into own. */
export function adoptRow(
  { identities, fields, most, notes }: GrowingTable,
  other: OtherTable,
  from: number,
  translate: (number: number) => number,
): number {
  const row = identities.push(other.time(from), other.uuid(from));
  for (const { path, numbers } of fields.all) {
    numbers.set(row, translate(other.column(path)(from)));
    most.note(path, other.mostValues(path));
  }
  for (const [path, number] of other.notes(from)) notes.note(row, path, translate(number));
  return row;
}

/**
 * Keeps rows of another table in the order given, each under the next number; `rowOf` gives that number for each of them, and none
 * for others. Goes through one column after the other, which lie in pages of their own.
 */
export function* joinRows(
  { identities, fields, most, notes }: GrowingTable,
  other: OtherTable,
  rows: IntView,
  rowOf: (row: number) => number | undefined,
  translate: (number: number) => number,
): Work {
  const first = identities.times.length;
  for (let at = 0; at < rows.length; at++) {
    if (at % stepsBetween === 0) yield;
    identities.push(other.time(rows.get(at)), other.uuid(rows.get(at)));
  }
  for (const { path, numbers } of fields.all) {
    const numberOf = other.column(path);
    for (let at = 0; at < rows.length; at++) {
      if (at % stepsBetween === 0) yield;
      numbers.set(first + at, translate(numberOf(rows.get(at))));
    }
    most.note(path, other.mostValues(path));
  }
  for (const [path, others, numbers] of other.noted()) {
    const own = notes.under(path);
    for (let at = 0; at < others.length; at++) {
      if (at % stepsBetween === 0) yield;
      const row = rowOf(others.get(at));
      if (row !== undefined) own.set(row, translate(numbers.get(at)));
    }
    most.note(path, other.mostValues(path));
  }
}
