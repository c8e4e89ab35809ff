import { lowerBound } from '../../store/binary-search.ts';
import type { Values } from '../aggregate/accumulator.ts';
import type { Run, Runner } from '../fact-runner.ts';
import type { WindowBounds } from '../window-bounds.ts';
import {
  countsOf,
  type Ends,
  follow,
  most,
  numbersIn,
  type Spread,
  stepsOf,
  switchesOf,
  unite,
} from './arrangement.ts';
import { knownOf, type TieReading } from './tie-readings.ts';
import { isFixed, type Sides, sidesOf, uncertaintyOf } from './window-sides.ts';

/** A window of more events that are not alone is not gone through for each candidate. */
const mostArranged = 4_096;

/**
 * Computes a fact for which it matters in which order all events of a window came. As long as no two
 * of them share an instant, that is known.
 */
export function createChainRunner(run: Run, alone: Runner): Runner {
  const { aggregate, window, doubt } = run;
  const isWhole = isFixed(aggregate, window);
  const isSwitches = aggregate.fact.compute === 'switches';
  const hasTies = createTieCount(run, isSwitches);
  const arrange = createArrangement(run, isWhole);
  return (rank, bounds, instant) => {
    const sides = isWhole
      ? wholeSides(rank, bounds)
      : sidesOf(run, rank, instant ?? { start: rank, end: rank + 1 }, bounds);
    const isTied = hasTies(...sides.joined);
    const isDoubtful = doubt.count(...sides.joined) > doubt.count(...sides.apart);
    // Others of its instant that have the event's own value change nothing if it is there in any order.
    const isAlike = !isTied && isSwitches && sides.countsItself;
    const others = instant && !isWhole && !isAlike ? sides.others : 0;
    const known = alone(rank, bounds, instant);
    if (!isTied && others === 0 && !isDoubtful) return known;
    const { numbers, between } = arrange(rank, sides);
    const values: TieReading[] = numbers.map((value) => ({ value }));
    const open = doubt.of(doubt.count(bounds.start, bounds.end), bounds);
    const uncertainty = isWhole ? ([open, open] as const) : uncertaintyOf(run, rank, sides, bounds);
    return knownOf(aggregate, { values, between }, uncertainty);
  };
}

/** A window that has all of the candidate's instant in it, or nothing of it. */
function wholeSides(rank: number, bounds: WindowBounds): Sides {
  const whole = [bounds.start, bounds.end] as const;
  const nowhere = { isMember: false, countsItself: false, others: 0, from: rank, to: rank };
  return { apart: whole, joined: whole, ...nowhere };
}

/**
 * Whether any two members of ranks from `start` up to `end`, both ascending, share an instant; if it
 * matters, with different values.
 */
function createTieCount(
  { members, timeIndex, valuesAt }: Run,
  ofValues: boolean,
): (start: number, end: number) => boolean {
  let [first, next, ties] = [0, 0, 0];
  const isTied = (at: number): boolean =>
    at > 0 &&
    timeIndex.timeAt(members.get(at - 1)) === timeIndex.timeAt(members.get(at)) &&
    (!ofValues || valuesAt(at - 1)[0] !== valuesAt(at)[0]);
  return (start, end) => {
    for (; next < members.length && members.get(next) < end; next++) if (isTied(next)) ties++;
    for (; first < next && members.get(first) < start; first++) if (isTied(first)) ties--;
    return ties > 0;
  };
}

/** What was found out of the instants beside the candidate's, which it shares with others. */
interface Rest {
  readonly start: number;
  readonly end: number;
  readonly ends: Ends;
  readonly steps: Spread;
}

/** The numbers that a fact is in some order, the greatest first, and whether those between them count too. */
interface Arranged {
  readonly numbers: readonly number[];
  readonly between: 'whole' | undefined;
}

/** So many numbers are told one by one. */
const mostNumbers = 64;

function arranged(numbers: readonly number[]): Arranged {
  const descending = numbers.toReversed();
  const ends = [descending[0] as number, descending.at(-1) as number];
  return numbers.length > mostNumbers
    ? { numbers: ends, between: 'whole' }
    : { numbers: descending, between: undefined };
}

