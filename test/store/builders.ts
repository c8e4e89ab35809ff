import { type FrozenPages, leastBudget, type Spill } from '../../src/store/buffer-pool.ts';
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

/** A spill in memory that others can read as well; what was frozen in it cannot be written any more. */
export function sharedSpill() {
  const spill = spillToMemory();
  let frozen = 0;
  const guarded = (write: Spill['write']): Spill['write'] => {
    return (slot, page) => {
      if (slot < frozen) throw new Error(`slot ${slot} was frozen`);
      write(slot, page);
    };
  };
  return {
    own: { ...spill, write: guarded(spill.write) },
    freeze(pages: FrozenPages): void {
      frozen = pages.slots;
    },
    /** A spill of somebody else, who reads what was frozen. */
    over(pages: FrozenPages): Spill {
      const own = spillToMemory();
      const read: Spill['read'] = (slot, page) =>
        (slot < pages.slots ? spill : own).read(slot, page);
      return { read, write: guarded(own.write) };
    },
  };
}

/** A store with the least budget, and a way to open what it freezes. */
export function sharingStore(seed = 1) {
  const spill = sharedSpill();
  const store = createStore({ budget: leastBudget, spill: spill.own, seed });
  return {
    store,
    freeze(): FrozenPages {
      const pages = store.freeze() as FrozenPages;
      spill.freeze(pages);
      return pages;
    },
    open: (pages: FrozenPages): Store =>
      createStore({ budget: leastBudget * 2, spill: spill.over(pages) }, pages),
  };
}

/** Pages with the least budget there is, so that they leave and come back all the time. */
export function tightStore(seed = 1): Store {
  return createStore({ budget: leastBudget, spill: spillToMemory(), seed });
}
