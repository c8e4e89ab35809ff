import { createPace, type Work } from '../store/pausable-work.ts';
import { type Aspect, features } from './feature.ts';
import {
  type Firsts,
  type History,
  type Oddities,
  recordFirsts,
  recordHistory,
} from './history.ts';
import { findNovelty, type News, type Novelty, type NoveltyBefore } from './novelty.ts';
import { countNovelty, type NoveltyRates } from './novelty-rates.ts';
import { type Stretch, type StretchedLog, stepsOfStretch } from './stretch.ts';

/** What one aspect of a stretch adds to its surprise. */
export interface Share extends News {
  /** The three factors, as bits: anything new, so much of it, and so rare among peers. */
  readonly newness: number;
  readonly amount: number;
  readonly rarity: number;
}

/** How improbable a stretch is. */
export interface StretchSurprise {
  /** Bits beyond what is usual for a history of this length. */
  readonly bits: number;
  /** What is usual, in bits. */
  readonly usual: number;
  /** The most improbable value of each aspect, most bits first. */
  readonly shares: readonly Share[];
  readonly earlier: number;
  readonly days: number;
}

export const bitsOf = ({ newness, amount, rarity }: Share): number => newness + amount + rarity;

/** Stretches from here on, in bits, teach nothing of what is usual: the log of an attack must not explain it. */
const oddBits = 12;

/** How improbable each stretch of a log is, in their order, and who showed what in it. */
export interface MeasuredLog {
  readonly surprises: readonly StretchSurprise[];
  readonly history: History;
}

/** What is kept of the shares of a stretch. */
type KeptShares = (shares: readonly Share[]) => readonly Share[];

/**
 * Measures a log twice: what is out of the ordinary the first time teaches nothing the second time, so that what is
 * usual is much the same with and without the attack.
 */
export function measureSurprise(log: StretchedLog): Work<MeasuredLog> {
  return measureTwice(log, (shares) => shares);
}

const noShares: readonly Share[] = [];

/** Measures a log likewise, without what its bits are made of: that takes most of the memory. */
export function* measureBits(log: StretchedLog): Work<readonly Omit<StretchSurprise, 'shares'>[]> {
  return (yield* measureTwice(log, () => noShares)).surprises;
}

function* measureTwice(log: StretchedLog, kept: KeptShares): Work<MeasuredLog> {
  const firsts = recordFirsts(log);
  yield;
  const { bits, before, whole } = yield* measureFirst(log, firsts, kept);
  if (whole) return whole;
  const odd = Uint8Array.from(bits, (one) => (one >= oddBits ? 1 : 0));
  return yield* measure(log, firsts, odd, kept, before);
}

/** The first measure; whole if nothing is odd, since then the second would be the same. Else no shares are held. */
function* measureFirst(
  log: StretchedLog,
  firsts: Firsts,
  kept: KeptShares,
): Work<{ bits: Float64Array; before: NoveltyBefore; whole: MeasuredLog | undefined }> {
  const { surprises, history, novelty } = yield* measure(
    log,
    firsts,
    new Uint8Array(log.stretches.length),
    kept,
  );
  const bits = Float64Array.from(surprises, (surprise) => surprise.bits);
  const isAnyOdd = bits.some((one) => one >= oddBits);
  const whole = isAnyOdd ? undefined : { surprises, history };
  return { bits, before: { novelty, history }, whole };
}

/** `before` is what was found when nothing was odd. */
function* measure(
  log: StretchedLog,
  firsts: Firsts,
  odd: Oddities,
  kept: KeptShares,
  before?: NoveltyBefore,
): Work<MeasuredLog & NoveltyBefore> {
  const history = recordHistory(log, odd, firsts);
  yield;
  const novelty = yield* findNovelty(log, history, before);
  const summed = yield* sumShares(log, novelty, odd, kept);
  const all = Float64Array.from(summed, ({ bits }) => bits);
  const usual = usualBits(log, novelty, all, odd);
  const surprises = summed.map(({ bits, shares }, number): StretchSurprise => {
    const { earlier, days } = novelty[number] as Novelty;
    const own = usual[number] as number;
    return { bits: bits - own, usual: own, shares, earlier, days };
  });
  return { surprises, history, novelty };
}

