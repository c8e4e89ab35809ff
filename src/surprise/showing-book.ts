import { features } from './feature.ts';
import { createPairSet, type PairSet } from './pair-set.ts';
import type { Belonging, SubjectKind } from './shown-values.ts';

/** Milliseconds of the hours in which showings are counted. */
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

/**
 * What a value that was shown in an hour takes of the room: a place in the set, and as much as its text could. A unit
 * is some 50 bytes at most; a person's day takes about a hundred.
 */
export const roomFor = (text: string): number => 1 + Math.floor(text.length / 24);

/** More hours than there are between any two dates. */
const hourSpan = 2 ** 28;

/** The same while a log is read. */
export interface ShowingBook extends Omit<Seen, 'forgottenBefore'> {
  /** Room that is taken. */
  taken: number;
  readonly subjects: Subject[];
  readonly units: Unit[];
  readonly slots: Slot[];
  readonly values: ShownValue[];
  /** The number of the slot of a unit and an hour. */
  slotOf(belonging: Belonging, glimpse: Omit<Slot, 'unit'>): number;
  numberOf(feature: number, text: string): number;
  show(slot: number, value: number, mark: number): void;
}

/** Makes an empty book. */
export function createShowingBook(): ShowingBook {
  const { subjects, units, unitOf } = createUnits();
  const slots: Slot[] = [];
  const values: ShownValue[] = [];
  const slotNumbers = new Map<number, number>();
  const valueNumbers = features.map(() => new Map<string, number>());
  const shown = createPairSet();
  const book: ShowingBook = {
    subjects,
    units,
    slots,
    values,
    shown,
    taken: 0,
    show(slot, value, mark) {
      if (shown.add(slot, marked(value, mark))) {
        book.taken += roomFor((values[value] as ShownValue).text);
      }
    },
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
  return book;
}

/** What stands for the session of what has none: longer than any text that is kept of a session. */
const kinds: Readonly<Record<SubjectKind, string>> = {
  session: '',
  person: 'person'.padEnd(200),
  program: 'program'.padEnd(200),
};

/** Numbers for subjects, and for what is looked at as one. */
function createUnits() {
  const subjects: Subject[] = [];
  const units: Unit[] = [];
  const subjectNumbers = new Map<string, number>();
  /** Of each subject, by session or by kind. */
  const unitNumbers: Map<string, number>[] = [];
  const subjectOf = ({ actor, token }: Belonging): number => {
    // Two subjects have two keys, whatever their texts hold.
    const key = token === null ? `-${actor}` : `${token.length} ${token}${actor}`;
    const known = subjectNumbers.get(key);
    if (known !== undefined) return known;
    subjectNumbers.set(key, subjects.length);
    return subjects.push({ actor, token }) - 1;
  };
  const unitOf = (belonging: Belonging): number => {
    const subject = subjectOf(belonging);
    const { session, kind } = belonging;
    const own = unitNumbers[subject] ?? new Map<string, number>();
    unitNumbers[subject] = own;
    const key = session ?? kinds[kind];
    const known = own.get(key);
    if (known !== undefined) return known;
    own.set(key, units.length);
    return units.push({ subject, session, kind }) - 1;
  };
  return { subjects, units, unitOf };
}
