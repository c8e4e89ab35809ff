import { jsonText } from '../text/json-text.ts';
import { lineReporter } from './machine/line-report.ts';
import type { Reporter, ReportOptions } from './reporter.ts';

/**
 * One line for each thing: the begin of the run, each finding and then each case as it comes, and the end of the run
 * with its summary. A report without its end was broken off. Rejections are left to other formats; the summary
 * counts them.
 */
export function createNdjsonReporter(options: ReportOptions): Reporter {
  const line = (told: unknown): string => `${jsonText(told)}\n`;
  return lineReporter({ finding: line, case: line, run: line }, options);
}
