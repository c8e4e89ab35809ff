/** A place in some work where whoever does it may rest, or give the work up. */
export type Pause = undefined;

/**
 * Long work, done step by step: whoever has it done may rest at each {@link Pause}, or go on no more, and
 * then has no result. What took part in work that was given up is of no use any more, unless it says so.
 */
export type Work<T = void> = Generator<Pause, T, void>;

/** Does work in one go. */
export function finish<T>(work: Work<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** Steps between two pauses. A step takes a microsecond or less; the dear ones count for more. */
export const stepsBetween = 1_024;

/** Takes note of steps that were done, and tells whether it is time for a pause. */
export type Pace = (steps: number) => boolean;

/** Sets the pace for a piece of work. */
export function createPace(): Pace {
  let done = 0;
  return (steps) => {
    done += steps;
    if (done < stepsBetween) return false;
    done = 0;
    return true;
  };
}
