import { features, peerFeatures } from './feature.ts';
import { createPairIndex, type PairIndex } from './pair-index.ts';
import { hourIn, isTaught, valueIn } from './shown-entry.ts';
import type { Stretch, StretchedLog } from './stretch.ts';

/**
 * A one for each stretch that is out of the ordinary: what it shows, nobody taught, since it says nothing of what is
 * ordinary for others.
 */
export type Oddities = Uint8Array;

/** Who showed what first, and what each has in common with others. */
export interface History {
  /** The hour in which a subject first showed a value, refused attempts aside; undefined if never. */
  firstHour(subject: number, value: number): number | undefined;
  /** Who showed a value, odd stretches aside, ascending. */
  usersOf(value: number): Int32Array;
  /** How many they are. */
  countOf(value: number): number;
  /** How many others showed a value, odd stretches and all. */
  othersOf(subject: number, value: number): number;
  /** How many subjects there are that showed anything, odd stretches aside. */
  readonly people: number;
  /** What a value says of who are peers; 0 if it says nothing. The fewer use it, the more it says. */
  weightOf(value: number): number;
  /** Whether a subject is among those who showed a value, odd stretches aside. */
  has(subject: number, value: number): boolean;
}

/** Even what everybody uses has a little weight. */
const leastWeight = 0.1;

/** Who showed which value, each pair once, whichever stretches are odd. */
export interface Firsts {
  readonly index: PairIndex;
  readonly firstHours: readonly number[];
  /** In how many stretches. */
  readonly counts: readonly number[];
}

/** Notes who showed what first. */
export function recordFirsts({ stretches, shown }: StretchedLog): Firsts {
  const index = createPairIndex();
  const firstHours: number[] = [];
  const counts: number[] = [];
  for (const { subject, start, end, from } of stretches) {
    for (let place = start; place < end; place++) {
      const entry = shown[place] as number;
      if (!isTaught(entry)) continue;
      const { size } = index;
      const pair = index.number(subject, valueIn(entry));
      const hour = from + hourIn(entry);
      if (pair === size) {
        firstHours.push(hour);
        counts.push(1);
        continue;
      }
      if (hour < (firstHours[pair] as number)) firstHours[pair] = hour;
      counts[pair] = (counts[pair] as number) + 1;
    }
  }
  return { index, firstHours, counts };
}

/** In how many stretches each pair was shown, the odd ones aside. */
function usualCounts(
  { stretches, shown }: StretchedLog,
  odd: Oddities,
  firsts: Firsts,
): Int32Array {
  const counts = Int32Array.from(firsts.counts);
  for (const [number, { subject, start, end }] of stretches.entries()) {
    if (odd[number] === 0) continue;
    for (let place = start; place < end; place++) {
      const entry = shown[place] as number;
      if (!isTaught(entry)) continue;
      const pair = firsts.index.find(subject, valueIn(entry)) as number;
      counts[pair] = (counts[pair] as number) - 1;
    }
  }
  return counts;
}

/** What the stretches that are not odd say of who shows what; `firsts` are those of the log. */
export function recordHistory(
  log: StretchedLog,
  odd: Oddities,
  firsts: Firsts = recordFirsts(log),
): History {
  return new RecordedHistory(log, odd, firsts);
}

/** A class, since a log has two, and what V8 compiled for one then goes for the other. */
class RecordedHistory implements History {
  readonly people: number;
  readonly #firsts: Firsts;
  readonly #usual: Int32Array;
  readonly #users: UsersByValue;
  readonly #weights: Float64Array;
  readonly #among: Membership;

