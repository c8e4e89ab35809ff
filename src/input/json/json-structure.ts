import { byte } from './byte.ts';

/** How far one record was followed by its brackets and quotes. Offsets count from its first byte. */
export interface Structure {
  /** The next byte to look at. */
  at: number;
  depth: number;
  deepest: number;
  inString: boolean;
  /** Indentation of the line on which the record starts. */
  readonly indent: number;
  /** The first line feed inside the record after which another record may have started. */
  suspect: number | undefined;
}

/**
 * Why {@link follow} stopped.
 *
 * - `end`: the brackets are closed; `at` is behind the last one.
 * - `more`: the bytes ran out.
 * - `suspect`: `at` is a bracket that opens a line no deeper indented than the record itself. Either
 *   the printer does not indent, or the record was cut and this is the next one.
 * - `torn`: `at` is a byte that no JSON value holds, a line feed in a string or a NUL anywhere.
 */
export type Stop = 'end' | 'more' | 'suspect' | 'torn';

/** Starts at a bracket. */
export function createStructure(indent: number): Structure {
  return { at: 0, depth: 0, deepest: 0, inString: false, indent, suspect: undefined };
}

const plain = 0;
const quote = 1;
const opening = 2;
const closing = 3;
const lineFeed = 4;
const nul = 5;

/** What a byte does outside of strings. */
const kinds = new Uint8Array(256);
kinds[byte.quote] = quote;
kinds[byte.openArray] = opening;
kinds[byte.openObject] = opening;
kinds[byte.closeArray] = closing;
kinds[byte.closeObject] = closing;
kinds[byte.lineFeed] = lineFeed;
kinds[byte.nul] = nul;

/** Follows a record that starts at `bytes[start]`, from where it was left. Checks no grammar. */
export function follow(
  structure: Structure,
  bytes: Uint8Array,
  start: number,
  final: boolean,
): Stop {
  const end = bytes.length;
  let at = start + structure.at;
  let stop: Stop | undefined;
  while (stop === undefined && at < end) {
    const kind = structure.inString ? quote : kinds[bytes[at] as number];
    if (kind === plain) {
      at++;
    } else if (kind === quote) {
      const close = endOfString(bytes, structure.inString ? at : at + 1);
      structure.inString = bytes[close] !== byte.quote;
      at = structure.inString ? close : close + 1;
      if (structure.inString) stop = isTear(bytes[close]) ? 'torn' : 'more';
    } else if (kind === opening) {
      structure.depth++;
      structure.deepest = Math.max(structure.deepest, structure.depth);
      at++;
    } else if (kind === closing) {
      at++;
      structure.depth--;
      if (structure.depth === 0) stop = 'end';
    } else if (kind === lineFeed) {
      const next = endOfIndent(bytes, at + 1);
      if (next >= end && !final) break;
      if (isSuspect(structure, bytes, at, next)) {
        structure.suspect ??= at - start;
        stop = 'suspect';
      }
      at = next;
    } else {
      stop = 'torn';
    }
  }
  structure.at = at - start;
  return stop ?? 'more';
}

/** Whether a record may start on the new line. */
function isSuspect({ indent }: Structure, bytes: Uint8Array, feed: number, next: number): boolean {
  const value = bytes[next];
  return next - feed - 1 <= indent && (value === byte.openObject || value === byte.openArray);
}

/** The bytes that end a string, or may. */
const special = new Uint8Array(256);
for (const value of [byte.quote, byte.backslash, byte.lineFeed, byte.nul]) special[value] = 1;

/**
 * Index of a string's closing quote, of what tears it, of a backslash that is the last byte, or the length.
 * Starts inside the string.
 */
export function endOfString(bytes: Uint8Array, from: number): number {
  const end = bytes.length;
  for (let at = from; at < end; at++) {
    const value = bytes[at] as number;
    if (special[value] === 0) continue;
    if (value !== byte.backslash || at + 1 >= end) return at;
    at++;
    if (isTear(bytes[at])) return at;
  }
  return end;
}

function isTear(value: number | undefined): boolean {
  return value === byte.lineFeed || value === byte.nul;
}

function endOfIndent(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === byte.space || bytes[at] === byte.tab) at++;
  return at;
}
