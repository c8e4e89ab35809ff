import type { RejectionReason } from '../event/event.ts';

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
  readonly message: string;
  /** Logins that it seems to name. */
  readonly names?: readonly string[];
}

export type ParsedItem = ParsedValue | Damage;
