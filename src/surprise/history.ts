import { features, peerFeatures } from './feature.ts';
import type { Stretch, StretchedLog } from './stretch.ts';

/** What nobody taught: a stretch that is out of the ordinary itself says nothing of what is ordinary for others. */
export type IsOdd = (stretch: number) => boolean;

/** Who showed what first, and what each has in common with others. */
export interface History {
  /** The hour in which a subject first showed a value, refused attempts aside; undefined if never. */
  firstHour(subject: number, value: number): number | undefined;
  /** Who showed a value, odd stretches aside, ascending. */
  usersOf(value: number): readonly number[];
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

/** More values than any log has: keys of pairs stay exact. */
const valueSpan = 2 ** 26;

/** Notes who showed what first. */
export function recordHistory({ stretches, values }: StretchedLog, isOdd: IsOdd): History {
  const first = new Map<number, number>();
  const users: Set<number>[] = values.map(() => new Set());
  const oddUsers: (Set<number> | undefined)[] = values.map(() => undefined);
  const everybody = new Set<number>();
  for (const [number, { subject, taught, taughtAt }] of stretches.entries()) {
    const odd = isOdd(number);
    for (const [place, value] of taught.entries()) {
      const key = subject * valueSpan + value;
      const hour = taughtAt[place] as number;
      const known = first.get(key);
      if (known === undefined || hour < known) first.set(key, hour);
      if (!odd) users[value]?.add(subject);
      else {
        const own = oddUsers[value] ?? new Set();
        oddUsers[value] = own.add(subject);
      }
    }
    if (!odd) everybody.add(subject);
  }
  const people = Math.max(1, everybody.size);
  const lists = users.map((set) => [...set].sort((a, b) => a - b));
  const weights = values.map(({ feature }, value) => {
    const name = features[feature]?.name;
    if (name === undefined || !peerFeatures.has(name)) return 0;
    const count = lists[value]?.length ?? 0;
    return Math.max(leastWeight, Math.log2((people + 1) / (count + 1)));
  });
  return {
    firstHour: (subject, value) => first.get(subject * valueSpan + value),
    usersOf: (value) => lists[value] ?? [],
    othersOf(subject, value) {
      const usual = users[value] ?? new Set();
      const odd = [...(oddUsers[value] ?? [])].filter((user) => !usual.has(user));
      const isOwn = usual.has(subject) || odd.includes(subject);
      return usual.size + odd.length - (isOwn ? 1 : 0);
    },
    people,
    weightOf: (value) => weights[value] as number,
    has: (subject, value) => users[value]?.has(subject) === true,
  };
}

/** The hours in which what somebody shows does not count as their past yet: the stretch's own, and the one before. */
const untaughtHours = 1;

/** Whether something of an hour was past when a stretch began. */
export function isPast(hour: number, stretch: Stretch): boolean {
  return hour < stretch.from - untaughtHours;
}
