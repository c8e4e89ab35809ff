import { createPairIndex } from './pair-index.ts';

/** What somebody was seen to do in one hour, as far as it is one. */
export interface Glimpse {
  /** Whole hours since 1970 UTC. */
  readonly hour: number;
  /** The earliest event, in milliseconds, and its type. */
  readonly first: number;
  readonly firstType: string;
  /** The latest one. */
  readonly last: number;
  /** Of several logins of the actor one, the same in any order of events. */
  readonly login: string;
}

/** One unit in one hour, by number from 0. */
export type Slot = number;

/** What units were seen to do, hour by hour. */
export interface SlotTable {
  readonly size: number;
  unitOf(slot: Slot): number;
  hourOf(slot: Slot): number;
  firstOf(slot: Slot): number;
  lastOf(slot: Slot): number;
  firstTypeOf(slot: Slot): string;
  loginOf(slot: Slot): string;
  glimpse(slot: Slot): Glimpse;
}

export interface GrowingSlotTable extends SlotTable {
  /** Notes what a unit was seen to do; gives the slot of that hour. */
  see(unit: number, glimpse: Glimpse): Slot;
}

/** So many texts are at hand to stand for equal ones. */
const mostShared = 4_096;

/** Makes an empty table; some 60 bytes a slot. The seed keys its hashes. */
export function createSlotTable(seed?: number): GrowingSlotTable {
  const index = createPairIndex(seed);
  const firsts: number[] = [];
  const lasts: number[] = [];
  const types: string[] = [];
  const logins: string[] = [];
  const shared = createSharing();
  /** By unit, the slot in which it was seen last, as it will be again. */
  const latest: Slot[] = [];
  const slotOf = (unit: number, hour: number): Slot => {
    const last = latest[unit];
    if (last !== undefined && index.second(last) === (hour | 0)) return last;
    const slot = index.number(unit, hour);
    latest[unit] = slot;
    return slot;
  };
  return {
    get size() {
      return index.size;
    },
    see(unit, { hour, first, firstType, last, login }) {
      const { size } = index;
      const slot = slotOf(unit, hour);
      if (slot === size) {
        firsts.push(first);
        lasts.push(last);
        types.push(shared(firstType));
        logins.push(shared(login));
        return slot;
      }
      if (login < (logins[slot] as string)) logins[slot] = shared(login);
      if (last > (lasts[slot] as number)) lasts[slot] = last;
      const before = firsts[slot] as number;
      if (first < before || (first === before && firstType < (types[slot] as string))) {
        firsts[slot] = first;
        types[slot] = shared(firstType);
      }
      return slot;
    },
    unitOf: index.first,
    hourOf: index.second,
    firstOf: (slot) => firsts[slot] as number,
    lastOf: (slot) => lasts[slot] as number,
    firstTypeOf: (slot) => types[slot] as string,
    loginOf: (slot) => logins[slot] as string,
    glimpse: (slot) => ({
      hour: index.second(slot),
      first: firsts[slot] as number,
      firstType: types[slot] as string,
      last: lasts[slot] as number,
      login: logins[slot] as string,
    }),
  };
}

/** One text for equal ones, as long as few differ: each event of a log brings its own. */
function createSharing(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const met = known.get(text);
    if (met !== undefined) return met;
    if (known.size === mostShared) known.clear();
    known.set(text, text);
    return text;
  };
}
