import { rename, rm, writeFile } from 'node:fs/promises';
import { isoTime } from '../../event/time.ts';
import type { HealthNote, HealthReport } from './health-report.ts';

/** A file that says how a watch is, for probes that look at files. */
export interface HealthFile {
  /** Replaces the file as a whole. Anybody may read it. */
  readonly write: (report: HealthReport, now: number) => Promise<void>;
  /** A watch that ended leaves none. */
  readonly remove: () => Promise<void>;
}

/** `every` is how often it will be written; milliseconds. */
export function createHealthFile(path: string, every: number): HealthFile {
  const draft = `${path}.tmp`;
  return {
    write: async (report, now) => {
      const note: HealthNote = { ...report, at: isoTime(now), every: every / 1_000 };
      await rm(draft, { force: true });
      await writeFile(draft, `${JSON.stringify(note)}\n`, { flag: 'wx', mode: 0o644 });
      await rename(draft, path);
    },
    remove: () => rm(path, { force: true }),
  };
}
