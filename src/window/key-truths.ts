import type { CompiledConditions } from '../detection/compiled-rule.ts';
import { type Truth, undecided, yes } from '../detection/truth.ts';
import type { FieldTest } from '../rule/expression.ts';
import type { Window } from '../rule/window/window.ts';
import { compileFactTest, type FactTest } from './fact-test.ts';
import { highestLimit, type KeyBounds, type KeyCount } from './key-bounds.ts';
import { noKey } from './partition-keys.ts';
import type { WindowIndex } from './window-index.ts';

/**
 * The truth of comparisons of facts, as far as it follows from an event's key alone, whatever the event's
 * own window holds of the key's members.
 */
export interface KeyTruths {
  /** The truth of a comparison for the event of a rank with a key; undefined if one has to look. */
  of(comparison: number, key: number, rank: number): Truth | undefined;
  /** By comparison, the first one of which keys always tell the same. */
  readonly sameAs: ArrayLike<number>;
}

/** What a comparison comes to in a window that the log covers, and in one that it does not. */
interface Answer {
  readonly covered: Truth;
  readonly uncovered: Truth;
}

/** Tells the truth of one comparison for the event of a rank with a key; undefined if one has to look. */
type TruthOf = (key: number, rank: number) => Truth | undefined;

/** A comparison of a fact, with what keys can tell of that. */
interface Compared {
  readonly test: FieldTest;
  readonly holds: FactTest;
  readonly wanted: boolean;
  readonly bounds: KeyBounds;
  readonly fact: number;
  readonly window: Window;
}

/** Prepares {@link KeyTruths} for the comparisons of windows by name. */
export function createKeyTruths(
  { facts, computed, wanted, lists }: CompiledConditions,
  windows: ReadonlyMap<string, WindowIndex>,
): KeyTruths {
  const strangers: (Truth | undefined)[] = facts.map(() => undefined);
  const compared = facts.map((test, at): Compared | undefined => {
    const index = windows.get(test.fact?.window ?? '');
    if (computed[at] || !index) return undefined;
    const holds = compileFactTest(test, lists);
    strangers[at] = holds(undefined);
    const { window, bounds } = index;
    const fact = window.facts.findIndex(({ name }) => name === test.fact?.name);
    return bounds && { test, holds, wanted: wanted[at] === true, bounds, fact, window };
  });
  const thresholds = compared.map((one) =>
    one?.bounds.isBounded(one.fact) ? thresholdOf(one) : undefined,
  );
  const sameAs = thresholds.map((own, at) => {
    const first = own ? thresholds.findIndex((other) => other && isSameThreshold(own, other)) : at;
    return strangers[first] === strangers[at] ? first : at;
  });
  const countOf = createCounts(thresholds);
  const ways = compared.map((one, at): TruthOf | undefined => {
    const threshold = thresholds[at];
    if (!one) return undefined;
    if (threshold?.fromOne && one.bounds.isOwnCount(one.fact)) {
      return truthOfOwn(threshold, threshold.fromOne);
    }
    if (threshold) return truthByNumber(threshold, countOf(threshold));
    if (one.bounds.isWay(one.fact)) return truthOfStay(one);
    if (one.bounds.isListing(one.fact)) return truthByValues(one);
    return one.bounds.isNovelty(one.fact) ? truthOfNovelty(one) : undefined;
  });
  return {
    sameAs,
    of: (comparison, key, rank) =>
      key === noKey ? strangers[comparison] : ways[comparison]?.(key, rank),
  };
}

/** The answer for a window, be it covered or not. */
function answerFor(
  { covered, uncovered }: Answer,
  { bounds, fact }: Pick<Compared, 'bounds' | 'fact'>,
  key: number,
  rank: number,
): Truth {
  if (covered === uncovered) return covered;
  return bounds.isCovered(fact, key, rank) ? covered : uncovered;
}

/** A comparison of a whole number: its answer for every number from 0 up to and without `limit`. */
interface Threshold extends Answer {
  readonly bounds: KeyBounds;
  readonly fact: number;
  readonly limit: number;
  /** Its answer for each number; for the last one and all beyond it the same. None if there are too many. */
  readonly answers: readonly Answer[];
  /** For how many of them, from 0 on, it is the same. */
  readonly steady: number;
  /** Its answer for every number from 1 on that there can be, if there is one. */
  readonly fromOne: Answer | undefined;
}

