import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeEvent } from '../../../src/event/decode.ts';
import type { Event } from '../../../src/event/event.ts';
import { createFields } from '../../../src/event/field.ts';
import { createValueUsers, type ValueUsers } from '../../../src/window/log/value-users.ts';
import { by } from '../../builders.ts';
import { joinedOf, someDealing, wholeOf } from '../../dealt-events.ts';
import { effort } from '../../effort.ts';

const fieldOf = createFields();
const people = ['ann', 'bob', 'cleo', 'dora', 'eve'];
const addresses = Array.from({ length: 12 }, (_, n) => `192.0.2.${n}`);
const tokens = ['t1', 't2', 't3'];

interface Use {
  readonly who: string;
  readonly hour: number;
  readonly ipAddress: string | null;
  readonly dtHash: string | null;
  readonly result: string;
}

const use: fc.Arbitrary<Use> = fc.record({
  who: fc.constantFrom(...people, '-'),
  hour: fc.integer({ min: 0, max: 30 }),
  ipAddress: fc.constantFrom(...addresses, null),
  dtHash: fc.constantFrom(...tokens, null, null),
  result: fc.constantFrom('SUCCESS', 'SUCCESS', 'SUCCESS', 'FAILURE'),
});

function eventOf({ who, hour, ipAddress, dtHash, result }: Use): Event {
  const over = {
    client: { ipAddress },
    debugContext: { debugData: { dtHash } },
    authenticationContext: { externalSessionId: `session of ${who}` },
    outcome: { result },
  };
  return decodeEvent(by(who, hour, over)) as Event;
}

/** What a register says of all values that there may be. */
function allOf(users: ValueUsers) {
  return {
    address: addresses.map((one) => users.of('address', one)),
    device: tokens.map((one) => users.of('device', one)),
    actor: people.map((one) => users.of('actor', one)),
    session: people.map((one) => users.of('session', `session of ${one}`)),
  };
}

describe('the users of values, joined,', () => {
  test('are those that one register sees in all events', () => {
    const limit = fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined });
    fc.assert(
      fc.property(fc.array(use, { maxLength: 80 }), someDealing, limit, (uses, dealing, limit) => {
        const events = uses.map(eventOf);
        const joined = joinedOf((seed) => createValueUsers(fieldOf, limit, seed), events, dealing);
        const whole = wholeOf(createValueUsers(fieldOf, limit), events);
        expect(allOf(joined)).toEqual(allOf(whole));
      }),
      { numRuns: effort(5_000) },
    );
  });

  test.each<readonly [string, string, number]>([
    ['', '', 0],
    ['', 'ann', 1],
    ['ann', 'ann', 1],
    ['ann', 'bob', 2],
    ['ann bob', 'bob ann', 2],
    ['ann bob', 'cleo', 3],
    ['', 'ann bob cleo', 3],
    ['ann bob cleo', 'dora', 3],
  ])('are as many as differ: %j and %j', (one, other, count) => {
    const usedBy = (names: string) => [
      eventOf({ who: 'okta', hour: 9, ipAddress: '192.0.2.1', dtHash: null, result: 'DENY' }),
      ...names
        .split(' ')
        .filter((name) => name !== '')
        .map((who, hour) =>
          eventOf({ who, hour, ipAddress: '192.0.2.1', dtHash: null, result: 'SUCCESS' }),
        ),
    ];
    const [users, others] = [one, other].map((names) =>
      wholeOf(createValueUsers(fieldOf), usedBy(names)),
    ) as [ValueUsers, ValueUsers];
    users.join(structuredClone(others.snapshot()));
    expect(users.of('address', '192.0.2.1')?.users).toBe(count);
    for (const event of usedBy('eve')) users.see(event);
    expect(users.of('address', '192.0.2.1')?.users).toBe(Math.min(count + 1, 3));
  });

  test('are let go where another register had to let them go', () => {
    const events = addresses.map((ipAddress, hour) =>
      eventOf({ who: 'ann', hour, ipAddress, dtHash: null, result: 'SUCCESS' }),
    );
    const full = wholeOf(createValueUsers(fieldOf, 4), events);
    const roomy = wholeOf(createValueUsers(fieldOf), events);
    roomy.join(structuredClone(full.snapshot()));
    expect(allOf(roomy)).toEqual(allOf(full));
  });
});
