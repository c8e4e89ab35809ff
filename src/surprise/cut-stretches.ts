import { createPace, type Work } from '../store/pausable-work.ts';
import { changeable, type FeatureName, featureNumbers, features } from './feature.ts';
import { type Grouped, grouped } from './grouped.ts';
import { cutPieces, type SessionPieces } from './session-pieces.ts';
import { marks, type Seen, type ShownValue, type Subject, type Unit } from './showing-book.ts';
import { createShownList, type ShownList } from './shown-list.ts';
import type { SubjectKind } from './shown-values.ts';
import type { Slot, SlotTable } from './slot-table.ts';
import { createStretches, type StretchedLog, type Stretches, stepsOfStretch } from './stretch.ts';

/** Changes are told apart up to this many; more of them is more. */
const mostChanges = 4;

/** Cuts what was seen into stretches. */
export function* cutStretches(seen: Seen): Work<StretchedLog> {
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
  yield;
  const pieces = cutPieces(seen);
  const order = orderOf(pieces, seen.slots, unitTo);
  const { values, shown, starts } = yield* showPieces(order, pieces, seen);
  const logins = loginsOf(seen);
  return {
    subjects: subjectOrder.map((subject) => ({
      ...(subjects[subject] as Subject),
      login: logins[subject] ?? '',
    })),
    units: unitOrder.map((unit) => {
      const { subject, session, kind } = units[unit] as Unit;
      return { subject: subjectTo[subject] as number, session, kind };
    }),
    values,
    stretches: stretchesOf(order, pieces, seen, { subjectTo, unitTo, starts }),
    shown,
  };
}

/** The pieces in order of time. */
function orderOf({ size, slots, starts }: SessionPieces, table: SlotTable, unitTo: Int32Array) {
  const begun = (piece: number): Slot => slots[starts[piece] as number] as Slot;
  const hourOf = (piece: number): number => table.hourOf(begun(piece));
  const unitOf = (piece: number): number => unitTo[table.unitOf(begun(piece))] as number;
  return Int32Array.from({ length: size }, (_, piece) => piece).sort(
    (a, b) => hourOf(a) - hourOf(b) || unitOf(a) - unitOf(b),
  );
}

/** Of each subject the first of its logins. */
function loginsOf({ slots, units }: Seen): readonly (string | undefined)[] {
  const logins: (string | undefined)[] = [];
  for (let slot = 0; slot < slots.size; slot++) {
    const { subject } = units[slots.unitOf(slot)] as Unit;
    const login = slots.loginOf(slot);
    const known = logins[subject];
    if (known === undefined || login < known) logins[subject] = login;
  }
  return logins;
}

/** The numbers that follow from texts, by those in order of arrival; and where what each stretch shows begins. */
interface StretchNumbers {
  readonly subjectTo: Int32Array;
  readonly unitTo: Int32Array;
  readonly starts: Int32Array;
}

/** Whose the pieces are, and when they were. */
function stretchesOf(
  order: Int32Array,
  pieces: SessionPieces,
  { slots, units }: Seen,
  { subjectTo, unitTo, starts }: StretchNumbers,
): Stretches {
  const stretches = createStretches(order.length, starts);
  for (let number = 0; number < order.length; number++) {
    const piece = order[number] as number;
    const [start, end] = [pieces.starts[piece] as number, pieces.starts[piece + 1] as number];
    const [begun, last] = [pieces.slots[start] as Slot, pieces.slots[end - 1] as Slot];
    const unit = slots.unitOf(begun);
    stretches.units[number] = unitTo[unit] as number;
    stretches.subjects[number] = subjectTo[(units[unit] as Unit).subject] as number;
    stretches.froms[number] = slots.hourOf(begun);
    stretches.hours[number] = end - start;
    stretches.firsts[number] = slots.firstOf(begun);
    stretches.lasts[number] = slots.lastOf(last);
  }
  return stretches;
}

/** What the pieces show, in their order, and the values, numbered by their texts. */
function* showPieces(
  order: Int32Array,
  pieces: SessionPieces,
  seen: Seen,
): Work<Pick<StretchedLog, 'values' | 'shown'> & Pick<Stretches, 'starts'>> {
  const isTime = createPace();
  const { slots, units, shown } = seen;
  const derived = createDerivedValues(seen.values);
  const { values } = derived;
  const list = createShownList(order.length, shown.size);
  const bySlot = grouped(shown.size, slots.size, shown.first);
  const addDerived = createDeriving(derived, slots, list);
  for (const piece of order) {
    if (isTime(stepsOfStretch)) yield;
    const own = pieces.slots.subarray(pieces.starts[piece], pieces.starts[piece + 1]);
    showSlots(own, bySlot, seen, list);
    addDerived(own, (units[slots.unitOf(own[0] as Slot)] as Unit).kind);
    list.close();
  }
  const [valueOrder, to] = ordered(
    values,
    (a, b) => a.feature - b.feature || byText(a.text, b.text),
  );
  return { values: valueOrder.map((value) => values[value] as ShownValue), ...list.renumbered(to) };
}

/** Adds what the slots of a piece showed. */
function showSlots(
  own: Int32Array,
  { members, starts }: Grouped,
  { slots, shown }: Seen,
  list: ShownList,
): void {
  const from = slots.hourOf(own[0] as Slot);
  for (const slot of own) {
    const hour = slots.hourOf(slot) - from;
    const end = starts[slot + 1] as number;
    for (let place = starts[slot] as number; place < end; place++) {
      const marked = shown.second(members[place] as number);
      list.show(Math.floor(marked / marks.count), hour, marked % marks.count);
    }
  }
}

type NumberOf = (feature: FeatureName, text: string) => number;

/** Values, to which those are added that follow from times and amounts. */
interface DerivedValues {
  readonly values: readonly ShownValue[];
  readonly numberOf: NumberOf;
}

function createDerivedValues(shown: readonly ShownValue[]): DerivedValues {
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

/** Adds what a piece shows as a whole: when it was, how it began, and of what it had more than one. */
type AddDerived = (own: Int32Array, kind: SubjectKind) => void;

function createDeriving(
  { values, numberOf }: DerivedValues,
  slots: SlotTable,
  list: ShownList,
): AddDerived {
  const timesOf = createTimeValues(numberOf);
  const counts = new Int32Array(features.length);
  let hasTaught = false;
  const count = (value: number): void => {
    const { feature } = values[value] as ShownValue;
    counts[feature] = (counts[feature] as number) + 1;
    hasTaught = true;
  };
  return (own, kind) => {
    counts.fill(0);
    hasTaught = false;
    list.eachTaught(count);
    const mark = (hasTaught ? 0 : marks.refused) + marks.unvouched;
    for (const name of kind === 'session' ? changeable : []) {
      const changes = Math.min(counts[featureNumbers[name]] as number, mostChanges);
      if (changes > 1) list.show(numberOf('change', `${changes} ${name}`), 0, marks.unvouched);
    }
    list.show(numberOf('first-step', slots.firstTypeOf(own[0] as Slot)), 0, mark);
    for (const slot of own) {
      const hour = slots.hourOf(slot);
      list.show(timesOf.hour(hourOfDay(hour)), 0, mark);
      list.show(timesOf.weekday(weekdayOf(hour)), 0, mark);
    }
  };
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
