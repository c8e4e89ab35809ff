const hour = 3_600_000;

/** Silences longer than this count as parts of the log that may be missing. */
export const longestSilence = 24 * hour;

/** A stretch of time in which the log has no long silence; milliseconds, both ends seen. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Gathers the time that a log speaks of, from events in any order. */
export interface Coverage {
  see(time: number): void;
  /** The stretches, in order. */
  stretches(): readonly Stretch[];
}

/**
 * Makes an empty coverage. It keeps two numbers for each hour that has an event, so one event dated
 * 1970 is a stretch of its own and does not make the log reach back to it.
 */
export function createCoverage(): Coverage {
  const hours = new Map<number, { from: number; to: number }>();
  return {
    see(time) {
      const key = Math.floor(time / hour);
      const known = hours.get(key);
      if (!known) {
        hours.set(key, { from: time, to: time });
      } else {
        if (time < known.from) known.from = time;
        if (time > known.to) known.to = time;
      }
    },
    stretches() {
      const sorted = [...hours.values()].sort((a, b) => a.from - b.from);
      const joined: { from: number; to: number }[] = [];
      for (const { from, to } of sorted) {
        const last = joined.at(-1);
        if (last && from - last.to <= longestSilence) last.to = to;
        else joined.push({ from, to });
      }
      return joined;
    },
  };
}

/** The stretch that holds a moment; an empty one at that moment if none does. */
export function stretchAt(stretches: readonly Stretch[], time: number): Stretch {
  let low = 0;
  let high = stretches.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const stretch = stretches[middle] as Stretch;
    if (time < stretch.from) high = middle - 1;
    else if (time > stretch.to) low = middle + 1;
    else return stretch;
  }
  return { from: time, to: time };
}
