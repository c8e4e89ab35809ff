import { type Message, tell } from '../../language/message.ts';

/** Longer words are no slips of the pen, and comparing them takes the square of their length. */
const maxLength = 64;

/**
 * The word of `words` that `word` was probably meant to be, or undefined if none is near.
 *
 * Near means at most a third of the letters differ (one, in words of two), and never more than three;
 * also where the parts of a word stand in another order (`ordered_temporal`). Without such a word, the
 * only one that has `word` for a part (`median` of `value_median`).
 */
export function nearest(word: string, words: Iterable<string>): string | undefined {
  if (word.length > maxLength) return undefined;
  const given = word.toLowerCase();
  const parts = partsOf(word);
  const turned = parts.toSorted().join(' ');
  let best: string | undefined;
  const most = Math.max(Math.floor(given.length / 3), given.length > 1 ? 1 : 0);
  let least = Math.min(3, most) + 1;
  const holders: string[] = [];
  for (const candidate of words) {
    const others = partsOf(candidate);
    if (parts.length === 1 && others.length > 1 && others.includes(given)) holders.push(candidate);
    if (Math.abs(candidate.length - word.length) >= least) continue;
    const distance = Math.min(
      editDistance(given, candidate.toLowerCase()),
      parts.length > 1 && parts.length === others.length
        ? editDistance(turned, others.toSorted().join(' '))
        : least,
    );
    if (distance >= least) continue;
    least = distance;
    best = candidate;
  }
  return best ?? (holders.length === 1 ? holders[0] : undefined);
}

/** The parts of a word in small letters: `group-by`, `value_count` and `securityContext` have two. */
function partsOf(word: string): readonly string[] {
  return word
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '');
}

/** The end of a message: what was probably meant (`; did you mean "x"?`), or nothing. */
export type Hint = Message | '';

/** What was probably meant, for the end of a message. */
export function didYouMean(word: string, words: Iterable<string>): Hint {
  return meantHint(nearest(word, words));
}

/** That a word was meant, if one is known, for the end of a message. */
export function meantHint(meant: string | undefined): Hint {
  return meant === undefined ? '' : tell('hint.didYouMean', { meant });
}

/**
 * The end of a message about a word that is none of a closed list: what was probably meant, and all
 * that there is (`; did you mean "b"? There are a, b, c`).
 */
export function didYouMeanOf(word: string, words: readonly string[]): Message {
  const meant = nearest(word, words);
  return meant === undefined
    ? tell('hint.thereAre', { all: words })
    : tell('hint.didYouMeanOf', { meant, all: words });
}

/**
 * How many letters must be inserted, deleted, replaced or swapped with their neighbour to turn `a`
 * into `b` (optimal string alignment). Gives up beyond `limit`, and returns more than it then.
 */
export function editDistance(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  const [x, y] = withoutEnds(a, b);
  if (x.length === 0 || y.length === 0) return Math.max(x.length, y.length);
  let row: Int32Array = indices(y.length);
  let back: Int32Array = row.slice();
  let twoBack: Int32Array = row.slice();
  for (let i = 1; i <= x.length; i++) {
    [twoBack, back, row] = [back, row, twoBack];
    row[0] = i;
    let least = i;
    const letter = x.charCodeAt(i - 1);
    for (let j = 1; j <= y.length; j++) {
      const other = y.charCodeAt(j - 1);
      let cost = (back[j - 1] as number) + (letter === other ? 0 : 1);
      cost = Math.min(cost, (back[j] as number) + 1, (row[j - 1] as number) + 1);
      const swapped =
        i > 1 && j > 1 && letter === y.charCodeAt(j - 2) && x.charCodeAt(i - 2) === other;
      if (swapped) cost = Math.min(cost, (twoBack[j - 2] as number) + 1);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return least;
  }
  return row[y.length] as number;
}

/** What is left of two texts without the beginning and the end they share; it costs no edits. */
function withoutEnds(a: string, b: string): readonly [string, string] {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  let end = 0;
  while (
    end < shorter - start &&
    a.charCodeAt(a.length - 1 - end) === b.charCodeAt(b.length - 1 - end)
  )
    end++;
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)];
}

function indices(length: number): Int32Array {
  return Int32Array.from({ length: length + 1 }, (_, index) => index);
}
