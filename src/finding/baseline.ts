import { isAtLeast, type Level, levels } from '../rule/level.ts';
import type { Case } from './case/case.ts';
import type { Finding } from './finding.ts';
import type { BaselineOutcome } from './summary.ts';

/** What was known before: the findings of an earlier, complete report. */
export interface Baseline {
  /** As the user named it. */
  readonly file: string;
  /** What is known, by fingerprint. */
  readonly findings: ReadonlyMap<string, Pick<Finding, 'severity' | 'evidenceDigest'>>;
  /** Of the rules that found them. */
  readonly rulesDigest: string;
}

/** What is new, and how much was known. */
export interface NewFindings {
  /** What is new. */
  readonly findings: readonly Finding[];
  /** The cases that have a new finding; whole, so they may name findings that are known. */
  readonly cases: readonly Case[];
  /** How much was known. */
  readonly baseline: BaselineOutcome;
}

/**
 * Takes out what a baseline has: findings of the same fingerprint, unless they have become more severe. One with more
 * or other events is known and has grown.
 */
export function newSince(
  { file, findings: known, rulesDigest }: Baseline,
  findings: readonly Finding[],
  cases: readonly Case[],
  ownDigest: string,
): NewFindings {
  const counts = Object.fromEntries(levels.map((level) => [level, 0])) as Record<Level, number>;
  let grown = 0;
  const left = findings.filter(({ fingerprint, severity, evidenceDigest }) => {
    const before = known.get(fingerprint);
    if (!before || !isAtLeast(before.severity, severity)) return true;
    counts[severity]++;
    if (before.evidenceDigest !== evidenceDigest) grown++;
    return false;
  });
  const fingerprints = new Set(left.map(({ fingerprint }) => fingerprint));
  return {
    findings: left,
    cases: cases.filter((one) => one.findings.some((each) => fingerprints.has(each))),
    baseline: { file, known: counts, grown, otherRules: rulesDigest !== ownDigest },
  };
}
