import type { Extent, Measure } from './extent.ts';
import type { Known } from './fact-test.ts';
import type { FactValue } from './functions.ts';
import type { Gauge } from './gauge.ts';
import type { Row } from './memory.ts';
import type { Slice } from './numbers.ts';
import type { Timeline } from './timeline.ts';

/** What a sweep of one key needs. */
export interface Sweep {
  readonly gauges: readonly Gauge[];
  readonly measure: Measure;
  readonly timeline: Timeline;
  /** Ranks of the key's members, ascending; and of those whose membership is undecided. */
  readonly members: Slice;
  readonly doubtful: Slice;
}

/** Told of every fact of every judged event, in order of time. */
export type Tell = (judged: number, gauge: number, known: Known) => void;

/**
 * Computes the facts of the judged events of one key, given by rank in ascending order. Each member
 * enters and leaves a window once, so the time is in proportion to members plus judged events.
 */
export function sweepKey(sweep: Sweep, judged: Slice, tell: Tell): void {
  const { gauges, measure, timeline, members, doubtful } = sweep;
  const runners = gauges.map((gauge) => createRunner(gauge, members, timeline));
  const isClear = createSpan(doubtful);
  for (let index = 0; index < judged.length; index++) {
    const rank = judged.get(index);
    const extent = measure(rank);
    const { start, end, startKnown, endKnown } = extent;
    const sure = startKnown && endKnown && isClear(start, end);
    const surePast = sure || (startKnown && isClear(start, Math.min(rank, end)));
    for (const [at, runner] of runners.entries()) {
      tell(index, at, runner(rank, extent, (gauges[at] as Gauge).past ? surePast : sure));
    }
  }
}

type Runner = (rank: number, extent: Extent, sure: boolean) => Known;

function createRunner(gauge: Gauge, members: Slice, timeline: Timeline): Runner {
  const accumulator = gauge.create();
  const row = (rank: number): Row => timeline.rowAt(rank);
  let first = 0;
  let next = 0;
  // Most events change nothing, and the same answer is the same object, which saves its tests.
  let lastValue: FactValue | undefined;
  let last: Known = { value: 0, sure: false };
  return (rank, extent, sure) => {
    const end = gauge.past ? Math.min(rank, extent.end) : extent.end;
    for (; next < members.length && members.get(next) < end; next++) {
      accumulator.add(gauge.valuesOf(row(members.get(next))));
    }
    for (; first < next && members.get(first) < extent.start; first++) {
      accumulator.remove(gauge.valuesOf(row(members.get(first))));
    }
    const value = accumulator.read(gauge.ownOf(row(rank)));
    if (value === lastValue && sure === last.sure && !accumulator.witness) return last;
    last = gauge.known(value, sure, accumulator.witness?.());
    lastValue = value;
    return last;
  };
}

/** Whether no doubtful member lies from `start` up to `end`; `start` must not go back. */
function createSpan(doubtful: Slice): (start: number, end: number) => boolean {
  let first = 0;
  return (start, end) => {
    while (first < doubtful.length && doubtful.get(first) < start) first++;
    return first === doubtful.length || doubtful.get(first) >= end;
  };
}
