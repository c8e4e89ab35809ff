import { grownNumbers } from '../store/grown-numbers.ts';
import { features, peerFeatures } from './feature.ts';
import { grouped } from './grouped.ts';
import { createPairIndex, growth, type PairIndex } from './pair-index.ts';
import { hourIn, isTaught, valueIn } from './shown-entry.ts';
import type { StretchedLog } from './stretch.ts';

/**
 * A one for each stretch that is out of the ordinary: what it shows, nobody taught, since it says nothing of what is
 * ordinary for others.
 */
export type Oddities = Uint8Array;

/** Who showed what first, and what each has in common with others. */
export interface History {
  /** Who showed each value, odd stretches aside. */
  readonly users: UsersByValue;
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
  /** By the number of the pair: the first hour, and in how many stretches. */
  readonly hours: Int32Array;
  readonly counts: Int32Array;
}

/** So many pairs there is room for at first. */
const leastPairs = 1_024;

/** Notes who showed what first. */
export function recordFirsts({ stretches, shown }: StretchedLog): Firsts {
  const index = createPairIndex();
  let [hours, counts] = [new Int32Array(leastPairs), new Int32Array(leastPairs)];
  for (let stretch = 0; stretch < stretches.size; stretch++) {
    const subject = stretches.subjects[stretch] as number;
    const from = stretches.froms[stretch] as number;
    const end = stretches.starts[stretch + 1] as number;
    for (let place = stretches.starts[stretch] as number; place < end; place++) {
      const entry = shown[place] as number;
      if (!isTaught(entry)) continue;
      const { size } = index;
      const pair = index.number(subject, valueIn(entry));
      const hour = from + hourIn(entry);
      if (pair === hours.length) {
        hours = grownNumbers(hours, 0, growth);
        counts = grownNumbers(counts, 0, growth);
      }
      if (pair === size || hour < (hours[pair] as number)) hours[pair] = hour;
      counts[pair] = (counts[pair] as number) + 1;
    }
  }
  return { index, hours, counts };
}

/** The hour in which a subject first showed a value, refused attempts aside; undefined if never. */
export function firstHour(
  { index, hours }: Firsts,
  subject: number,
  value: number,
): number | undefined {
  const pair = index.find(subject, value);
  return pair === undefined ? undefined : hours[pair];
}

/** In how many stretches each pair was shown, the odd ones aside. */
function usualCounts(
  { stretches, shown }: StretchedLog,
  odd: Oddities,
  firsts: Firsts,
): Int32Array {
  const counts = firsts.counts.slice();
  for (let stretch = 0; stretch < stretches.size; stretch++) {
    if (odd[stretch] === 0) continue;
    const subject = stretches.subjects[stretch] as number;
    const end = stretches.starts[stretch + 1] as number;
    for (let place = stretches.starts[stretch] as number; place < end; place++) {
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
  readonly users: UsersByValue;
  readonly #index: PairIndex;
  readonly #usual: Int32Array;
  readonly #weights: Float64Array;
  readonly #among: Membership;

  constructor(log: StretchedLog, odd: Oddities, firsts: Firsts) {
    const { subjects, values, stretches } = log;
    const isAnybody = new Uint8Array(subjects.length);
    for (let stretch = 0; stretch < stretches.size; stretch++) {
      if (odd[stretch] === 0) isAnybody[stretches.subjects[stretch] as number] = 1;
    }
    this.people = Math.max(
      1,
      isAnybody.reduce((sum, is) => sum + is, 0),
    );
    this.#index = firsts.index;
    this.#usual = usualCounts(log, odd, firsts);
    this.users = usersByValue(firsts.index, this.#usual, values.length);
    this.#weights = Float64Array.from(values, ({ feature }, value) =>
      isPeerFeature[feature]
        ? Math.max(leastWeight, Math.log2((this.people + 1) / (this.countOf(value) + 1)))
        : 0,
    );
    this.#among = membershipOf(log, this.users);
  }

  countOf(value: number): number {
    const { starts } = this.users;
    return (starts[value + 1] as number) - (starts[value] as number);
  }

  othersOf(subject: number, value: number): number {
    const isOne = this.#index.find(subject, value) !== undefined;
    return this.countOf(value) + (this.users.odd[value] as number) - (isOne ? 1 : 0);
  }

  weightOf(value: number): number {
    return this.#weights[value] as number;
  }

  has(subject: number, value: number): boolean {
    const { places, bits } = this.#among;
    const place = places[value] as number;
    if (place >= 0) return (((bits[place + (subject >> 5)] as number) >> (subject & 31)) & 1) === 1;
    const pair = this.#index.find(subject, value);
    return pair !== undefined && (this.#usual[pair] as number) > 0;
  }
}

const isPeerFeature = features.map(({ name }) => peerFeatures.has(name));

/** Who showed each value, and how many did so in odd stretches alone. */
export interface UsersByValue {
  /** Those of one value behind those of another; of each value ascending. */
  readonly subjects: Int32Array;
  /** Where those of each value begin; one more than there are values. */
  readonly starts: Int32Array;
  readonly odd: Int32Array;
}

function usersByValue(index: PairIndex, usual: Int32Array, values: number): UsersByValue {
  const odd = new Int32Array(values);
  for (let pair = 0; pair < index.size; pair++) {
    const value = index.second(pair);
    if (usual[pair] === 0) odd[value] = (odd[value] as number) + 1;
  }
  const { members, starts } = grouped(index.size, values, (pair) =>
    usual[pair] === 0 ? -1 : index.second(pair),
  );
  const subjects = members.map(index.first);
  for (let value = 0; value < values; value++) {
    subjects.subarray(starts[value], starts[value + 1]).sort();
  }
  return { subjects, starts, odd };
}

/**
 * Who shows the values that say who are peers. Where more do than a table with a bit for each subject has words, the value has
 * one, at its place; the place of others is -1.
 */
interface Membership {
  readonly places: Int32Array;
  readonly bits: Int32Array;
}

const bitsInWord = 32;

function membershipOf(
  { subjects, values }: StretchedLog,
  { subjects: users, starts }: UsersByValue,
): Membership {
  const width = Math.ceil(subjects.length / bitsInWord);
  let end = 0;
  const places = Int32Array.from(values, ({ feature }, value) => {
    const count = (starts[value + 1] as number) - (starts[value] as number);
    if (!isPeerFeature[feature] || count === 0 || count < width) return -1;
    end += width;
    return end - width;
  });
  const bits = new Int32Array(end);
  for (const [value, begun] of places.entries()) {
    if (begun < 0) continue;
    for (let at = starts[value] as number; at < (starts[value + 1] as number); at++) {
      const subject = users[at] as number;
      const word = begun + (subject >> 5);
      bits[word] = (bits[word] as number) | (1 << (subject & 31));
    }
  }
  return { places, bits };
}

/** The hours in which what somebody shows does not count as their past yet: the stretch's own, and the one before. */
const untaughtHours = 1;

/** Whether something of an hour was past when a stretch began. */
export function isPast(hour: number, from: number): boolean {
  return hour < from - untaughtHours;
}
