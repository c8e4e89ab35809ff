import type { Accumulator, Values } from '../aggregate/aggregates.ts';
import { bucketsOf, createSlide, type Run, type Runner } from '../fact-runner.ts';
import type { WindowBounds } from '../window-bounds.ts';
import type { Instant } from './instant.ts';
import {
  differing,
  knownOf,
  mostChosen,
  type Readings,
  readChoices,
  type TieReading,
} from './tie-readings.ts';
import { othersOf, type Sides, sidesOf, uncertaintyOf } from './window-sides.ts';

/**
 * Computes a fact of events that are not alone in their instant. The first answer is the one with all
 * others of the instant in a window that looks back, and none of them in one that looks on, which is
 * what the window's edges say; the other orders stand beside it.
 */
export function createTieRunner(run: Run, alone: Runner): Runner {
  const { aggregate, timeline, doubt } = run;
  const read = aggregate.orders === 'buckets' ? createBucketReader(run) : createReader(run);
  return (rank, bounds, instant) => {
    const sides = sidesOf(run, rank, instant as Instant, bounds);
    const isDoubtful = doubt.count(...sides.joined) > doubt.count(...sides.apart);
    if (sides.others === 0 && !isDoubtful) return alone(rank, bounds, instant);
    const own = aggregate.ownOf(timeline.rowAt(rank));
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
  /** The values of the judged event. */
  readonly own: Values;
}

type Read = (asked: Asked) => Readings;

/** Events of one instant that are looked at one by one, at most: nobody knows the order of so many. */
const mostLookedAt = 1_024;

const none: Values = [];

/** Reads functions for which it does not matter in which order events came, but which ones did. */
function createReader(run: Run): Read {
  const { aggregate, members, valuesAt, timeline, key, window } = run;
  const { compute } = aggregate.fact;
  const [apart, joined] = [aggregate.create(), aggregate.create()];
  const slideApart = createSlide(apart, members, valuesAt);
  const slideJoined = createSlide(joined, members, valuesAt);
  const choicesOf = ({ rank, sides, own }: Asked): readonly TieReading[] => {
    const weigh = (values: Values): number =>
      compute === 'familiar' ? values.filter((one) => own.includes(one)).length : meanOf(values);
    const others = othersOf(run, rank, sides, mostLookedAt);
    return readChoices(apart, others, weigh, () => apart.read(own));
  };
  /** What the fact is with some of the others, but not all, in the window. */
  const between = (asked: Asked, ends: readonly TieReading[]): Readings => {
    const { others } = asked.sides;
    switch (aggregate.orders) {
      case 'count': {
        const isRange = compute === 'count' || others > mostChosen;
        if (isRange) return { values: differing(ends), between: 'whole' };
        return { values: differing([...ends, ...choicesOf(asked)]) };
      }
      case 'numbers': {
        const values = differing([...ends, ...choicesOf(asked)]);
        return { values, between: others > mostChosen ? 'any' : undefined };
      }
      case 'values': {
        // If there are values without the others, then one of the ends is as good as any choice.
        const isEmpty = ends.some(({ value }) => (value as Values).length === 0);
        const choices = isEmpty ? singlesOf(asked) : [];
        return { values: [...ends, ...choices] };
      }
      default:
        return { values: differing(ends) };
    }
  };
  const singlesOf = ({ rank, sides, own }: Asked): readonly TieReading[] =>
    othersOf(run, rank, sides, mostSingles).map((values) => {
      apart.add(values, rank);
      const value = apart.read(own);
      apart.remove(values);
      return { value };
    });
  return (asked) => {
    const { rank, sides, own } = asked;
    slideApart(...sides.apart);
    slideJoined(...sides.joined);
    const itself = sides.isMember ? aggregate.valuesOf(timeline.rowAt(rank), key) : none;
    const isSpan = aggregate.orders === 'extent';
    const comes = sides.isMember && sides.countsItself && !isSpan;
    const goes = sides.isMember && !sides.countsItself && !isSpan;
    if (comes) apart.add(itself, rank);
    if (goes) joined.remove(itself);
    const without: TieReading = {
      value: apart.read(own),
      restsOn: apart.restsOn?.(),
      joined: false,
    };
    const withAll: TieReading = {
      value: joined.read(own),
      restsOn: joined.restsOn?.(),
      joined: true,
    };
    // The time of an event that counts itself is in the window whatever its others do.
    const ends = isSpan && sides.countsItself ? [withAll] : [withAll, without];
    const readings = between(asked, ends);
    if (comes) apart.remove(itself);
    if (goes) joined.add(itself, rank);
    return window.before === undefined ? turned(readings) : readings;
  };
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
  const { aggregate, timeline, key } = run;
  const [apart, joined] = [bucketsOf(run), bucketsOf(run)];
  return ({ rank, bounds: { heard, end }, sides }) => {
    const itself = sides.isMember ? aggregate.valuesOf(timeline.rowAt(rank), key) : none;
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