function allBetween({ low, high }: Spread): Arranged {
  return low === high
    ? { numbers: [high], between: undefined }
    : { numbers: [high, low], between: 'whole' };
}

/** Finds the numbers over all orders; events of one instant share most of the work. */
function createArrangement(run: Run, isWhole: boolean): (rank: number, sides: Sides) => Arranged {
  const { aggregate, members, window } = run;
  const isSteps = aggregate.fact.compute === 'steps';
  const looksOn = window.before === undefined;
  let rest: Rest | undefined;
  const restOf = (start: number, end: number): Rest => {
    if (rest?.start === start && rest.end === end) return rest;
    const instants = [...instantsOf(run, lowerBound(members, start), lowerBound(members, end))];
    // Changes are as many from the other end.
    const ordered = looksOn ? instants.reverse() : instants;
    rest = {
      start,
      end,
      ends: isSteps ? undefined : ordered.map(firstsOf).reduce<Ends>(follow, undefined),
      steps: isSteps ? stepsOf(instants) : { low: 0, high: 0 },
    };
    return rest;
  };
  return (rank, sides) => {
    const [start, end] = sides.apart;
    const size = lowerBound(members, end) - lowerBound(members, start) + sides.others;
    if (size > mostArranged) {
      return allBetween({ low: 0, high: isSteps ? window.rules.length : size });
    }
    const { ends, steps } = restOf(start, end);
    if (isWhole) return isSteps ? allBetween(steps) : arranged(numbersIn(switchesOf(ends)));
    const own = sides.countsItself ? [run.valuesAt(lowerBound(members, rank))] : [];
    const others: Values[] = [];
    for (let at = sides.from; at < sides.to; at++) {
      if (members.get(at) !== rank) others.push(run.valuesAt(at));
    }
    if (isSteps) return allBetween(arrangeSteps(steps, others, own[0] ?? []));
    // Some of the others come before the candidate, in any order among themselves, and it comes last.
    const ways = choicesOf(firstsOf(others)).map((chosen) =>
      switchesOf(follow(follow(ends, chosen), firstsOf(own))),
    );
    return arranged(numbersIn(unite(ways)));
  };
}

/** Choices of some of an instant's values are gone through one by one as long as they are so few. */
const mostChoices = 256;

/** Every choice of some values; of too many none, each one by itself, and all of them. */
function choicesOf(values: readonly number[]): readonly (readonly number[])[] {
  const counts = [...countsOf(values)];
  const number = counts.reduce((product, [, count]) => product * (count + 1), 1);
  if (number > mostChoices) return [[], ...counts.map(([value]) => [value]), values];
  return counts.reduce<readonly (readonly number[])[]>(
    (choices, [value, count]) =>
      choices.flatMap((chosen) =>
        Array.from({ length: count + 1 }, (_, times) => [
          ...chosen,
          ...Array<number>(times).fill(value),
        ]),
      ),
    [[]],
  );
}

/** The candidate is the last one in any order of those that count. */
function arrangeSteps({ low, high }: Spread, others: readonly Values[], own: Values): Spread {
  const reached = most(high, others);
  return {
    low: low + (own.includes(low) ? 1 : 0),
    high: reached + (own.includes(reached) ? 1 : 0),
  };
}

/** The values of members from one place to another, instant by instant. */
function* instantsOf({ members, timeIndex, valuesAt }: Run, from: number, to: number) {
  let instant: Values[] = [];
  for (let at = from; at < to; at++) {
    const isNew =
      at > from && timeIndex.timeAt(members.get(at - 1)) !== timeIndex.timeAt(members.get(at));
    if (isNew) {
      yield instant;
      instant = [];
    }
    instant.push(valuesAt(at));
  }
  if (instant.length > 0) yield instant;
}

/** The values of which it is asked how often they change. */
function firstsOf(events: readonly Values[]): readonly number[] {
  return events.flatMap(([first]) => first ?? []);
}
