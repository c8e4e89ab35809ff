import type { RejectionReason } from '../event/event.ts';

/** Where in the text something was found. */
export interface Extent {
  /** 1-based. */
  readonly line: number;
  /** Offset of the first byte. */
  readonly byte: number;
  /** In bytes. */
  readonly length: number;
}

/** One value of the text, parsed. */
export interface Value extends Extent {
  readonly kind: 'value';
  readonly value: unknown;
}

/** A part of the text that holds no value. */
export interface Damage extends Extent {
  readonly kind: 'damage';
  readonly reason: RejectionReason;
  /** One sentence that quotes nothing. */
  readonly message: string;
}

export type Item = Value | Damage;
