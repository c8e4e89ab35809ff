import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeEvent } from '../../../src/event/decode.ts';
import type { Event } from '../../../src/event/event.ts';
import { createFields } from '../../../src/event/field.ts';
import { isObject, type Json, type JsonObject, own } from '../../../src/event/json.ts';
import { createValueUsers } from '../../../src/window/log/value-users.ts';
import { at, by, clock } from '../../builders.ts';
import { effort } from '../../effort.ts';

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

test('values are those that stand where Okta writes them; where nothing does, those that the fields read', () => {
  const fieldOf = createFields();
  const leaf = (name: string) =>
    fc.constantFrom<Json>(`${name}1`, `${name}2`, '-', 7, null, [`${name}1`], { a: 'b' });
  const parent = (name: string) =>
    fc.oneof(
      { weight: 3, arbitrary: fc.record({ [name]: leaf(name) }, { requiredKeys: [] }) },
      fc.constantFrom<Json>(`{${name}=${name}1}`, `{"${name}":"${name}2"}`, 'a', null, []),
      fc.record({ [name]: leaf(name) }).map((one) => [one]),
    );
  const record = fc.record(
    {
      actor: parent('id'),
      client: parent('ipAddress'),
      authenticationContext: parent('externalSessionId'),
      debugContext: fc.oneof(
        fc.record({ debugData: parent('dtHash') }),
        fc.constantFrom<Json>('{debugData={dtHash=dtHash1}}', null),
      ),
      'client.ipAddress': leaf('ipAddress'),
    },
    { requiredKeys: ['actor'] },
  );
  const found = (raw: JsonObject, path: string): string | undefined => {
    const names = path.split('.');
    let at: Json | undefined = raw;
    for (const name of names.slice(0, -1)) at = isObject(at) ? own(at, name) : undefined;
    const value = isObject(at) ? own(at, names.at(-1) ?? '') : fieldOf(path).read(raw)[0];
    return typeof value === 'string' && value !== '-' ? value : undefined;
  };
  const paths = {
    address: 'client.ipAddress',
    session: 'authenticationContext.externalSessionId',
    device: 'debugContext.debugData.dtHash',
    actor: 'actor.id',
  } as const;
  fc.assert(
    fc.property(record, (fields) => {
      const event = eventOf({ ...at(1), ...fields });
      const users = usersOf([event]);
      const isUse = found(event.raw, paths.actor) !== undefined;
      for (const kind of ['address', 'session', 'device', 'actor'] as const) {
        const value = found(event.raw, paths[kind]);
        const name = paths[kind].split('.').at(-1);
        for (const text of [`${name}1`, `${name}2`, '-', '7']) {
          const use = users.of(kind, text);
          expect(use !== undefined).toBe(value === text);
          if (use) expect(use.users).toBe(isUse ? 1 : 0);
        }
      }
    }),
    { numRuns: effort(3_000) },
  );
});
