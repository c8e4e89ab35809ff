import type { Slot, SlotTable } from './slot-table.ts';

/** What was seen in each slot, by its number, as plain data. */
export interface SlotsSnapshot {
  readonly units: Int32Array;
  /** Whole hours since 1970 UTC. */
  readonly hours: Int32Array;
  /** The earliest and the latest event, in milliseconds. */
  readonly firsts: Float64Array;
  readonly lasts: Float64Array;
  /** The type of the earliest event, and the login, as places in `texts`. */
  readonly types: Int32Array;
  readonly logins: Int32Array;
  readonly texts: readonly string[];
}

/** Takes a snapshot of a table. */
export function snapshotOfSlots(table: SlotTable): SlotsSnapshot {
  const { size } = table;
  const numbers = () => new Int32Array(size);
  const [units, hours, types, logins] = [numbers(), numbers(), numbers(), numbers()];
  const [firsts, lasts] = [new Float64Array(size), new Float64Array(size)];
  const texts = createTextPlaces();
  for (let slot = 0; slot < size; slot++) {
    units[slot] = table.unitOf(slot);
    hours[slot] = table.hourOf(slot);
    firsts[slot] = table.firstOf(slot);
    lasts[slot] = table.lastOf(slot);
    types[slot] = texts.placeOf(table.firstTypeOf(slot));
    logins[slot] = texts.placeOf(table.loginOf(slot));
  }
  return { units, hours, firsts, lasts, types, logins, texts: texts.all };
}

/** Texts, each once, and where each stands among them: hardly any slot has texts of its own. */
function createTextPlaces() {
  const all: string[] = [];
  const places = new Map<string, number>();
  const placeOf = (text: string): number => {
    const known = places.get(text);
    if (known !== undefined) return known;
    places.set(text, all.length);
    return all.push(text) - 1;
  };
  return { all, placeOf };
}

/** Slots to be gone through. */
export type SlotList = Pick<SlotTable, 'size' | 'unitOf' | 'hourOf' | 'glimpse'>;

/** Reads a snapshot. */
export function slotsIn(snapshot: SlotsSnapshot): SlotList {
  const { units, hours, firsts, lasts, types, logins, texts } = snapshot;
  const textAt = (places: Int32Array, slot: Slot) => texts[places[slot] as number] as string;
  const hourOf = (slot: Slot): number => hours[slot] as number;
  return {
    size: firsts.length,
    unitOf: (slot) => units[slot] as number,
    hourOf,
    glimpse: (slot) => ({
      hour: hourOf(slot),
      first: firsts[slot] as number,
      firstType: textAt(types, slot),
      last: lasts[slot] as number,
      login: textAt(logins, slot),
    }),
  };
}
