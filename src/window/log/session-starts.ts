import type { Event } from '../../event/event.ts';
import { parseField } from '../../event/field.ts';
import type { ColumnSnapshot, IntColumn } from '../../store/column.ts';
import { createPace, type Work } from '../../store/pausable-work.ts';
import { createStore, type Store } from '../../store/store.ts';
import type { Dictionary } from '../dictionary.ts';

/** The fields that name a session (Okta: System Log query, "events of a session"). */
export const sessionFields: readonly string[] = [
  'authenticationContext.externalSessionId',
  'authenticationContext.rootSessionId',
];

/** When sessions began, as far as the log tells: nothing of a session precedes its start. */
export interface SessionStarts {
  /** Notes an event; with a number it can be taken back. */
  see(event: Event, number?: number): void;
  /** Takes back what was noted of an event so far. */
  unsee(number: number): void;
  /** The earliest logged start of the session that `field` names, by its number, or undefined. */
  startOf(field: string, session: number): number | undefined;
  /** The same starts, by the numbers of another dictionary. */
  numberedBy(other: Dictionary): Pick<SessionStarts, 'startOf'>;
  /** How many starts were noted, some perhaps twice. */
  noted(): number;
  /** The sessions of starts that were noted behind the first so many, or that were at a time (milliseconds) or later. */
  begunSince(noted: number, time: number): Iterable<number>;
  /** Takes over the start of a session from another register, in which it has another number. */
  adopt(other: SessionStarts, from: number, session: number): void;
  /**
   * Takes over the starts that another register noted, by the numbers that its events and sessions have here; of an event
   * that has none, none.
   */
  join(
    others: NotedStarts,
    eventOf: (number: number) => number | undefined,
    sessionOf: (session: number) => number,
  ): Work;
  /** What was noted and not taken back, in a store that was frozen just now. */
  noteSnapshot(): NotedStartsSnapshot;
  /** Makes ready for {@link snapshot}, before the store is frozen. */
  settle(): void;
  /** The starts as they are, in a store that was frozen just now. */
  snapshot(): StartsSnapshot;
}

/** The earliest start of each session, by the place of its field, as plain data. */
export type StartsSnapshot = readonly ColumnSnapshot[];

/** What each start was noted for, as plain data. */
export interface NotedStartsSnapshot {
  readonly events: ColumnSnapshot;
  readonly places: ColumnSnapshot;
  readonly sessions: ColumnSnapshot;
  readonly starts: ColumnSnapshot;
  readonly withdrawn: ColumnSnapshot;
}

/** Starts of sessions, in the order in which they were noted. */
export interface NotedStarts {
  readonly length: number;
  /** Whether it was taken back. */
  isWithdrawn(at: number): boolean;
  eventAt(at: number): number;
  /** The place of the field that names the session. */
  placeAt(at: number): number;
  sessionAt(at: number): number;
  /** Milliseconds since 1970 UTC. */
  startAt(at: number): number;
}

const result = parseField('outcome.result');
const fields = sessionFields.map(parseField);

/** The number of an event that cannot be taken back. */
const nobody = -1;

/** Added to a time, so that 0 is none: more milliseconds than any date is before 1970. */
const shift = 2 ** 50;

/** The earliest start of each session, by the place of its field. */
function createEarliest(store: Store, from: StartsSnapshot = []) {
  const columns = sessionFields.map((_, place) => store.wideColumn(from[place]));
  return {
    note(place: number, session: number, time: number): void {
      const column = columns[place] as IntColumn;
      const known = column.get(session);
      if (known === 0 || time + shift < known) column.set(session, time + shift);
    },
    of(place: number, session: number): number | undefined {
      const start = columns[place]?.get(session) ?? 0;
      return start === 0 ? undefined : start - shift;
    },
    clear(): void {
      for (const column of columns) column.free();
    },
    snapshot: (): StartsSnapshot => columns.map((column) => column.snapshot()),
  };
}

/** Opens the starts that others noted, by the numbers of the same dictionary. */
export function openSessionStarts(
  from: StartsSnapshot,
  store: Store,
): Pick<SessionStarts, 'startOf'> {
  const earliest = createEarliest(store, from);
  return { startOf: (path, session) => earliest.of(sessionFields.indexOf(path), session) };
}

