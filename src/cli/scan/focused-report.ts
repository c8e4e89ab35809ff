import type { ReportedOutcome } from '../../engine/outcome.ts';
import { type Baseline, newSince } from '../../finding/baseline.ts';
import type { Case } from '../../finding/case/case.ts';
import type { Finding } from '../../finding/finding.ts';
import { focusReport } from '../../finding/report-focus.ts';
import type { Dispositions } from '../../saved-report/disposition-file.ts';
import { recordNamed } from '../option/id-option.ts';
import type { FocusOptions } from './focus-options.ts';

/** What narrows a report, and what is added to its findings. */
export interface Narrowing {
  readonly focus: FocusOptions | undefined;
  readonly baseline: Baseline | undefined;
  readonly dispositions: Dispositions;
  /** Of the rules in force. */
  readonly rulesDigest: string;
}

/**
 * Passes on what is reported. Findings and cases wait for the summary where it is only known then which
 * are. Throws misuse if no case, or several, have such an id.
 */
export function createNarrowing({
  focus,
  baseline,
  dispositions,
  rulesDigest,
}: Narrowing): (outcome: ReportedOutcome) => readonly ReportedOutcome[] {
  const marked = (finding: Finding): Finding => {
    const disposition = dispositions.get(finding.fingerprint);
    return disposition ? { ...finding, disposition } : finding;
  };
  if (!focus && !baseline) {
    return (outcome) => [outcome.kind === 'finding' ? marked(outcome) : outcome];
  }
  const findings: Finding[] = [];
  const cases: Case[] = [];
  return (outcome) => {
    if (outcome.kind === 'finding') findings.push(marked(outcome));
    else if (outcome.kind === 'case') cases.push(outcome);
    if (outcome.kind !== 'summary') return outcome.kind === 'rejection' ? [outcome] : [];
    const fresh = baseline && newSince(baseline, findings, cases, rulesDigest);
    const summary = { ...outcome, ...(fresh && { baseline: fresh.baseline }) };
    const left = fresh ?? { findings, cases };
    if (!focus) return [...left.findings, ...left.cases, summary];
    const { caseIds, users, addresses } = focus;
    const named = [...new Set(caseIds.map((id) => recordNamed(id, left.cases, 'case')))];
    const about = focusReport(left.findings, left.cases, { cases: named, users, addresses });
    return [...about.findings, ...about.cases, { ...summary, focus: about.focus }];
  };
}
