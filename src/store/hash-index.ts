import type { Store } from './store.ts';

/** Finds numbers again by a hash of what they stand for; some 13 to 27 bytes a number. */
export interface HashIndex {
  /** The number with this hash that satisfies `is`, or undefined. */
  find(hash: number, is: (number: number) => boolean): number | undefined;
  /** Files a number that is not there yet. */
  add(hash: number, number: number): void;
}

/**
 * Makes an empty table: open addressing over pages, in several parts of bounded size.
 *
 * A new number goes to the youngest part, which is small enough to stay in memory. The full ones
 * are only read, and each has a filter (B. H. Bloom, "Space/time trade-offs in hash coding with
 * allowable errors", 1970) that nearly always tells, without a look at the part, that a hash is not
 * in it: so new values, however many there are, do not go through the pages on disk. One more filter tells that of all full
 * parts together, so that a new value looks at one page, however many parts there are.
 */
export function createHashIndex(store: Store): HashIndex {
  const greatest = greatestPart(store.room);
  const full: Part[] = [];
  const filter = createJointFilter(store, greatest);
  let open = createPart(store, leastSlots);
  const makeRoom = (): void => {
    if (open.used * 4 < open.slots * 3) return;
    if (open.slots < greatest) {
      const larger = createPart(store, open.slots * 2);
      open.copyTo(larger);
      open.free();
      open = larger;
    } else {
      open.seal();
      full.push(open);
      filter.cover(full);
      open = createPart(store, greatest);
    }
  };
  return {
    find(hash, is) {
      const found = open.find(hash, is);
      if (found !== undefined || !filter.mayHave(hash)) return found;
      for (let at = full.length - 1; at >= 0; at--) {
        const part = full[at] as Part;
        if (!part.mayHave(hash)) continue;
        const older = part.find(hash, is);
        if (older !== undefined) return older;
      }
      return undefined;
    },
    add(hash, number) {
      makeRoom();
      open.add(hash, number);
    },
  };
}

const leastSlots = 256;
const mostSlots = 2 ** 23;
/** A slot is two words: a number plus one, and its hash. */
const slotBytes = 8;

/** Several tables work at a time, and their youngest parts should all stay in memory. */
function greatestPart(room: number): number {
  let slots = leastSlots;
  while (slots < mostSlots && slots * slotBytes * 16 < room) slots *= 2;
  return slots;
}

interface Part {
  readonly slots: number;
  used: number;
  find(hash: number, is: (number: number) => boolean): number | undefined;
  add(hash: number, number: number): void;
  copyTo(other: Part): void;
  each(visit: (hash: number, number: number) => void): void;
  /** Prepares {@link mayHave}; nothing can be added from then on. */
  seal(): void;
  mayHave(hash: number): boolean;
  free(): void;
}

function createPart(store: Store, slots: number): Part {
  const words = store.column(32);
  words.reserve(slots * 2);
  const mask = slots - 1;
  let filter: Filter | undefined;
  const each = (visit: (hash: number, number: number) => void): void => {
    for (let at = 0; at < words.length; at += 2) {
      const number = words.get(at);
      if (number !== 0) visit(words.get(at + 1), number - 1);
    }
  };
  const part: Part = {
    slots,
    used: 0,
    find(hash, is) {
      for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
        const number = words.get(slot * 2);
        if (number === 0) return undefined;
        if (words.get(slot * 2 + 1) === hash && is(number - 1)) return number - 1;
      }
    },
    add(hash, number) {
      let slot = hash & mask;
      while (words.get(slot * 2) !== 0) slot = (slot + 1) & mask;
      words.set(slot * 2, number + 1);
      words.set(slot * 2 + 1, hash);
      part.used++;
    },
    copyTo: (other) => each(other.add),
    each,
    seal() {
      filter = createFilter(store, slots);
      each(filter.add);
    },
    mayHave: (hash) => filter === undefined || filter.has(hash),
    free: words.free,
  };
  return part;
}

/** A filter for several parts of a size. It is made anew, twice as large, whenever there are too many for it. */
function createJointFilter(store: Store, partSlots: number) {
  let filter: Filter | undefined;
  let room = 1;
  return {
    /** Takes the last of the parts in as well. */
    cover(parts: readonly Part[]): void {
      // The first part has a filter of its own that says the same.
      if (parts.length < 2) return;
      const isNew = parts.length > room;
      if (isNew) {
        while (room < parts.length) room *= 2;
        filter?.free();
        // Half as much for each as a part has: of a hundred new values one is looked for in the parts, by their filters.
        filter = createFilter(store, (partSlots * room) / 2);
      }
      for (const part of isNew ? parts : parts.slice(-1)) part.each((filter as Filter).add);
    },
    mayHave: (hash: number): boolean => filter === undefined || filter.has(hash),
  };
}

interface Filter {
  add(hash: number): void;
  has(hash: number): boolean;
  free(): void;
}

/** One word of 32 bits for two slots; a hash sets four bits of one word, so one page tells. */
function createFilter(store: Store, slots: number): Filter {
  const words = store.column(32);
  words.reserve(slots / 2);
  const mask = slots / 2 - 1;
  // The low bits chose the slot; all bits are mixed so that the filter is not blind to the high ones.
  const mix = (hash: number): number => {
    const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    return Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  };
  const bits = (mixed: number): number =>
    (1 << (mixed & 31)) |
    (1 << ((mixed >>> 5) & 31)) |
    (1 << ((mixed >>> 10) & 31)) |
    (1 << ((mixed >>> 15) & 31));
  return {
    add(hash) {
      const at = (hash ^ (hash >>> 15)) & mask;
      words.set(at, words.get(at) | bits(mix(hash)));
    },
    has(hash) {
      const wanted = bits(mix(hash));
      return (words.get((hash ^ (hash >>> 15)) & mask) & wanted) === wanted;
    },
    free: words.free,
  };
}
