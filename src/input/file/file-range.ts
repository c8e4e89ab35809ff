/** A part of a file that is open, in bytes; it begins behind a line feed or with the file, and ends behind a line feed or with the file. */
export interface FileRange {
  /** The file as the user named it. */
  readonly file: string;
  /** The same in all threads of the process. It is read at explicit positions, never at its own. */
  readonly descriptor: number;
  /** Offset of the first byte. */
  readonly from: number;
  /** Offset behind the last byte. */
  readonly to: number;
}

/** What a range held of which each line is an event. */
export interface RangeResult {
  readonly events: number;
  readonly lineFeeds: number;
  /**
   * Lines with more than ASCII in them, but for those that end in the chunk of the file in which the range begins:
   * whoever reads what comes before sees that chunk as well.
   */
  readonly wideLines: number;
}

/** How far a range was read. */
export interface RangeProgress {
  readonly bytes: number;
  readonly records: number;
}

/** A range that somebody else reads. */
export interface RangeInProgress {
  /** What was read so far. */
  readonly progress: () => RangeProgress;
  /** Undefined if the range was odd, and has to be read by whoever reads the whole file. A range whose reading fails is odd. */
  readonly ended: Promise<RangeResult | undefined>;
  /** Its events are not wanted: reading ends, or it is read by whoever reads the whole file. */
  readonly drop: () => void;
  /**
   * Its events count. Called at most once, after `ended` gave a result and the file was read to its end, so that the source of the
   * file follows at once; never with `drop`.
   */
  readonly accept: () => void;
}

/** Who reads ranges of a large file at the same time as it is read here, such as threads. */
export interface RangeReaders {
  /** How many ranges of a file can be read at a time, beside the one that is read here. */
  readonly count: number;
  /** A file with fewer bytes is not worth it. */
  readonly leastBytes: number;
  /** Begins to read a range. The file stays open until `ended` was awaited or the range dropped. */
  readonly begin: (range: FileRange) => RangeInProgress;
}
