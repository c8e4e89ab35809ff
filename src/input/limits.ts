/** What one record may cost. */
export interface Limits {
  /** Most bytes of a record; a longer one is skipped without being kept. */
  readonly recordBytes: number;
  /** Most levels of objects and arrays in a record. */
  readonly depth: number;
}

/** The limits unless told otherwise: 16 MiB and 64 levels, far beyond any real event. */
export const defaultLimits: Limits = { recordBytes: 16 * 1024 * 1024, depth: 64 };
