import type { Accumulator, Values } from '../aggregate/accumulator.ts';
import { bucketsOf, createSlide, type Run, type Runner } from '../fact-runner.ts';
import type { WindowBounds } from '../window-bounds.ts';
import type { Instant } from './instant.ts';
import {
  differing,
  knownOf,
  mostChosen,
  type Readings,
  readChoices,
  readWith,
  type TieReading,
} from './tie-readings.ts';
import { othersOf, type Sides, sidesOf, uncertaintyOf } from './window-sides.ts';

/**
 * Computes a fact of events that are not alone in their instant. The first answer is the one with all
 * others of the instant in a window that looks back, and none of them in one that looks on, which is
 * what the window's edges say; the other orders stand beside it.
 */
export function createTieRunner(run: Run, alone: Runner): Runner {
  const { aggregate, timeIndex, doubt } = run;
  const read = aggregate.orders === 'buckets' ? createBucketReader(run) : createReader(run);
  return (rank, bounds, instant) => {
    const sides = sidesOf(run, rank, instant as Instant, bounds);
    const isDoubtful = doubt.count(...sides.joined) > doubt.count(...sides.apart);
    if (sides.others === 0 && !isDoubtful) return alone(rank, bounds, instant);
    const own = aggregate.ownOf(timeIndex.rowAt(rank));
    const isLost = aggregate.needsOwn && own.length === 0;
    const uncertainty = isLost ? nothingOpen : uncertaintyOf(run, rank, sides, bounds);
    return knownOf(aggregate, read({ rank, bounds, sides, own }), uncertainty);
  };
}

const nothingOpen = [undefined, undefined] as const;

interface Asked {
  readonly rank: number;
  readonly bounds: WindowBounds;
  readonly sides: Sides;
  /** The values of the candidate. */
  readonly own: Values;
}

type Read = (asked: Asked) => Readings;

/** Events of one instant that are looked at one by one, at most: nobody knows the order of so many. */
const mostLookedAt = 1_024;

const none: Values = [];

/** Reads functions for which it does not matter in which order events came, but which ones did. */
function createReader(run: Run): Read {
  const { aggregate, members, valuesAt, timeIndex, key, window } = run;
  const [apart, joined] = [aggregate.create(), aggregate.create()];
  const slideApart = createSlide(apart, members, valuesAt);
  const slideJoined = createSlide(joined, members, valuesAt);
  return (asked) => {
    const { rank, sides, own } = asked;
    slideApart(...sides.apart);
    slideJoined(...sides.joined);
    const itself = sides.isMember ? aggregate.valuesOf(timeIndex.rowAt(rank), key) : none;
    const isSpan = aggregate.orders === 'extent';
    const comes = sides.isMember && sides.countsItself && !isSpan;
    const goes = sides.isMember && !sides.countsItself && !isSpan;
    if (comes) apart.add(itself, rank);
    if (goes) joined.remove(itself);
    const read = (from: Accumulator, isJoined: boolean): TieReading => {
      return { value: from.read(own), restsOn: from.restsOn?.(), joined: isJoined };
    };
    const [without, withAll] = [read(apart, false), read(joined, true)];
    // The time of an event that counts itself is in the window whatever its others do.
    const ends = isSpan && sides.countsItself ? [withAll] : [withAll, without];
    const readings = readBetween(run, apart, asked, ends);
    if (comes) apart.remove(itself);
    if (goes) joined.add(itself, rank);
    return window.before === undefined ? turned(readings) : readings;
  };
}

/** Facts that depend on how many have the event's own values. */
const ofOwnValue: ReadonlySet<string> = new Set(['familiar', 'surprise']);

/** What the fact is with some of the others, but not all, in the window. */
function readBetween(
  run: Run,
  apart: Accumulator,
  { rank, sides, own }: Asked,
  ends: readonly TieReading[],
): Readings {
  const { orders, fact } = run.aggregate;
  const isMany = sides.others > mostChosen;
  const choices = (): readonly TieReading[] => {
    const weigh = (values: Values): number =>
      ofOwnValue.has(fact.compute)
        ? values.filter((one) => own.includes(one)).length
        : meanOf(values);
    return readChoices(apart, othersOf(run, rank, sides, mostLookedAt), weigh, () =>
      apart.read(own),
    );
  };
  switch (orders) {
    case 'count':
      return fact.compute === 'count' || isMany
        ? { values: differing(ends), between: 'whole' }
        : { values: differing([...ends, ...choices()]) };
    case 'numbers': {
      const between = isMany ? 'any' : undefined;
      return { values: differing([...ends, ...choices()]), between };
    }
    case 'values': {
      // If there are values without the others, then one of the ends is as good as any choice.
      const isEmpty = ends.some(({ value }) => (value as Values).length === 0);
      const singles = isEmpty ? othersOf(run, rank, sides, mostSingles) : [];
      const read = (values: Values) => ({ value: readWith(apart, values, rank, own) });
      return { values: [...ends, ...singles.map(read)] };
    }
    default:
      return { values: differing(ends) };
  }
}

/** So many events are tried as the only one of their instant. */
const mostSingles = 64;

/** The same readings, beginning with the one without the others of the instant. */
function turned({ values, between }: Readings): Readings {
  const first = values.filter(({ joined }) => joined === false);
  return { values: [...first, ...values.filter((value) => !first.includes(value))], between };
}

/** Reads buckets, of which only the newest one has an edge in the instant. */
function createBucketReader(run: Run): Read {
  const { aggregate, timeIndex, key } = run;
  const [apart, joined] = [bucketsOf(run), bucketsOf(run)];
  return ({ rank, bounds: { heard, end }, sides }) => {
    const itself = sides.isMember ? aggregate.valuesOf(timeIndex.rowAt(rank), key) : none;
    const others = othersOf(run, rank, sides, mostLookedAt);
    const read = (bucket: Accumulator): readonly number[] => {
      if (sides.isMember) bucket.add(itself, rank);
      const choices = readChoices(bucket, others, meanOf, () => apart.size(bucket)[0]);
      if (sides.isMember) bucket.remove(itself);
      return choices.map(({ value }) => value as number);
    };
    const last = sides.joined[1];
    const all = joined.deviations({ rank, end: Math.min(last, end), heard, read: joined.size });
    const some = apart.deviations({ rank, end: sides.apart[1], heard, read });
    return {
      values: differing([...all, ...some].map((value) => ({ value }))),
      between: others.length > mostChosen ? 'any' : undefined,
    };
  };
}

function meanOf(values: Values): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
