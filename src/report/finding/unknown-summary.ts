import type { Summary } from '../../finding/summary.ts';
import { type Language, say } from '../../language/language.ts';
import { inEnglish } from '../../language/languages.ts';
import { levels } from '../../rule/level.ts';
import type { Report } from './report.ts';

/** How a run ended; of one that does not say, a summary with the doubt that this leaves. */
export function summaryOf(
  report: Pick<Report, 'findings' | 'summary'>,
  language: Language = inEnglish,
): Summary {
  return report.summary ?? unknownSummary(report, language);
}

/** What is known of a run that did not say how it ended. */
function unknownSummary({ findings }: Pick<Report, 'findings'>, language: Language): Summary {
  const counts = levels.map((level) => {
    return [level, findings.filter(({ severity }) => severity === level).length] as const;
  });
  const message = say(language, 'run.noEnd');
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
