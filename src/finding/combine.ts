import { worse } from '../rule/level.ts';
import type { Conclusion } from './conclude.ts';
import type { Finding } from './finding.ts';

/**
 * Joins what was concluded before some events were forgotten with what was since, rule by rule: of
 * two findings with one fingerprint the graver stays, the earlier if both are as grave, and its time
 * spans both. At most `limit` findings of a rule are kept, those with the least fingerprints.
 */
export function combineConclusions(
  early: readonly Conclusion[],
  late: readonly Conclusion[],
  limit: number,
): readonly Conclusion[] {
  if (early.length === 0) return late;
  return late.map((conclusion, index) => combine(early[index] as Conclusion, conclusion, limit));
}

function combine(early: Conclusion, late: Conclusion, limit: number): Conclusion {
  const byFingerprint = new Map(early.findings.map((finding) => [finding.fingerprint, finding]));
  for (const finding of late.findings) {
    const known = byFingerprint.get(finding.fingerprint);
    byFingerprint.set(finding.fingerprint, known ? join(known, finding) : finding);
  }
  const all = [...byFingerprint].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, finding]) => finding);
  const findings = all.slice(0, limit);
  const undecided = early.outcome.undecided + late.outcome.undecided;
  const { status } = late.outcome;
  return {
    findings,
    dropped: early.dropped + late.dropped + all.length - findings.length,
    outcome: {
      ...late.outcome,
      status: status === 'evaluated' && undecided > 0 ? 'undecided' : status,
      findings: findings.length,
      undecided,
      because: [...new Set([...early.outcome.because, ...late.outcome.because])].sort(),
    },
  };
}

function join(early: Finding, late: Finding): Finding {
  const graver = worse(early.severity, late.severity) === early.severity ? early : late;
  const times = [early.when, late.when].flatMap(({ firstEvent, lastEvent }) => [
    firstEvent,
    lastEvent,
  ]);
  times.sort();
  const [firstEvent, lastEvent] = [times[0] as string, times.at(-1) as string];
  return { ...graver, when: { firstEvent, lastEvent } };
}
