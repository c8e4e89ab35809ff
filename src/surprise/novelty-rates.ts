import { features } from './feature.ts';
import type { Oddities } from './history.ts';
import type { Novelty } from './novelty.ts';
import type { Rarity } from './rarity.ts';
import type { Unit } from './showing-book.ts';
import type { SubjectKind } from './shown-values.ts';
import type { StretchedLog } from './stretch.ts';
import { createTails, type Tails } from './tails.ts';

/** How usual it is in the whole log that something is new; each probability without the stretch it is asked of. */
export interface NoveltyRates {
  /** How probable it is that a stretch like this one shows anything new of a feature, confirmed or not. */
  anything(stretch: number, feature: number, isConfirmed: boolean): number;
  /** Of stretches that do, the share with so many new values as news of this stretch have, or more. */
  soMany(stretch: number, news: number): number;
  /** Of stretches that do, the share whose new value is as rare among peers, or rarer. */
  soRare(stretch: number, news: number): number;
}

const kinds: readonly SubjectKind[] = ['session', 'person', 'program'];
export const kindCount = kinds.length;

/** By stretch, the place of its kind among all kinds. */
export function kindsOf({ stretches, units }: StretchedLog): Uint8Array {
  return Uint8Array.from(stretches.units, (unit) => kinds.indexOf((units[unit] as Unit).kind));
}

/** Histories are alike in length if they are in the same power of two: none, 1, 2 to 3, 4 to 7, … */
const lengths = 9;
const lengthOf = (earlier: number): number =>
  earlier === 0 ? 0 : Math.min(lengths - 1, 1 + Math.floor(Math.log2(earlier)));

/** For how rare and how many, less is known, so that fewer lengths are told apart: none, 1 to 3, 4 to 15, more. */
const coarseLengths = 4;
const coarseLengthOf = (earlier: number): number =>
  earlier === 0 ? 0 : Math.min(coarseLengths - 1, 1 + Math.floor(Math.log2(earlier) / 2));

/** Where stretches are counted: those that are alike in kind and in the length of their history have a cell for each feature. */
function createCells(log: StretchedLog, { earlier }: Novelty) {
  const kindOf = kindsOf(log);
  const lengthAt = Uint8Array.from(earlier, lengthOf);
  const coarseLengthAt = Uint8Array.from(earlier, coarseLengthOf);
  const rowOf = (stretch: number, feature: number, isConfirmed: boolean): number =>
    ((kindOf[stretch] as number) * 2 + (isConfirmed ? 1 : 0)) * features.length + feature;
  return {
    of: (stretch: number, feature: number, isConfirmed: boolean): number =>
      rowOf(stretch, feature, isConfirmed) * lengths + (lengthAt[stretch] as number),
    coarseOf: (stretch: number, feature: number, isConfirmed: boolean): number =>
      rowOf(stretch, feature, isConfirmed) * coarseLengths + (coarseLengthAt[stretch] as number),
  };
}

/** How many cells there are of each length. */
const rows = kindCount * 2 * features.length;

/** Counts what is usual. */
export function countNovelty(
  log: StretchedLog,
  novelty: Novelty,
  { shares }: Rarity,
  odd: Oddities,
): NoveltyRates {
  const { news, starts } = novelty;
  const { size } = log.stretches;
  const cells = createCells(log, novelty);
  const [shown, fresh] = [new Float64Array(rows * lengths), new Float64Array(rows * lengths)];
  // By news, the cell in which it is compared, and the one in which it counts.
  const compared = new Int32Array(shares.length);
  const taught = new Int32Array(shares.length).fill(-1);
  // Of each stretch the features of which anything is new, a bit each.
  const [unconfirmed, confirmed] = [new Int32Array(size), new Int32Array(size)];
  for (let stretch = 0; stretch < size; stretch++) {
    const isUsual = odd[stretch] === 0;
    for (let one = starts[stretch] as number; one < (starts[stretch + 1] as number); one++) {
      const feature = news.features[one] as number;
      const isConfirmed = news.confirmed[one] === 1;
      const which = isConfirmed ? confirmed : unconfirmed;
      which[stretch] = (which[stretch] as number) | (1 << feature);
      compared[one] = cells.coarseOf(stretch, feature, isConfirmed);
      if (!isUsual) continue;
      taught[one] = compared[one] as number;
      increment(fresh, cells.of(stretch, feature, isConfirmed));
    }
    const bits = isUsual ? (novelty.shown[stretch] as number) : 0;
    for (let feature = 0; feature < features.length; feature++) {
      if ((bits & (1 << feature)) !== 0) increment(shown, cells.of(stretch, feature, false));
    }
  }
  const tailCells = { cells: taught, size: rows * coarseLengths, pools: features.length, poolOf };
  const counts = Float64Array.from(news.counts, (count) => -count);
  const [amounts, rarities] = [createTails(counts, tailCells), createTails(shares, tailCells)];
  const own = (stretch: number): number => 1 - (odd[stretch] as number);
  const among = (tails: Tails, numbers: Float64Array) => (stretch: number, one: number) =>
    tails.upTo(compared[one] as number, numbers[one] as number, own(stretch));
  return {
    anything(stretch, feature, isConfirmed) {
      const bits = (isConfirmed ? confirmed : unconfirmed)[stretch] as number;
      const isNew = (bits & (1 << feature)) !== 0;
      const others = (shown[cells.of(stretch, feature, false)] as number) - own(stretch);
      const fresher =
        (fresh[cells.of(stretch, feature, isConfirmed)] as number) - (isNew ? own(stretch) : 0);
      return (fresher + 0.5) / (others + 1);
    },
    soMany: among(amounts, counts),
    soRare: among(rarities, shares),
  };
}

/** The feature whose news a coarse cell counts. */
function poolOf(cell: number): number {
  return Math.floor(cell / coarseLengths) % features.length;
}

function increment(counts: Float64Array, place: number): void {
  counts[place] = (counts[place] as number) + 1;
}
