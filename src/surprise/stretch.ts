import { changeable, type FeatureName, featureNumbers, features } from './feature.ts';
import {
  hourLength,
  marks,
  type Seen,
  type ShownValue,
  type Slot,
  type Subject,
  type Unit,
} from './showing-book.ts';
import type { SubjectKind } from './shown-values.ts';

/**
 * What one session showed between two rests, or somebody without a session on one day. Long sessions are compared
 * piece by piece, or the longest one would always be the strangest.
 */
export interface Stretch {
  /** Numbers in {@link StretchedLog}. */
  readonly unit: number;
  readonly subject: number;
  readonly kind: SubjectKind;
  /** The first and last hour, whole hours since 1970 UTC, and in how many between them something was seen. */
  readonly from: number;
  readonly to: number;
  readonly hours: number;
  /** The earliest and the latest event, in milliseconds. */
  readonly first: number;
  readonly last: number;
  /** Every value that was shown, by number, ascending. */
  readonly values: Int32Array;
  /** Those of them that were shown by more than refused attempts. */
  readonly taught: Int32Array;
  /** The hour in which each of those was first shown so. */
  readonly taughtAt: Int32Array;
  /** Those of which every event came from a device that Okta Verify vouches for. */
  readonly vouched: Int32Array;
}

/** A log as stretches, in order of time. All numbers follow from the texts alone. */
export interface StretchedLog {
  readonly subjects: readonly (Subject & { readonly login: string })[];
  readonly units: readonly Unit[];
  readonly values: readonly ShownValue[];
  readonly stretches: readonly Stretch[];
}

/** Hours without an event that end a stretch of a session: a night, not lunch. */
const rest = 5;

/** Hours that a stretch of a session lasts at most. */
const longest = 24;

/** Changes are told apart up to this many; more of them is more. */
const mostChanges = 4;

/** Cuts what was seen into stretches. */
export function cutStretches(seen: Seen): StretchedLog {
  const values = [...seen.values];
  const derived = new Map<string, number>();
  const numberOf = (feature: FeatureName, text: string): number => {
    const key = `${feature} ${text}`;
    const known = derived.get(key);
    if (known !== undefined) return known;
    derived.set(key, values.length);
    return values.push({ feature: featureNumbers[feature], text }) - 1;
  };
  const shownIn = shownBySlot(seen);
  const pieces = piecesOf(seen).map((slots) => {
    const shown = new Map<number, number>();
    const taughtAt = new Map<number, number>();
    for (const slot of slots) shownIn(slot, shown, taughtAt);
    const { unit } = seen.slots[slots[0] as number] as Slot;
    addDerived(
      slots.map((slot) => seen.slots[slot] as Slot),
      shown,
      numberOf,
      (value) => values[value] as ShownValue,
      (seen.units[unit] as Unit).kind,
    );
    return { slots, shown, taughtAt };
  });
  return numbered(seen, values, pieces);
}

/** Slots of one unit that belong together, and each value of them with its marks. */
interface Piece {
  readonly slots: readonly number[];
  readonly shown: ReadonlyMap<number, number>;
  /** In which hour each was first shown by more than refused attempts; what is derived is as old as the piece. */
  readonly taughtAt: ReadonlyMap<number, number>;
}

/** Adds what a slot showed, and the hour for what it was the first to teach; slots come in order of time. */
type ShowSlot = (slot: number, into: Map<number, number>, taughtAt: Map<number, number>) => void;

/** The values of slots, laid out one slot after the other. */
function shownBySlot({ slots, shown }: Seen): ShowSlot {
  const starts = new Int32Array(slots.length + 1);
  shown.each((slot) => {
    starts[slot + 1] = (starts[slot + 1] as number) + 1;
  });
  for (let slot = 0; slot < slots.length; slot++) {
    starts[slot + 1] = (starts[slot + 1] as number) + (starts[slot] as number);
  }
  const next = starts.slice();
  const laidOut = new Int32Array(shown.size);
  shown.each((slot, value) => {
    const place = next[slot] as number;
    laidOut[place] = value;
    next[slot] = place + 1;
  });
  return (slot, into, taughtAt) => {
    const { hour } = slots[slot] as Slot;
    for (let place = starts[slot] as number; place < (starts[slot + 1] as number); place++) {
      const value = Math.floor((laidOut[place] as number) / marks.count);
      const mark = (laidOut[place] as number) % marks.count;
      const known = into.get(value) ?? marks.refused;
      if ((mark & marks.refused) === 0 && !taughtAt.has(value)) taughtAt.set(value, hour);
      // Refused if all were, unvouched if any was.
      into.set(value, (known & mark & marks.refused) | ((known | mark) & marks.unvouched));
    }
  };
}

