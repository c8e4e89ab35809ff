import { isAtLeast } from '../../rule/level.ts';
import { confidenceOf, scoreOf } from '../confidence.ts';
import type { FindingDraft } from '../finding-draft.ts';
import type { Case } from './case.ts';

/** The findings with the case that each is in, and what that says of how likely it is. */
export function withCases<Found extends FindingDraft>(
  findings: readonly Found[],
  cases: readonly Case[],
): readonly Found[] {
  const byFingerprint = new Map(findings.map((finding) => [finding.fingerprint, finding]));
  const rulesOf = (fingerprints: readonly string[]): ReadonlySet<string> =>
    new Set(
      fingerprints
        .flatMap((fingerprint) => byFingerprint.get(fingerprint) ?? [])
        .filter(({ severity }) => isAtLeast(severity, 'medium'))
        .map(({ rule }) => rule.name),
    );
  const told = new Map(
    cases.flatMap((one) => {
      const cleanUp = new Set(one.cleanUp);
      const rules = rulesOf(one.findings.filter((fingerprint) => !cleanUp.has(fingerprint)));
      return one.findings.map((fingerprint) => [fingerprint, { id: one.id, rules }] as const);
    }),
  );
  return findings.map((finding) => {
    const own = told.get(finding.fingerprint);
    if (!own) return finding;
    const others = own.rules.size - (own.rules.has(finding.rule.name) ? 1 : 0);
    const confidence = confidenceOf(finding.rule.status, others);
    return { ...finding, case: own.id, confidence, score: scoreOf(finding.severity, confidence) };
  });
}
