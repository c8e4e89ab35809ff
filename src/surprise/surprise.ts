import { createPace, type Work } from '../store/pausable-work.ts';
import { type Aspect, features } from './feature.ts';
import {
  type Firsts,
  type History,
  type Oddities,
  recordFirsts,
  recordHistory,
} from './history.ts';
import { findNovelty, type Novelty } from './novelty.ts';
import { countNovelty, kindCount, kindsOf, type NoveltyRates } from './novelty-rates.ts';
import { findRarity, type Rarity, type RarityBefore } from './rarity.ts';
import { type StretchedLog, stepsOfStretch } from './stretch.ts';

/** How improbable news are, by their numbers; three factors, as bits. */
export interface NewsBits {
  /** Anything new, so much of it, and so rare among peers. */
  readonly newness: Float64Array;
  readonly amounts: Float64Array;
  readonly rarities: Float64Array;
}

/** How improbable each stretch of a log is, by its number, what that is made of, and who showed what. */
export interface MeasuredLog {
  /** Bits beyond what is usual for a history of this length. */
  readonly bits: Float64Array;
  /** What is usual, in bits. */
  readonly usual: Float64Array;
  readonly novelty: Novelty;
  readonly rarity: Rarity;
  readonly newsBits: NewsBits;
  readonly history: History;
}

/** Stretches from here on, in bits, teach nothing of what is usual: the log of an attack must not explain it. */
const oddBits = 12;

/**
 * Measures a log twice: what is out of the ordinary the first time teaches nothing the second time, so that what is
 * usual is much the same with and without the attack. A log in which nothing is odd would come to the same, and is measured once.
 */
export function* measureSurprise(log: StretchedLog): Work<MeasuredLog> {
  const firsts = recordFirsts(log);
  yield;
  const novelty = yield* findNovelty(log, firsts);
  const { length } = novelty.news.counts;
  const newsBits = {
    newness: new Float64Array(length),
    amounts: new Float64Array(length),
    rarities: new Float64Array(length),
  };
  const context = { log, firsts, novelty, newsBits };
  const first = yield* measure(context, new Uint8Array(log.stretches.size));
  if (first.bits.every((bits) => bits < oddBits)) return first;
  const odd = Uint8Array.from(first.bits, (bits) => (bits >= oddBits ? 1 : 0));
  return yield* measure(context, odd, first);
}

interface MeasuringContext extends Pick<MeasuredLog, 'novelty' | 'newsBits'> {
  readonly log: StretchedLog;
  readonly firsts: Firsts;
}

/** `before` is what was found when nothing was odd; it is written over. */
function* measure(
  context: MeasuringContext,
  odd: Oddities,
  before?: RarityBefore,
): Work<MeasuredLog> {
  const { log, firsts, novelty, newsBits } = context;
  const history = recordHistory(log, odd, firsts);
  yield;
  const rarity = yield* findRarity(log, novelty, history, before);
  const rates = countNovelty(log, novelty, rarity, odd);
  yield;
  yield* weighNews(context, rates, odd);
  const bits = sumsOf(log, context);
  const usual = usualBits(log, novelty, bits, odd);
  for (const [stretch, own] of usual.entries()) bits[stretch] = (bits[stretch] as number) - own;
  return { bits, usual, novelty, rarity, newsBits, history };
}

/** Works out the bits of all news. */
function* weighNews(
  { log, novelty, newsBits }: MeasuringContext,
  rates: NoveltyRates,
  odd: Oddities,
): Work {
  const isTime = createPace();
  const { units, stretches } = log;
  const { starts, news, earlier, earlierHours, days } = novelty;
  const habits = createHabits(log.subjects.length);
  for (let stretch = 0; stretch < stretches.size; stretch++) {
    if (isTime(stepsOfStretch)) yield;
    const subject = stretches.subjects[stretch] as number;
    const isProgram = units[stretches.units[stretch] as number]?.kind === 'program';
    // A history of n pieces cannot show that anything has less than one chance in n + 1 (the rule of succession).
    const pieces = (isProgram ? earlierHours : earlier)[stretch] as number;
    const most = Math.log2(pieces + 1);
    const before = days[stretch] as number;
    const credibility = (before + 1) / (before + 1 + credibleDays);
    for (let one = starts[stretch] as number; one < (starts[stretch + 1] as number); one++) {
      const feature = news.features[one] as number;
      const habit = habits.of(subject, feature);
      const anything = habit * rates.anything(stretch, feature, news.confirmed[one] === 1);
      const newness = Math.min(most, bits(anything));
      newsBits.newness[one] = newness;
      newsBits.amounts[one] = Math.min(most - newness, bits(rates.soMany(stretch, one)));
      newsBits.rarities[one] = credibility * bits(rates.soRare(stretch, one));
    }
    if ((earlier[stretch] as number) > 0 && odd[stretch] === 0) {
      habits.learn(subject, novelty, stretch, (feature) => {
        return rates.anything(stretch, feature, false) + rates.anything(stretch, feature, true);
      });
    }
  }
}

