import { describe, expect, test } from 'vitest';
import { renderAs } from '../../../src/cli/watch/finding-output.ts';
import { createReportedFindings } from '../../../src/cli/watch/reported-findings.ts';
import type { Finding } from '../../../src/finding/finding.ts';
import { findingSchema } from '../../../src/finding/finding-schema.ts';
import { victimsOf } from '../../../src/finding/victims.ts';
import { languages } from '../../../src/language/languages.ts';
import { manifestSchema } from '../../../src/okta/archive/manifest.ts';
import { aFinding, anEvidenceEvent } from '../../report/builders.ts';

type Emitted = Parameters<typeof createReportedFindings>[0];
const user = (login: string | null, over = {}) => {
  return { id: `id of ${login}`, login, displayName: null, type: 'User', ...over };
};
const bare = { targets: [], evidence: { ...aFinding().evidence, events: [] } };
const withTargets = (logins: readonly string[], over: Partial<Finding> = {}) =>
  aFinding({ ...bare, targets: logins.map((login) => user(login)), ...over });

/** What is told of some findings in a row, with the memory written down and read again in between. */
function tellAll(findings: readonly Finding[], emitted: Emitted = {}) {
  let kept = emitted;
  const told: (Finding | undefined)[] = [];
  for (const finding of findings) {
    const memory = createReportedFindings(JSON.parse(JSON.stringify(kept)));
    told.push(memory.newsOf(finding));
    memory.add(finding);
    kept = memory.entries();
    const follow = { next: 'x', since: finding.when.lastEvent, judged: null, emitted: kept };
    expect(manifestSchema.shape.follow.parse(follow)?.emitted).toEqual(kept);
  }
  for (const finding of told) if (finding) findingSchema.parse(finding);
  return { told, updates: told.map((finding) => finding && (finding.update ?? 'first')), kept };
}

describe('what a watch has told', () => {
  test('is told again when it becomes graver than it ever was, and only then', () => {
    const severities = ['low', 'low', 'high', 'low', 'medium', 'high', 'critical'] as const;
    const { told, updates } = tellAll(severities.map((severity) => aFinding({ severity })));
    expect(updates).toEqual([
      'first',
      undefined,
      { severityBefore: 'low', newVictims: [] },
      undefined,
      undefined,
      undefined,
      { severityBefore: 'high', newVictims: [] },
    ]);
    expect(told[2]).toMatchObject({ severity: 'high', fingerprint: aFinding().fingerprint });
  });

  test('is told again with another victim, and nobody is another one twice', () => {
    const rounds = [['a'], ['b', 'A'], ['a', 'b'], ['b', 'c', 'd'], ['d']];
    const { updates } = tellAll(rounds.map((logins) => withTargets(logins)));
    expect(updates).toEqual([
      'first',
      { severityBefore: 'high', newVictims: ['b'] },
      undefined,
      { severityBefore: 'high', newVictims: ['c', 'd'] },
      undefined,
    ]);
  });

  test('is bounded: beyond a hundred victims only what is graver is news', () => {
    const logins = Array.from({ length: 120 }, (_, index) => `u${index}`);
    const { updates, kept } = tellAll([
      withTargets(logins),
      withTargets(['one more']),
      withTargets(['one more'], { severity: 'critical' }),
    ]);
    expect(updates).toEqual(['first', undefined, { severityBefore: 'high', newVictims: [] }]);
    expect(JSON.stringify(kept).length).toBeLessThan(2_000);
  });

  test('of an older manifest is told again if it has grown since, and is known from then on', () => {
    const { fingerprint, when } = aFinding();
    const grown = aFinding({ when: { ...when, lastEvent: '2023-10-02T11:00:00.000Z' } });
    const emitted = { [fingerprint]: when.lastEvent };
    expect(tellAll([aFinding(), grown], emitted).updates).toEqual([undefined, undefined]);
    const { updates } = tellAll([grown, grown, { ...grown, severity: 'critical' }], emitted);
    expect(updates).toEqual([
      { severityBefore: null, newVictims: [] },
      undefined,
      { severityBefore: 'high', newVictims: [] },
    ]);
  });

  test('keeps the youngest findings, by their last event', () => {
    const emitted = Object.fromEntries(
      Array.from({ length: 100_000 }, (_, index) => [
        `f${index}`,
        new Date(Date.UTC(2020, 0, 1) + index).toISOString(),
      ]),
    );
    const { kept } = tellAll([aFinding()], emitted);
    expect(Object.keys(kept)).toHaveLength(100_000);
    expect(kept).not.toHaveProperty('f0');
    expect(kept).toHaveProperty([aFinding().fingerprint]);
  });
});

describe('the victims of a finding', () => {
  test('are the actors of its matching events and the users among its targets', () => {
    const finding = aFinding({
      actor: user('ana@example.com'),
      targets: [
        user('App', { type: 'AppInstance' }),
        user('ben@example.com'),
        user('ANA@example.com'),
        user(null, { id: '00u7' }),
      ],
      evidence: {
        ...aFinding().evidence,
        events: [
          anEvidenceEvent({ role: 'match', actor: 'cem@example.com' }),
          anEvidenceEvent({ role: 'context', actor: 'dora@example.com' }),
          anEvidenceEvent({ role: 'match', actor: null }),
        ],
      },
    });
    expect(victimsOf(finding)).toEqual([
      'ana@example.com',
      'ben@example.com',
      '00u7',
      'cem@example.com',
    ]);
    expect(victimsOf(aFinding({ ...bare, actor: null }))).toEqual([]);
  });
});

describe('an update', () => {
  const names = ['b@example.com', '\u001b[2Jx', 'c', 'd', 'e', 'f', 'g'];
  const update = { severityBefore: 'low', newVictims: names } as const;

  test('is marked in a line for people, and harmless', () => {
    const line = renderAs('table')(aFinding({ update }));
    expect(line).toContain(
      '(okf_7c1e0b6a92d4; update: reported before as low; now also b@example.com, \\x1b[2Jx, c, d, e and 2 more)',
    );
    expect(renderAs('table')(aFinding())).toMatch(/ \(okf_7c1e0b6a92d4\)\n$/);
    const unknown = { severityBefore: null, newVictims: [] };
    expect(renderAs('table')(aFinding({ update: unknown }))).toMatch(
      /; update: reported before\)\n$/,
    );
  });

  test('is told in the language and the zone of who reads it, and to machines as ever', () => {
    const told = aFinding({ update });
    expect(renderAs('table', languages.ja, 'Asia/Tokyo')(told)).toBe(
      '2023-10-02T19:15:40+09:00  HIGH           ana@example.com: one session on two machines  ' +
        '(okf_7c1e0b6a92d4; 更新: 重大度「低」で報告済み。新たに b@example.com、\\x1b[2Jx、c、d、e、ほか 2 件)\n',
    );
    expect(renderAs('ndjson', languages.ja, 'Asia/Tokyo')(told)).toBe(renderAs('ndjson')(told));
  });

  test('is marked in a line for machines, which is harmless too', () => {
    const line = renderAs('ndjson')(aFinding({ update, title: 'a\u202eb' }));
    expect(line).not.toMatch(/[\u001b\u202e]/);
    expect(JSON.parse(line)).toMatchObject({ update, title: 'a\u202eb' });
  });
});
