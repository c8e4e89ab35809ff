import type { Event } from '../event/event.ts';
import { parseField } from '../event/field.ts';
import type { Dictionary } from './dictionary.ts';
import { createWideNumbers, type Numbers } from './numbers.ts';
import { createPages, type Pages } from './pages.ts';

/** The fields that name a session (Okta: System Log query, "events of a session"). */
export const sessionFields: readonly string[] = [
  'authenticationContext.externalSessionId',
  'authenticationContext.rootSessionId',
];

/** When sessions began, as far as the log tells: nothing of a session precedes its start. */
export interface Sessions {
  see(event: Event): void;
  /** The earliest logged start of the session that `field` names, by its number, or undefined. */
  startOf(field: string, session: number): number | undefined;
  /** The same starts, by the numbers of another dictionary. */
  numberedBy(other: Dictionary): Pick<Sessions, 'startOf'>;
  /** Takes over the start of a session from another register, in which it has another number. */
  adopt(other: Sessions, from: number, session: number): void;
}

/** Added to a time, so that 0 is none: more milliseconds than any date is before 1970. */
const shift = 2 ** 50;

/** Makes an empty register of session starts; a start costs the eight bytes of its number's place. */
export function createSessions(dictionary: Dictionary, pages: Pages = createPages()): Sessions {
  const registers = sessionFields.map((path) => ({
    path,
    field: parseField(path),
    starts: createWideNumbers(pages),
  }));
  const note = (starts: Numbers, session: number, time: number): void => {
    const known = starts.get(session);
    if (known === 0 || time + shift < known) starts.set(session, time + shift);
  };
  const startOf: Sessions['startOf'] = (path, session) => {
    const start = registers.find((register) => register.path === path)?.starts.get(session);
    return start === undefined || start === 0 ? undefined : start - shift;
  };
  const result = parseField('outcome.result');
  return {
    adopt(other, from, session) {
      for (const { path, starts } of registers) {
        const start = other.startOf(path, from);
        if (start !== undefined) note(starts, session, start);
      }
    },
    see(event) {
      if (event.type !== 'user.session.start' || result.read(event.raw)[0] !== 'SUCCESS') return;
      for (const { field, starts } of registers) {
        for (const session of field.read(event.raw)) {
          if (typeof session === 'string') note(starts, dictionary.single(session), event.time);
        }
      }
    },
    startOf,
    numberedBy: (other) => ({
      startOf: (path, session) => startOf(path, dictionary.single(other.text(session))),
    }),
  };
}
