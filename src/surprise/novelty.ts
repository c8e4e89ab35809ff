import { createPace, type Work } from '../store/pausable-work.ts';
import { featureNumbers, features } from './feature.ts';
import { type Firsts, firstHour, isPast } from './history.ts';
import { countPasts, type Pasts } from './pasts.ts';
import { isVouched, valueIn } from './shown-entry.ts';
import { type StretchedLog, stepsOfStretch } from './stretch.ts';

/** What is new in stretches, by their numbers, and how much there was to compare it with; whichever of them are odd. */
export interface Novelty extends Pasts {
  /** The features that each shows, and those of which it shows anything new, a bit each. */
  readonly shown: Int32Array;
  readonly fresh: Int32Array;
  /** A one for each entry of the log that is new to its subject. */
  readonly isFresh: Uint8Array;
  /** Where the news of each begin, which is where those of the one before end; one more than there are stretches. */
  readonly starts: Int32Array;
  readonly news: News;
}

/** What of one feature stretches showed that their subjects had not shown before; of one stretch in order of features. */
export interface News {
  readonly features: Uint8Array;
  /** How many values are new. */
  readonly counts: Int32Array;
  /**
   * A one where something known speaks for it: for a new place, that every event from there came from a device that Okta
   * Verify vouches for and that is not new itself; for a new machine, that the place is not new.
   */
  readonly confirmed: Uint8Array;
}

/** Finds what is new in each stretch. */
export function* findNovelty(log: StretchedLog, firsts: Firsts): Work<Novelty> {
  const pasts = countPasts(log);
  const entries = yield* findFresh(log, firsts);
  const starts = new Int32Array(log.stretches.size + 1);
  for (const [stretch, bits] of entries.fresh.entries()) {
    starts[stretch + 1] = (starts[stretch] as number) + countOfBits(bits);
  }
  return { ...pasts, ...entries, starts, news: yield* newsOf(log, { ...entries, starts }) };
}

/** Where the news of a stretch of one feature stand, of which it shows anything new. */
export function newsAt(
  { starts, fresh }: Pick<Novelty, 'starts' | 'fresh'>,
  stretch: number,
  feature: number,
): number {
  const before = (fresh[stretch] as number) & ((1 << feature) - 1);
  return (starts[stretch] as number) + countOfBits(before);
}

/** How many bits of a number of 31 bits are set. */
function countOfBits(bits: number): number {
  const pairs = bits - ((bits >> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >> 2) & 0x33333333);
  return Math.imul((fours + (fours >> 4)) & 0x0f0f0f0f, 0x01010101) >> 24;
}

/** By value, the number of its feature. */
export function featuresOf({ values }: StretchedLog): Uint8Array {
  return Uint8Array.from(values, ({ feature }) => feature);
}

/** Finds the entries that are new. */
function* findFresh(
  log: StretchedLog,
  firsts: Firsts,
): Work<Pick<Novelty, 'shown' | 'fresh' | 'isFresh'>> {
  const isTime = createPace();
  const { size, starts, subjects, froms } = log.stretches;
  const featureOf = featuresOf(log);
  const [shown, fresh] = [new Int32Array(size), new Int32Array(size)];
  const isFresh = new Uint8Array(log.shown.length);
  for (let stretch = 0; stretch < size; stretch++) {
    if (isTime(stepsOfStretch)) yield;
    const [subject, from] = [subjects[stretch] as number, froms[stretch] as number];
    let [all, unknown] = [0, 0];
    for (let at = starts[stretch] as number; at < (starts[stretch + 1] as number); at++) {
      const value = valueIn(log.shown[at] as number);
      const bit = 1 << (featureOf[value] as number);
      all |= bit;
      const first = firstHour(firsts, subject, value);
      if (first !== undefined && isPast(first, from)) continue;
      unknown |= bit;
      isFresh[at] = 1;
    }
    shown[stretch] = all;
    fresh[stretch] = unknown;
  }
  return { shown, fresh, isFresh };
}

/** What was found of each feature, with what speaks for it. */
function* newsOf(
  log: StretchedLog,
  found: Pick<Novelty, 'starts' | 'fresh' | 'isFresh'>,
): Work<News> {
  const isTime = createPace();
  const { size, starts } = log.stretches;
  const featureOf = featuresOf(log);
  const total = found.starts[size] as number;
  const numbers = new Uint8Array(total);
  const counts = new Int32Array(total);
  const confirmed = new Uint8Array(total).fill(1);
  for (let stretch = 0; stretch < size; stretch++) {
    if (isTime(stepsOfStretch)) yield;
    const fresh = found.fresh[stretch] as number;
    for (let at = starts[stretch] as number; at < (starts[stretch + 1] as number); at++) {
      if (found.isFresh[at] === 0) continue;
      const entry = log.shown[at] as number;
      const feature = featureOf[valueIn(entry)] as number;
      const news = newsAt(found, stretch, feature);
      numbers[news] = feature;
      counts[news] = (counts[news] as number) + 1;
      if (!canBeConfirmed(feature, isVouched(entry), fresh)) confirmed[news] = 0;
    }
  }
  return { features: numbers, counts, confirmed };
}

/** Whether an entry that is new has something known to speak for it; `fresh` are the features of which anything is new. */
function canBeConfirmed(feature: number, vouched: boolean, fresh: number): boolean {
  const { aspect } = features[feature] as (typeof features)[number];
  if (aspect === 'place') return vouched && (fresh & device) === 0;
  return aspect === 'machine' && (fresh & home) === 0;
}

const device = 1 << featureNumbers.device;

/** What makes a place another place: addresses change by themselves. */
const home =
  (1 << featureNumbers.country) | (1 << featureNumbers.region) | (1 << featureNumbers.network);
