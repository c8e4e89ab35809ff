import type { Window } from '../rule/window/window.ts';
import type { IntView } from '../store/column.ts';
import { createPace, type Work } from '../store/pausable-work.ts';
import type { Store } from '../store/store.ts';
import type { Accumulator, FactValue, Values } from './aggregate/accumulator.ts';
import type { BoundAggregate } from './aggregate/bound-aggregate.ts';
import { bucketsOf, createSlide, endOf, type Run, type Runner } from './fact-runner.ts';
import type { KnownFactValue } from './fact-test.ts';
import { createSinceRunner } from './since-runner.ts';
import { createChainRunner } from './tie/chain-orders.ts';
import { createInstants } from './tie/instant.ts';
import { createNearestRunner } from './tie/nearest-orders.ts';
import { createTieRunner } from './tie/tie-orders.ts';
import { isFixed } from './tie/window-sides.ts';
import type { TimeIndex } from './time-index.ts';
import type { Uncertainty } from './uncertainty.ts';
import type { WindowBounds } from './window-bounds.ts';
import { createWindowDoubt } from './window-doubt.ts';
import type { WindowMembers } from './window-members.ts';

/** What it takes to slide over one key. */
export interface SlidingWindow {
  readonly window: Window;
  readonly aggregates: readonly BoundAggregate[];
  /** The bounds of the window around the event of a rank. */
  readonly boundsOf: (rank: number) => WindowBounds;
  readonly timeIndex: TimeIndex;
  readonly windowMembers: WindowMembers;
  readonly key: number;
  readonly store: Store;
}

/** Comings and goings of members between which there is no pause. */
const mostMoves = 1_024;

/** Takes every fact of every candidate, in order of time. */
export type ReportFact = (candidate: number, fact: number, known: KnownFactValue) => void;

/**
 * Computes the facts of the candidates of one key, given by rank in ascending order. Each member
 * enters and leaves a window once, so the time is in proportion to members plus candidates.
 */
export function* slideOverKey(sliding: SlidingWindow, ranks: IntView, report: ReportFact): Work {
  const isTime = createPace();
  const members = sliding.windowMembers.ranksOf(sliding.key);
  const instantOf = createInstants(sliding.timeIndex);
  const runners = sliding.aggregates.map((aggregate) => createRunner(aggregate, sliding, members));
  for (let index = 0; index < ranks.length; index++) {
    const rank = ranks.get(index);
    const bounds = sliding.boundsOf(rank);
    const instant = instantOf(rank);
    for (let at = 0; at < runners.length; at++) {
      const runner = runners[at] as Runner;
      let moved: number;
      do {
        moved = runner.move?.(rank, bounds) ?? 0;
        if (isTime(moved)) yield;
      } while (moved === mostMoves);
      report(index, at, runner(rank, bounds, instant));
      if (isTime(1 + (runner.effort?.() ?? 0))) yield;
    }
  }
}

function createRunner(aggregate: BoundAggregate, sliding: SlidingWindow, members: IntView): Runner {
  const { window, timeIndex, key } = sliding;
  const doubt = createWindowDoubt(aggregate, { ...sliding, rules: window.rules.length });
  const valuesAt = (index: number): Values =>
    aggregate.valuesOf(timeIndex.rowAt(members.get(index)), key);
  const run: Run = { aggregate, window, timeIndex, key, members, doubt, valuesAt };
  if (aggregate.orders === 'nearest') return createNearestRunner(run);
  if (aggregate.orders === 'none') return createSinceRunner(run);
  const alone = createPlainRunner(run);
  if (aggregate.orders === 'chain') return createChainRunner(run, alone);
  if (isFixed(aggregate, window)) return alone;
  let together: Runner | undefined;
  const either: Runner = (rank, bounds, instant) => {
    if (!instant) return alone(rank, bounds, instant);
    together ??= createTieRunner(run, alone);
    return together(rank, bounds, instant);
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
  const { aggregate, doubt, timeIndex } = run;
  const meter = aggregate.fact.each === undefined ? createMeter(run) : createScore(run);
  // Most events change nothing, and the same answer is the same object, which saves its tests.
  let last: KnownFactValue | undefined;
  let lastValue: FactValue;
  let lastUncertainty: Uncertainty | undefined;
  const read: Runner = (rank, bounds) => {
    const own = aggregate.ownOf(timeIndex.rowAt(rank));
    const value = meter.read(rank, bounds, own);
    const end = endOf(aggregate.sees, rank, bounds);
    const uncertainty =
      aggregate.needsOwn && own.length === 0
        ? undefined
        : doubt.of(doubt.count(bounds.start, end), bounds);
    if (last && !meter.restsOn && value === lastValue && uncertainty === lastUncertainty)
      return last;
    last = aggregate.known(value, uncertainty, { restsOn: meter.restsOn?.() });
    [lastValue, lastUncertainty] = [value, uncertainty];
    return last;
  };
  return Object.assign(read, pacingOf(meter));
}

/** Reads a fact of event after event, and says what the last answer rests on. */
interface Meter extends Pick<Accumulator, 'restsOn'>, Pick<Runner, 'move' | 'effort'> {
  read(rank: number, bounds: WindowBounds, own: Values): FactValue;
}

/** Lets members come and go as the window moves on. */
function createMeter({ aggregate, members, valuesAt }: Run): Meter {
  const accumulator = aggregate.create();
  const slide = createSlide(accumulator, members, valuesAt);
  return {
    ...(accumulator.restsOn && { restsOn: accumulator.restsOn }),
    ...(accumulator.effort && { effort: accumulator.effort }),
    move: (rank, bounds) => slide(bounds.start, endOf(aggregate.sees, rank, bounds), mostMoves),
    read(rank, bounds, own) {
      slide(bounds.start, endOf(aggregate.sees, rank, bounds));
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
      const [score] = buckets.deviations({ rank, end: rank + 1, heard, read: buckets.size });
      return score;
    },
  };
}
