import { createHash, hash as digest, type Hash } from 'node:crypto';
import type { Row } from '../window/event-table.ts';
import type { ShownField, ShownFields } from './shown-fields.ts';

/** Gathers something of events that it sees one after the other. */
export interface Gathering<T> {
  see(row: Row): void;
  /** What was gathered. */
  result(): T;
}

/** Gathers the first `most` distinct texts of a field, of those that are wanted. */
export function gatherTexts(
  field: ShownField,
  { number: numberOf, textsOf }: ShownFields,
  most: number,
  isWanted: (text: string) => boolean = () => true,
): Gathering<string[]> {
  const found = new Set<string>();
  let last: number | undefined;
  return {
    see(row) {
      if (found.size >= most) return;
      const number = numberOf(row, field);
      if (number === last) return;
      last = number;
      for (const text of textsOf(number)) if (found.size < most && isWanted(text)) found.add(text);
    },
    result: () => [...found],
  };
}

/** A text, and how many events have it. */
export interface CountedText {
  readonly text: string;
  /** The first event that has it. */
  readonly row: Row;
  events: number;
}

/** Counts the events that have each of the first `most` texts of a field, in order of its first event. */
export function countTexts(
  field: ShownField,
  { number: numberOf, textsOf }: ShownFields,
  most: number,
): Gathering<readonly CountedText[]> {
  const byNumber = new Map<number, CountedText>();
  const byText = new Map<string, CountedText>();
  return {
    see(row) {
      const number = numberOf(row, field);
      let counted = byNumber.get(number);
      if (!counted) {
        const [text] = textsOf(number);
        if (text === undefined) return;
        counted = byText.get(text);
        if (!counted && byText.size === most) return;
        counted ??= { text, row, events: 0 };
        byText.set(text, counted);
        byNumber.set(number, counted);
      }
      counted.events++;
    },
    result: () => [...byText.values()],
  };
}

/** Counts the events by the first text of a field, in order of the texts. */
export function countByText(
  field: ShownField,
  { first }: ShownFields,
): Gathering<Record<string, number>> {
  const counts = new Map<string, number>();
  return {
    see(row) {
      const text = first(row, field);
      if (text !== null) counts.set(text, (counts.get(text) ?? 0) + 1);
    },
    result: () => Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** Letters of a text that are hashed in one go. */
const lettersAtOnce = 65_536;

/** The SHA-256 of lines that come one after the other. */
export function createLineDigest(): { add(line: string): void; hex(): string } {
  let text = '';
  let begun: Hash | undefined;
  return {
    add(line) {
      text += `${line}\n`;
      if (text.length < lettersAtOnce) return;
      begun ??= createHash('sha256');
      begun.update(text);
      text = '';
    },
    hex: () => (begun ? begun.update(text).digest('hex') : digest('sha256', text)),
  };
}
