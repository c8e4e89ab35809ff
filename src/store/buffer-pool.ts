/**
 * Where pages go that memory has no room for: pages of one size, by slot number from 0. Both calls
 * return when they are done, and throw if they cannot.
 */
export interface Spill {
  /** Keeps a page in a slot. */
  write(slot: number, page: Uint8Array): void;
  /** Fills `page` with what was last written to the slot. */
  read(slot: number, page: Uint8Array): void;
}

/** What a store may spend. */
export interface MemoryBudget {
  /** Bytes; without it there is no bound. */
  readonly budget?: number;
  /** Without it all stays in memory, whatever the budget says. */
  readonly spill?: Spill;
  /**
   * Keys the hashes, so that whoever chooses the values cannot know which of them meet in a table. It
   * changes how long looking up takes, never what is found.
   */
  readonly seed?: number;
}

/** Pages in a spill that are written no more. */
export interface FrozenPages {
  /** They are in the slots below this one. */
  readonly slots: number;
  readonly pageBytes: number;
  /** The seed of the pool that froze them. */
  readonly seed: number;
}

/** The least budget: below it there would be nothing but fetching of pages. */
export const leastBudget = 64 * 1024;

/** A page in memory. */
export interface Frame {
  readonly words: Int32Array;
  owner: PageOwner | undefined;
  page: number;
  /** Set whenever the page is turned to; cleared when somebody looks for room, and the page closed. */
  used: boolean;
  /** Whether it holds something that its slot does not. */
  dirty: boolean;
}

/** Whose pages they are. */
export interface PageOwner {
  /** The slot that holds a page, or undefined if it was never written out. */
  slotOf(page: number): number | undefined;
  /** Whoever has the page open must turn to it anew for the next number. */
  close(page: number): void;
  /** The frame is needed for another page; what it held is in the slot now. */
  leave(page: number, slot: number): void;
  /** What the frame holds is in the slot as well now. */
  keep(page: number, slot: number): void;
}

/**
 * Virtual memory: numbers are kept in pages, of which as many stay in memory as the budget allows;
 * the others wait in the spill. Three eighths of a budget are for pages, the rest for what has to be
 * on the heap (texts met often, tables of pages) and for the garbage that any program makes, so that
 * the process as a whole stays near its budget.
 */
export interface BufferPool {
  readonly pageBytes: number;
  /** Bytes of pages that may be in memory. */
  readonly room: number;
  /** Bytes of texts that one table may keep on the heap. */
  readonly heapRoom: number;
  readonly seed: number;
  /** A frame for a page, filled from the slot, or with zeros if there is none. */
  take(owner: PageOwner, page: number, slot: number | undefined): Frame;
  /** Gives back what a page occupied. */
  release(frame: Frame | undefined, slot: number | undefined): void;
  /**
   * Writes all pages out; from then on what the spill holds stays as it is, so that others may read it: a page that
   * changes goes to another slot. Undefined if there is no spill.
   */
  freeze(): FrozenPages | undefined;
  /** Counts what is kept on the heap for the pages' sake, in bytes. */
  charge(bytes: number): void;
  /** Whether the budget is spent, and there is no spill that could help. */
  isFull(): boolean;
  usage(): PoolUsage;
}

/** Bytes. */
export interface PoolUsage {
  /** What is in memory now, and the most that ever was. */
  readonly bytes: number;
  readonly peakBytes: number;
  /** The most for which there was no room in memory at one time, so that it had to be in the spill. */
  readonly spilledBytes: number;
}

/** A table on the heap has its own limits, whatever the budget. */
const mostHeap = 512 * 1024 * 1024;
const greatestPage = 4 * 1024;
/** No page has fewer bytes. */
export const leastPage = 512;
/** A budget has at least so many pages. */
const leastFrames = 4_096;

/**
 * Starts with no page at all. A budget below {@link leastBudget} counts as that. Throws a RangeError
 * if it is no number. Of what another pool froze the spill reads the pages, and is not told to write them.
 */
export function createBufferPool(allowance: MemoryBudget = {}, frozen?: FrozenPages): BufferPool {
  const { spill } = allowance;
  const seed = frozen?.seed ?? allowance.seed ?? 0x5bd1e995;
  if (Number.isNaN(allowance.budget)) throw new RangeError('the budget is no number of bytes');
  const budget = Math.max(allowance.budget ?? Number.POSITIVE_INFINITY, leastBudget);
  const pageBytes = frozen?.pageBytes ?? pageSize(budget);
  const room = Math.floor((budget / 8) * 3);
  const limit = spill ? Math.max(Math.floor(room / pageBytes), 16) : Number.POSITIVE_INFINITY;
  const frames = createFrames({ pageBytes, limit, spill, alreadyFrozen: frozen?.slots ?? 0 });
  // Whoever lets go of a half copies the other one first, for which there must be room beside it.
  const fill = spill ? Number.POSITIVE_INFINITY : (budget / 8) * 5;
  let [charged, peak] = [0, 0];
  const bytes = (): number => frames.inUse() * pageBytes + charged;
  const note = (): void => {
    peak = Math.max(peak, bytes());
  };
  return {
    pageBytes,
    room,
    heapRoom: Math.min(Math.floor(budget / 16), mostHeap),
    seed,
    take(owner, page, slot) {
      const frame = frames.take(owner, page, slot);
      note();
      return frame;
    },
    release: frames.release,
    freeze: () => spill && { slots: frames.freeze(), pageBytes, seed },
    charge(bytes) {
      charged += bytes;
      note();
    },
    isFull: () => bytes() > fill,
    usage: () => ({
      bytes: bytes(),
      peakBytes: peak,
      spilledBytes: frames.mostOut() * pageBytes,
    }),
  };
}

