import { jsonText } from '../text/json-text.ts';
import type { Reporter, ReportOptions } from './reporter.ts';

/**
 * One finding, and then one case, per line as it comes, and nothing else: for pipes and SIEMs. Rejections and the
 * summary are left to the other formats and the exit code.
 */
export function createNdjsonReporter(_options: ReportOptions): Reporter {
  return (outcome) =>
    outcome.kind === 'finding' || outcome.kind === 'case' ? [`${jsonText(outcome)}\n`] : [];
}
