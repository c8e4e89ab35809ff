import { addressTest } from './address-test.ts';
import type { Case } from './case/case.ts';
import type { Finding } from './finding.ts';
import type { ReportFocus } from './summary.ts';
import { sameVictim, victimsOf } from './victims.ts';

/** What a report is about: of each kind one of the values, and all kinds that are given. */
export interface FocusRequest {
  readonly cases: readonly Case[];
  /** Logins in any case of letters, or ids. */
  readonly users: readonly string[];
  /** Addresses, or networks in CIDR notation. */
  readonly addresses: readonly string[];
}

/** What is left of a report, and how much was taken out. */
export interface FocusedReport {
  readonly findings: readonly Finding[];
  /** The cases that have one of the findings; whole, so they may name findings that are hidden. */
  readonly cases: readonly Case[];
  readonly focus: ReportFocus;
}

/** Takes out of a report what it is not about. A finding concerns a user who acts in it or is a target of it, and an address that it came from. */
export function focusReport(
  findings: readonly Finding[],
  cases: readonly Case[],
  request: FocusRequest,
): FocusedReport {
  const { users, addresses } = request;
  const inCases = new Set(request.cases.flatMap((one) => one.findings));
  const names = new Set(users.map(sameVictim));
  const isAt = addressTest(addresses);
  const isLeft = (finding: Finding): boolean =>
    (request.cases.length === 0 || inCases.has(finding.fingerprint)) &&
    (users.length === 0 || namesOf(finding).some((name) => names.has(sameVictim(name)))) &&
    (addresses.length === 0 || finding.where.some(({ ip }) => isAt(ip)));
  const left = findings.filter(isLeft);
  const fingerprints = new Set(left.map(({ fingerprint }) => fingerprint));
  const leftCases = cases.filter((one) => one.findings.some((each) => fingerprints.has(each)));
  return {
    findings: left,
    cases: leftCases,
    focus: {
      cases: request.cases.map(({ id }) => id),
      users: [...users],
      addresses: [...addresses],
      hiddenFindings: findings.length - left.length,
      hiddenCases: cases.length - leftCases.length,
    },
  };
}

/** Whom a finding concerns, by login and by id. */
function namesOf(finding: Finding): readonly string[] {
  const users = finding.targets.filter(({ type }) => /user$/i.test(type ?? ''));
  const ids = [finding.actor, ...users].flatMap((who) => [who?.id, who?.login]);
  return [...victimsOf(finding), ...ids.filter((name) => typeof name === 'string')];
}
