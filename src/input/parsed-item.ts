import type { RejectionReason } from '../event/event.ts';
import type { Message } from '../language/message.ts';

/** Where in the text something was found. */
export interface RecordExtent {
  /** 1-based. */
  readonly line: number;
  /** Offset of the first byte. */
  readonly byte: number;
  /** In bytes. */
  readonly length: number;
}

/** One value of the text, parsed. */
export interface ParsedValue extends RecordExtent {
  readonly kind: 'value';
  readonly value: unknown;
  /** Whether a key that decides about the record stands in it twice; the last one counts. */
  readonly doubled?: boolean;
}

/** A part of the text that holds no value. */
export interface Damage extends RecordExtent {
  readonly kind: 'damage';
  readonly reason: RejectionReason;
  /** One sentence that quotes nothing. */
  readonly told: Message;
  /** Logins that it seems to name. */
  readonly names?: readonly string[];
}

/** The damage at a place, with the logins found in it. */
export function damageAt(
  { line, byte, length }: RecordExtent,
  reason: RejectionReason,
  told: Message,
  names: readonly string[],
): Damage {
  const named = names.length > 0 && { names };
  return { kind: 'damage', reason, told, line, byte, length, ...named };
}

export type ParsedItem = ParsedValue | Damage;

/** Where a decoder may leave out a part of the text that is read elsewhere. */
export interface Seam {
  /**
   * Whether all bytes so far are in items, a new line begins, and lines of one record each would be read here as they
   * are at the beginning of a text.
   */
  readonly isClean: () => boolean;
  /** Line feeds so far. */
  readonly lineFeeds: () => number;
  /**
   * Goes on as if so many bytes had come, with so many line feeds, that were lines of one record each. They end behind
   * a line feed or with the text. Only where it is clean.
   */
  readonly skip: (bytes: number, lineFeeds: number) => void;
}

/** Turns the text of one file, in chunks cut anywhere, into its records. Never throws. */
export interface Decoder {
  /** The records that are complete with this chunk. Read them all before the next call. */
  readonly push: (chunk: Uint8Array) => Iterable<ParsedItem>;
  /** What is left when no more chunks come. */
  readonly end: () => Iterable<ParsedItem>;
  /** What to call the format, as far as is known by now. */
  readonly format: () => string;
  /** What there is to say about the text as a whole. May quote it. */
  readonly note?: () => Message | undefined;
  /** Set if a part of the text can be left out. */
  readonly seam?: Seam;
}
