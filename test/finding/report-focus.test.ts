import { describe, expect, test } from 'vitest';
import { type FocusRequest, focusReport } from '../../src/finding/report-focus.ts';
import { aCase, aFinding } from '../report/builders.ts';

const person = (id: string) => ({
  id,
  login: `${id}@example.com`,
  displayName: id,
  type: 'User',
});

const finding = (digit: string, over: { who: string; target?: string; ip: string }) =>
  aFinding({
    id: `okf_${digit.repeat(12)}`,
    fingerprint: `okh1:${digit.repeat(20)}`,
    actor: person(over.who),
    targets: over.target === undefined ? [] : [person(over.target)],
    where: aFinding()
      .where.slice(0, 1)
      .map((place) => ({ ...place, ip: over.ip })),
    evidence: { ...aFinding().evidence, events: [] },
  });

const [a, b, c] = [
  finding('a', { who: 'ana', ip: '203.0.113.9' }),
  finding('b', { who: 'bo', target: 'ana', ip: '198.51.100.7' }),
  finding('c', { who: 'carol', ip: '2001:db8::1' }),
];
const cases = [
  aCase({ id: 'okc_aaaaaaaaaaaa', findings: [a.fingerprint, b.fingerprint] }),
  aCase({ id: 'okc_cccccccccccc', findings: [c.fingerprint] }),
];
const everything: FocusRequest = { cases: [], users: [], addresses: [] };

describe('a report about', () => {
  test.each<[string, Partial<FocusRequest>, string, number]>([
    ['everything', {}, 'abc', 2],
    ['a user, who acts or is acted on', { users: ['ANA@example.com'] }, 'ab', 1],
    ['a user by id', { users: ['carol'] }, 'c', 1],
    ['two users', { users: ['bo', 'carol'] }, 'bc', 2],
    ['an address however it is written', { addresses: ['2001:DB8:0:0::1'] }, 'c', 1],
    ['a network', { addresses: ['203.0.113.0/24'] }, 'a', 1],
    ['a user at an address', { users: ['ana'], addresses: ['198.51.100.7'] }, 'b', 1],
    ['a case', { cases: cases.slice(0, 1) }, 'ab', 1],
    ['a user in a case who is not in it', { cases: cases.slice(1), users: ['ana'] }, '', 0],
  ])('%s', (_, request, left, leftCases) => {
    const focused = focusReport([a, b, c], cases, { ...everything, ...request });
    expect(focused.findings.map(({ id }) => id.at(-1)).join('')).toBe(left);
    expect(focused.cases).toHaveLength(leftCases);
    expect(focused.focus).toMatchObject({
      hiddenFindings: 3 - left.length,
      hiddenCases: 2 - leftCases,
    });
  });
});
