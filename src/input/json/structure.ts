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
  while (at < end) {
    if (structure.inString) {
      at = endOfString(bytes, at);
      if (bytes[at] !== byte.quote) {
        stop = at >= end || bytes[at] === byte.backslash ? 'more' : 'torn';
        break;
      }
      structure.inString = false;
      at++;
    }
    while (kinds[bytes[at] as number] === plain) at++;
    if (at >= end) break;
    const kind = kinds[bytes[at] as number];
    if (kind === quote) {
      structure.inString = true;
      at++;
    } else if (kind === opening) {
      structure.depth++;
      if (structure.depth > structure.deepest) structure.deepest = structure.depth;
      at++;
    } else if (kind === closing) {
      at++;
      structure.depth--;
      if (structure.depth === 0) {
        stop = 'end';
        break;
      }
    } else if (kind === lineFeed) {
      const next = endOfIndent(bytes, at + 1);
      if (next >= end && !final) break;
      const suspicious =
        next - at - 1 <= structure.indent && kinds[bytes[next] as number] === opening;
      if (suspicious) structure.suspect ??= at - start;
      at = next;
      if (suspicious) {
        stop = 'suspect';
        break;
      }
    } else {
      stop = 'torn';
      break;
    }
  }
  structure.at = at - start;
  return stop ?? 'more';
}

/** Index of the closing quote, of what tears the string, of a backslash that is the last byte, or the length. */
export function endOfString(bytes: Uint8Array, from: number): number {
  const end = bytes.length;
  let at = from;
  while (at < end) {
    const value = bytes[at] as number;
    if (value === byte.quote || value === byte.lineFeed || value === byte.nul) return at;
    if (value !== byte.backslash) at++;
    else if (at + 1 >= end) return at;
    else if (isTear(bytes[at + 1])) return at + 1;
    else at += 2;
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