/** The shares of each stretch, and their bits together. */
function* sumShares(
  log: StretchedLog,
  novelty: readonly Novelty[],
  odd: Oddities,
  kept: KeptShares,
): Work<readonly Pick<StretchSurprise, 'bits' | 'shares'>[]> {
  const isTime = createPace();
  const rates = countNovelty(log, novelty, odd);
  const habits = createHabits(log.subjects.length);
  const summed: Pick<StretchSurprise, 'bits' | 'shares'>[] = [];
  for (const [number, stretch] of log.stretches.entries()) {
    if (isTime(stepsOfStretch)) yield;
    const found = novelty[number] as Novelty;
    const shares = found.news.map((news) => {
      const habit = habits.of(stretch.subject, news.feature);
      const anything = habit * rates.anything(number, news.feature, news.isConfirmed);
      return shareOf(news, number, { stretch, found, rates, anything });
    });
    if (found.earlier > 0 && odd[number] === 0) {
      habits.learn(stretch.subject, found, (feature) => {
        return rates.anything(number, feature, false) + rates.anything(number, feature, true);
      });
    }
    const counted = strongestOf(shares);
    const bits = counted.reduce((sum, share) => sum + bitsOf(share), 0);
    summed.push({ bits, shares: kept(counted) });
  }
  return summed;
}

interface ShareContext {
  readonly stretch: Stretch;
  readonly found: Novelty;
  readonly rates: NoveltyRates;
  /** How probable anything new is for this subject. */
  readonly anything: number;
}

/** A log of this many days tells as much of what is rare as it leaves open. */
const credibleDays = 3;

function shareOf(
  news: News,
  number: number,
  { stretch, found, rates, anything }: ShareContext,
): Share {
  // A history of n pieces cannot show that anything has less than one chance in n + 1 (the rule of succession).
  const pieces = stretch.kind === 'program' ? found.earlierHours : found.earlier;
  const most = Math.log2(pieces + 1);
  const newness = Math.min(most, bits(anything));
  const amount = Math.min(most - newness, bits(rates.soMany(number, news)));
  const credibility = (found.days + 1) / (found.days + 1 + credibleDays);
  const rarity = credibility * bits(rates.soRare(number, news));
  const { feature, count, value, share, isConfirmed } = news;
  // No spread: it costs more than all of the above.
  return { feature, count, value, share, isConfirmed, newness, amount, rarity };
}

function bits(probability: number): number {
  return Math.max(0, -Math.log2(probability));
}

/** Of each aspect the share with the most bits; the shares with the most bits first. */
function strongestOf(shares: readonly Share[]): readonly Share[] {
  if (shares.length < 2) return shares;
  const best = new Map<Aspect, Share>();
  for (const share of shares) {
    const { aspect } = features[share.feature] as (typeof features)[number];
    const known = best.get(aspect);
    if (!known || bitsOf(share) > bitsOf(known)) best.set(aspect, share);
  }
  return [...best.values()].sort((a, b) => bitsOf(b) - bitsOf(a));
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
    learn(subject: number, { shown, news }: Novelty, rateOf: (feature: number) => number): void {
      const start = subject * features.length;
      for (let feature = 0; feature < features.length; feature++) {
        if ((shown & (1 << feature)) === 0) continue;
        expected[start + feature] = (expected[start + feature] as number) + rateOf(feature);
      }
      for (const { feature } of news) seen[start + feature] = (seen[start + feature] as number) + 1;
    },
  };
}

/** For each stretch the mean of the others of its kind whose history is as long. */
function usualBits(
  { stretches }: StretchedLog,
  novelty: readonly Novelty[],
  all: Float64Array,
  odd: Oddities,
): readonly number[] {
  const groups = new Map<string, { sum: number; count: number }>();
  const keys = stretches.map(
    ({ kind }, number) =>
      `${kind} ${Math.ceil(Math.log2((novelty[number] as Novelty).earlier + 1))}`,
  );
  for (const [number, key] of keys.entries()) {
    if (odd[number] === 1) continue;
    const group = groups.get(key) ?? { sum: 0, count: 0 };
    group.sum += all[number] as number;
    group.count++;
    groups.set(key, group);
  }
  return keys.map((key, number) => {
    const { sum, count } = groups.get(key) ?? { sum: 0, count: 0 };
    const own = 1 - (odd[number] as number);
    return count > own ? (sum - own * (all[number] as number)) / (count - own) : 0;
  });
}
