import type { Event, Rejection, Source } from '../../src/event/event.ts';
import { readRecords, type SharedReadOptions } from '../../src/input/events.ts';
import type { FileRange, RangeReaders, RangeResult } from '../../src/input/file/file-range.ts';
import { readRange } from '../../src/input/range-reader.ts';

/** Who reads ranges in this thread, and what became of each. */
export interface RangesHere {
  readonly readers: RangeReaders;
  readonly begun: FileRange[];
  readonly accepted: FileRange[];
  readonly dropped: FileRange[];
  /** What each range held. */
  readonly results: (RangeResult | undefined)[];
}

/** How ranges are read here. */
export interface RangesOptions extends Pick<SharedReadOptions, 'limits'> {
  readonly count?: number;
  readonly leastBytes?: number;
  /** Called with the events of a range that is accepted. */
  readonly onAccept?: (events: readonly Event[], range: FileRange) => void;
  /** Called before a range is read. */
  readonly onBegin?: () => void;
  /** When a range is said to be read; at once if left out. */
  readonly until?: () => Promise<unknown>;
}

/** Reads ranges as soon as they are begun. */
export function rangesHere(options: RangesOptions = {}): RangesHere {
  const { count = 1, leastBytes = 1, limits, onAccept, onBegin, until } = options;
  const begun: FileRange[] = [];
  const accepted: FileRange[] = [];
  const dropped: FileRange[] = [];
  const results: (RangeResult | undefined)[] = [];
  return {
    readers: {
      count,
      leastBytes,
      begin(range) {
        begun.push(range);
        onBegin?.();
        const { batches, result } = readRange(range, { ...(limits && { limits }) });
        const events: Event[] = [];
        for (const batch of batches) events.push(...batch);
        results.push(result());
        return {
          progress: () => ({ bytes: range.to - range.from, records: events.length }),
          ended: Promise.resolve(until?.()).then(result),
          drop: () => dropped.push(range),
          accept: () => {
            accepted.push(range);
            onAccept?.(events, range);
          },
        };
      },
    },
    begun,
    accepted,
    dropped,
    results,
  };
}

type Outcome = Event | Rejection | Source;

/** Everything that reading gives, in order. */
export async function outcomesOf(
  paths: readonly string[],
  options?: SharedReadOptions,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for await (const outcome of readRecords(paths, options)) outcomes.push(outcome);
  return outcomes;
}

/** The same, read together with ranges whose events are put in their place. */
export async function joinedOutcomes(
  paths: readonly string[],
  options: SharedReadOptions & RangesOptions,
): Promise<{ readonly outcomes: readonly Outcome[]; readonly here: RangesHere }> {
  const outcomes: Outcome[] = [];
  const onAccept = (events: readonly Event[], { file, from }: FileRange): void => {
    const before = outcomes.findLastIndex(
      (one) =>
        one.kind === 'source' || (one.origin?.file === file && (one.origin.byte ?? from) < from),
    );
    outcomes.splice(before + 1, 0, ...events);
  };
  const here = rangesHere({ ...options, onAccept });
  for await (const outcome of readRecords(paths, { ...options, elsewhere: here.readers })) {
    outcomes.push(outcome);
  }
  return { outcomes, here };
}

/** Outcomes without the lines of events, which those of ranges do not have. */
export function withoutLines(outcomes: readonly Outcome[]): readonly Outcome[] {
  return outcomes.map((outcome) => {
    if (outcome.kind !== 'event' || !outcome.origin) return outcome;
    const { line: _, ...origin } = outcome.origin;
    return { ...outcome, origin };
  });
}