/** Opens the starts that another register noted. */
export function openNotedStarts(from: NotedStartsSnapshot, store: Store): NotedStarts {
  const { events, places, sessions, starts, isWithdrawn } = createNotedStarts(store, from);
  return {
    length: starts.length,
    isWithdrawn,
    eventAt: events.get,
    placeAt: places.get,
    sessionAt: sessions.get,
    startAt: starts.get,
  };
}

/** What each start was noted for, so that all but what was taken back can be noted anew. */
function createNotedStarts(store: Store, from?: NotedStartsSnapshot) {
  const [sessions, starts] = [store.column(32, from?.sessions), store.wideColumn(from?.starts)];
  const [events, places] = [store.column(32, from?.events), store.column(8, from?.places)];
  // By event, how many starts had been noted when those of its copy before were taken back.
  const withdrawn = store.column(32, from?.withdrawn);
  return {
    ...{ events, places, sessions, starts, withdrawn },
    isWithdrawn(at: number): boolean {
      const event = events.get(at);
      return event !== nobody && at < withdrawn.get(event);
    },
    snapshot: (): NotedStartsSnapshot => ({
      events: events.snapshot(),
      places: places.snapshot(),
      sessions: sessions.snapshot(),
      starts: starts.snapshot(),
      withdrawn: withdrawn.snapshot(),
    }),
    *begunSince(noted: number, time: number): Generator<number> {
      for (let at = 0; at < starts.length; at++) {
        if (at >= noted || starts.get(at) >= time) yield sessions.get(at);
      }
    },
  };
}

/** Writes each start that was not taken back, and whose event has a number here. */
function* joinStarts(
  others: NotedStarts,
  eventOf: (number: number) => number | undefined,
  sessionOf: (session: number) => number,
  write: (place: number, session: number, time: number, event: number) => void,
): Work {
  const isTime = createPace();
  for (let at = 0; at < others.length; at++) {
    if (isTime(1)) yield;
    const event = others.isWithdrawn(at) ? undefined : eventOf(others.eventAt(at));
    if (event === undefined) continue;
    write(others.placeAt(at), sessionOf(others.sessionAt(at)), others.startAt(at), event);
  }
}

/** Makes an empty register of session starts; a start costs some thirty bytes. */
export function createSessionStarts(
  dictionary: Dictionary,
  store: Store = createStore(),
): SessionStarts {
  const earliest = createEarliest(store);
  const noted = createNotedStarts(store);
  const { events, places, sessions, starts, withdrawn, begunSince } = noted;
  let isStale = false;
  const write = (place: number, session: number, time: number, event: number): void => {
    events.push(event);
    places.push(place);
    sessions.push(session);
    starts.push(time);
    earliest.note(place, session, time);
  };
  const settle = (): void => {
    if (!isStale) return;
    isStale = false;
    earliest.clear();
    for (let at = 0; at < starts.length; at++) {
      if (!noted.isWithdrawn(at)) earliest.note(places.get(at), sessions.get(at), starts.get(at));
    }
  };
  const startOf: SessionStarts['startOf'] = (path, session) => {
    settle();
    return earliest.of(sessionFields.indexOf(path), session);
  };
  return {
    adopt(other, from, session) {
      for (const [place, path] of sessionFields.entries()) {
        const start = other.startOf(path, from);
        if (start !== undefined) write(place, session, start, nobody);
      }
    },
    join: (others, eventOf, sessionOf) => joinStarts(others, eventOf, sessionOf, write),
    noteSnapshot: noted.snapshot,
    see(event, number = nobody) {
      if (event.type !== 'user.session.start' || result.read(event.raw)[0] !== 'SUCCESS') return;
      for (const [place, field] of fields.entries()) {
        for (const session of field.read(event.raw)) {
          if (typeof session === 'string') {
            write(place, dictionary.single(session), event.time, number);
          }
        }
      }
    },
    unsee(number) {
      withdrawn.set(number, starts.length);
      isStale = true;
    },
    startOf,
    settle,
    snapshot: earliest.snapshot,
    noted: () => starts.length,
    begunSince,
    numberedBy: (other) => ({
      startOf: (path, session) => startOf(path, dictionary.single(other.text(session))),
    }),
  };
}
