import type { Event } from '../../event/event.ts';
import { parseField } from '../../event/field.ts';
import type { IntColumn } from '../../store/column.ts';
import type { Dictionary } from '../../store/dictionary.ts';
import { createStore, type Store } from '../../store/store.ts';

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
  /** Takes over the start of a session from another register, in which it has another number. */
  adopt(other: SessionStarts, from: number, session: number): void;
}

/** The number of an event that cannot be taken back. */
const nobody = -1;

/** Added to a time, so that 0 is none: more milliseconds than any date is before 1970. */
const shift = 2 ** 50;

/** Makes an empty register of session starts; a start costs some thirty bytes. */
export function createSessionStarts(
  dictionary: Dictionary,
  store: Store = createStore(),
): SessionStarts {
  const registers = sessionFields.map((path) => ({
    path,
    field: parseField(path),
    starts: store.wideColumn(),
  }));
  // What each start was noted for, so that all but what was taken back can be noted anew.
  const sources = store.column(32);
  const starts = store.wideColumn();
  const withdrawn = store.column(32);
  let isStale = false;
  const note = (starts: IntColumn, session: number, time: number): void => {
    const known = starts.get(session);
    if (known === 0 || time + shift < known) starts.set(session, time + shift);
  };
  const write = (at: number, session: number, time: number, event: number): void => {
    sources.push(event);
    sources.push(at);
    sources.push(session);
    starts.push(time);
    note((registers[at] as (typeof registers)[number]).starts, session, time);
  };
  const refresh = (): void => {
    isStale = false;
    for (const register of registers) register.starts.free();
    for (let at = 0; at < starts.length; at++) {
      const [event, register, session] = [0, 1, 2].map((part) => sources.get(at * 3 + part)) as [
        number,
        number,
        number,
      ];
      if (event !== nobody && at < withdrawn.get(event)) continue;
      note((registers[register] as (typeof registers)[number]).starts, session, starts.get(at));
    }
  };
  const startOf: SessionStarts['startOf'] = (path, session) => {
    if (isStale) refresh();
    const start = registers.find((register) => register.path === path)?.starts.get(session);
    return start === undefined || start === 0 ? undefined : start - shift;
  };
  const result = parseField('outcome.result');
  return {
    adopt(other, from, session) {
      for (const [at, { path }] of registers.entries()) {
        const start = other.startOf(path, from);
        if (start !== undefined) write(at, session, start, nobody);
      }
    },
    see(event, number = nobody) {
      if (event.type !== 'user.session.start' || result.read(event.raw)[0] !== 'SUCCESS') return;
      for (const [at, { field }] of registers.entries()) {
        for (const session of field.read(event.raw)) {
          if (typeof session === 'string') {
            write(at, dictionary.single(session), event.time, number);
          }
        }
      }
    },
    unsee(number) {
      withdrawn.set(number, starts.length);
      isStale = true;
    },
    startOf,
    numberedBy: (other) => ({
      startOf: (path, session) => startOf(path, dictionary.single(other.text(session))),
    }),
  };
}
