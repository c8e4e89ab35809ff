import { lowerBound } from '../store/binary-search.ts';
import type { IntView } from '../store/column.ts';
import type { BoundAggregate } from './aggregate/bound-aggregate.ts';
import type { Row } from './event-table.ts';
import type { TimeIndex } from './time-index.ts';

/** How many events a fact was computed from, and the first and the last of them, if there are any. */
export interface Contribution {
  readonly total: number;
  readonly first: Row | undefined;
  readonly last: Row | undefined;
}

/** Ranks from `from` up to and without `to`. */
export interface RankRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Counts the members of a key with ranks in a range that a fact is computed from; `ranks` are those of all its
 * members, ascending, and the same at every call.
 */
export type ContributionOf = (
  fact: number,
  key: number,
  ranks: IntView,
  range: RankRange,
) => Contribution;

export const noContribution: Contribution = { total: 0, first: undefined, last: undefined };

/** What two ranges of which the one lies behind the other come to. */
export function together(earlier: Contribution, later: Contribution): Contribution {
  return {
    total: earlier.total + later.total,
    first: earlier.first ?? later.first,
    last: later.last ?? earlier.last,
  };
}

/** So many members have their answers at hand, and those of one key besides; each takes two bits. */
const mostAtHand = 2 ** 21;

/** As so many members each key is counted at least. */
const leastCounted = 1_024;

/** Prepares to count: of windows that are told one after the other most have the same members, and each is asked once. */
export function createContributionOf(
  aggregates: readonly Pick<BoundAggregate, 'contributes' | 'takesAll'>[],
  rowAt: TimeIndex['rowAt'],
  most = mostAtHand,
): ContributionOf {
  const byFact = aggregates.map(() => new Map<number, Answers>());
  let held = 0;
  const answersOf = (fact: number, key: number, members: number): Answers => {
    const known = byFact[fact]?.get(key);
    if (known) return known;
    if (held > most) {
      for (const byKey of byFact) byKey.clear();
      held = 0;
    }
    held += Math.max(members, leastCounted);
    const made = createAnswers(members);
    byFact[fact]?.set(key, made);
    return made;
  };
  return (fact, key, ranks, range) => {
    const { contributes, takesAll } = aggregates[fact] as BoundAggregate;
    const from = lowerBound(ranks, range.from);
    const to = lowerBound(ranks, range.to, from);
    if (from === to) return noContribution;
    const places = takesAll
      ? { total: to - from, first: from, last: to - 1 }
      : answersOf(fact, key, ranks.length).count(from, to, (place) =>
          contributes(rowAt(ranks.get(place)), key),
        );
    if (places.total === 0) return noContribution;
    const [first, last] = [rowAt(ranks.get(places.first)), rowAt(ranks.get(places.last))];
    return { total: places.total, first, last };
  };
}

/** Which of a row of things are wanted, each asked once, when it is first counted. */
interface Answers {
  /** Counts those that are, of the places from `from` up to and without `to`; gives the first and the last such place. */
  count(from: number, to: number, isWanted: (place: number) => boolean): Ends;
}

interface Ends {
  readonly total: number;
  readonly first: number;
  readonly last: number;
}

/** Places that one number stands for, a bit each. */
const perWord = 32;
const allBits = -1;

function createAnswers(length: number): Answers {
  const asked = new Int32Array(Math.ceil(length / perWord));
  const wanted = new Int32Array(asked.length);
  return {
    count(from, to, isWanted) {
      let [total, first, last] = [0, -1, -1];
      for (let at = from; at < to; ) {
        const word = Math.floor(at / perWord);
        const begin = word * perWord;
        const end = Math.min(to, begin + perWord);
        const looked = (allBits << (at - begin)) & (allBits >>> (begin + perWord - end));
        for (let open = looked & ~(asked[word] as number); open !== 0; open &= open - 1) {
          const bit = open & -open;
          if (isWanted(begin + highest(bit))) wanted[word] = (wanted[word] as number) | bit;
        }
        asked[word] = (asked[word] as number) | looked;
        const found = (wanted[word] as number) & looked;
        if (found !== 0) {
          total += countBits(found);
          if (first < 0) first = begin + highest(found & -found);
          last = begin + highest(found);
        }
        at = end;
      }
      return { total, first, last };
    },
  };
}

/** The highest bit that is set, from 0. */
function highest(bits: number): number {
  return perWord - 1 - Math.clz32(bits);
}

function countBits(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
