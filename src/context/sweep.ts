import type { Sees } from '../rule/function.ts';
import type { Window } from '../rule/window.ts';
import { createBuckets } from './buckets.ts';
import type { Ignorance } from './could.ts';
import type { Extent, Measure } from './extent.ts';
import type { Known } from './fact-test.ts';
import { type Accumulator, type FactValue, type Values, windowFunctions } from './functions.ts';
import type { Gauge } from './gauge.ts';
import { lowerBound } from './lower-bound.ts';
import type { Row } from './memory.ts';
import type { Neighbours } from './neighbours.ts';
import type { Timeline } from './timeline.ts';

/** What a sweep of one key needs. */
export interface Sweep {
  readonly window: Window;
  readonly gauges: readonly Gauge[];
  readonly measure: Measure;
  readonly timeline: Timeline;
  readonly neighbours: Neighbours;
  readonly key: number;
}

/** Told of every fact of every judged event, in order of time. */
export type Tell = (judged: number, gauge: number, known: Known) => void;

/**
 * Computes the facts of the judged events of one key, given by rank in ascending order. Each member
 * enters and leaves a window once, so the time is in proportion to members plus judged events.
 */
export function sweepKey(sweep: Sweep, judged: ArrayLike<number>, tell: Tell): void {
  const runners = sweep.gauges.map((gauge) => createRunner(gauge, sweep));
  for (let index = 0; index < judged.length; index++) {
    const rank = judged[index] as number;
    const extent = sweep.measure(rank);
    for (let at = 0; at < runners.length; at++) {
      tell(index, at, (runners[at] as Runner)(rank, extent));
    }
  }
}

type Runner = (rank: number, extent: Extent) => Known;

function createRunner(gauge: Gauge, sweep: Sweep): Runner {
  const { rows } = sweep.timeline;
  const meter =
    gauge.fact.each === undefined ? createMeter(gauge, sweep) : createScore(gauge, sweep);
  const ignoranceOf = createIgnorance(gauge, sweep);
  // Most events change nothing, and the same answer is the same object, which saves its tests.
  const rests = meter.witness !== undefined || meter.nearest !== undefined;
  let last: Known | undefined;
  let lastValue: FactValue;
  let lastIgnorance: Ignorance | undefined;
  return (rank, extent) => {
    const own = gauge.ownOf(rows[rank] as Row);
    const value = meter.read(rank, extent, own);
    const nearest = meter.nearest?.();
    const ignorance =
      gauge.needsOwn && own.length === 0 ? undefined : ignoranceOf(rank, extent, nearest);
    if (last && !rests && value === lastValue && ignorance === lastIgnorance) return last;
    const row = nearest === undefined || nearest < 0 ? undefined : (rows[nearest] as Row);
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
function createMeter(gauge: Gauge, { timeline, neighbours, key }: Sweep): Meter {
  const { sees, valuesOf } = gauge;
  const accumulator = gauge.create();
  const members = neighbours.ranksOf(key);
  const valuesAt = (index: number): Values =>
    valuesOf(timeline.rows[members[index] as number] as Row, key);
  let first = 0;
  let next = 0;
  return {
    ...(accumulator.witness && { witness: accumulator.witness }),
    ...(accumulator.nearest && { nearest: accumulator.nearest }),
    read(rank, extent, own) {
      const end = endOf(sees, rank, extent);
      for (; next < members.length && (members[next] as number) < end; next++) {
        accumulator.add(valuesAt(next), members[next] as number);
      }
      for (; first < next && (members[first] as number) < extent.start; first++) {
        accumulator.remove(valuesAt(first));
      }
      return accumulator.read(own);
    },
  };
}

/** Compares buckets. */
function createScore({ fact, valuesOf }: Gauge, sweep: Sweep): Meter {
  const { window, timeline, neighbours, key } = sweep;
  const { before = 0, every = before } = window;
  const buckets = createBuckets({
    every,
    count: Math.floor(before / every),
    times: timeline.times,
    members: neighbours.ranksOf(key),
    valuesOf: (rank) => valuesOf(timeline.rows[rank] as Row, key),
    create: windowFunctions[fact.each ?? 'count'].create,
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

function createIgnorance(gauge: Gauge, { window, timeline, neighbours, key }: Sweep): IgnoranceOf {
  const { rows, times } = timeline;
  const rules = window.rules.length;
  const uncovered: Ignorance = { missing: Number.POSITIVE_INFINITY, since: 0, rules };
  const uncertain = gauge.ofRules ? neighbours.waveringOf(key) : neighbours.doubtfulOf(key);
  const doubtful = gauge.ofRules
    ? uncertain
    : uncertain.filter((rank) => gauge.contributes(rows[rank] as Row, key));
  let last: Ignorance | undefined;
  let first = 0;
  return (rank, extent, nearest) => {
    while (first < doubtful.length && (doubtful[first] as number) < extent.start) first++;
    const end = endOf(gauge.sees, rank, extent);
    const count = first === doubtful.length ? 0 : lowerBound(doubtful, end) - first;
    const covered = extent.startKnown && (gauge.sees !== 'all' || extent.endKnown);
    if (nearest === undefined) {
      if (!covered) return uncovered;
      if (count === 0) return undefined;
      if (last?.missing !== count) last = { missing: count, since: 0, rules };
      return last;
    }
    const time = times[rank] as number;
    const then = nearest < 0 ? Number.NEGATIVE_INFINITY : (times[nearest] as number);
    const suspect = count === 0 ? -1 : (doubtful[first + count - 1] as number);
    const blind = Math.max(
      suspect > nearest ? (times[suspect] as number) : Number.NEGATIVE_INFINITY,
      covered || then >= extent.heard ? Number.NEGATIVE_INFINITY : extent.heard,
    );
    if (blind === Number.NEGATIVE_INFINITY) return undefined;
    return { missing: Number.POSITIVE_INFINITY, since: time - blind, rules };
  };
}