/** A log of this many days tells as much of what is rare as it leaves open. */
const credibleDays = 3;

function bits(probability: number): number {
  return Math.max(0, -Math.log2(probability));
}

/** The bits of a piece of news together. */
export function bitsOf({ newness, amounts, rarities }: NewsBits, news: number): number {
  return (newness[news] as number) + (amounts[news] as number) + (rarities[news] as number);
}

/** What there is to say of the news of stretches. */
export type ToldNews = Pick<MeasuredLog, 'novelty' | 'newsBits'>;

/** Of each aspect the news of a stretch with the most bits, by number; the news with the most bits first. */
export function strongestOf({ novelty, newsBits }: ToldNews, stretch: number): readonly number[] {
  const best: number[] = [];
  const aspectOf = (news: number): Aspect | undefined =>
    features[novelty.news.features[news] as number]?.aspect;
  const end = novelty.starts[stretch + 1] as number;
  for (let news = novelty.starts[stretch] as number; news < end; news++) {
    const at = best.findIndex((known) => aspectOf(known) === aspectOf(news));
    if (at < 0) best.push(news);
    else if (bitsOf(newsBits, news) > bitsOf(newsBits, best[at] as number)) best[at] = news;
  }
  return best.sort((a, b) => bitsOf(newsBits, b) - bitsOf(newsBits, a));
}

/** The bits of each stretch. */
function sumsOf({ stretches }: StretchedLog, told: ToldNews): Float64Array {
  const sums = new Float64Array(stretches.size);
  return sums.map((_, stretch) =>
    strongestOf(told, stretch).reduce((sum, news) => sum + bitsOf(told.newsBits, news), 0),
  );
}

/** So many stretches with something new are as much as what others do. */
const habitWeight = 2;

/** How often each subject shows something new, compared with others of whom as much is known. */
function createHabits(subjects: number) {
  const [seen, expected] = [
    new Float64Array(subjects * features.length),
    new Float64Array(subjects * features.length),
  ];
  return {
    of(subject: number, feature: number): number {
      const place = subject * features.length + feature;
      return ((seen[place] as number) + habitWeight) / ((expected[place] as number) + habitWeight);
    },
    learn(
      subject: number,
      { shown, fresh }: Novelty,
      stretch: number,
      rateOf: (feature: number) => number,
    ): void {
      const start = subject * features.length;
      for (let feature = 0; feature < features.length; feature++) {
        const bit = 1 << feature;
        if (((shown[stretch] as number) & bit) === 0) continue;
        expected[start + feature] = (expected[start + feature] as number) + rateOf(feature);
        if (((fresh[stretch] as number) & bit) === 0) continue;
        seen[start + feature] = (seen[start + feature] as number) + 1;
      }
    },
  };
}

/** More than the logarithm of any number of stretches; of each kind there are so many groups. */
const lengths = 64;
const mostGroups = kindCount * lengths;

/** For each stretch the mean of the others of its kind whose history is as long. */
function usualBits(
  log: StretchedLog,
  { earlier }: Novelty,
  all: Float64Array,
  odd: Oddities,
): Float64Array {
  const groups = kindsOf(log).map((kind, stretch) => {
    return kind * lengths + Math.ceil(Math.log2((earlier[stretch] as number) + 1));
  });
  const [sums, counts] = [new Float64Array(mostGroups), new Float64Array(mostGroups)];
  for (const [stretch, group] of groups.entries()) {
    if (odd[stretch] === 1) continue;
    sums[group] = (sums[group] as number) + (all[stretch] as number);
    counts[group] = (counts[group] as number) + 1;
  }
  return all.map((bits, stretch) => {
    const group = groups[stretch] as number;
    const [sum, count] = [sums[group] as number, counts[group] as number];
    const own = 1 - (odd[stretch] as number);
    return count > own ? (sum - own * bits) / (count - own) : 0;
  });
}
