/** Longer words are no slips of the pen, and comparing them takes the square of their length. */
const maxLength = 64;

/**
 * The word of `words` that `word` was probably meant to be, or undefined if none is near.
 *
 * Near means at most a third of the letters differ (one, in words of two), and never more than three.
 */
export function nearest(word: string, words: Iterable<string>): string | undefined {
  if (word.length > maxLength) return undefined;
  const given = word.toLowerCase();
  let best: string | undefined;
  const most = Math.max(Math.floor(given.length / 3), given.length > 1 ? 1 : 0);
  let least = Math.min(3, most) + 1;
  for (const candidate of words) {
    if (Math.abs(candidate.length - word.length) >= least) continue;
    const distance = editDistance(given, candidate.toLowerCase());
    if (distance >= least) continue;
    least = distance;
    best = candidate;
  }
  return best;
}

/** A clause for an error message: `; did you mean "x"?`, or nothing. */
export function didYouMean(word: string, words: Iterable<string>): string {
  const found = nearest(word, words);
  return found === undefined ? '' : `; did you mean "${found}"?`;
}

/**
 * How many letters must be inserted, deleted, replaced or swapped with their neighbour to turn `a`
 * into `b` (optimal string alignment). Gives up beyond `limit`, and returns more than it then.
 */
export function editDistance(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  let [twoBack, back, row] = [[] as number[], [] as number[], indices(b.length)];
  for (let i = 1; i <= a.length; i++) {
    [twoBack, back, row] = [back, row, [i]];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(
        (back[j - 1] as number) + (same ? 0 : 1),
        (back[j] as number) + 1,
        (row[j - 1] as number) + 1,
      );
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, (twoBack[j - 2] as number) + 1);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return least;
  }
  return row[b.length] as number;
}

function indices(length: number): number[] {
  return Array.from({ length: length + 1 }, (_, index) => index);
}
