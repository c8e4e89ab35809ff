import { changeable, type FeatureName, featureNumbers, features } from './feature.ts';
import { marks, type Seen, type ShownValue, type Subject, type Unit } from './showing-book.ts';
import { createShownList, type ShownList } from './shown-list.ts';
import type { SubjectKind } from './shown-values.ts';
import type { Slot, SlotTable } from './slot-table.ts';
import type { Stretch, StretchedLog, StretchOwner } from './stretch.ts';

/** Hours without an event that end a stretch of a session: a night, not lunch. */
const rest = 5;

/** Hours that a stretch of a session lasts at most. */
const longest = 24;

/** Changes are told apart up to this many; more of them is more. */
const mostChanges = 4;

/** Cuts what was seen into stretches. */
export function cutStretches(seen: Seen): StretchedLog {
  const { subjects, units } = seen;
  const [subjectOrder, subjectTo] = ordered(
    subjects,
    (a, b) => byText(a.actor, b.actor) || byText(a.token ?? '', b.token ?? ''),
  );
  const [unitOrder, unitTo] = ordered(
    units,
    (a, b) =>
      (subjectTo[a.subject] as number) - (subjectTo[b.subject] as number) ||
      byText(a.session ?? '', b.session ?? '') ||
      byText(a.kind, b.kind),
  );
  const logins = loginsOf(seen);
  const { values, stretches, shown } = stretchesOf(seen, (unit) => {
    const { subject, kind } = units[unit] as Unit;
    return { unit: unitTo[unit] as number, subject: subjectTo[subject] as number, kind };
  });
  return {
    subjects: subjectOrder.map((subject) => ({
      ...(subjects[subject] as Subject),
      login: logins.get(subject) ?? '',
    })),
    units: unitOrder.map((unit) => {
      const { subject, session, kind } = units[unit] as Unit;
      return { subject: subjectTo[subject] as number, session, kind };
    }),
    values,
    stretches: stretches.sort((a, b) => a.from - b.from || a.unit - b.unit),
    shown,
  };
}

/** Of each subject the first of its logins. */
function loginsOf({ slots, units }: Seen): ReadonlyMap<number, string> {
  const logins = new Map<number, string>();
  for (let slot = 0; slot < slots.size; slot++) {
    const { subject } = units[slots.unitOf(slot)] as Unit;
    const { login } = slots.glimpse(slot);
    const known = logins.get(subject);
    if (known === undefined || login < known) logins.set(subject, login);
  }
  return logins;
}

/** The stretches in no order, and the values that they show, numbered by their texts. */
function stretchesOf(
  seen: Seen,
  ownerOf: (unit: number) => StretchOwner,
): Pick<StretchedLog, 'values' | 'shown'> & { readonly stretches: Stretch[] } {
  const { slots, units } = seen;
  const { values, numberOf } = createDerivedValues(seen.values);
  const list = createShownList();
  const showIn = shownBySlot(seen);
  const timesOf = createTimeValues(numberOf);
  const stretches = piecesOf(seen).map((piece): Stretch => {
    const [begun, last] = [piece[0] as Slot, piece.at(-1) as Slot];
    const unit = slots.unitOf(begun);
    const from = slots.hourOf(begun);
    for (const slot of piece) showIn(slot, slots.hourOf(slot) - from, list);
    addDerived(piece, slots, list, { numberOf, timesOf, values, kind: (units[unit] as Unit).kind });
    return list.close({
      ...ownerOf(unit),
      from,
      to: slots.hourOf(last),
      hours: piece.length,
      first: slots.firstOf(begun),
      last: slots.lastOf(last),
    });
  });
  const [order, to] = ordered(values, (a, b) => a.feature - b.feature || byText(a.text, b.text));
  const shown = list.renumbered(to);
  return { values: order.map((value) => values[value] as ShownValue), stretches, shown };
}

/** Values, to which those are added that follow from times and amounts. */
function createDerivedValues(shown: readonly ShownValue[]) {
  const values = [...shown];
  const numbers = features.map(() => new Map<string, number>());
  const numberOf = (feature: FeatureName, text: string): number => {
    const place = featureNumbers[feature];
    const known = numbers[place]?.get(text);
    if (known !== undefined) return known;
    numbers[place]?.set(text, values.length);
    return values.push({ feature: place, text }) - 1;
  };
  return { values, numberOf };
}

/** Adds what a slot showed, so many hours after its stretch began; slots come in order of time. */
type ShowSlot = (slot: Slot, hour: number, into: ShownList) => void;

