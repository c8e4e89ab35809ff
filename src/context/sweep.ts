import type { Sees } from '../rule/function.ts';
import type { Window } from '../rule/window.ts';
import { createBuckets } from './buckets.ts';
import type { Ignorance } from './could.ts';
import type { Extent, Measure } from './extent.ts';
import type { Known } from './fact-test.ts';
import type { Accumulator, FactValue, Values } from './functions.ts';
import type { Gauge } from './gauge.ts';
import type { Neighbours } from './neighbours.ts';
import { placeOf, type Slice, select } from './numbers.ts';
import type { Pages } from './pages.ts';
import type { Timeline } from './timeline.ts';

/** What a sweep of one key needs. */
export interface Sweep {
  readonly window: Window;
  readonly gauges: readonly Gauge[];
  readonly measure: Measure;
  readonly timeline: Timeline;
  readonly neighbours: Neighbours;
  readonly key: number;
  readonly pages: Pages;
}

/** Told of every fact of every judged event, in order of time. */
export type Tell = (judged: number, gauge: number, known: Known) => void;

/**
 * Computes the facts of the judged events of one key, given by rank in ascending order. Each member
 * enters and leaves a window once, so the time is in proportion to members plus judged events.
 */
export function sweepKey(sweep: Sweep, judged: Slice, tell: Tell): void {
  const members = sweep.neighbours.ranksOf(sweep.key);
  const runners = sweep.gauges.map((gauge) => createRunner(gauge, sweep, members));
  for (let index = 0; index < judged.length; index++) {
    const rank = judged.get(index);
    const extent = sweep.measure(rank);
    for (let at = 0; at < runners.length; at++) {
      tell(index, at, (runners[at] as Runner)(rank, extent));
    }
  }
}

type Runner = (rank: number, extent: Extent) => Known;

function createRunner(gauge: Gauge, sweep: Sweep, members: Slice): Runner {
  const { rowAt } = sweep.timeline;
  const meter =
    gauge.fact.each === undefined
      ? createMeter(gauge, sweep, members)
      : createScore(gauge, sweep, members);
  const ignoranceOf = createIgnorance(gauge, sweep);
  // Most events change nothing, and the same answer is the same object, which saves its tests.
  const rests = meter.witness !== undefined || meter.nearest !== undefined;
  let last: Known | undefined;
  let lastValue: FactValue;
  let lastIgnorance: Ignorance | undefined;
  return (rank, extent) => {
    const own = gauge.ownOf(rowAt(rank));
    const value = meter.read(rank, extent, own);
    const nearest = meter.nearest?.();
    const ignorance =
      gauge.needsOwn && own.length === 0 ? undefined : ignoranceOf(rank, extent, nearest);
    if (last && !rests && value === lastValue && ignorance === lastIgnorance) return last;
    const row = nearest === undefined || nearest < 0 ? undefined : rowAt(nearest);
    last = gauge.known(value, ignorance, { witness: meter.witness?.(), row });
    [lastValue, lastIgnorance] = [value, ignorance];
    return last;
  };
}

/** Reads a fact of event after event, and tells what the last answer rests on. */
interface Meter extends Pick<Accumulator, 'witness' | 'nearest'> {
  read(rank: number, extent: Extent, own: Values): FactValue;
}

/** Lets members come and go as the window moves on. */
function createMeter(gauge: Gauge, { timeline, key }: Sweep, members: Slice): Meter {
  const { sees, valuesOf } = gauge;
  const accumulator = gauge.create();
  const valuesAt = (index: number): Values => valuesOf(timeline.rowAt(members.get(index)), key);
  let first = 0;
  let next = 0;
  return {
    ...(accumulator.witness && { witness: accumulator.witness }),
    ...(accumulator.nearest && { nearest: accumulator.nearest }),
    read(rank, extent, own) {
      const end = endOf(sees, rank, extent);
      for (; next < members.length && members.get(next) < end; next++) {
        accumulator.add(valuesAt(next), members.get(next));
      }
      for (; first < next && members.get(first) < extent.start; first++) {
        accumulator.remove(valuesAt(first));
      }
      return accumulator.read(own);
    },
  };
}

/** Compares buckets. */
function createScore({ valuesOf, create }: Gauge, sweep: Sweep, members: Slice): Meter {
  const { window, timeline, key } = sweep;
  const { before = 0, every = before } = window;
  const buckets = createBuckets({
    every,
    count: Math.floor(before / every),
    timeAt: timeline.timeAt,
    members,
    valuesOf: (rank) => valuesOf(timeline.rowAt(rank), key),
    create,
  });
  return { read: (rank, { heard }) => buckets.measure(rank, heard) };
}

/** The rank up to and without which events count. */
export function endOf(sees: Sees, rank: number, { end }: Extent): number {
  return sees === 'all' ? end : Math.min(end, sees === 'until' ? rank + 1 : rank);
}

/** What is not known of the window of an event; undefined if all is. `start` must not go back. */
type IgnoranceOf = (
  rank: number,
  extent: Extent,
  nearest: number | undefined,
) => Ignorance | undefined;

function createIgnorance(gauge: Gauge, sweep: Sweep): IgnoranceOf {
  const { window, timeline, neighbours, key, pages } = sweep;
  const { rowAt, timeAt } = timeline;
  const rules = window.rules.length;
  const uncovered: Ignorance = { missing: Number.POSITIVE_INFINITY, since: 0, rules };
  const uncertain = gauge.ofRules ? neighbours.waveringOf(key) : neighbours.doubtfulOf(key);
  const doubtful = gauge.ofRules
    ? uncertain
    : select(uncertain, (rank) => gauge.contributes(rowAt(rank), key), pages);
  let last: Ignorance | undefined;
  let first = 0;
  return (rank, extent, nearest) => {
    while (first < doubtful.length && doubtful.get(first) < extent.start) first++;
    const end = endOf(gauge.sees, rank, extent);
    const count = first === doubtful.length ? 0 : placeOf(doubtful, end) - first;
    const covered = extent.startKnown && (gauge.sees !== 'all' || extent.endKnown);
    if (nearest === undefined) {
      if (!covered) return uncovered;
      if (count === 0) return undefined;
      if (last?.missing !== count) last = { missing: count, since: 0, rules };
      return last;
    }
    const time = timeAt(rank);
    const then = nearest < 0 ? Number.NEGATIVE_INFINITY : timeAt(nearest);
    const suspect = count === 0 ? -1 : doubtful.get(first + count - 1);
    const blind = Math.max(
      suspect > nearest ? timeAt(suspect) : Number.NEGATIVE_INFINITY,
      covered || then >= extent.heard ? Number.NEGATIVE_INFINITY : extent.heard,
    );
    if (blind === Number.NEGATIVE_INFINITY) return undefined;
    return { missing: Number.POSITIVE_INFINITY, since: time - blind, rules };
  };
}
