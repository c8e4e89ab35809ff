/**
 * Keyed hashes, signed numbers of 32 bits (HalfSipHash-1-3, J.-P. Aumasson and D. J. Bernstein, "SipHash: a fast
 * short-input PRF", 2012). Without the seed nobody can choose inputs that collide.
 */
export interface KeyedHash {
  /** The hash of a text's UTF-16 units. */
  text(text: string): number;
  /** The hash of two numbers of 32 bits. */
  pair(a: number, b: number): number;
  /** The hash of numbers of 32 bits. */
  words(a: number, b: number, c: number, d: number): number;
}

/** Prepares hashing with a seed of 32 bits. */
export function createKeyedHash(seed: number): KeyedHash {
  const [k0, k1] = [Math.imul(seed, 0x9e3779b1) ^ 0x2545f491, seed ^ 0x6c62272e];
  let [v0, v1, v2, v3] = [0, 0, 0, 0];
  const begin = (): void => {
    v0 = k0;
    v1 = k1;
    v2 = 0x6c796765 ^ k0;
    v3 = 0x74656462 ^ k1;
  };
  const round = (): void => {
    v0 = (v0 + v1) | 0;
    v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
    v0 = (v0 << 16) | (v0 >>> 16);
    v2 = (v2 + v3) | 0;
    v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
    v0 = (v0 + v3) | 0;
    v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
    v2 = (v2 + v1) | 0;
    v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
    v2 = (v2 << 16) | (v2 >>> 16);
  };
  const take = (word: number): void => {
    v3 ^= word;
    round();
    v0 ^= word;
  };
  const end = (length: number): number => {
    take(length << 24);
    v2 ^= 0xff;
    round();
    round();
    round();
    return v1 ^ v3;
  };
  return {
    text(text) {
      begin();
      const even = text.length & ~1;
      for (let at = 0; at < even; at += 2) {
        take(text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16));
      }
      if (even < text.length) take(text.charCodeAt(even));
      return end(text.length);
    },
    pair(a, b) {
      begin();
      take(a);
      take(b);
      return end(4);
    },
    words(a, b, c, d) {
      begin();
      take(a);
      take(b);
      take(c);
      take(d);
      return end(8);
    },
  };
}
