import { runVersion } from '../../../finding/format-version.ts';
import type { Summary } from '../../../finding/summary.ts';
import { plainSummary } from '../plain-outcome.ts';
import type { ReportOptions } from '../reporter.ts';
import type { RunRecord } from './run-lines.ts';

export type { RunRecord };

/** The record before everything else. */
export function beginOf({ run, tool }: Pick<ReportOptions, 'run' | 'tool'>): RunRecord {
  const { name, version, rulesDigest } = tool;
  return {
    kind: 'run',
    schemaVersion: runVersion,
    phase: 'begin',
    at: run?.at ?? null,
    org: run?.org ?? null,
    tool: { name, version, rulesDigest },
  };
}

/** The record at the end of a run that a signal ended; of a watch, which has no other end. */
export function brokenOffOf(
  options: Pick<ReportOptions, 'run' | 'tool'>,
  counts: { readonly findings: number; readonly cases: number },
): RunRecord {
  return { ...beginOf(options), phase: 'end', complete: false, because: ['cut-short'], ...counts };
}

/** The record after everything else. */
export function endOf(
  options: Pick<ReportOptions, 'run' | 'tool'>,
  summary: Summary,
  counts: { readonly findings: number; readonly cases: number },
): RunRecord & { readonly complete: boolean; readonly because: readonly string[] } {
  return {
    ...beginOf(options),
    phase: 'end',
    complete: summary.doubts.length === 0,
    because: summary.doubts.map(({ code }) => code),
    ...counts,
    summary: plainSummary(summary),
  };
}
