import { describe, expect, test } from 'vitest';
import type { Case } from '../../src/finding/case/case.ts';
import type { Finding } from '../../src/finding/finding.ts';
import { hunt } from '../../src/hunt.ts';
import { parseRules } from '../../src/rule/link.ts';
import { ranked, staff, type Visit, visited, workOf } from '../surprise/visits.ts';

const rules = parseRules(`
title: Payroll was opened
name: payroll
logsource: {product: okta, service: okta}
detection:
  opened: {eventType: user.authentication.sso, target.displayName: Payroll}
  condition: opened
level: medium
fingerprint: [authenticationContext.externalSessionId]
`);

const theft: Visit = {
  who: 'p03',
  day: 17,
  at: 14,
  session: 'stolen',
  country: 'Romania',
  network: 'rented servers',
  system: 'Linux',
  apps: ['Payroll'],
};
/** Somebody who opens it from the usual place, and earlier. */
const honest: Visit = { who: 'p05', day: 16, session: 'own', apps: ['Slack', 'Payroll'] };

async function found(visits: readonly Visit[]) {
  const findings: Finding[] = [];
  const cases: Case[] = [];
  for await (const outcome of hunt(visits.flatMap(visited), rules)) {
    if (outcome.kind === 'finding') findings.push(outcome);
    if (outcome.kind === 'case') cases.push(outcome);
  }
  return { findings, cases };
}

describe('findings', () => {
  const people = workOf(staff.slice(0, 12), 19);

  test('carry the surprise of their sessions, and are ranked by it among equals', async () => {
    const visits = [...people, honest, theft];
    const { findings, cases } = await found(visits);
    expect(findings.map(({ sessions }) => sessions)).toEqual([['stolen'], ['own']]);
    const bitsOf = (session: string): number | undefined =>
      ranked(visits).sessions.find((one) => one.session === session)?.surprise;
    expect(findings.map(({ surprise }) => surprise)).toEqual(['stolen', 'own'].map(bitsOf));
    expect(cases.map(({ surprise }) => surprise)).toEqual(findings.map(({ surprise }) => surprise));
  });

  test('are ranked by time where the log is too short to say', async () => {
    const { findings, cases } = await found([honest, theft]);
    expect(findings.map(({ sessions }) => sessions)).toEqual([['own'], ['stolen']]);
    for (const one of [...findings, ...cases]) expect(one).not.toHaveProperty('surprise');
  });
});
