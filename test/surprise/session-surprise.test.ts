import { expect, test } from 'vitest';
import { decodeEvent } from '../../src/event/decode.ts';
import { createFields } from '../../src/event/field.ts';
import { finish } from '../../src/store/pausable-work.ts';
import { measureSessions } from '../../src/surprise/session-surprise.ts';
import { createShowings } from '../../src/surprise/showings.ts';
import { monday, visited } from './visits.ts';

test.each([
  { room: 100_000, from: undefined, why: 'all of it is remembered' },
  { room: 12, from: monday + (9 * 24 + 9) * 3_600_000, why: 'only the last day fits' },
])('sessions are measured by what is remembered: $why', ({ room, from }) => {
  const showings = createShowings(createFields(), room);
  for (let day = 0; day < 10; day++) {
    for (const record of visited({ who: 'ana', day })) {
      const event = decodeEvent(record);
      if (event.kind === 'event') showings.see(event);
    }
  }
  expect(finish(measureSessions(showings.seen())).from).toBe(from);
});
