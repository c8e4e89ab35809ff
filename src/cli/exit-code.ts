import type { Summary } from '../finding/summary.ts';
import { isAtLeast, type Level, levels } from '../rule/level.ts';
import type { Signal } from './terminal/io.ts';

/** What a process tells its caller; the same in every format. */
export const exitCodes = {
  /** Complete, and nothing at or above the gate. */
  clean: 0,
  /** Findings at or above the gate. */
  findings: 1,
  /** The caller must mend something: an option, a rule, a list. */
  misuse: 2,
  /** It could not run: unreadable input, no room for the output. */
  breakdown: 3,
  /** Nothing found, but the answer cannot be trusted. */
  doubt: 4,
  /** The reader of a pipe went away before all was written; as shells tell of SIGPIPE. */
  brokenPipe: 141,
  SIGINT: 130,
  SIGTERM: 143,
  SIGHUP: 129,
} as const satisfies Record<string, number>;

/** Values of `--fail-on`: the mildest level that makes a run fail, or none at all. */
export const gates = ['none', ...levels] as const;
export type Gate = (typeof gates)[number];

/** What decides about the end of a scan. */
export interface RunVerdict {
  readonly findings: Summary['findings'];
  /** Whether there is a reason to doubt a clean answer. */
  readonly doubtful: boolean;
  readonly failOn: Gate;
  readonly allowPartial: boolean;
  readonly interruptedBy?: Signal | undefined;
}

/** The exit code of a scan that ran. A signal outranks findings, findings outrank doubts. */
export function exitCodeOf(verdict: RunVerdict): number {
  if (verdict.interruptedBy) return exitCodes[verdict.interruptedBy];
  if (fails(verdict.findings, verdict.failOn)) return exitCodes.findings;
  return verdict.doubtful && !verdict.allowPartial ? exitCodes.doubt : exitCodes.clean;
}

function fails(findings: Summary['findings'], gate: Gate): boolean {
  if (gate === 'none') return false;
  return levels.some((level: Level) => findings[level] > 0 && isAtLeast(level, gate));
}
