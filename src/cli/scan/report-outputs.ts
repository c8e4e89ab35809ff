import type { ReportedOutcome } from '../../engine/outcome.ts';
import { ReaderGone } from '../failure.ts';
import type { Sink } from '../terminal/sink.ts';

/** A report being written. */
export interface ReportOutput {
  readonly render: (outcome: ReportedOutcome) => Iterable<string>;
  readonly sink: Sink;
}

/** The reports of a run. Errors of their sinks are thrown unchanged. */
export interface Reports {
  /**
   * Writes an outcome to every report. One whose reader went away gets no more; throws
   * {@link ReaderGone} once none is left.
   */
  readonly write: (outcome: ReportedOutcome) => Promise<void>;
  readonly finish: () => Promise<void>;
  /** Whether a reader went away before the end. */
  readonly isCut: () => boolean;
}

/** Writes to open reports. `rest` is awaited between their pieces. */
export function holdReports(
  reports: readonly ReportOutput[],
  rest: () => Promise<unknown> | unknown,
): Reports {
  const open = new Set(reports);
  let isCut = false;
  const unlessGone = async (report: ReportOutput, act: () => Promise<void>): Promise<void> => {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof ReaderGone)) throw error;
      isCut = true;
      open.delete(report);
      report.sink.discard();
      if (open.size === 0) throw error;
    }
  };
  return {
    write: async (outcome) => {
      for (const report of open) {
        await unlessGone(report, async () => {
          for (const text of report.render(outcome)) {
            await report.sink.write(text);
            await rest();
          }
        });
      }
    },
    finish: async () => {
      // Files are whole before a person begins to read, who may close the terminal in the middle.
      const order = [...open].sort(
        (a, b) => Number(a.sink.waits ?? false) - Number(b.sink.waits ?? false),
      );
      for (const report of order) await unlessGone(report, report.sink.finish);
    },
    isCut: () => isCut,
  };
}
