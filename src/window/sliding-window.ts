import type { Window } from '../rule/window/window.ts';
import type { IntView } from '../store/column.ts';
import { createPace, type Work } from '../store/pausable-work.ts';
import type { Store } from '../store/store.ts';
import type { Accumulator, FactValue, Values } from './aggregate/aggregates.ts';
import type { BoundAggregate } from './aggregate/bound-aggregate.ts';
import { bucketsOf, createSlide, endOf, type Run, type Runner } from './fact-runner.ts';
import type { KnownFactValue } from './fact-test.ts';
import { createChainRunner } from './tie/chain-orders.ts';
import { createInstants } from './tie/instant.ts';
import { createNearestRunner } from './tie/nearest-orders.ts';
import { createTieRunner } from './tie/tie-orders.ts';
import type { TimeIndex } from './time-index.ts';
import type { Uncertainty } from './uncertainty.ts';
import type { BoundsOf, WindowBounds } from './window-bounds.ts';
import { createWindowDoubt } from './window-doubt.ts';
import type { WindowMembers } from './window-members.ts';

/** What a sweep of one key needs. */
export interface SlidingWindow {
  readonly window: Window;
  readonly gauges: readonly BoundAggregate[];
  readonly measure: BoundsOf;
  readonly timeline: TimeIndex;
  readonly neighbours: WindowMembers;
  readonly key: number;
  readonly store: Store;
}

/** Comings and goings of members between which there is no pause. */
const mostMoves = 1_024;

/** Told of every fact of every judged event, in order of time. */
export type ReportFact = (judged: number, gauge: number, known: KnownFactValue) => void;

/**
 * Computes the facts of the judged events of one key, given by rank in ascending order. Each member
 * enters and leaves a window once, so the time is in proportion to members plus judged events.
 */
export function* slideOverKey(sweep: SlidingWindow, judged: IntView, tell: ReportFact): Work {
  const isTime = createPace();
  const members = sweep.neighbours.ranksOf(sweep.key);
  const instantOf = createInstants(sweep.timeline);
  const runners = sweep.gauges.map((gauge) => createRunner(gauge, sweep, members));
  for (let index = 0; index < judged.length; index++) {
    const rank = judged.get(index);
    const extent = sweep.measure(rank);
    const instant = instantOf(rank);
    for (let at = 0; at < runners.length; at++) {
      const runner = runners[at] as Runner;
      let moved: number;
      do {
        moved = runner.move?.(rank, extent) ?? 0;
        if (isTime(moved)) yield;
      } while (moved === mostMoves);
      tell(index, at, runner(rank, extent, instant));
      if (isTime(1 + (runner.effort?.() ?? 0))) yield;
    }
  }
}

function createRunner(gauge: BoundAggregate, sweep: SlidingWindow, members: IntView): Runner {
  const { window, timeline, key } = sweep;
  const doubt = createWindowDoubt(gauge, { ...sweep, rules: window.rules.length });
  const valuesAt = (index: number): Values =>
    gauge.valuesOf(timeline.rowAt(members.get(index)), key);
  const run: Run = { gauge, window, timeline, key, members, doubt, valuesAt };
  if (gauge.orders === 'nearest') return createNearestRunner(run);
  const alone = createPlainRunner(run);
  if (gauge.orders === 'chain') return createChainRunner(run, alone);
  // What lies in the instant itself is in the window in any order if it reaches both ways.
  if (gauge.sees === 'all' && window.before !== undefined && window.after !== undefined) {
    return alone;
  }
  let together: Runner | undefined;
  const either: Runner = (rank, extent, instant) => {
    if (!instant) return alone(rank, extent, instant);
    together ??= createTieRunner(run, alone);
    return together(rank, extent, instant);
  };
  return Object.assign(either, pacingOf(alone));
}

/** How a runner goes on step by step, without what it computes. */
function pacingOf({
  move,
  effort,
}: Pick<Runner, 'move' | 'effort'>): Pick<Runner, 'move' | 'effort'> {
  return { ...(move && { move }), ...(effort && { effort }) };
}

/** Computes the fact in the order at hand. */
function createPlainRunner(run: Run): Runner {
  const { gauge, doubt, timeline } = run;
  const meter = gauge.fact.each === undefined ? createMeter(run) : createScore(run);
  // Most events change nothing, and the same answer is the same object, which saves its tests.
  let last: KnownFactValue | undefined;
  let lastValue: FactValue;
  let lastIgnorance: Uncertainty | undefined;
  const read: Runner = (rank, extent) => {
    const own = gauge.ownOf(timeline.rowAt(rank));
    const value = meter.read(rank, extent, own);
    const end = endOf(gauge.sees, rank, extent);
    const ignorance =
      gauge.needsOwn && own.length === 0
        ? undefined
        : doubt.of(doubt.count(extent.start, end), extent);
    if (last && !meter.witness && value === lastValue && ignorance === lastIgnorance) return last;
    last = gauge.known(value, ignorance, { witness: meter.witness?.() });
    [lastValue, lastIgnorance] = [value, ignorance];
    return last;
  };
  return Object.assign(read, pacingOf(meter));
}

/** Reads a fact of event after event, and tells what the last answer rests on. */
interface Meter extends Pick<Accumulator, 'witness'>, Pick<Runner, 'move' | 'effort'> {
  read(rank: number, extent: WindowBounds, own: Values): FactValue;
}

/** Lets members come and go as the window moves on. */
function createMeter({ gauge, members, valuesAt }: Run): Meter {
  const accumulator = gauge.create();
  const slide = createSlide(accumulator, members, valuesAt);
  return {
    ...(accumulator.witness && { witness: accumulator.witness }),
    ...(accumulator.effort && { effort: accumulator.effort }),
    move: (rank, extent) => slide(extent.start, endOf(gauge.sees, rank, extent), mostMoves),
    read(rank, extent, own) {
      slide(extent.start, endOf(gauge.sees, rank, extent));
      return accumulator.read(own);
    },
  };
}

/** Compares buckets. */
function createScore(run: Run): Meter {
  const buckets = bucketsOf(run);
  const { before = 0, every = before } = run.window;
  const count = Math.floor(before / every);
  return {
    effort: () => count,
    read: (rank, { heard }) => {
      const [score] = buckets.measure({ rank, end: rank + 1, heard, read: buckets.size });
      return score;
    },
  };
}