/** The slots of each unit, cut where it rested. */
function piecesOf({ slots, units }: Seen): readonly (readonly number[])[] {
  const hourOf = (slot: number): number => (slots[slot] as Slot).hour;
  const ofUnit: number[][] = units.map(() => []);
  for (const [number, { unit }] of slots.entries()) ofUnit[unit]?.push(number);
  const pieces: number[][] = [];
  for (const [unit, list] of ofUnit.entries()) {
    list.sort((a, b) => hourOf(a) - hourOf(b));
    const isSession = (units[unit] as Unit).session !== null;
    let piece: number[] = [];
    for (const slot of list) {
      const [begun, last] = [piece[0], piece.at(-1)];
      if (begun === undefined || last === undefined) piece = [slot];
      else if (isCut(isSession, hourOf(begun), hourOf(last), hourOf(slot))) {
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

/** Adds what a stretch shows as a whole: when it was, how it began, and of what it had more than one. */
function addDerived(
  slots: readonly Slot[],
  shown: Map<number, number>,
  numberOf: (feature: FeatureName, text: string) => number,
  of: (value: number) => ShownValue,
  kind: SubjectKind,
): void {
  const counts = new Map<string, number>();
  for (const [value, mark] of shown) {
    const { name } = features[of(value).feature] as (typeof features)[number];
    if ((mark & marks.refused) === 0) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const mark = (counts.size > 0 ? 0 : marks.refused) + marks.unvouched;
  for (const name of kind === 'session' ? changeable : []) {
    const count = Math.min(counts.get(name) ?? 0, mostChanges);
    if (count > 1) shown.set(numberOf('change', `${count} ${name}`), marks.unvouched);
  }
  shown.set(numberOf('first-step', (slots[0] as Slot).firstType), mark);
  for (const { hour } of slots) {
    shown.set(numberOf('hour', String(hourOfDay(hour))), mark);
    shown.set(numberOf('weekday', String(weekdayOf(hour))), mark);
  }
}

/** Two hours of the day are one: who begins at nine also begins at ten. */
function hourOfDay(hour: number): number {
  return Math.floor((((hour % 24) + 24) % 24) / 2) * 2;
}

/** 0 for Sunday; 1 January 1970 was a Thursday. */
function weekdayOf(hour: number): number {
  return new Date(hour * hourLength).getUTCDay();
}

/** Numbers everything by its texts, so that nothing depends on the order in which it was met. */
function numbered(
  { subjects, units, slots }: Seen,
  values: readonly ShownValue[],
  pieces: readonly Piece[],
): StretchedLog {
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
  const [valueOrder, valueTo] = ordered(
    values,
    (a, b) => a.feature - b.feature || byText(a.text, b.text),
  );
  const logins = new Map<number, string>();
  for (const { unit, login } of slots) {
    const { subject } = units[unit] as Unit;
    const known = logins.get(subject);
    if (known === undefined || login < known) logins.set(subject, login);
  }
  const stretches = pieces.map((piece) => {
    const own = piece.slots.map((slot) => slots[slot] as Slot);
    const { subject, kind } = units[(own[0] as Slot).unit] as Unit;
    return stretchOf(own, piece, valueTo, {
      unit: unitTo[(own[0] as Slot).unit] as number,
      subject: subjectTo[subject] as number,
      kind,
    });
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
    values: valueOrder.map((value) => values[value] as ShownValue),
    stretches: stretches.sort((a, b) => a.from - b.from || a.unit - b.unit),
  };
}

function stretchOf(
  slots: readonly Slot[],
  { shown: marksOf, taughtAt }: Piece,
  numberOf: Int32Array,
  owner: Pick<Stretch, 'unit' | 'subject' | 'kind'>,
): Stretch {
  const shown = [...marksOf].map(([value, mark]) => [numberOf[value] as number, mark] as const);
  const without = (mark: number): Int32Array => {
    const left = shown.filter(([, own]) => (own & mark) === 0);
    return Int32Array.from(left, ([value]) => value).sort();
  };
  const [begun, last] = [slots[0] as Slot, slots.at(-1) as Slot];
  const hourOf = new Map([...taughtAt].map(([value, hour]) => [numberOf[value] as number, hour]));
  const taught = without(marks.refused);
  return {
    ...owner,
    from: begun.hour,
    to: last.hour,
    hours: slots.length,
    first: begun.first,
    last: last.last,
    values: without(0),
    taught,
    taughtAt: taught.map((value) => hourOf.get(value) ?? begun.hour),
    vouched: without(marks.unvouched),
  };
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
