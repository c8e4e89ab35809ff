import { editDistance } from '../../rule/yaml/did-you-mean.ts';

/** How many edits turn a word into another; beyond `limit` any number above it. */
export type EditDistance = (other: string, limit: number) => number;

/** Bits of a JavaScript integer. */
const width = 32;

/**
 * Prepares {@link editDistance} of one word to many. A word of up to 32 letters is compared a row at
 * a time, one bit a letter (H. Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau
 * edit distances", 2003), which takes a tenth of the time.
 */
export function createEditDistance(word: string): EditDistance {
  if (word.length === 0 || word.length > width) {
    return (other, limit) => editDistance(word, other, limit);
  }
  const places = new Map<number, number>();
  for (let at = 0; at < word.length; at++) {
    const letter = word.charCodeAt(at);
    places.set(letter, (places.get(letter) ?? 0) | (1 << at));
  }
  const last = 1 << (word.length - 1);
  return (other, limit) => {
    let [rises, falls, same, before] = [-1, 0, 0, 0];
    let distance = word.length;
    for (let at = 0; at < other.length; at++) {
      const here = places.get(other.charCodeAt(at)) ?? 0;
      const swapped = ((~same & here) << 1) & before;
      same = (((here & rises) + rises) ^ rises) | here | falls | swapped;
      const up = falls | ~(same | rises);
      const down = same & rises;
      if (up & last) distance++;
      if (down & last) distance--;
      if (distance - (other.length - at - 1) > limit) return distance;
      const shifted = (up << 1) | 1;
      rises = (down << 1) | ~(same | shifted);
      falls = shifted & same;
      before = here;
    }
    return distance;
  };
}
