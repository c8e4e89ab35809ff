import { features } from './feature.ts';
import { createPairIndex, type PairIndex } from './pair-index.ts';
import { ownText } from './shown-text.ts';
import type { Belonging, SubjectKind } from './shown-values.ts';
import { createSlotTable, type GrowingSlotTable, type Slot, type SlotTable } from './slot-table.ts';

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

/**
 * What was seen of a log: which unit showed which value in which hour. It is a set, so that neither the order of events
 * nor copies of them change it.
 */
export interface Seen {
  readonly subjects: readonly Subject[];
  readonly units: readonly Unit[];
  readonly slots: SlotTable;
  readonly values: readonly ShownValue[];
  /** Each slot with each of its values: {@link marked} numbers. */
  readonly shown: Pick<PairIndex, 'size' | 'first' | 'second'>;
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

/** The same while a log is read. */
export interface ShowingBook extends Omit<Seen, 'forgottenBefore'> {
  /** Room that is taken. */
  taken: number;
  readonly shown: PairIndex;
  readonly slots: GrowingSlotTable;
  /** The number of what is looked at as one. */
  unitOf(belonging: Omit<Belonging, 'login'>): number;
  numberOf(feature: number, text: string): number;
  show(slot: Slot, value: number, mark: number): void;
}

/** Makes an empty book; the seed keys its hashes. It may take over what another one, that is given up, had its pairs in. */
export function createShowingBook(seed?: number, shown = createPairIndex(seed)): ShowingBook {
  const { subjects, units, unitOf } = createUnits();
  const values: ShownValue[] = [];
  const valueNumbers = features.map(() => new Map<string, number>());
  const book: ShowingBook = {
    subjects,
    units,
    slots: createSlotTable(seed),
    values,
    shown,
    taken: 0,
    unitOf,
    show(slot, value, mark) {
      const { size } = shown;
      if (shown.number(slot, marked(value, mark)) < size) return;
      book.taken += roomFor((values[value] as ShownValue).text);
    },
    numberOf(feature, text) {
      const numbers = valueNumbers[feature] as Map<string, number>;
      const known = numbers.get(text);
      if (known !== undefined) return known;
      const own = ownText(text);
      numbers.set(own, values.length);
      return values.push({ feature, text: own }) - 1;
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
  /** By actor, of those without an API token; of the others by token before. */
  const people = new Map<string, number>();
  const byToken = new Map<string, Map<string, number>>();
  /** Of each subject, by session or by kind; and the one that was asked for last, as it will be again. */
  const unitNumbers: Map<string, number>[] = [];
  const latest: { key: string; unit: number }[] = [];
  const subjectOf = ({ actor, token }: Subject): number => {
    const all = token === null ? people : (byToken.get(token) ?? new Map<string, number>());
    const known = all.get(actor);
    if (known !== undefined) return known;
    if (token !== null) byToken.set(token, all);
    all.set(actor, subjects.length);
    unitNumbers.push(new Map());
    latest.push({ key: '', unit: -1 });
    return subjects.push({ actor, token }) - 1;
  };
  const unitOf = (belonging: Omit<Belonging, 'login'>): number => {
    const subject = subjectOf(belonging);
    const { session, kind } = belonging;
    const key = session ?? kinds[kind];
    const last = latest[subject] as (typeof latest)[number];
    if (last.key === key) return last.unit;
    last.unit = numberOf(subject, key, belonging);
    last.key = key;
    return last.unit;
  };
  const numberOf = (
    subject: number,
    key: string,
    { session, kind }: Pick<Unit, 'session' | 'kind'>,
  ): number => {
    const own = unitNumbers[subject] as Map<string, number>;
    const known = own.get(key);
    if (known !== undefined) return known;
    own.set(key, units.length);
    return units.push({ subject, session, kind }) - 1;
  };
  return { subjects, units, unitOf };
}
