import { leastBudget, type Spill } from '../../src/store/buffer-pool.ts';
import { createStore, type Store } from '../../src/store/store.ts';

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
export function tightStore(seed = 1): Store {
  return createStore({ budget: leastBudget, spill: spillToMemory(), seed });
}
