import type { Event } from '../event/event.ts';
import { parseField } from '../event/field.ts';

/** The fields that name a session (Okta: System Log query, "events of a session"). */
export const sessionFields: readonly string[] = [
  'authenticationContext.externalSessionId',
  'authenticationContext.rootSessionId',
];

/** When sessions began, as far as the log tells: nothing of a session precedes its start. */
export interface Sessions {
  see(event: Event): void;
  /** The earliest logged start of the session that `field` names, or undefined. */
  startOf(field: string, session: string): number | undefined;
}

/** Makes an empty register of session starts. */
export function createSessions(): Sessions {
  const registers = sessionFields.map((path) => ({
    path,
    field: parseField(path),
    starts: new Map<string, number>(),
  }));
  const result = parseField('outcome.result');
  return {
    see(event) {
      if (event.type !== 'user.session.start' || result.read(event.raw)[0] !== 'SUCCESS') return;
      for (const { field, starts } of registers) {
        for (const session of field.read(event.raw)) {
          if (typeof session !== 'string') continue;
          const known = starts.get(session);
          if (known === undefined || event.time < known) starts.set(session, event.time);
        }
      }
    },
    startOf: (path, session) =>
      registers.find((register) => register.path === path)?.starts.get(session),
  };
}
