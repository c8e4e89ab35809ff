import type { Rejection } from '../../event/event.ts';
import type { Summary } from '../../finding/summary.ts';
import { say } from '../../language/language.ts';
import { languages } from '../../language/languages.ts';
import type { LogFields } from '../log/log-entry.ts';
import type { LogEvent } from '../log/log-events.ts';
import { logTo } from '../log/run-log.ts';
import type { ScanOptions } from '../scan/scan-options.ts';
import {
  closingSummary,
  doubtLines,
  expiryLines,
  fewRejections,
  noteLines,
  rejectionLine,
  suppressedLines,
} from './closing-summary.ts';
import type { Io } from './io.ts';

/** Messages on standard error during and after a report; if quiet, only why the scan is not complete. */
export interface StatusMessages {
  /** Shows a skipped record, if the report does not. */
  readonly rejection: (rejection: Rejection) => Promise<void>;
  /** Sums up, if the report does not do so for people; warns if doubts were `excused`. */
  readonly summary: (summary: Summary, excused: boolean) => Promise<void>;
}

/** The messages of a scan. A table shows everything itself; other reports on standard output do not. */
export function statusMessages(options: ScanOptions, io: Pick<Io, 'stderr'>): StatusMessages {
  const isForMachines = options.targets.some(
    (to) => to.path === undefined && to.format !== 'table',
  );
  // An `ndjson` report has nothing but findings; a document of JSON has the suppressed alerts.
  const hasSuppressed = options.targets.some((to) => to.path === undefined && to.format === 'json');
  const language = languages[options.display.language];
  const warn = (event: LogEvent, line: string, fields?: LogFields): Promise<void> =>
    logTo(io, { event, line, ...(fields && { fields }) });
  const tell = async (...told: Parameters<typeof warn>): Promise<void> => {
    if (!options.quiet) await warn(...told);
  };
  let rejections = 0;
  return {
    rejection: async (rejection) => {
      if (!isForMachines) return;
      rejections++;
      if (options.verbose || rejections <= fewRejections) {
        const { reason, message, origin } = rejection;
        const fields = { reason, cause: message, file: origin?.file, row: origin?.line };
        await tell('input.rejected', rejectionLine(rejection, language), fields);
      } else if (rejections === fewRejections + 1) {
        await tell('input.rejected', say(language, 'status.skippedMore'));
      }
    },
    summary: async (summary, excused) => {
      if (isForMachines) {
        await tell('scan.summary', closingSummary(summary, language), numbersOf(summary));
        for (const line of noteLines(summary, language)) await tell('scan.note', line);
        const suppressed = hasSuppressed ? [] : suppressedLines(summary, language);
        for (const line of suppressed) await warn('scan.suppressed', line);
        for (const line of expiryLines(summary, language)) await warn('filter.expired', line);
        for (const line of doubtLines(summary, language)) await warn('scan.incomplete', line);
      }
      if (excused) await warn('scan.accepted', say(language, 'status.accepted'));
    },
  };
}

function numbersOf({ records, evaluated, duplicate, filtered, skipped, findings }: Summary) {
  return { records, evaluated, duplicate, filtered, skipped, ...findings };
}
