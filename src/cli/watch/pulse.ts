import { type Language, say } from '../../language/language.ts';
import { show } from '../../report/text/escape.ts';
import { createHealthFile, type HealthFile } from '../health/health-file.ts';
import type { HealthReport } from '../health/health-report.ts';
import type { Pulling } from '../pull/pull-progress.ts';

/** The signs of life of a watch. */
export interface Pulse {
  /** Something moves: a page, a second of a wait, a step of an evaluation. Costs next to nothing. */
  readonly beat: () => void;
  /** Gives what is said at each heartbeat, from now on. */
  readonly tells: (heartbeat: () => void) => void;
  /** The watch ends: its health file goes, since nobody will write it again. */
  readonly end: () => Promise<void>;
}

interface PulseOptions {
  /** Milliseconds between two heartbeats. */
  readonly every: number;
  readonly healthFile: string | undefined;
  readonly now: () => number;
  readonly health: () => HealthReport;
  readonly onBeat: () => void;
  readonly pulling: Pick<Pulling, 'warn'>;
  readonly spoken: Language;
}

/** Begins with a heartbeat in the health file, so that a probe sees a watch that has just been started. */
export function createPulse(options: PulseOptions): Pulse {
  const { every, now, health, onBeat } = options;
  const note = noteTaker(options);
  let heartbeat = (): void => {};
  let last = now();
  note(health());
  return {
    beat: () => {
      onBeat();
      if (now() - last < every) return;
      last = now();
      note(health());
      heartbeat();
    },
    tells: (told) => {
      heartbeat = told;
    },
    end: () => note(undefined),
  };
}

/** Writes a health file, one state after the other; of its troubles the first is told, and the first after a success. */
function noteTaker({ healthFile, every, now, pulling, spoken }: PulseOptions) {
  if (healthFile === undefined) return async (_: HealthReport | undefined) => {};
  const file: HealthFile = createHealthFile(healthFile, every);
  let [writing, isTold] = [Promise.resolve(), false];
  const write = async (report: HealthReport | undefined): Promise<void> => {
    try {
      await (report ? file.write(report, now()) : file.remove());
      isTold = false;
    } catch (error) {
      if (isTold) return;
      isTold = true;
      const why = (error as Error).message;
      const line = say(spoken, 'watch.healthFile', { file: show(healthFile), why: show(why) });
      pulling.warn('health.failed', line, { file: healthFile, why });
    }
  };
  return (report: HealthReport | undefined): Promise<void> => {
    writing = writing.then(() => write(report));
    return writing;
  };
}
