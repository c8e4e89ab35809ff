import { isAtLeast, type Level } from '../../rule/level.ts';
import { confidenceOf, scoreOf } from '../confidence.ts';
import type { FindingDraft } from '../finding-draft.ts';
import type { Case } from './case.ts';

/** What of a finding says how much it counts for others. */
export interface GradedFinding {
  readonly fingerprint: string;
  readonly severity: Level;
  readonly rule: { readonly name: string };
}

/** Tells a finding the case that it is in, and what that says of how likely it is. */
export type TellCase = <Found extends FindingDraft>(finding: Found) => Found;

/** What findings are told of the cases that they are in. */
export function tellCases(
  findings: Iterable<GradedFinding>,
  cases: Iterable<Pick<Case, 'id' | 'findings' | 'cleanUp'>>,
): TellCase {
  const told = casesByFinding(findings, cases);
  return (finding) => {
    const own = told.get(finding.fingerprint);
    if (!own) return finding;
    const others = own.rules.size - (own.rules.has(finding.rule.name) ? 1 : 0);
    const confidence = confidenceOf(finding.rule.status, others);
    return { ...finding, case: own.id, confidence, score: scoreOf(finding.severity, confidence) };
  };
}

/** A case, and the rules whose findings count in it. */
interface ToldCase extends Pick<Case, 'id'> {
  readonly rules: ReadonlySet<string>;
}

function casesByFinding(
  findings: Iterable<GradedFinding>,
  cases: Iterable<Pick<Case, 'id' | 'findings' | 'cleanUp'>>,
): ReadonlyMap<string, ToldCase | undefined> {
  const ruleOf = new Map<string, string>();
  // With the findings' own texts for keys, so that those of the cases are held no longer than they are looked at.
  const told = new Map<string, ToldCase | undefined>();
  for (const { fingerprint, severity, rule } of findings) {
    told.set(fingerprint, undefined);
    if (isAtLeast(severity, 'medium')) ruleOf.set(fingerprint, rule.name);
  }
  // Most cases have the rules of others, often a single one.
  const known = new Map<string, ReadonlySet<string>>();
  for (const { id, findings: members, cleanUp } of cases) {
    const ends = new Set(cleanUp);
    const attack = members.filter((fingerprint) => !ends.has(fingerprint));
    const names = new Set(attack.flatMap((fingerprint) => ruleOf.get(fingerprint) ?? []));
    const key = JSON.stringify([...names].sort());
    const rules = known.get(key) ?? names;
    known.set(key, rules);
    const one = { id, rules };
    for (const fingerprint of members) told.set(fingerprint, one);
  }
  return told;
}