/** The values of slots, laid out one slot after the other. */
function shownBySlot({ slots, shown }: Seen): ShowSlot {
  const starts = new Int32Array(slots.size + 1);
  for (let pair = 0; pair < shown.size; pair++) {
    const slot = shown.first(pair);
    starts[slot + 1] = (starts[slot + 1] as number) + 1;
  }
  for (let slot = 0; slot < slots.size; slot++) {
    starts[slot + 1] = (starts[slot + 1] as number) + (starts[slot] as number);
  }
  const next = starts.slice();
  const laidOut = new Int32Array(shown.size);
  for (let pair = 0; pair < shown.size; pair++) {
    const slot = shown.first(pair);
    const place = next[slot] as number;
    laidOut[place] = shown.second(pair);
    next[slot] = place + 1;
  }
  return (slot, hour, into) => {
    for (let place = starts[slot] as number; place < (starts[slot + 1] as number); place++) {
      const shown = laidOut[place] as number;
      into.show(Math.floor(shown / marks.count), hour, shown % marks.count);
    }
  };
}

/** The slots of each unit, cut where it rested. */
function piecesOf({ slots, units }: Seen): readonly (readonly Slot[])[] {
  const ofUnit: Slot[][] = units.map(() => []);
  for (let slot = 0; slot < slots.size; slot++) ofUnit[slots.unitOf(slot)]?.push(slot);
  const pieces: Slot[][] = [];
  for (const [unit, list] of ofUnit.entries()) {
    list.sort((a, b) => slots.hourOf(a) - slots.hourOf(b));
    const isSession = (units[unit] as Unit).session !== null;
    let piece: Slot[] = [];
    for (const slot of list) {
      const [begun, last] = [piece[0], piece.at(-1)];
      if (begun === undefined || last === undefined) piece = [slot];
      else if (isCut(isSession, slots.hourOf(begun), slots.hourOf(last), slots.hourOf(slot))) {
        pieces.push(piece);
        piece = [slot];
      } else piece.push(slot);
    }
    if (piece.length > 0) pieces.push(piece);
  }
  return pieces;
}

function isCut(isSession: boolean, from: number, last: number, hour: number): boolean {
  if (!isSession) return Math.floor(hour / 24) !== Math.floor(from / 24);
  return hour - last > rest || hour - from >= longest;
}

/** Numbers of values, each asked for once. */
function createTimeValues(numberOf: NumberOf) {
  const known = (feature: FeatureName) => {
    const numbers: number[] = [];
    return (time: number): number => {
      numbers[time] ??= numberOf(feature, String(time));
      return numbers[time];
    };
  };
  return { hour: known('hour'), weekday: known('weekday') };
}

type NumberOf = (feature: FeatureName, text: string) => number;

/** What a stretch as a whole is named by. */
interface Deriving {
  readonly numberOf: NumberOf;
  readonly timesOf: ReturnType<typeof createTimeValues>;
  readonly values: readonly ShownValue[];
  readonly kind: SubjectKind;
}

/** Adds what a stretch shows as a whole: when it was, how it began, and of what it had more than one. */
function addDerived(
  piece: readonly Slot[],
  slots: SlotTable,
  list: ShownList,
  { numberOf, timesOf, values, kind }: Deriving,
): void {
  const counts = features.map(() => 0);
  let hasTaught = false;
  list.eachTaught((value) => {
    const { feature } = values[value] as ShownValue;
    counts[feature] = (counts[feature] as number) + 1;
    hasTaught = true;
  });
  const mark = (hasTaught ? 0 : marks.refused) + marks.unvouched;
  for (const name of kind === 'session' ? changeable : []) {
    const count = Math.min(counts[featureNumbers[name]] as number, mostChanges);
    if (count > 1) list.show(numberOf('change', `${count} ${name}`), 0, marks.unvouched);
  }
  list.show(numberOf('first-step', slots.glimpse(piece[0] as Slot).firstType), 0, mark);
  for (const slot of piece) {
    const hour = slots.hourOf(slot);
    list.show(timesOf.hour(hourOfDay(hour)), 0, mark);
    list.show(timesOf.weekday(weekdayOf(hour)), 0, mark);
  }
}

/** Two hours of the day are one: who begins at nine also begins at ten. */
function hourOfDay(hour: number): number {
  return Math.floor((((hour % 24) + 24) % 24) / 2) * 2;
}

/** 0 for Sunday; 1 January 1970 was a Thursday. */
function weekdayOf(hour: number): number {
  return (((Math.floor(hour / 24) + 4) % 7) + 7) % 7;
}

/** The places of a list in an order, and for each place where it comes in that. */
function ordered<T>(
  list: readonly T[],
  compare: (a: T, b: T) => number,
): [readonly number[], Int32Array] {
  const order = list.map((_, place) => place).sort((a, b) => compare(list[a] as T, list[b] as T));
  const to = new Int32Array(list.length);
  for (const [place, from] of order.entries()) to[from] = place;
  return [order, to];
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
