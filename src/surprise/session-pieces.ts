import { grouped } from './grouped.ts';
import type { Seen, Unit } from './showing-book.ts';
import type { SlotTable } from './slot-table.ts';

/** Hours without an event that end a piece of a session: a night, not lunch. */
const rest = 5;

/** Hours that a piece of a session lasts at most. */
const longest = 24;

/** Slots of one unit that follow each other without a rest; by number, in no order. */
export interface SessionPieces {
  readonly size: number;
  /** The slots of one piece behind those of another; each in order of time. */
  readonly slots: Int32Array;
  /** Where the slots of each begin, which is where those of the one before end; one more than there are. */
  readonly starts: Int32Array;
}

/** Cuts the slots of each unit where it rested. */
export function cutPieces({ slots, units }: Seen): SessionPieces {
  const { members, starts: unitStarts } = grouped(slots.size, units.length, slots.unitOf);
  const starts = new Int32Array(slots.size + 1);
  let size = 0;
  for (let unit = 0; unit < units.length; unit++) {
    const [start, end] = [unitStarts[unit] as number, unitStarts[unit + 1] as number];
    sortByHour(members.subarray(start, end), slots);
    const isSession = (units[unit] as Unit).session !== null;
    let [from, last] = [Number.NaN, Number.NaN];
    for (let place = start; place < end; place++) {
      const hour = slots.hourOf(members[place] as number);
      if (place === start || isCut(isSession, from, last, hour)) {
        starts[size++] = place;
        from = hour;
      }
      last = hour;
    }
  }
  starts[size] = slots.size;
  return { size, slots: members, starts: starts.slice(0, size + 1) };
}

/** Of most logs they are in order already. */
function sortByHour(own: Int32Array, { hourOf }: SlotTable): void {
  for (let place = 1; place < own.length; place++) {
    if (hourOf(own[place - 1] as number) <= hourOf(own[place] as number)) continue;
    own.sort((a, b) => hourOf(a) - hourOf(b));
    return;
  }
}

function isCut(isSession: boolean, from: number, last: number, hour: number): boolean {
  if (!isSession) return Math.floor(hour / 24) !== Math.floor(from / 24);
  return hour - last > rest || hour - from >= longest;
}
