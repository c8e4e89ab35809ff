import { describe, expect, test } from 'vitest';
import { renderAs } from '../../../src/cli/watch/finding-output.ts';
import { createReportedCases } from '../../../src/cli/watch/reported-cases.ts';
import type { Case } from '../../../src/finding/case/case.ts';
import { caseSchema } from '../../../src/finding/case/case-schema.ts';
import { manifestSchema } from '../../../src/okta/archive/manifest.ts';
import { aCase } from '../../report/builders.ts';

const fingerprint = (number: number): string => `okh1:${String(number).repeat(20).slice(0, 20)}`;
const idOf = (number: number): string => `okc_${String(number).repeat(12)}`;

/** A case of those findings, as the engine makes it. */
function of(findings: readonly number[], over: Partial<Case> = {}): Case {
  const [first = 0] = findings;
  return aCase({ id: idOf(first), findings: findings.map(fingerprint), ...over });
}

/** What is told of evaluations in a row, with the memory written down and read again in between. */
function tellAll(rounds: readonly (readonly Case[])[]) {
  let kept: Parameters<typeof createReportedCases>[0] = {};
  return rounds.map((cases) => {
    const memory = createReportedCases(JSON.parse(JSON.stringify(kept)));
    const told = memory.identify(cases).flatMap((one) => {
      const news = memory.newsOf(one);
      memory.add(one, news !== undefined);
      return news ? [caseSchema.parse(news)] : [];
    });
    kept = memory.entries();
    const follow = {
      next: 'x',
      since: aCase().when.lastSign,
      judged: null,
      emitted: {},
      cases: kept,
    };
    expect(manifestSchema.shape.follow.parse(follow)?.cases).toEqual(kept);
    return told;
  });
}

const updates = (told: readonly (readonly Case[])[]): unknown[] =>
  told.map((cases) => cases.map(({ id, update }) => [id, update ?? 'first']));

describe('what a watch has told of a case', () => {
  test('begins when it joins findings; one alone says nothing beyond its finding', () => {
    expect(updates(tellAll([[of([1])], [of([1, 2])], [of([1, 2, 3])]]))).toEqual([
      [],
      [[idOf(1), 'first']],
      [],
    ]);
  });

  test('is told again when it becomes more severe, or gains an entity', () => {
    const { entities } = aCase();
    const wider = { ...entities, sessions: [...entities.sessions, 'another'] };
    const told = tellAll([
      [of([1, 2], { severity: 'high' })],
      [of([1, 2], { severity: 'critical' })],
      [of([1, 2], { severity: 'high' })],
      [of([1, 2], { severity: 'critical', entities: wider })],
      [of([1, 2], { severity: 'critical', entities: wider })],
    ]);
    expect(updates(told)).toEqual([
      [[idOf(1), 'first']],
      [[idOf(1), { severityBefore: 'high', newEntities: [] }]],
      [],
      [[idOf(1), { severityBefore: 'critical', newEntities: ['another'] }]],
      [],
    ]);
  });

  test('keeps its id when its earliest finding is gone, and no two cases have one id', () => {
    const grown = { severity: 'critical' } as const;
    const told = tellAll([
      [of([1, 2, 3], { severity: 'high' })],
      [of([2, 3], grown)],
      [of([2, 4], grown), of([3, 5], grown)],
    ]);
    expect(updates(told)).toEqual([
      [[idOf(1), 'first']],
      [[idOf(1), { severityBefore: 'high', newEntities: [] }]],
      [[idOf(3), 'first']],
    ]);
  });

  test('is a line for people', () => {
    const update = { severityBefore: 'high' as const, newEntities: ['\u001b[2Jeve'] };
    expect(renderAs('table')(of([1, 2], { update }))).toBe(
      "2023-10-02T10:15:40Z  CRITICAL       Ana Lopez's session was taken over; the account svc_backup was created  (okc_111111111111; a case of 2 findings; update: reported before as high; now also \\x1b[2Jeve)\n",
    );
  });
});
