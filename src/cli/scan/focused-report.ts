import type { ReportedOutcome } from '../../engine/outcome.ts';
import type { Case } from '../../finding/case/case.ts';
import type { Finding } from '../../finding/finding.ts';
import { focusReport } from '../../finding/report-focus.ts';
import { checkAddress } from '../option/address-option.ts';
import { recordNamed } from '../option/id-option.ts';

/** What is reported of what a scan finds: of each kind one of the values, and all kinds that are given. */
export interface FocusOptions {
  /** Beginnings of ids. */
  readonly caseIds: readonly string[];
  readonly users: readonly string[];
  readonly addresses: readonly string[];
}

/** The options as given. */
interface FocusFlags {
  readonly case?: readonly string[];
  readonly user?: readonly string[];
  readonly ip?: readonly string[];
}

/** Undefined if everything is reported; misuse if an address is none. */
export function focusOf({ case: caseIds = [], user = [], ip = [] }: FocusFlags) {
  if (caseIds.length + user.length + ip.length === 0) return undefined;
  for (const address of ip) checkAddress(address);
  return { caseIds, users: user, addresses: ip };
}

/**
 * Passes on what is reported. Findings and cases wait for the summary, since only then it is known which
 * findings are in a case. Throws misuse if no case, or several, have such an id.
 */
export function createFocus(
  options: FocusOptions | undefined,
): (outcome: ReportedOutcome) => readonly ReportedOutcome[] {
  if (!options) return (outcome) => [outcome];
  const findings: Finding[] = [];
  const cases: Case[] = [];
  return (outcome) => {
    if (outcome.kind === 'finding') findings.push(outcome);
    else if (outcome.kind === 'case') cases.push(outcome);
    if (outcome.kind !== 'summary') return outcome.kind === 'rejection' ? [outcome] : [];
    const { caseIds, users, addresses } = options;
    const named = [...new Set(caseIds.map((id) => recordNamed(id, cases, 'case')))];
    const left = focusReport(findings, cases, { cases: named, users, addresses });
    return [...left.findings, ...left.cases, { ...outcome, focus: left.focus }];
  };
}
