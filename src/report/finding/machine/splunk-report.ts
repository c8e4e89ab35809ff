import type { ReportedOutcome } from '../../../engine/outcome.ts';
import { strictJsonText } from '../../text/json-text.ts';
import type { Reporter, ReportOptions } from '../reporter.ts';
import { lineReporter } from './line-report.ts';
import type { RunRecord } from './run-record.ts';

type Told = Extract<ReportedOutcome, { kind: 'finding' | 'case' }> | RunRecord;

/**
 * Events of Splunk's HTTP Event Collector, one object after the other, as a body of `/services/collector/event`
 * takes them. Splunk's time is that of the log, in seconds; the source type says what it is. Splunk: "Format events
 * for HTTP Event Collector".
 */
export function createSplunkReporter(options: ReportOptions): Reporter {
  const line = (told: Told, time: string | null): string =>
    `${strictJsonText({
      ...(time !== null && { time: Date.parse(time) / 1000 }),
      ...(options.run?.org && { host: options.run.org }),
      source: 'oktahunt',
      sourcetype: `oktahunt:${told.kind}`,
      event: told,
    })}\n`;
  return lineReporter(
    {
      finding: (finding) => line(finding, finding.when.decisive),
      case: (one) => line(one, one.when.lastSign),
      run: (record) => line(record, record.at),
    },
    options,
  );
}
