import type { Extent } from './extent.ts';
import { most, type Spread, stepsOf, switchesOf } from './functions/arrangement.ts';
import type { Values } from './functions.ts';
import { placeOf } from './numbers.ts';
import { knownOf, type Reading } from './readings.ts';
import type { Run, Runner } from './runner.ts';
import { ignoranceOf, type Sides, sidesOf } from './sides.ts';

/** A window of more events that are not alone is not gone through for each event that is judged. */
const mostArranged = 4_096;

/**
 * Computes a fact for which it matters in which order all events of a window came. As long as no two
 * of them share an instant, that is known.
 */
export function createChainRunner(run: Run, alone: Runner): Runner {
  const { gauge, window, doubt } = run;
  const looksBothWays =
    gauge.sees === 'all' && window.before !== undefined && window.after !== undefined;
  const hasTies = createTieCount(run);
  return (rank, extent, instant) => {
    const sides = looksBothWays
      ? wholeSides(rank, extent)
      : sidesOf(run, rank, instant ?? { start: rank, end: rank + 1 }, extent);
    const isTied = hasTies(...sides.joined);
    const isDoubtful = doubt.count(...sides.joined) > doubt.count(...sides.apart);
    const others = instant && !looksBothWays ? sides.others : 0;
    const known = alone(rank, extent, instant);
    if (!isTied && others === 0 && !isDoubtful) return known;
    const { low, high } = arrange(run, rank, sides, looksBothWays);
    const values: Reading[] = low === high ? [{ value: high }] : [{ value: high }, { value: low }];
    const between = low === high ? undefined : 'whole';
    const open = doubt.of(doubt.count(extent.start, extent.end), extent);
    const ignorance = looksBothWays
      ? ([open, open] as const)
      : ignoranceOf(run, rank, sides, extent);
    return knownOf(gauge, { values, between }, ignorance);
  };
}

/** A window that looks both ways has all of its instant in it. */
function wholeSides(rank: number, extent: Extent): Sides {
  const whole = [extent.start, extent.end] as const;
  const nowhere = { isMember: false, countsItself: false, others: 0, from: rank, to: rank };
  return { apart: whole, joined: whole, ...nowhere };
}

/** Whether any two members of ranks from `start` up to `end`, both ascending, share an instant. */
function createTieCount({ members, timeline }: Run): (start: number, end: number) => boolean {
  let [first, next, ties] = [0, 0, 0];
  const isTied = (at: number): boolean =>
    at > 0 && timeline.timeAt(members.get(at - 1)) === timeline.timeAt(members.get(at));
  return (start, end) => {
    for (; next < members.length && members.get(next) < end; next++) if (isTied(next)) ties++;
    for (; first < next && members.get(first) < start; first++) if (isTied(first)) ties--;
    return ties > 0;
  };
}

function arrange(run: Run, rank: number, sides: Sides, looksBothWays: boolean): Spread {
  const { gauge, members, window } = run;
  const steps = gauge.fact.compute === 'steps';
  const [start, end] = sides.apart;
  const [from, to] = [placeOf(members, start), placeOf(members, end)];
  if (to - from > mostArranged) return { low: 0, high: steps ? window.rules.length : to - from };
  const rest = [...instantsOf(run, from, to)];
  if (looksBothWays) return switchesOf(rest.map(firstsOf));
  const own = sides.countsItself ? [run.valuesAt(placeOf(members, rank))] : [];
  const others: Values[] = [];
  for (let at = sides.from; at < sides.to; at++) {
    if (members.get(at) !== rank) others.push(run.valuesAt(at));
  }
  if (steps) return arrangeSteps(rest, others, own[0] ?? []);
  const ordered = (some: readonly Values[]) =>
    (window.before === undefined ? [some, ...rest] : [...rest, some]).map(firstsOf);
  return {
    low: switchesOf(ordered(own)).low,
    high: switchesOf(ordered([...others, ...own])).high,
  };
}

/** The judged event is the last one in any order of those that count. */
function arrangeSteps(
  rest: readonly (readonly Values[])[],
  others: readonly Values[],
  own: Values,
): Spread {
  const { low, high } = stepsOf(rest);
  const reached = most(high, others);
  return {
    low: low + (own.includes(low) ? 1 : 0),
    high: reached + (own.includes(reached) ? 1 : 0),
  };
}

/** The values of members from one place to another, instant by instant. */
function* instantsOf({ members, timeline, valuesAt }: Run, from: number, to: number) {
  let instant: Values[] = [];
  for (let at = from; at < to; at++) {
    const isNew =
      at > from && timeline.timeAt(members.get(at - 1)) !== timeline.timeAt(members.get(at));
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
