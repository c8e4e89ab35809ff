import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/event/json.ts';
import type { Case } from '../../../../src/finding/case/case.ts';
import type { Finding } from '../../../../src/finding/finding.ts';
import { hunt } from '../../../../src/hunt.ts';
import { builtInRules, loadRules } from '../../../../src/input/rule-files.ts';
import {
  type Chronicle,
  chronicleOf,
  mostSteps,
} from '../../../../src/report/finding/chronicle/case-chronicle.ts';
import { bandsOf, momentsOf } from '../../../../src/report/finding/page/timeline-lanes.ts';
import { aCase, aFinding, anEvidenceEvent } from '../../builders.ts';

describe('the told incident of October 2023', () => {
  let one: Case;
  let chronicle: Chronicle;
  beforeAll(async () => {
    const file = '../../../../fixtures/incidents/beyondtrust-2023-10-02.ndjson';
    const lines = readFileSync(join(import.meta.dirname, file), 'utf8')
      .trimEnd()
      .split('\n');
    const findings: Finding[] = [];
    const cases: Case[] = [];
    const events = lines.map((line) => JSON.parse(line) as JsonObject);
    for await (const outcome of hunt(events, await loadRules([builtInRules()]))) {
      if (outcome.kind === 'finding') findings.push(outcome);
      if (outcome.kind === 'case') cases.push(outcome);
    }
    one = cases[0] as Case;
    chronicle = chronicleOf(
      one,
      findings.filter(({ fingerprint }) => one.findings.includes(fingerprint)),
    );
  }, 120_000);

  test('is told step by step, the clean-up last', () => {
    expect(
      chronicle.steps.map(({ kind, published, eventType }) => [kind, published, eventType]),
    ).toEqual([
      ['sign', '2023-10-02T14:29:37.412Z', 'policy.evaluate_sign_on'],
      ['sign', '2023-10-02T14:41:05.208Z', 'user.lifecycle.create'],
      ['sign', '2023-10-02T14:41:07.558Z', 'user.lifecycle.activate'],
      ['sign', '2023-10-02T14:52:40.917Z', 'analytics.reports.export.request'],
      ['clean-up', '2023-10-02T15:07:49.365Z', 'user.session.clear'],
      ['clean-up', '2023-10-02T15:09:26.984Z', 'user.lifecycle.deactivate'],
      ['clean-up', '2023-10-02T15:10:58.498Z', 'user.lifecycle.suspend'],
    ]);
  });

  test('knows when the session was taken over, and which', () => {
    expect(chronicle.takeover).toMatchObject({
      of: 'session',
      published: '2023-10-02T14:29:37.412Z',
      session: 'idxlspp6jDRZrQ84cklLUjxZL',
    });
  });

  test('tells the addresses of the owner from those that came with the takeover', () => {
    expect(chronicle.sources.map(({ ip, os, isNew }) => [ip, os, isNew])).toEqual([
      ['203.0.113.10', 'Mac OS X', false],
      ['198.51.100.10', 'Mac OS X', false],
      ['198.16.74.203', 'Windows 10', true],
      ['198.16.74.204', 'Windows 10', true],
    ]);
  });

  test('knows from when to when the planted account stood', () => {
    expect(chronicle.planted).toMatchObject([
      {
        object: { name: 'svc_network_backup@example.com' },
        from: Date.parse('2023-10-02T14:41:07.558Z'),
        until: Date.parse('2023-10-02T15:09:26.984Z'),
      },
    ]);
  });

  test('has a band for the stolen session with a row for each machine in it', () => {
    const bands = bandsOf(chronicle, one);
    expect(bands.map(({ kind }) => kind)).toEqual(['session', 'session', 'planted', 'clean-up']);
    const stolen = bands[1];
    expect(stolen?.kind === 'session' && stolen.rows.map(({ source }) => source)).toEqual([
      1, 2, 3,
    ]);
    const shown = bands.flatMap((band) =>
      band.kind === 'session' ? band.rows.flatMap(({ events }) => events) : [],
    );
    expect(shown).toHaveLength(chronicle.events.length);
    expect(momentsOf(bands).length).toBeGreaterThan(chronicle.events.length);
  });
});

describe('a story', () => {
  test('does not depend on the order of findings', () => {
    const [a, b] = [aFinding(), aFinding({ fingerprint: 'okh1:00000000000000000002' })];
    const one = aCase({ findings: [a.fingerprint, b.fingerprint] });
    const [first, second] = [chronicleOf(one, [a, b]), chronicleOf(one, [b, a])];
    expect(second.events).toEqual(first.events);
    expect(second.sources).toEqual(first.sources);
  });

  test('is not told by weak findings', () => {
    const { events, steps } = chronicleOf(aCase(), [aFinding({ severity: 'low' })]);
    expect(events).toEqual([]);
    expect(steps.map(({ eventType, planted }) => [eventType, planted.length])).toEqual([[null, 1]]);
  });

  test('leaves out what strangers did beside it, but nothing for which a rule holds', () => {
    const evidence = {
      ...aFinding().evidence,
      events: [
        anEvidenceEvent({ uuid: 'a', actor: 'eve@example.com', role: 'context' }),
        anEvidenceEvent({ uuid: 'b', actor: 'eve@example.com', role: 'match' }),
        anEvidenceEvent({ uuid: 'c', role: 'context' }),
      ],
    };
    expect(chronicleOf(aCase(), [aFinding({ evidence })]).events.map(({ uuid }) => uuid)).toEqual([
      'b',
      'c',
    ]);
  });

  test('has a takeover of an account where no session was carried away, and none of a program', () => {
    const rule = { ...aFinding().rule, tags: ['attack.credential-access', 'attack.t1110'] };
    const robot = { id: '0oa1', login: 'robot', displayName: null, type: 'PublicClientApp' };
    expect(chronicleOf(aCase(), [aFinding({ rule })]).takeover?.of).toBe('account');
    expect(chronicleOf(aCase(), [aFinding({ rule, actor: robot })]).takeover).toBeUndefined();
  });

  test('counts the steps that it does not tell', () => {
    const findings = Array.from({ length: mostSteps + 3 }, (_, index) => {
      const decisive = `uuid-${index}`;
      const time = new Date(Date.UTC(2023, 9, 2, 10, index)).toISOString();
      const event = anEvidenceEvent({ uuid: decisive, published: time });
      return aFinding({
        fingerprint: `okh1:${index}`,
        evidence: { decisive, eventCount: 1, truncated: false, events: [event] },
      });
    });
    const { steps, stepsLeft } = chronicleOf(
      aCase({ entities: { ...aCase().entities, planted: [] } }),
      findings,
    );
    expect([steps.length, stepsLeft]).toEqual([mostSteps, 3]);
  });
});
