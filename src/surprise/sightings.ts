import type { Event } from '../event/event.ts';
import type { FieldOf } from '../event/field.ts';
import { type FeatureName, featureNumbers, features } from './feature.ts';
import { createPairSet, type PairSet } from './pair-set.ts';
import {
  type Belonging,
  belongingOf,
  createShownReader,
  isRefused,
  isVouchedFor,
  type SubjectKind,
} from './shown-values.ts';

/** Milliseconds of the hours in which sightings are counted. */
export const hourLength = 3_600_000;

/** An actor, or an API token of one. */
export interface Subject {
  readonly actor: string;
  readonly token: string | null;
}

/** What is looked at as one: a session, or what somebody did without one. */
export interface Unit {
  readonly subject: number;
  readonly session: string | null;
  readonly kind: SubjectKind;
}

/** One value of a feature. */
export interface ShownValue {
  /** Its feature's place in the table of features. */
  readonly feature: number;
  readonly text: string;
}

/** What a unit showed in one hour. */
export interface Slot {
  readonly unit: number;
  /** Whole hours since 1970 UTC. */
  readonly hour: number;
  /** The earliest event, in milliseconds, and its type. */
  first: number;
  firstType: string;
  /** The latest one. */
  last: number;
  /** Of several logins of the actor one, the same in any order of events. */
  login: string;
}

/**
 * What was seen of a log: which unit showed which value in which hour. It is a set, so that neither the order of events
 * nor copies of them change it.
 */
export interface Seen {
  readonly subjects: readonly Subject[];
  readonly units: readonly Unit[];
  readonly slots: readonly Slot[];
  readonly values: readonly ShownValue[];
  /** Each slot with each of its values: {@link marked} numbers. */
  readonly shown: PairSet;
  /** The first hour that is kept, if earlier ones had to be forgotten. */
  readonly forgottenBefore: number | undefined;
}

/** What is noted of an event beside what it shows. */
export const marks = { refused: 1, unvouched: 2, count: 4 } as const;

/** A value's number with the marks of an event that showed it. */
const marked = (value: number, mark: number): number => value * marks.count + mark;

export interface Sightings {
  see(event: Event): void;
  /** What was seen so far. */
  seen(): Seen;
}

/** So many sightings are kept: a value that was shown in an hour is one. A person's day has some hundred of them. */
const mostSightings = 2 ** 22;

/** More hours than there are between any two dates. */
const hourSpan = 2 ** 28;

/** Mutable while a log is read. */
interface Book extends Omit<Seen, 'forgottenBefore'> {
  readonly subjects: Subject[];
  readonly units: Unit[];
  readonly slots: Slot[];
  readonly values: ShownValue[];
  /** The number of the slot of a unit and an hour. */
  slotOf(belonging: Belonging, glimpse: Omit<Slot, 'unit'>): number;
  numberOf(feature: number, text: string): number;
}

/**
 * Makes an empty register. It is bounded: of more than `limit` sightings the oldest hours are forgotten, whole hours at
 * a time. What is kept at the end was kept at every moment, so it does not depend on the order of events either.
 */
export function createSightings(fieldOf: FieldOf, limit = mostSightings): Sightings {
  const read = createShownReader(fieldOf);
  let book = createBook();
  let start = Number.NEGATIVE_INFINITY;
  let [slot, mark] = [0, 0];
  const take = (feature: FeatureName, text: string): void =>
    book.shown.add(slot, marked(book.numberOf(featureNumbers[feature], text), mark));
  const forget = (): void => {
    start = startFor(book, limit);
    book = keptFrom(book, start);
  };
  return {
    see(event) {
      const hour = Math.floor(event.time / hourLength);
      const belonging = hour < start ? undefined : belongingOf(event);
      if (!belonging) return;
      const { login } = belonging;
      const { time, type } = event;
      slot = book.slotOf(belonging, { hour, first: time, firstType: type, last: time, login });
      mark = (isRefused(event) ? marks.refused : 0) + (isVouchedFor(event) ? 0 : marks.unvouched);
      read(event, belonging.kind, take);
      if (book.shown.size > limit * 2) forget();
    },
    seen() {
      if (book.shown.size > limit) forget();
      return { ...book, forgottenBefore: Number.isFinite(start) ? start : undefined };
    },
  };
}

