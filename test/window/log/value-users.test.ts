import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeEvent } from '../../../src/event/decode.ts';
import type { Event } from '../../../src/event/event.ts';
import { createFields } from '../../../src/event/field.ts';
import { createValueUsers } from '../../../src/window/log/value-users.ts';
import { at, by, clock } from '../../builders.ts';

const client = (ipAddress: string) => ({ client: { ipAddress } });
const eventOf = (record: object): Event => decodeEvent(record) as Event;

function usersOf(events: readonly Event[], limit?: number) {
  const register = createValueUsers(createFields(), limit);
  for (const event of events) register.see(event);
  return register;
}

describe('the users of an address', () => {
  test('are counted up to three, and the last use is known', () => {
    const log = ['ann', 'bob', 'ann', 'cleo', 'dora'].map((who, hour) =>
      eventOf(by(who, hour, client('192.0.2.1'))),
    );
    expect(usersOf(log.slice(0, 3)).of('address', '192.0.2.1')).toEqual({
      users: 2,
      last: Date.parse(clock(2)),
    });
    expect(usersOf(log).of('address', '192.0.2.1')?.users).toBe(3);
    expect(usersOf(log).of('actor', 'ann')).toEqual({ users: 1, last: Date.parse(clock(2)) });
    expect(usersOf(log).of('address', '192.0.2.2')).toBeUndefined();
  });

  test('are not those who were refused, nor Okta itself', () => {
    const refused = { outcome: { result: 'FAILURE' }, ...client('192.0.2.1') };
    const okta = { actor: { id: 'okta', type: 'SystemPrincipal' }, ...client('192.0.2.1') };
    const log = [by('ann', 1, refused), at(2, okta)].map(eventOf);
    expect(usersOf(log).of('address', '192.0.2.1')).toEqual({ users: 0, last: undefined });
  });
});

test('of too many values the same ones are kept in any order, and those are exact', () => {
  const log = fc.array(
    fc.tuple(fc.constantFrom('ann', 'bob', 'cleo', 'dora'), fc.integer({ min: 1, max: 30 })),
    { maxLength: 100 },
  );
  fc.assert(
    fc.property(log, (uses) => {
      const events = uses.map(([who, ip], hour) => eventOf(by(who, hour, client(`192.0.2.${ip}`))));
      const [whole, cut, reversed] = [
        usersOf(events),
        usersOf(events, 5),
        usersOf([...events].reverse(), 5),
      ];
      let kept = 0;
      for (let ip = 1; ip <= 30; ip++) {
        const use = cut.of('address', `192.0.2.${ip}`);
        expect(reversed.of('address', `192.0.2.${ip}`)).toEqual(use);
        if (!use) continue;
        kept++;
        expect(use).toEqual(whole.of('address', `192.0.2.${ip}`));
      }
      expect(kept).toBeLessThanOrEqual(5);
    }),
    { numRuns: 50 },
  );
});
