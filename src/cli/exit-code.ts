import type { Summary } from '../finding/summary.ts';
import { isAtLeast, type Level, levels } from '../rule/level.ts';
import type { Signal } from './terminal/io.ts';

/** The exit codes, the same in every format. */
export const exitCodes = {
  /** Complete, and nothing at or above the gate. */
  clean: 0,
  /** Findings at or above the gate. */
  findings: 1,
  /** A usage error: an option, a rule or a list to fix. */
  misuse: 2,
  /** It could not run: unreadable input, no space for the output. */
  breakdown: 3,
  /** Nothing found, but the scan is not complete. */
  doubt: 4,
  /** The reader of a pipe went away before all was written; as shells report SIGPIPE. */
  brokenPipe: 141,
  SIGINT: 130,
  SIGTERM: 143,
  SIGHUP: 129,
} as const satisfies Record<string, number>;

/** Values of `--fail-on`: the lowest level that makes a run fail, or none. */
export const gates = ['none', ...levels] as const;
export type Gate = (typeof gates)[number];

/** What decides the exit code of a scan. */
export interface RunVerdict {
  readonly findings: Summary['findings'];
  /** Whether there is a reason to doubt a clean result. */
  readonly doubtful: boolean;
  readonly failOn: Gate;
  readonly allowPartial: boolean;
  readonly interruptedBy?: Signal | undefined;
}

/** The exit code of a scan. A signal outranks findings, findings outrank doubts. */
export function exitCodeOf(verdict: RunVerdict): number {
  if (verdict.interruptedBy) return exitCodes[verdict.interruptedBy];
  if (fails(verdict.findings, verdict.failOn)) return exitCodes.findings;
  return verdict.doubtful && !verdict.allowPartial ? exitCodes.doubt : exitCodes.clean;
}

function fails(findings: Summary['findings'], gate: Gate): boolean {
  if (gate === 'none') return false;
  return levels.some((level: Level) => findings[level] > 0 && isAtLeast(level, gate));
}
