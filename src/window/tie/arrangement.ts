/** The least and the greatest number of something, over all orders of events of one instant. */
export interface Spread {
  readonly low: number;
  readonly high: number;
}

/**
 * The numbers of changes that can be, even ones and odd ones: of events with two different values, the
 * first and the last of which are given, they differ by two.
 */
export interface Changes {
  readonly even: Spread | undefined;
  readonly odd: Spread | undefined;
}

/** What it takes to get there, by the value that stands last; undefined before the first value. */
export type Ends = ReadonlyMap<number, Changes> | undefined;

const unchanged: Changes = { even: { low: 0, high: 0 }, odd: undefined };

/**
 * How often the value changes from one event to the next, over all orders of the events of each instant.
 * Instants come one after the other, each as the values of its events.
 */
export function switchesOf(ends: Ends): Changes {
  return ends ? unite([...ends.values()]) : unchanged;
}

/** Every number of changes that can be, ascending. */
export function numbersIn({ even, odd }: Changes): readonly number[] {
  const numbers = [even, odd].flatMap((spread) => {
    if (!spread) return [];
    const { low, high } = spread;
    return Array.from({ length: (high - low) / 2 + 1 }, (_, at) => low + at * 2);
  });
  return numbers.sort((a, b) => a - b);
}

/** Of an instant with more different values it is not looked at which stands first and which last. */
const mostEnds = 8;

/** Goes on with the values of one instant. */
export function follow(ends: Ends, values: readonly number[]): Ends {
  if (values.length === 0) return ends;
  const counts = countsOf(values);
  if (counts.size > mostEnds) return followMany(ends, values.length, counts);
  const reached = new Map<number, Changes>();
  for (const first of counts.keys()) {
    const before = ends ? stepTo(first, ends) : unchanged;
    for (const end of counts.keys()) {
      const inner = innerSwitches(counts, values.length, first, end);
      if (!inner) continue;
      const changes = add(before, inner);
      const known = reached.get(end);
      reached.set(end, known ? unite([known, changes]) : changes);
    }
  }
  return reached;
}

/** The same for many values: some more changes are taken for possible than are, and some fewer. */
function followMany(ends: Ends, length: number, counts: ReadonlyMap<number, number>): Ends {
  const before = switchesOf(ends);
  const twins = Math.max(0, ...[...counts.values()].map((count) => count * 2 - length - 1));
  const inner = { low: counts.size - 1, high: (ends ? 1 : 0) + length - 1 - twins };
  const changes = add(before, every(inner));
  return new Map([...counts.keys()].map((value) => [value, changes]));
}

export function countsOf(values: readonly number[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** What it takes to come to a value from any that stood last. */
function stepTo(value: number, ends: ReadonlyMap<number, Changes>): Changes {
  const one: Changes = { even: undefined, odd: { low: 1, high: 1 } };
  return unite([...ends].map(([end, changes]) => (end === value ? changes : add(changes, one))));
}

/** Every whole number from the least to the greatest. */
function every({ low, high }: Spread): Changes {
  const from = (parity: number): Spread | undefined => {
    const [least, greatest] = [low + ((low + parity) & 1), high - ((high + parity) & 1)];
    return least > greatest ? undefined : { low: least, high: greatest };
  };
  return { even: from(0), odd: from(1) };
}

function add(a: Changes, b: Changes): Changes {
  const sum = (x: Spread | undefined, y: Spread | undefined): readonly Spread[] =>
    x && y ? [{ low: x.low + y.low, high: x.high + y.high }] : [];
  return {
    even: spreadOf([...sum(a.even, b.even), ...sum(a.odd, b.odd)]),
    odd: spreadOf([...sum(a.even, b.odd), ...sum(a.odd, b.even)]),
  };
}

/** What can be if any one of several ways was gone. */
export function unite(some: readonly Changes[]): Changes {
  return {
    even: spreadOf(some.flatMap(({ even }) => even ?? [])),
    odd: spreadOf(some.flatMap(({ odd }) => odd ?? [])),
  };
}

function spreadOf(spreads: readonly Spread[]): Spread | undefined {
  if (spreads.length === 0) return undefined;
  const low = Math.min(...spreads.map((spread) => spread.low));
  return { low, high: Math.max(...spreads.map((spread) => spread.high)) };
}

/** Changes among values of which the first and the last are given; undefined if that cannot be. */
function innerSwitches(
  counts: ReadonlyMap<number, number>,
  length: number,
  first: number,
  end: number,
): Changes | undefined {
  const own = counts.get(first) as number;
  if (length === 1) return first === end ? unchanged : undefined;
  if (first === end && own < 2) return undefined;
  const returns = first === end && counts.size > 1 ? 1 : 0;
  let twins = 0;
  for (const [value, count] of counts) {
    // Between the others, and at an end that is not another one's, there is room for one each.
    const room = length - count + 1 - (value === first ? 0 : 1) - (value === end ? 0 : 1);
    twins = Math.max(twins, count - room);
  }
  const all = every({ low: counts.size - 1 + returns, high: length - 1 - twins });
  if (counts.size > 2) return all;
  // Of two values, one comes to the other by an odd number of changes.
  return first === end ? { ...all, odd: undefined } : { ...all, even: undefined };
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
