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
  const host = options.run?.org ?? undefined;
  const line = (told: Told): string => splunkEvent(told, { host });
  return lineReporter({ finding: line, case: line, run: line }, options);
}

/** One event; `fields` are indexed beside it. */
export function splunkEvent(
  told: Told,
  {
    host,
    fields,
  }: {
    readonly host?: string | undefined;
    readonly fields?: Readonly<Record<string, string>>;
  },
): string {
  const time = timeOf(told);
  return `${strictJsonText({
    ...(time !== null && { time: Date.parse(time) / 1000 }),
    ...(host && { host }),
    source: 'oktahunt',
    sourcetype: `oktahunt:${told.kind}`,
    ...(fields && { fields }),
    event: told,
  })}\n`;
}

function timeOf(told: Told): string | null {
  if (told.kind === 'finding') return told.when.decisive;
  return told.kind === 'case' ? told.when.lastSign : told.at;
}
