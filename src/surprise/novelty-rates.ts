import { features } from './feature.ts';
import type { Oddities } from './history.ts';
import type { News, Novelty } from './novelty.ts';
import type { SubjectKind } from './shown-values.ts';
import type { StretchedLog } from './stretch.ts';

/** How usual it is in the whole log that something is new; each probability without the stretch it is asked of. */
export interface NoveltyRates {
  /** How probable it is that a stretch like this one shows anything new of a feature, confirmed or not. */
  anything(stretch: number, feature: number, isConfirmed: boolean): number;
  /** Of stretches that do, the share with so many new values or more. */
  soMany(stretch: number, news: News): number;
  /** Of stretches that do, the share whose new value is as rare among peers, or rarer. */
  soRare(stretch: number, news: News): number;
}

const kinds: readonly SubjectKind[] = ['session', 'person', 'program'];

/** Histories are alike in length if they are in the same power of two: none, 1, 2 to 3, 4 to 7, … */
const lengths = 9;
const lengthOf = (earlier: number): number =>
  earlier === 0 ? 0 : Math.min(lengths - 1, 1 + Math.floor(Math.log2(earlier)));

/** For how rare and how many, less is known, so that fewer lengths are told apart: none, 1 to 3, 4 to 15, more. */
const coarseLengths = 4;
const coarseLengthOf = (earlier: number): number =>
  earlier === 0 ? 0 : Math.min(coarseLengths - 1, 1 + Math.floor(Math.log2(earlier) / 2));

/** What is known of all kinds and lengths together counts as so many cases of each. */
const borrowed = 4;

/** Counts what is usual. */
export function countNovelty(
  { stretches }: StretchedLog,
  novelty: readonly Novelty[],
  odd: Oddities,
): NoveltyRates {
  const kindOf = stretches.map(({ kind }) => kinds.indexOf(kind));
  const size = kinds.length * features.length * 2;
  const [shown, fresh] = [new Float64Array(size * lengths), new Float64Array(size * lengths)];
  const rowOf = (stretch: number, feature: number, isConfirmed: boolean): number =>
    ((kindOf[stretch] as number) * 2 + (isConfirmed ? 1 : 0)) * features.length + feature;
  const lengthAt = Uint8Array.from(novelty, ({ earlier }) => lengthOf(earlier));
  const coarseLengthAt = Uint8Array.from(novelty, ({ earlier }) => coarseLengthOf(earlier));
  const cellOf = (stretch: number, feature: number, isConfirmed: boolean): number =>
    rowOf(stretch, feature, isConfirmed) * lengths + (lengthAt[stretch] as number);
  const coarseCellOf = (stretch: number, { feature, isConfirmed }: News): number =>
    rowOf(stretch, feature, isConfirmed) * coarseLengths + (coarseLengthAt[stretch] as number);
  const counts = createTails(size * coarseLengths);
  const shares = createTails(size * coarseLengths);
  // Of each stretch the features of which anything is new, a bit each.
  const [unconfirmed, confirmed] = [new Int32Array(novelty.length), new Int32Array(novelty.length)];
  for (const [stretch, { shown: bits, news }] of novelty.entries()) {
    for (const { feature, isConfirmed } of news) {
      const which = isConfirmed ? confirmed : unconfirmed;
      which[stretch] = (which[stretch] as number) | (1 << feature);
    }
    if (odd[stretch] === 1) continue;
    for (let feature = 0; feature < features.length; feature++) {
      if ((bits & (1 << feature)) !== 0) increment(shown, cellOf(stretch, feature, false));
    }
    for (const one of news) {
      increment(fresh, cellOf(stretch, one.feature, one.isConfirmed));
      counts.add(coarseCellOf(stretch, one), -one.count);
      shares.add(coarseCellOf(stretch, one), one.share);
    }
  }
  counts.settle();
  shares.settle();
  const own = (stretch: number): number => 1 - (odd[stretch] as number);
  return {
    anything(stretch, feature, isConfirmed) {
      const news = (isConfirmed ? confirmed : unconfirmed)[stretch] as number;
      const isNew = (news & (1 << feature)) !== 0;
      const others = (shown[cellOf(stretch, feature, false)] as number) - own(stretch);
      const fresher =
        (fresh[cellOf(stretch, feature, isConfirmed)] as number) - (isNew ? own(stretch) : 0);
      return (fresher + 0.5) / (others + 1);
    },
    soMany: (stretch, news) => counts.upTo(coarseCellOf(stretch, news), -news.count, own(stretch)),
    soRare: (stretch, news) => shares.upTo(coarseCellOf(stretch, news), news.share, own(stretch)),
  };
}

function increment(counts: Float64Array, place: number): void {
  counts[place] = (counts[place] as number) + 1;
}

/** Lists of numbers, one for each cell and one for each feature, and which share of each is small. */
function createTails(cells: number) {
  const lists: number[][] = Array.from({ length: cells }, () => []);
  const pooled: number[][] = features.map(() => []);
  const ascending: { lists: readonly Float64Array[]; pooled: readonly Float64Array[] } = {
    lists: [],
    pooled: [],
  };
  const featureOf = (cell: number): number => Math.floor(cell / coarseLengths) % features.length;
  return {
    add(cell: number, value: number): void {
      lists[cell]?.push(value);
      pooled[featureOf(cell)]?.push(value);
    },
    settle(): void {
      // Numbers of their own kind are sorted without being compared by a function.
      ascending.lists = lists.map((list) => Float64Array.from(list).sort());
      ascending.pooled = pooled.map((list) => Float64Array.from(list).sort());
    },
    /** The share of a cell that is not above a value, `own` of them left out, with what is borrowed from all cells. */
    upTo(cell: number, value: number, own: number): number {
      const list = ascending.lists[cell] as Float64Array;
      const all = ascending.pooled[featureOf(cell)] as Float64Array;
      const others = all.length - own;
      const inAll = (countUpTo(all, value) - own + 0.5) / (others + 1);
      const inCell = countUpTo(list, value) - own;
      const share = (inCell + borrowed * inAll) / (list.length - own + borrowed);
      // So many cases cannot show that anything is rarer than one in one more (the rule of succession).
      return Math.min(1, Math.max(share, 1 / (others + 1)));
    },
  };
}

/** How many of ascending numbers are not above a value. */
function countUpTo(numbers: Float64Array, value: number): number {
  let [from, to] = [0, numbers.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((numbers[middle] as number) <= value) from = middle + 1;
    else to = middle;
  }
  return from;
}