function thresholdOf({ holds, wanted, bounds, fact, window }: Compared): Threshold {
  const truthAt = (value: number, isCovered: boolean): Truth =>
    holds(bounds.known(fact, value, isCovered), wanted);
  const most = window.itself ? 1 : Number.POSITIVE_INFINITY;
  const answers = answersOf(holds, truthAt);
  const steady = steadyOf(answers);
  const [first] = answers;
  if (first) {
    const limit = Math.min(steady, highestLimit);
    const fromOne = isAlike(answers, 1, most) ? answers[1] : undefined;
    return { bounds, fact, ...first, limit, answers, steady, fromOne };
  }
  const fromOne = truthFromOne(most, truthAt);
  return { bounds, fact, ...sameFromNought(truthAt), answers, steady, fromOne };
}

/** Whether two comparisons ask for the same of one fact. */
function isSameThreshold(a: Threshold, b: Threshold): boolean {
  if (a.bounds !== b.bounds || a.fact !== b.fact || a.limit !== b.limit) return false;
  const ofA = [a, a.fromOne, ...a.answers];
  const ofB = [b, b.fromOne, ...b.answers];
  return ofA.length === ofB.length && ofA.every((one, at) => isSameOrNone(one, ofB[at]));
}

function isSameOrNone(a: Answer | undefined, b: Answer | undefined): boolean {
  return a && b ? isSame(a, b) : a === b;
}

/** Follows each fact once for all of its comparisons, up to the highest number that any of them asks for. */
function createCounts(
  thresholds: readonly (Threshold | undefined)[],
): (threshold: Threshold) => KeyCount | undefined {
  const made: { readonly like: Threshold; readonly count: KeyCount | undefined }[] = [];
  return (threshold) => {
    const isLike = (other: Threshold | undefined): boolean =>
      other?.bounds === threshold.bounds && other.fact === threshold.fact;
    const known = made.find(({ like }) => isLike(like));
    if (known) return known.count;
    const limits = thresholds.map((other) => (isLike(other) ? (other?.answers.length ?? 0) : 0));
    const limit = Math.max(...limits) - 1;
    const count = limit > 0 ? threshold.bounds.follow(threshold.fact, limit) : undefined;
    made.push({ like: threshold, count });
    return count;
  };
}

/** Of a count that is 1 if the event itself belongs to the window, and else 0. */
function truthOfOwn(threshold: Threshold, fromOne: Answer): TruthOf {
  const { bounds } = threshold;
  return (key, rank) => {
    const membership = bounds.membership(rank);
    if (membership === undecided) return undefined;
    return answerFor(membership === yes ? fromOne : threshold, threshold, key, rank);
  };
}

/** By what the key comes to as a whole, or else at the time of the event. */
function truthByNumber(threshold: Threshold, count: KeyCount | undefined): TruthOf {
  const { bounds, fact, limit, answers, steady, fromOne } = threshold;
  const last = answers.length - 1;
  const answerAt = (key: number, rank: number): Answer | undefined => {
    if (bounds.staysBelow(fact, key, limit)) return threshold;
    const most = last < 0 ? undefined : count?.mostAt(key, rank);
    if (most !== undefined) {
      if (most < steady) return answers[0];
      const least = count?.leastAt(key, rank) ?? 0;
      if (least === most || isAlike(answers, least, most)) return answers[Math.min(most, last)];
    }
    return fromOne && bounds.countsItself(fact, key, rank) ? fromOne : undefined;
  };
  return (key, rank) => {
    const answer = answerAt(key, rank);
    return answer && answerFor(answer, threshold, key, rank);
  };
}

/** Whether a comparison comes to the same for each number from one to another. */
function isAlike(answers: readonly Answer[], from: number, to: number): boolean {
  const first = answers[Math.min(from, answers.length - 1)] as Answer;
  return answers.slice(from, to + 1).every((answer) => isSame(answer, first));
}

