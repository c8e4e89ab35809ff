import { leastPage } from './buffer-pool.ts';
import type { ColumnSnapshot, IntColumn } from './column.ts';
import type { Store } from './store.ts';

/** Finds numbers again by a hash of what they stand for; some 12 to 24 bytes a number. */
export interface HashIndex {
  /** The number with this hash that satisfies `is`, or undefined. */
  find(hash: number, is: (number: number) => boolean): number | undefined;
  /** Files a number that is not there yet. */
  add(hash: number, number: number): void;
  /** The table as it is, in a store that was frozen just now. */
  snapshot(): HashSnapshot;
}

/** A table as plain data. */
export interface HashSnapshot {
  readonly open: PartSnapshot;
  readonly sealed: readonly { readonly part: PartSnapshot; readonly filter: ColumnSnapshot }[];
}

interface PartSnapshot {
  readonly slots: number;
  readonly used: number;
  readonly words: ColumnSnapshot;
}

/**
 * Makes an empty table, or opens one: open addressing over pages, in parts.
 *
 * A new number goes to the open part, which is small enough to stay in memory. When it is full it is sealed, that is, only
 * read from then on; two sealed parts of a size become one (P. O'Neil et al., "The log-structured merge-tree", 1996), so there
 * are few. Each has a filter (B. H. Bloom, "Space/time trade-offs in hash coding with allowable errors", 1970) that nearly
 * always tells, without a look at the part, that a hash is not in it. Places are in order of hashes, in parts and in filters,
 * so that joining parts goes through their pages one after the other.
 */
export function createHashIndex(store: Store, from?: HashSnapshot): HashIndex {
  const greatest = Math.max(greatestOpen(store.room), from?.open.slots ?? 0);
  const sealed = (from?.sealed ?? []).map(
    ({ part, filter }): Sealed => ({
      part: createPart(store, part.slots, part),
      filter: openFilter(store, part.slots, filter),
    }),
  );
  let open = createPart(store, from?.open.slots ?? leastSlots, from?.open);
  if (!from) open.reserve();
  const makeRoom = (): void => {
    if (open.used * 4 < open.slots * 3) return;
    const full = open;
    open = createPart(store, Math.min(full.slots * 2, greatest));
    open.reserve();
    if (full.slots === greatest) seal(full);
    else {
      full.each(open.add);
      full.free();
    }
  };
  const seal = (full: Part): void => {
    let part = full;
    while (sealed.at(-1)?.part.slots === part.slots && part.slots < mostSlots) {
      part = joined(store, sealed.pop() as Sealed, part);
    }
    sealed.push({ part, filter: filterOf(store, part) });
  };
  return {
    find(hash, is) {
      const found = open.find(hash, is);
      if (found !== undefined) return found;
      for (let at = sealed.length - 1; at >= 0; at--) {
        const { part, filter } = sealed[at] as Sealed;
        const older = filter.has(hash) ? part.find(hash, is) : undefined;
        if (older !== undefined) return older;
      }
      return undefined;
    },
    add(hash, number) {
      makeRoom();
      open.add(hash, number);
    },
    snapshot: () => ({
      open: open.snapshot(),
      sealed: sealed.map(({ part, filter }) => ({
        part: part.snapshot(),
        filter: filter.snapshot(),
      })),
    }),
  };
}

/** A part that nothing is added to any more. */
interface Sealed {
  readonly part: Part;
  readonly filter: Filter;
}

const leastSlots = 256;
/** Parts of so many slots are not joined any more: that would take more than a second. */
const mostSlots = 2 ** 23;
/** A slot is two words: a number plus one, and its hash. */
const slotBytes = 8;
/** Several tables work at a time, and what all of them write to should be a small part of the memory. */
const openShare = 64;

function greatestOpen(room: number): number {
  let slots = leastSlots;
  while (slots < mostSlots && slots * slotBytes * openShare < room) slots *= 2;
  return slots;
}

interface Part {
  readonly slots: number;
  used: number;
  find(hash: number, is: (number: number) => boolean): number | undefined;
  add(hash: number, number: number): void;
  each(visit: (hash: number, number: number) => void): void;
  /** Takes all pages, so that it does not depend on the hashes what a part costs that is not full. */
  reserve(): void;
  free(): void;
  snapshot(): PartSnapshot;
}

/** So many slots, a power of two. */
function createPart(store: Store, slots: number, from?: PartSnapshot): Part {
  const words = store.column(32, from?.words);
  const mask = slots - 1;
  const shift = 32 - Math.log2(slots);
  const part: Part = {
    slots,
    used: from?.used ?? 0,
    find(hash, is) {
      for (let slot = hash >>> shift; ; slot = (slot + 1) & mask) {
        const number = words.get(slot * 2);
        if (number === 0) return undefined;
        if (words.get(slot * 2 + 1) === hash && is(number - 1)) return number - 1;
      }
    },
    add(hash, number) {
      let slot = hash >>> shift;
      while (words.get(slot * 2) !== 0) slot = (slot + 1) & mask;
      words.set(slot * 2, number + 1);
      words.set(slot * 2 + 1, hash);
      part.used++;
    },
    each(visit) {
      for (let at = 0; at < words.length; at += 2) {
        const number = words.get(at);
        if (number !== 0) visit(words.get(at + 1), number - 1);
      }
    },
    reserve() {
      for (let at = 0; at < slots * 2; at += leastPage / 4) words.set(at, 0);
    },
    free: words.free,
    snapshot: () => ({ slots, used: part.used, words: words.snapshot() }),
  };
  return part;
}

/** One part instead of two of a size. */
function joined(store: Store, older: Sealed, younger: Part): Part {
  const both = createPart(store, younger.slots * 2);
  for (const part of [older.part, younger]) {
    part.each(both.add);
    part.free();
  }
  older.filter.free();
  return both;
}

interface Filter {
  has(hash: number): boolean;
  free(): void;
  snapshot(): ColumnSnapshot;
}

/** Slots to one word of 32 bits. */
const slotsPerWord = 4;

/** A filter of what is in a part; a hash sets four bits of one word, so one page tells. */
function filterOf(store: Store, part: Part): Filter {
  const words = store.column(32);
  const shift = filterShift(part.slots);
  part.each((hash) => {
    const at = hash >>> shift;
    words.set(at, words.get(at) | bitsOf(hash));
  });
  return filterIn(words, shift);
}

function openFilter(store: Store, slots: number, from: ColumnSnapshot): Filter {
  return filterIn(store.column(32, from), filterShift(slots));
}

function filterShift(slots: number): number {
  return 32 - Math.log2(slots / slotsPerWord);
}

function filterIn({ get, free, snapshot }: IntColumn, shift: number): Filter {
  return {
    has(hash) {
      const wanted = bitsOf(hash);
      return (get(hash >>> shift) & wanted) === wanted;
    },
    free,
    snapshot,
  };
}

/** Four bits of 32, chosen by all bits of a hash: the high ones alone have chosen the word. */
function bitsOf(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const mixed = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (
    (1 << (mixed & 31)) |
    (1 << ((mixed >>> 5) & 31)) |
    (1 << ((mixed >>> 10) & 31)) |
    (1 << ((mixed >>> 15) & 31))
  );
}