interface FramesSetup {
  readonly pageBytes: number;
  /** The most frames. */
  readonly limit: number;
  readonly spill: Spill | undefined;
  /** Slots that another pool froze. */
  readonly alreadyFrozen: number;
}

/** Frames, and the slots of the pages that had to leave them. */
function createFrames({ pageBytes, limit, spill, alreadyFrozen }: FramesSetup) {
  const frames: Frame[] = [];
  const free: Frame[] = [];
  let hand = 0;
  // Pages that hold something. Which of them have a slot as well depends on where hashes fall, which is chance.
  let [held, mostHeld] = [0, 0];
  // What was frozen stays, beside the page that was made of it.
  const slots = createSlots(spill, alreadyFrozen, () => held++);
  // CLOCK: a page that was turned to since the hand last passed gets another round.
  const evict = (): Frame => {
    for (;;) {
      const frame = frames[hand] as Frame;
      hand = hand + 1 === frames.length ? 0 : hand + 1;
      if (!frame.owner) continue;
      if (frame.used) {
        frame.used = false;
        // Or a page that stays open, such as the last one of a column that grows, would never be seen to be in use.
        frame.owner.close(frame.page);
        continue;
      }
      frame.owner.leave(frame.page, slots.write(frame, frame.owner));
      return frame;
    }
  };
  const add = (): Frame => frames[frames.push(emptyFrame(pageBytes)) - 1] as Frame;
  return {
    take(owner: PageOwner, page: number, slot: number | undefined): Frame {
      const isFresh = free.length === 0 && frames.length < limit;
      const frame = free.pop() ?? (isFresh ? add() : evict());
      if (slot !== undefined) (spill as Spill).read(slot, new Uint8Array(frame.words.buffer));
      else if (!isFresh) frame.words.fill(0);
      frame.owner = owner;
      frame.page = page;
      frame.used = true;
      frame.dirty = slot === undefined;
      if (slot === undefined) mostHeld = Math.max(mostHeld, ++held);
      return frame;
    },
    release(frame: Frame | undefined, slot: number | undefined): void {
      if (frame) {
        frame.owner = undefined;
        free.push(frame);
      }
      if (slot !== undefined && !slots.give(slot)) return;
      if (frame || slot !== undefined) held--;
    },
    freeze(): number {
      for (const frame of frames) {
        if (!frame.owner) continue;
        frame.owner.keep(frame.page, slots.write(frame, frame.owner));
        frame.dirty = false;
      }
      return slots.freeze();
    },
    inUse: () => frames.length - free.length,
    /** The most pages for which there was no frame at one time. */
    mostOut: () => Math.max(0, mostHeld - limit),
  };
}

/** The slots of a spill, of which the first so many are frozen; `copied` hears of each page that leaves such a slot for another. */
function createSlots(spill: Spill | undefined, first: number, copied: () => void) {
  let free: number[] = [];
  let [next, frozen] = [first, first];
  return {
    /** Has a page in a slot, as the frame holds it; gives that slot. */
    write(frame: Frame, owner: PageOwner): number {
      const known = owner.slotOf(frame.page);
      if (known !== undefined && !frame.dirty) return known;
      const isFrozen = known !== undefined && known < frozen;
      if (isFrozen) copied();
      const slot = known === undefined || isFrozen ? (free.pop() ?? next++) : known;
      (spill as Spill).write(slot, new Uint8Array(frame.words.buffer));
      return slot;
    },
    /** Gives a slot back; false if it was frozen, and stays. */
    give(slot: number): boolean {
      if (slot < frozen) return false;
      free.push(slot);
      return true;
    },
    /** Keeps all slots as they are; gives how many there are. */
    freeze(): number {
      free = [];
      frozen = next;
      return frozen;
    },
  };
}

function emptyFrame(pageBytes: number): Frame {
  const words = new Int32Array(pageBytes / 4);
  return { words, owner: undefined, page: 0, used: false, dirty: false };
}

/** The greatest power of two that leaves a budget enough pages. */
function pageSize(budget: number): number {
  let size = greatestPage;
  while (size > leastPage && size * leastFrames * 2 > budget) size /= 2;
  return size;
}
