import { worse } from '../rule/level.ts';
import { joinedViews } from '../store/column.ts';
import { holding } from './build-finding.ts';
import type { BuiltFinding } from './built-finding.ts';
import type { RuleResult } from './rule-result.ts';
import { joinSuppression } from './suppression.ts';

/**
 * Joins what was concluded before some events were forgotten with what was since, rule by rule: of
 * two findings with one fingerprint the graver stays, the earlier if both are as grave, and its time
 * spans both. At most `limit` findings of a rule are kept, those with the least fingerprints.
 */
export function combineResults(
  early: readonly RuleResult[],
  late: readonly RuleResult[],
  limit: number,
): readonly RuleResult[] {
  if (early.length === 0) return late;
  return late.map((conclusion, index) => combine(early[index] as RuleResult, conclusion, limit));
}

function combine(early: RuleResult, late: RuleResult, limit: number): RuleResult {
  const byFingerprint = new Map(early.found.map((found) => [found.fingerprint, found]));
  for (const found of late.found) {
    const { fingerprint } = found;
    const known = byFingerprint.get(fingerprint);
    byFingerprint.set(fingerprint, known ? join(known, found) : found);
  }
  const all = [...byFingerprint].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, found]) => found);
  const found = all.slice(0, limit);
  const undecided = early.outcome.undecided + late.outcome.undecided;
  const { status } = late.outcome;
  return {
    rule: late.rule,
    found,
    dropped: early.dropped + late.dropped + all.length - found.length,
    suppression: joinSuppression(early.suppression, late.suppression),
    isEvaluated: late.isEvaluated,
    explanations: [...early.explanations, ...late.explanations],
    outcome: {
      ...late.outcome,
      status: status === 'evaluated' && undecided > 0 ? 'undecided' : status,
      findings: found.length,
      undecided,
      because: [...new Set([...early.outcome.because, ...late.outcome.because])].sort(),
    },
  };
}

function join(early: BuiltFinding, late: BuiltFinding): BuiltFinding {
  const graver = worse(early.severity, late.severity) === early.severity ? early : late;
  const times = [early.whole().draft.when, late.whole().draft.when].flatMap(
    ({ firstEvent, lastEvent }) => [firstEvent, lastEvent],
  );
  times.sort();
  const [firstEvent, lastEvent] = [times[0] as string, times.at(-1) as string];
  const { draft, events } = graver.whole();
  const spanning = { ...draft, when: { ...draft.when, firstEvent, lastEvent } };
  return holding(graver.rule, { draft: spanning, events }, graver.linked().links, {
    row: graver.row,
    behind: joinedViews(early.behind, late.behind),
  });
}