function createBook(): Book {
  const subjects: Subject[] = [];
  const units: Unit[] = [];
  const slots: Slot[] = [];
  const values: ShownValue[] = [];
  const subjectNumbers = new Map<string, number>();
  const unitNumbers = new Map<string, number>();
  const slotNumbers = new Map<number, number>();
  const valueNumbers = features.map(() => new Map<string, number>());
  const subjectOf = ({ actor, token }: Belonging): number => {
    const key = token === null ? actor : `${actor} ${token}`;
    const known = subjectNumbers.get(key);
    if (known !== undefined) return known;
    subjectNumbers.set(key, subjects.length);
    return subjects.push({ actor, token }) - 1;
  };
  const unitOf = (belonging: Belonging): number => {
    const subject = subjectOf(belonging);
    const { session, kind } = belonging;
    const key = session === null ? `${subject}${kind}` : `${subject} ${session}`;
    const known = unitNumbers.get(key);
    if (known !== undefined) return known;
    unitNumbers.set(key, units.length);
    return units.push({ subject, session, kind }) - 1;
  };
  return {
    subjects,
    units,
    slots,
    values,
    shown: createPairSet(),
    slotOf(belonging, { hour, first, firstType, last, login }) {
      const unit = unitOf(belonging);
      const key = unit * hourSpan + hour + hourSpan / 2;
      const known = slotNumbers.get(key);
      if (known === undefined) {
        slotNumbers.set(key, slots.length);
        return slots.push({ unit, hour, first, firstType, last, login }) - 1;
      }
      const slot = slots[known] as Slot;
      if (login < slot.login) slot.login = login;
      if (last > slot.last) slot.last = last;
      if (first < slot.first || (first === slot.first && firstType < slot.firstType)) {
        slot.first = first;
        slot.firstType = firstType;
      }
      return known;
    },
    numberOf(feature, text) {
      const numbers = valueNumbers[feature] as Map<string, number>;
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, values.length);
      return values.push({ feature, text }) - 1;
    },
  };
}

/** The earliest hour from which on no more than `limit` sightings were made. */
function startFor(book: Book, limit: number): number {
  const perHour = new Map<number, number>();
  book.shown.each((slot) => {
    const { hour } = book.slots[slot] as Slot;
    perHour.set(hour, (perHour.get(hour) ?? 0) + 1);
  });
  const hours = [...perHour.keys()].sort((a, b) => b - a);
  let kept = 0;
  let start = (hours[0] as number) + 1;
  for (const hour of hours) {
    kept += perHour.get(hour) as number;
    if (kept > limit) break;
    start = hour;
  }
  return start;
}

/** What was seen from an hour on. */
function keptFrom(book: Book, start: number): Book {
  const kept = createBook();
  const slots = book.slots.map((slot) => {
    if (slot.hour < start) return -1;
    const { subject, session, kind } = book.units[slot.unit] as Unit;
    const { login } = slot;
    return kept.slotOf({ ...(book.subjects[subject] as Subject), login, session, kind }, slot);
  });
  const values = new Int32Array(book.values.length).fill(-1);
  book.shown.each((slot, shown) => {
    const to = slots[slot] as number;
    if (to < 0) return;
    const value = Math.floor(shown / marks.count);
    if (values[value] === -1) {
      const { feature, text } = book.values[value] as ShownValue;
      values[value] = kept.numberOf(feature, text);
    }
    kept.shown.add(to, marked(values[value] as number, shown % marks.count));
  });
  return kept;
}
