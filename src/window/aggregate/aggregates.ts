import type { Fact } from '../../rule/window/window.ts';
import type { FactName } from '../../rule/window/window-function.ts';
import type { Store } from '../../store/store.ts';
import {
  beginsAnew,
  falls,
  fallsToSince,
  gains,
  gives,
  mayFail,
  moves,
  rises,
  risesByOnes,
  risesToRules,
  type Unseen,
  wavers,
} from '../uncertainty.ts';
import type { Accumulator } from './accumulator.ts';
import {
  createCount,
  createDistinct,
  createFamiliar,
  createListed,
  createMost,
  createPortion,
  createSteps,
  createSurprise,
  createSwitches,
} from './counting.ts';
import { createMean, createOrdered, createSum, medianOf, percentileOf } from './numeric.ts';
import {
  createNearest,
  createSpan,
  farthest,
  fastest,
  kilometresFrom,
  secondsFrom,
  speedFrom,
} from './previous-event.ts';
import { createSimilar } from './similar.ts';
import { lookAlike } from './similarity.ts';

/** What an accumulator is made for. */
export interface AggregateSetting {
  readonly fact: Fact;
  /** Where what many events leave behind is kept. */
  readonly store: Store;
  /** The text of a dictionary number. */
  text(id: number): string;
}

export interface Aggregate {
  /** What is read of each event. */
  readonly reads: Reads;
  /** Whether neighbours mean nothing to an event that has no value of its own. */
  readonly needsOwn?: true;
  /** What other orders of the events of one instant can make of it. */
  readonly orders: OrdersKind;
  /** What events that are missing can still make of it. */
  readonly unseen: Unseen<number | undefined> | Unseen<unknown>;
  create(setting: AggregateSetting): Accumulator;
}

/** How a fact can depend on the order of the events of one instant. */
export type OrdersKind =
  /** On how many of them count: every whole number between two ends. */
  | 'count'
  /** On whether they count: one value or another. */
  | 'either'
  /** On whether their time counts. */
  | 'extent'
  /** On which of them count, one by one. */
  | 'values'
  | 'numbers'
  | 'buckets'
  /** On which one is nearest. */
  | 'nearest'
  /** Not at all, since whole instants count. */
  | 'none'
  /** On the whole order, in all instants of the window. */
  | 'chain';

/** What a function reads of an event; see `Values`. */
export type Reads =
  | 'nothing'
  /** Combined values; for `values` as one text each. */
  | 'values'
  | 'spelled'
  /** The values of each field; of neighbours those of `among`. */
  | 'names'
  | 'numbers'
  | 'time'
  /** Latitude, longitude, time. */
  | 'place'
  /** The places, in the window's rules, of those that the event matches; or of one: 1 or 0. */
  | 'rules'
  | 'steps'
  | 'matches';

/** The end of both sides: beyond it a deviation says no more. */
export const farOff = 1_000;

const anyNumber = moves(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
const anyPart = moves(0, 1);

/** One row per function. */
export const aggregates = {
  count: { reads: 'nothing', orders: 'count', unseen: risesByOnes, create: createCount },
  distinct: {
    reads: 'values',
    orders: 'count',
    unseen: rises(0),
    create: ({ store }) => createDistinct(store, (counts) => counts.size),
  },
  most: {
    reads: 'values',
    orders: 'count',
    unseen: risesByOnes,
    create: ({ store }) => createMost(store),
  },
  values: {
    reads: 'spelled',
    orders: 'values',
    unseen: gains,
    create: () => createListed((values) => values),
  },
  switches: {
    reads: 'values',
    orders: 'chain',
    unseen: rises(0),
    create: ({ store }) => createSwitches(store),
  },
  portion: {
    reads: 'values',
    orders: 'numbers',
    unseen: anyPart,
    create: ({ fact, store }) => createPortion(store, fact.often),
  },
  share: { reads: 'matches', orders: 'numbers', unseen: anyPart, create: createMean },
  span: {
    reads: 'time',
    orders: 'extent',
    unseen: rises(0),
    create: ({ store }) => createSpan(store),
  },
  sum: { reads: 'numbers', orders: 'numbers', unseen: anyNumber, create: createSum },
  avg: { reads: 'numbers', orders: 'numbers', unseen: anyNumber, create: createMean },
  min: {
    reads: 'numbers',
    orders: 'numbers',
    unseen: falls(),
    create: () => createOrdered(({ at }) => at(0)),
  },
  max: {
    reads: 'numbers',
    orders: 'numbers',
    unseen: rises(Number.NEGATIVE_INFINITY),
    create: () => createOrdered(({ at, size }) => at(size - 1)),
  },
  median: {
    reads: 'numbers',
    orders: 'numbers',
    unseen: anyNumber,
    create: () => createOrdered(medianOf),
  },
  percentile: {
    reads: 'numbers',
    orders: 'numbers',
    unseen: anyNumber,
    create: ({ fact }) => createOrdered((numbers) => percentileOf(numbers, fact.percent ?? 100)),
  },
  rules: {
    reads: 'rules',
    orders: 'count',
    unseen: risesToRules,
    create: ({ store }) => createDistinct(store, (counts) => counts.size),
  },
  steps: { reads: 'steps', orders: 'chain', unseen: risesToRules, create: createSteps },
  since: {
    reads: 'matches',
    orders: 'none',
    unseen: beginsAnew,
    create: () => {
      throw new TypeError('what begins anew is counted from the last match');
    },
  },
  zscore: {
    reads: 'nothing',
    orders: 'buckets',
    unseen: wavers(-farOff, farOff),
    create: () => {
      throw new TypeError('buckets have accumulators of their own');
    },
  },
  new: {
    reads: 'values',
    orders: 'either',
    needsOwn: true,
    unseen: mayFail,
    create: ({ store }) =>
      createDistinct(store, (counts, own) => own.some((value) => counts.of(value) === 0)),
  },
  familiar: {
    reads: 'values',
    orders: 'numbers',
    needsOwn: true,
    unseen: anyPart,
    create: ({ store }) => createFamiliar(store),
  },
  surprise: {
    reads: 'values',
    orders: 'numbers',
    needsOwn: true,
    unseen: moves(0, Number.POSITIVE_INFINITY),
    create: ({ store }) => createSurprise(store),
  },
  similar: {
    reads: 'names',
    orders: 'either',
    needsOwn: true,
    unseen: rises(0, lookAlike),
    create: ({ text }) => createSimilar(text),
  },
  last: {
    reads: 'values',
    orders: 'nearest',
    unseen: gives,
    create: () => createNearest((values) => values),
  },
  seconds: {
    reads: 'time',
    orders: 'nearest',
    unseen: fallsToSince,
    create: () => createNearest(secondsFrom),
  },
  km: {
    reads: 'place',
    orders: 'nearest',
    needsOwn: true,
    unseen: moves(0, farthest),
    create: () => createNearest(kilometresFrom),
  },
  kmh: {
    reads: 'place',
    orders: 'nearest',
    needsOwn: true,
    unseen: moves(0, fastest),
    create: () => createNearest(speedFrom),
  },
} satisfies Readonly<Record<FactName, Aggregate>>;
