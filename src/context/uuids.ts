const canonical = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The four 32-bit words of a UUID in its usual form (RFC 9562, section 4), or undefined. */
export function wordsOf(uuid: string): readonly [number, number, number, number] | undefined {
  if (uuid.length !== 36 || !canonical.test(uuid)) return undefined;
  const word = (a: number, b: number, c: number, d: number): number =>
    Number.parseInt(uuid.slice(a, b) + uuid.slice(c, d), 16) >>> 0;
  return [word(0, 8, 0, 0), word(9, 13, 14, 18), word(19, 23, 24, 28), word(28, 36, 0, 0)];
}

/** The UUID of four words, in lower case. */
export function uuidOf(words: ArrayLike<number>): string {
  const hex = Array.from(words, (word) => word.toString(16).padStart(8, '0')).join('');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}

/** Remembers identifiers, exactly: 32 bytes or less for a UUID, whatever else as text. */
export interface UuidSet {
  /** Whether the identifier is new; it is known from then on. */
  add(uuid: string): boolean;
}

/** Makes an empty set. */
export function createUuidSet(): UuidSet {
  const others = new Set<string>();
  const table = createTable();
  return {
    add(uuid) {
      const words = wordsOf(uuid);
      if (words) return table.add(words);
      if (others.has(uuid)) return false;
      others.add(uuid);
      return true;
    },
  };
}

/** Open addressing over typed arrays. The zero UUID marks a free slot and is kept apart. */
function createTable(): { add(words: ArrayLike<number>): boolean } {
  let slots = new Uint32Array(4 * 1024);
  let used = 0;
  let zero = false;
  const insert = (into: Uint32Array, words: ArrayLike<number>): boolean => {
    const [a, b, c, d] = [
      words[0] as number,
      words[1] as number,
      words[2] as number,
      words[3] as number,
    ];
    const mask = into.length / 4 - 1;
    let slot =
      (Math.imul(a ^ Math.imul(c, 0x9e3779b1), 0x85ebca6b) ^ Math.imul(b ^ d, 0xc2b2ae35)) >>> 0;
    slot = (slot ^ (slot >>> 15)) & mask;
    for (;;) {
      const at = slot * 4;
      const free = into[at] === 0 && into[at + 1] === 0 && into[at + 2] === 0 && into[at + 3] === 0;
      if (free) {
        into.set([a, b, c, d], at);
        return true;
      }
      if (into[at] === a && into[at + 1] === b && into[at + 2] === c && into[at + 3] === d)
        return false;
      slot = (slot + 1) & mask;
    }
  };
  const grow = (): void => {
    const larger = new Uint32Array(slots.length * 2);
    for (let at = 0; at < slots.length; at += 4) {
      const words = slots.subarray(at, at + 4);
      if (words.some((word) => word !== 0)) insert(larger, words);
    }
    slots = larger;
  };
  return {
    add(words) {
      if (!words[0] && !words[1] && !words[2] && !words[3]) {
        const first = !zero;
        zero = true;
        return first;
      }
      if (!insert(slots, words)) return false;
      used++;
      if (used * 2 > slots.length / 4) grow();
      return true;
    },
  };
}
