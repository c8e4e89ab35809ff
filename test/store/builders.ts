import {
  type BufferPool,
  createBufferPool,
  leastBudget,
  type Spill,
} from '../../src/store/buffer-pool.ts';

/** A spill in memory, which forgets nothing and checks that only what was written is read. */
export function spillToMemory(): Spill {
  const slots = new Map<number, Uint8Array>();
  return {
    write: (slot, page) => slots.set(slot, page.slice()),
    read(slot, page) {
      const known = slots.get(slot);
      if (!known) throw new Error(`slot ${slot} was never written`);
      page.set(known);
    },
  };
}

/** Pages with the least budget there is, so that they leave and come back all the time. */
export function tightPages(seed = 1): BufferPool {
  return createBufferPool({ budget: leastBudget, spill: spillToMemory(), seed });
}
