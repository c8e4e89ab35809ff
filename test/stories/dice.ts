/** Chance that always falls the same way: what is drawn follows from the seed and nothing else. */
export interface Dice {
  /** A whole number from 0 to `limit` - 1. */
  readonly below: (limit: number) => number;
  /** True in about `share` (0 to 1) of all throws. */
  readonly chance: (share: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
  /** `length` digits of base 16. */
  readonly hex: (length: number) => string;
  /** `length` letters and digits, as in Okta's identifiers. */
  readonly letters: (length: number) => string;
}

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * Dice seeded by what they are thrown for, for example `dice('session', login, day)`.
 *
 * Each thing draws from its own dice, so that a new line in a story changes no other line's record.
 */
export function dice(...seed: readonly (string | number | null)[]): Dice {
  let state = scramble(seed.join('|'));
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    return mix(state) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new RangeError('nothing to pick from');
    return list[below(list.length)] as T;
  };
  const spell = (base: number, length: number): string =>
    Array.from({ length }, () => alphabet[below(base)]).join('');
  return {
    below,
    chance: (share) => next() < share,
    pick,
    hex: (length) => spell(16, length).toLowerCase(),
    letters: (length) => spell(alphabet.length, length),
  };
}

/** A 32-bit number from a text: multiply and fold, character by character. */
function scramble(text: string): number {
  let sum = text.length;
  for (const character of text) sum = mix(Math.imul(sum, 31) + (character.codePointAt(0) ?? 0));
  return sum;
}

/** Spreads a 32-bit number so that neighbours end far apart. */
function mix(number: number): number {
  let bits = number | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x45d9f3b);
  bits = Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d);
  return (bits ^ (bits >>> 16)) >>> 0;
}
