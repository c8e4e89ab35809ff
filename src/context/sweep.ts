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
import { createPace, type Work } from './work.ts';

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
export function* sweepKey(sweep: Sweep, judged: Slice, tell: Tell): Work {
  const isTime = createPace();
  const members = sweep.neighbours.ranksOf(sweep.key);
  const runners = sweep.gauges.map((gauge) => createRunner(gauge, sweep, members));
  for (let index = 0; index < judged.length; index++) {
    const rank = judged.get(index);
    const extent = sweep.measure(rank);
    for (let at = 0; at < runners.length; at++) {
      const runner = runners[at] as Runner;
      let moved: number;
      do {
        moved = runner.move(rank, extent);
        if (isTime(moved)) yield;
      } while (moved === mostMoves);
      tell(index, at, runner.read(rank, extent));
      if (isTime(1 + runner.effort())) yield;
    }
  }
}

/** Comings and goings of members between which there is no pause. */
const mostMoves = 1_024;

/** Goes along the judged events with one fact. */
interface Runner extends Pick<Meter, 'move'> {
  /** What is known of the fact, once the members have moved. */
  read(rank: number, extent: Extent): Known;
  /** How much more than one step a `read` is. */
  effort(): number;
}

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
  const read = (rank: number, extent: Extent): Known => {
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
  return { move: meter.move, read, effort: meter.effort ?? noEffort };
}

const noEffort = (): number => 0;

/** Reads a fact of event after event, and tells what the last answer rests on. */
interface Meter extends Pick<Accumulator, 'witness' | 'nearest' | 'effort'> {
  /**
   * Lets members come and go for the window of an event, at most so many that there should be a pause;
   * gives how many did. If it is {@link mostMoves}, there may be more.
   */
  move(rank: number, extent: Extent): number;
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
    ...(accumulator.effort && { effort: accumulator.effort }),
    move(rank, extent) {
      const end = endOf(sees, rank, extent);
      let left = mostMoves;
      for (; left > 0 && next < members.length && members.get(next) < end; next++, left--) {
        accumulator.add(valuesAt(next), members.get(next));
      }
      for (; left > 0 && first < next && members.get(first) < extent.start; first++, left--) {
        accumulator.remove(valuesAt(first));
      }
      return mostMoves - left;
    },
    read: (_rank, _extent, own) => accumulator.read(own),
  };
}

/** Compares buckets. */
function createScore({ valuesOf, create }: Gauge, sweep: Sweep, members: Slice): Meter {
  const { window, timeline, key } = sweep;
  const { before = 0, every = before } = window;
  const count = Math.floor(before / every);
  const buckets = createBuckets({
    every,
    count,
    timeAt: timeline.timeAt,
    members,
    valuesOf: (rank) => valuesOf(timeline.rowAt(rank), key),
    create,
  });
  return {
    move: () => 0,
    read: (rank, { heard }) => buckets.measure(rank, heard),
    effort: () => count,
  };
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