  constructor(log: StretchedLog, odd: Oddities, firsts: Firsts) {
    const everybody = new Set<number>();
    for (const [number, { subject }] of log.stretches.entries()) {
      if (odd[number] === 0) everybody.add(subject);
    }
    this.people = Math.max(1, everybody.size);
    this.#firsts = firsts;
    this.#usual = usualCounts(log, odd, firsts);
    this.#users = usersByValue(firsts.index, this.#usual, log.values.length);
    const isPeerValue = log.values.map(({ feature }) => {
      const name = features[feature]?.name;
      return name !== undefined && peerFeatures.has(name);
    });
    this.#weights = Float64Array.from(isPeerValue, (says, value) =>
      says ? Math.max(leastWeight, Math.log2((this.people + 1) / (this.countOf(value) + 1))) : 0,
    );
    const lists = isPeerValue.map((says, value) => (says ? this.usersOf(value) : nobody));
    this.#among = membershipOf(lists, log.subjects.length);
  }

  firstHour(subject: number, value: number): number | undefined {
    const pair = this.#firsts.index.find(subject, value);
    return pair === undefined ? undefined : this.#firsts.firstHours[pair];
  }

  usersOf(value: number): Int32Array {
    const { users, starts } = this.#users;
    return users.subarray(starts[value], starts[value + 1]);
  }

  countOf(value: number): number {
    const { starts } = this.#users;
    return (starts[value + 1] as number) - (starts[value] as number);
  }

  othersOf(subject: number, value: number): number {
    const isOne = this.#firsts.index.find(subject, value) !== undefined;
    return this.countOf(value) + (this.#users.odd[value] as number) - (isOne ? 1 : 0);
  }

  weightOf(value: number): number {
    return this.#weights[value] as number;
  }

  has(subject: number, value: number): boolean {
    const { places, bits } = this.#among;
    const place = places[value] as number;
    if (place >= 0) return (((bits[place + (subject >> 5)] as number) >> (subject & 31)) & 1) === 1;
    const pair = this.#firsts.index.find(subject, value);
    return pair !== undefined && (this.#usual[pair] as number) > 0;
  }
}

const nobody = new Int32Array(0);

/** Who showed each value, one value after the other, and how many did so in odd stretches alone. */
interface UsersByValue {
  readonly users: Int32Array;
  /** By value; one more than there are. */
  readonly starts: Int32Array;
  readonly odd: Int32Array;
}

function usersByValue(index: PairIndex, usual: Int32Array, values: number): UsersByValue {
  const odd = new Int32Array(values);
  const starts = new Int32Array(values + 1);
  for (let pair = 0; pair < index.size; pair++) {
    const value = index.second(pair);
    if (usual[pair] === 0) odd[value] = (odd[value] as number) + 1;
    else starts[value + 1] = (starts[value + 1] as number) + 1;
  }
  for (let value = 0; value < values; value++) {
    starts[value + 1] = (starts[value + 1] as number) + (starts[value] as number);
  }
  const users = new Int32Array(starts[values] as number);
  const next = starts.slice();
  for (let pair = 0; pair < index.size; pair++) {
    if (usual[pair] === 0) continue;
    const value = index.second(pair);
    const place = next[value] as number;
    users[place] = index.first(pair);
    next[value] = place + 1;
  }
  for (let value = 0; value < values; value++)
    users.subarray(starts[value], starts[value + 1]).sort();
  return { users, starts, odd };
}

/**
 * Who is in the lists of values. A list that is longer than a table with a bit for each subject has one, at its place; the
 * place of a shorter one is -1.
 */
interface Membership {
  readonly places: Int32Array;
  readonly bits: Int32Array;
}

const bitsInWord = 32;

function membershipOf(lists: readonly Int32Array[], subjects: number): Membership {
  const width = Math.ceil(subjects / bitsInWord);
  const isLong = (list: Int32Array): boolean => list.length > 0 && list.length >= width;
  const places = Int32Array.from(lists, () => -1);
  const bits = new Int32Array(lists.filter(isLong).length * width);
  let end = 0;
  for (const [value, list] of lists.entries()) {
    if (!isLong(list)) continue;
    places[value] = end;
    for (const subject of list) {
      const word = end + (subject >> 5);
      bits[word] = (bits[word] as number) | (1 << (subject & 31));
    }
    end += width;
  }
  return { places, bits };
}

/** The hours in which what somebody shows does not count as their past yet: the stretch's own, and the one before. */
const untaughtHours = 1;

/** Whether something of an hour was past when a stretch began. */
export function isPast(hour: number, stretch: Stretch): boolean {
  return hour < stretch.from - untaughtHours;
}
