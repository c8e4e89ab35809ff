import type { Rejection } from '../../event/event.ts';
import type { Summary } from '../../finding/summary.ts';
import { say } from '../../language/language.ts';
import { languages } from '../../language/languages.ts';
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
import { asideSink } from './sink.ts';

/** Messages on standard error during and after a report; if quiet, only why the scan is not complete. */
export interface StatusMessages {
  /** Shows a skipped record, if the report does not. */
  readonly rejection: (rejection: Rejection) => Promise<void>;
  /** Sums up, if the report does not do so for people; warns if doubts were `excused`. */
  readonly summary: (summary: Summary, excused: boolean) => Promise<void>;
}

/** The messages of a scan. A table shows everything itself; other reports on standard output do not. */
export function statusMessages(options: ScanOptions, io: Pick<Io, 'stderr'>): StatusMessages {
  const stderr = asideSink(io.stderr);
  const isForMachines = options.targets.some(
    (to) => to.path === undefined && to.format !== 'table',
  );
  // An `ndjson` report has nothing but findings; a document of JSON has the suppressed alerts.
  const hasSuppressed = options.targets.some((to) => to.path === undefined && to.format === 'json');
  const language = languages[options.display.language];
  const warn = (line: string): Promise<void> => stderr.write(`${line}\n`);
  const tell = async (line: string): Promise<void> => {
    if (!options.quiet) await warn(line);
  };
  let rejections = 0;
  return {
    rejection: async (rejection) => {
      if (!isForMachines) return;
      rejections++;
      if (options.verbose || rejections <= fewRejections)
        await tell(rejectionLine(rejection, language));
      else if (rejections === fewRejections + 1) await tell(say(language, 'status.skippedMore'));
    },
    summary: async (summary, excused) => {
      if (isForMachines) {
        await tell(closingSummary(summary, language));
        for (const line of noteLines(summary, language)) await tell(line);
        const suppressed = hasSuppressed ? [] : suppressedLines(summary, language);
        const warnings = [...expiryLines(summary, language), ...doubtLines(summary, language)];
        for (const line of [...suppressed, ...warnings]) await warn(line);
      }
      if (excused) await warn(say(language, 'status.accepted'));
    },
  };
}
