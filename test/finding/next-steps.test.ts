import { describe, expect, test } from 'vitest';
import type { FindingPlace } from '../../src/finding/finding.ts';
import { nextSteps } from '../../src/finding/next-steps.ts';

const place = (ip: string): FindingPlace => ({
  ip,
  asn: null,
  org: null,
  country: null,
  countryCode: null,
  city: null,
  proxy: null,
  events: 1,
});
const actor = (id: string | null) => ({ id, login: null, displayName: null, type: null });
const filters = (parts: Partial<Parameters<typeof nextSteps>[0]>): string[] =>
  nextSteps({ actor: null, sessions: [], where: [], ...parts }).map(({ okta }) => okta);

describe('the next steps', () => {
  test('are filter expressions for session, address and actor', () => {
    const parts = { sessions: ['102abc'], where: [place('192.0.2.1')], actor: actor('00u1') };
    expect(filters(parts)).toEqual([
      'authenticationContext.externalSessionId eq "102abc"',
      'client.ipAddress eq "192.0.2.1"',
      'actor.id eq "00u1"',
    ]);
  });

  test.each([
    'x" or actor.id pr "',
    "x' or 'a",
    'a b',
    'a\nb',
    'a\n',
    'a\\',
    '\u202ea',
    '',
    'a'.repeat(201),
    'ａ',
  ])('leave out %j, which could change a filter', (hostile) => {
    const parts = { sessions: [hostile], where: [place(hostile)], actor: actor(hostile) };
    expect(filters(parts)).toEqual([]);
  });

  test.each(['unknown', '-', 'null', 'UNKNOWN'])(
    'leave out %j, which stands for nothing',
    (filler) => {
      const parts = { sessions: [filler], where: [place(filler)], actor: actor(filler) };
      expect(filters(parts)).toEqual([]);
    },
  );

  test('take every address of version 6', () => {
    expect(filters({ where: [place('2001:db8::1')] })).toEqual([
      'client.ipAddress eq "2001:db8::1"',
    ]);
  });

  test('are six at most, and none without an actor to ask for', () => {
    const many = Array.from({ length: 9 }, (_, n) => place(`192.0.2.${n}`));
    expect(filters({ where: many })).toHaveLength(6);
    expect(filters({ actor: actor(null) })).toEqual([]);
  });
});