function isSame(a: Answer, b: Answer): boolean {
  return a.covered === b.covered && a.uncovered === b.uncovered;
}

/** A comparison of a way that comes to the same if there is none and if it is 0. */
function truthOfStay({ holds, bounds, fact }: Compared): TruthOf | undefined {
  const truth = holds(bounds.known(fact, 0, true));
  if (truth !== holds(bounds.known(fact, undefined, true))) return undefined;
  // Where the log does not cover the window, somebody may have been elsewhere.
  return (key, rank) =>
    bounds.isStill(fact, key, rank) && bounds.isCovered(fact, key, rank) ? truth : undefined;
}

/** A comparison that one value among many is enough for. */
function truthByValues({ test, holds, wanted, bounds, fact }: Compared): TruthOf | undefined {
  const { comparison, all, values } = test;
  const isPlain = comparison !== 'exists' && comparison !== 'neq' && (!all || values.length === 1);
  if (!isPlain || values.some(({ kind }) => kind === 'null' || kind === 'field')) return undefined;
  const compared = { bounds, fact };
  const count = bounds.followValues(fact, (known) => holds(known, wanted) === yes);
  const nothing: Answer = {
    covered: holds({ value: [], could: undefined }, wanted),
    uncovered: holds({ value: [], could: { kind: 'more' } }, wanted),
  };
  return (key, rank) => {
    const most = count?.mostAt(key, rank);
    if (most === 0) return answerFor(nothing, compared, key, rank);
    return most !== undefined && count?.leastAt(key, rank) === most ? yes : undefined;
  };
}

function truthOfNovelty({ holds, wanted, bounds, fact }: Compared): TruthOf {
  const answerOf = (isNew: boolean): Answer => ({
    covered: holds(bounds.known(fact, isNew, true), wanted),
    uncovered: holds(bounds.known(fact, isNew, false), wanted),
  });
  const [whenNew, whenNot] = [answerOf(true), answerOf(false)];
  return (key, rank) => {
    const isNew = bounds.isNew(fact, key, rank);
    if (isNew === undefined) return undefined;
    return answerFor(isNew ? whenNew : whenNot, { bounds, fact }, key, rank);
  };
}

type TruthAt = (value: number, isCovered: boolean) => Truth;

/** The first number for which a comparison does not come to what it comes to for 0, be the window covered or not. */
function sameFromNought(truthAt: TruthAt): Pick<Threshold, 'limit' | keyof Answer> {
  const [covered, uncovered] = [truthAt(0, true), truthAt(0, false)];
  let limit = 1;
  while (
    limit < highestLimit &&
    truthAt(limit, true) === covered &&
    truthAt(limit, false) === uncovered
  ) {
    limit++;
  }
  return { limit, covered, uncovered };
}

/** No fact is followed beyond this. */
const highestFollowed = 1_024;

/** What a comparison comes to for each number; for the last one and all beyond it the same. None if there are too many. */
function answersOf({ numbers }: Pick<FactTest, 'numbers'>, truthAt: TruthAt): readonly Answer[] {
  const highest = Math.max(0, ...numbers.map((number) => (number === 'any' ? Number.NaN : number)));
  if (!(highest < highestFollowed)) return [];
  const beyond = Math.floor(highest) + 1;
  return Array.from({ length: beyond + 1 }, (_, value) => ({
    covered: truthAt(value, true),
    uncovered: truthAt(value, false),
  }));
}

/** How many answers are the same as the first one, up to the first that is not. */
function steadyOf(answers: readonly Answer[]): number {
  const end = answers.findIndex((answer) => !isSame(answer, answers[0] as Answer));
  return end < 0 ? Number.POSITIVE_INFINITY : end;
}

/** What a comparison comes to for every number from 1 up to `most`, if it is the same, and they are not too many. */
function truthFromOne(most: number, truthAt: TruthAt): Answer | undefined {
  if (most > highestLimit) return undefined;
  const [covered, uncovered] = [truthAt(1, true), truthAt(1, false)];
  for (let value = 2; value <= most; value++) {
    if (truthAt(value, true) !== covered || truthAt(value, false) !== uncovered) return undefined;
  }
  return { covered, uncovered };
}
