/** The least and the greatest number of something, over all orders of events of one instant. */
export interface Spread {
  readonly low: number;
  readonly high: number;
}

/**
 * How often the value changes from one event to the next, over all orders of the events of one instant.
 * Instants come one after the other, each as the values of its events.
 */
export function switchesOf(instants: Iterable<readonly number[]>): Spread {
  // By the value that stands last, what it took to get there.
  let last: ReadonlyMap<number, Spread> | undefined;
  for (const values of instants) {
    if (values.length === 0) continue;
    const counts = countsOf(values);
    const reached = new Map<number, Spread>();
    const reach = (value: number, { low, high }: Spread): void => {
      const known = reached.get(value);
      reached.set(
        value,
        known ? { low: Math.min(low, known.low), high: Math.max(high, known.high) } : { low, high },
      );
    };
    for (const first of counts.keys()) {
      const before = last ? stepTo(first, last) : { low: 0, high: 0 };
      for (const end of counts.keys()) {
        const inner = innerSwitches(counts, values.length, first, end);
        if (inner) reach(end, { low: before.low + inner.low, high: before.high + inner.high });
      }
    }
    last = reached;
  }
  return last ? spreadOf([...last.values()]) : { low: 0, high: 0 };
}

function countsOf(values: readonly number[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** What it takes to come to a value from any that stood last. */
function stepTo(value: number, last: ReadonlyMap<number, Spread>): Spread {
  return spreadOf(
    [...last].map(([end, { low, high }]) => {
      const step = end === value ? 0 : 1;
      return { low: low + step, high: high + step };
    }),
  );
}

function spreadOf(spreads: readonly Spread[]): Spread {
  return {
    low: Math.min(...spreads.map(({ low }) => low)),
    high: Math.max(...spreads.map(({ high }) => high)),
  };
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
