/** The least and the greatest number of something, over all orders of events of one instant. */
export interface Spread {
  readonly low: number;
  readonly high: number;
}

/** What it takes to get there, by the value that stands last; undefined before the first value. */
export type Ends = ReadonlyMap<number, Spread> | undefined;

/**
 * How often the value changes from one event to the next, over all orders of the events of each instant.
 * Instants come one after the other, each as the values of its events.
 */
export function switchesOf(ends: Ends): Spread {
  return ends ? spreadOf([...ends.values()]) : { low: 0, high: 0 };
}

/** Of an instant with more different values it is not looked at which stands first and which last. */
const mostEnds = 8;

/** Goes on with the values of one instant. */
export function follow(ends: Ends, values: readonly number[]): Ends {
  if (values.length === 0) return ends;
  const counts = countsOf(values);
  if (counts.size > mostEnds) return followMany(ends, values.length, counts);
  const reached = new Map<number, Spread>();
  for (const first of counts.keys()) {
    const before = ends ? stepTo(first, ends) : { low: 0, high: 0 };
    for (const end of counts.keys()) {
      const inner = innerSwitches(counts, values.length, first, end);
      if (!inner) continue;
      const spread = { low: before.low + inner.low, high: before.high + inner.high };
      const known = reached.get(end);
      reached.set(end, known ? spreadOf([known, spread]) : spread);
    }
  }
  return reached;
}

/** The same for many values: some more changes are taken for possible than are, and some fewer. */
function followMany(ends: Ends, length: number, counts: ReadonlyMap<number, number>): Ends {
  const before = switchesOf(ends);
  const twins = Math.max(0, ...[...counts.values()].map((count) => count * 2 - length - 1));
  const low = before.low + counts.size - 1;
  const high = before.high + (ends ? 1 : 0) + length - 1 - twins;
  return new Map([...counts.keys()].map((value) => [value, { low, high }]));
}

function countsOf(values: readonly number[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** What it takes to come to a value from any that stood last. */
function stepTo(value: number, ends: ReadonlyMap<number, Spread>): Spread {
  return spreadOf(
    [...ends].map(([end, { low, high }]) => {
      const step = end === value ? 0 : 1;
      return { low: low + step, high: high + step };
    }),
  );
}

function spreadOf(spreads: readonly Spread[]): Spread {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const spread of spreads) {
    low = Math.min(low, spread.low);
    high = Math.max(high, spread.high);
  }
  return { low, high };
}

/** Changes among values of which the first and the last are given; undefined if that cannot be. */
function innerSwitches(
  counts: ReadonlyMap<number, number>,
  length: number,
  first: number,
  end: number,
): Spread | undefined {
  const own = counts.get(first) as number;
  if (length === 1) return first === end ? { low: 0, high: 0 } : undefined;
  if (first === end && own < 2) return undefined;
  const returns = first === end && counts.size > 1 ? 1 : 0;
  let twins = 0;
  for (const [value, count] of counts) {
    // Between the others, and at an end that is not another one's, there is room for one each.
    const room = length - count + 1 - (value === first ? 0 : 1) - (value === end ? 0 : 1);
    twins = Math.max(twins, count - room);
  }
  return { low: counts.size - 1 + returns, high: length - 1 - twins };
}

/**
 * How many steps are taken in order, by different events, over all orders of the events of one instant.
 * Instants come one after the other, each as the steps that its events can be.
 */
export function stepsOf(instants: Iterable<readonly (readonly number[])[]>): Spread {
  let [low, high] = [0, 0];
  for (const events of instants) {
    low = fewest(low, events);
    high = most(high, events);
  }
  return { low, high };
}

/** How far the steps go on from one if the events come as they help most. */
export function most(from: number, events: readonly (readonly number[])[]): number {
  const takenBy = new Map<number, number>();
  const take = (step: number, tried: Set<number>): boolean =>
    events.some((steps, event) => {
      if (!steps.includes(step) || tried.has(event)) return false;
      tried.add(event);
      const other = takenBy.get(event);
      if (other !== undefined && !take(other, tried)) return false;
      takenBy.set(event, step);
      return true;
    });
  let to = from;
  while (take(to, new Set())) to++;
  return to;
}

/** So few events are tried in every order. */
const mostTried = 6;

/** How far the steps go on from one if the events come as they help least. */
function fewest(from: number, events: readonly (readonly number[])[]): number {
  const helping = events.filter((steps) => steps.some((step) => step >= from));
  // An event that is not the next step comes first, and is of no use any more.
  const left = helping.filter((steps) => steps.includes(from));
  if (left.length === 0) return from;
  if (left.length > mostTried) return fewest(from + 1, left.slice(1));
  return Math.min(
    ...left.map((_, taken) =>
      fewest(
        from + 1,
        left.filter((_, event) => event !== taken),
      ),
    ),
  );
}
