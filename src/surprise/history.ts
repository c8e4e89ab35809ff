import { features, peerFeatures } from './feature.ts';
import { createPairIndex } from './pair-index.ts';
import type { Stretch, StretchedLog } from './stretch.ts';

/** What nobody taught: a stretch that is out of the ordinary itself says nothing of what is ordinary for others. */
export type IsOdd = (stretch: number) => boolean;

/** Who showed what first, and what each has in common with others. */
export interface History {
  /** The hour in which a subject first showed a value, refused attempts aside; undefined if never. */
  firstHour(subject: number, value: number): number | undefined;
  /** Who showed a value, odd stretches aside, ascending. */
  usersOf(value: number): Int32Array;
  /** How many others showed a value, odd stretches and all. */
  othersOf(subject: number, value: number): number;
  /** How many subjects there are that showed anything, odd stretches aside. */
  readonly people: number;
  /** What a value says of who are peers; 0 if it says nothing. The fewer use it, the more it says. */
  weightOf(value: number): number;
  /** Whether a subject uses a value that peers have in common. */
  has(subject: number, value: number): boolean;
}

/** Even what everybody uses has a little weight. */
const leastWeight = 0.1;

/** Notes who showed what first. */
export function recordHistory({ stretches, values }: StretchedLog, isOdd: IsOdd): History {
  const { index, firstHours, isUsual } = recordFirsts(stretches, isOdd);
  const everybody = new Set<number>();
  for (const [number, { subject }] of stretches.entries()) {
    if (!isOdd(number)) everybody.add(subject);
  }
  const people = Math.max(1, everybody.size);
  // Of each value so many in odd stretches alone; and the others, one value after the other.
  const odd = new Int32Array(values.length);
  const starts = new Int32Array(values.length + 1);
  for (let pair = 0; pair < index.size; pair++) {
    const value = index.second(pair);
    if (isUsual[pair] === 0) odd[value] = (odd[value] as number) + 1;
    else starts[value + 1] = (starts[value + 1] as number) + 1;
  }
  for (let value = 0; value < values.length; value++) {
    starts[value + 1] = (starts[value + 1] as number) + (starts[value] as number);
  }
  const users = new Int32Array(starts[values.length] as number);
  const next = starts.slice();
  for (let pair = 0; pair < index.size; pair++) {
    if (isUsual[pair] === 0) continue;
    const value = index.second(pair);
    const place = next[value] as number;
    users[place] = index.first(pair);
    next[value] = place + 1;
  }
  const usersOf = (value: number): Int32Array => users.subarray(starts[value], starts[value + 1]);
  for (let value = 0; value < values.length; value++) usersOf(value).sort();
  const countOf = (value: number): number =>
    (starts[value + 1] as number) - (starts[value] as number);
  const weights = Float64Array.from(values, ({ feature }, value) => {
    const name = features[feature]?.name;
    if (name === undefined || !peerFeatures.has(name)) return 0;
    return Math.max(leastWeight, Math.log2((people + 1) / (countOf(value) + 1)));
  });
  return {
    firstHour(subject, value) {
      const pair = index.find(subject, value);
      return pair === undefined ? undefined : firstHours[pair];
    },
    usersOf,
    othersOf: (subject, value) =>
      countOf(value) + (odd[value] as number) - (index.find(subject, value) === undefined ? 0 : 1),
    people,
    weightOf: (value) => weights[value] as number,
    has(subject, value) {
      const pair = index.find(subject, value);
      return pair !== undefined && isUsual[pair] === 1;
    },
  };
}

/** Who showed which value, each pair once: when first, and whether in a stretch that is not odd. */
function recordFirsts(stretches: readonly Stretch[], isOdd: IsOdd) {
  const index = createPairIndex();
  const firstHours: number[] = [];
  const isUsual: number[] = [];
  for (const [number, { subject, taught, taughtAt }] of stretches.entries()) {
    const usual = isOdd(number) ? 0 : 1;
    for (let place = 0; place < taught.length; place++) {
      const { size } = index;
      const pair = index.number(subject, taught[place] as number);
      const hour = taughtAt[place] as number;
      if (pair === size) {
        firstHours.push(hour);
        isUsual.push(usual);
        continue;
      }
      if (hour < (firstHours[pair] as number)) firstHours[pair] = hour;
      if (usual === 1) isUsual[pair] = 1;
    }
  }
  return { index, firstHours, isUsual };
}

/** The hours in which what somebody shows does not count as their past yet: the stretch's own, and the one before. */
const untaughtHours = 1;

/** Whether something of an hour was past when a stretch began. */
export function isPast(hour: number, stretch: Stretch): boolean {
  return hour < stretch.from - untaughtHours;
}
