/** What one record may cost. */
export interface Limits {
  /** Most bytes of a record; a longer one is skipped without being kept. */
  readonly recordBytes: number;
  /** Most levels of objects and arrays in a record. */
  readonly depth: number;
  /** Most objects and arrays in a record: what is small on disk may be large in memory. */
  readonly members: number;
}

/** The default limits: 16 MiB, 64 levels, 262,144 members, far beyond any real event. */
export const defaultLimits: Limits = {
  recordBytes: 16 * 1024 * 1024,
  depth: 64,
  members: 1 << 18,
};
