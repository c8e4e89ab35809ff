import type { Summary } from '../../finding/summary.ts';
import { levels } from '../../rule/level.ts';
import type { Report } from './report.ts';

/** How a run ended; of one that does not say, a summary with the doubt that this leaves. */
export function summaryOf(report: Pick<Report, 'findings' | 'summary'>): Summary {
  return report.summary ?? unknownSummary(report);
}

/** What is known of a run that did not say how it ended. */
function unknownSummary({ findings }: Pick<Report, 'findings'>): Summary {
  const counts = levels.map((level) => {
    return [level, findings.filter(({ severity }) => severity === level).length] as const;
  });
  const message =
    'the report does not say how its run ended: it is of none that ended, or of several';
  return {
    kind: 'summary',
    records: 0,
    evaluated: 0,
    duplicate: 0,
    filtered: 0,
    skipped: 0,
    skippedBy: {},
    sources: [],
    coverage: { first: null, last: null, since: null, until: null, gaps: [] },
    actors: 0,
    findings: Object.fromEntries(counts) as Summary['findings'],
    rules: [],
    state: { peakBytes: 0, spilledBytes: 0, forgottenEvents: 0, exact: true },
    doubts: [{ code: 'cut-short', message }],
  };
}
