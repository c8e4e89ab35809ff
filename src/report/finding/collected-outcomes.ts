import type { ReportedOutcome } from '../../engine/outcome.ts';
import type { Rejection } from '../../event/event.ts';
import type { Case } from '../../finding/case/case.ts';
import type { Finding } from '../../finding/finding.ts';
import type { Summary } from '../../finding/summary.ts';

/** All that a report of one piece knows when the summary comes. */
export interface CollectedReport {
  readonly summary: Summary;
  /** The first of the stream, which are the worst. */
  readonly findings: readonly Finding[];
  /** Findings that came after those. */
  readonly findingsLeft: number;
  readonly cases: readonly Case[];
  /** The first of the stream. */
  readonly rejections: readonly Rejection[];
}

/** How much is kept. */
interface CollectionLimits {
  readonly findings: number;
  readonly rejections: number;
}

/** Collects outcomes, up to limits, until the summary, which makes a report of them. */
export function createCollector(
  limits: CollectionLimits,
): (outcome: ReportedOutcome) => CollectedReport | undefined {
  const findings: Finding[] = [];
  const cases: Case[] = [];
  const rejections: Rejection[] = [];
  let findingsLeft = 0;
  return (outcome) => {
    switch (outcome.kind) {
      case 'finding':
        if (findings.length < limits.findings) findings.push(outcome);
        else findingsLeft++;
        return undefined;
      case 'case':
        cases.push(outcome);
        return undefined;
      case 'rejection':
        if (rejections.length < limits.rejections) rejections.push(outcome);
        return undefined;
      case 'summary':
        return { summary: outcome, findings, findingsLeft, cases, rejections };
    }
  };
}

/** The findings of each case in order of time, and those of none. */
export function findingsByCase(
  cases: readonly Case[],
  findings: readonly Finding[],
): { readonly of: (one: Case) => readonly Finding[]; readonly lone: readonly Finding[] } {
  const byFingerprint = new Map(findings.map((finding) => [finding.fingerprint, finding]));
  const told = new Set(cases.flatMap((one) => one.findings));
  return {
    of: (one) => one.findings.flatMap((fingerprint) => byFingerprint.get(fingerprint) ?? []),
    lone: findings.filter(({ fingerprint }) => !told.has(fingerprint)),
  };
}
