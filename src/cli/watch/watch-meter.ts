import type { Finding } from '../../finding/finding.ts';
import type { Wait } from '../../okta/http/client.ts';
import { type Level, levels } from '../../rule/level.ts';

/** How often something went well, and how often not. */
export interface Outcomes {
  readonly ok: number;
  readonly failed: number;
}

/** What was delivered to one receiver. */
export interface ReceiverCounts {
  readonly receiver: string;
  readonly delivered: number;
  /** Given up, and kept as dead letters. */
  readonly dead: number;
  /** Not delivered yet. */
  readonly waiting: number;
}

type WaitReason = Wait['reason'];

/** What a watch has done so far. Times are in milliseconds since 1970 UTC. */
export interface WatchState {
  readonly started: number;
  /** Records read from the org that are events, and those that are not. */
  readonly events: number;
  readonly rejected: number;
  /** Findings told, by severity; updates count in {@link updates} alone. */
  readonly findings: Readonly<Record<Level, number>>;
  readonly updates: number;
  readonly cases: number;
  readonly polls: Outcomes;
  readonly waits: Readonly<Record<WaitReason, { readonly count: number; readonly length: number }>>;
  readonly reloads: Outcomes;
  readonly rules: number;
  readonly evaluations: number;
  /** When the log was last asked with success. */
  readonly polled: number | undefined;
  /** Up to when the log was read. */
  readonly readTo: number | undefined;
  /** When the watch last showed a sign of life. */
  readonly beat: number;
  readonly inMemory: number;
  readonly dropped: number;
  readonly receivers: readonly ReceiverCounts[];
}

/** What is measured once it is asked for. */
interface Gauges {
  readonly inMemory: () => number;
  readonly dropped: () => number;
  readonly receivers: () => readonly ReceiverCounts[];
}

/** Counts what a watch does. */
export interface WatchMeter {
  readonly state: () => WatchState;
  readonly beat: () => void;
  readonly page: (page: { events: number; rejected: number; readTo: number | undefined }) => void;
  readonly trouble: () => void;
  readonly wait: (wait: Wait) => void;
  readonly told: (what: Pick<Finding, 'severity' | 'update'> | 'case') => void;
  readonly evaluated: () => void;
  readonly reloaded: (isOk: boolean) => void;
  readonly rules: (reporting: number) => void;
  readonly watches: (gauges: Partial<Gauges>) => void;
}

const noGauges: Gauges = { inMemory: () => 0, dropped: () => 0, receivers: () => [] };

/** Counts and times of a watch that has just been started. */
function noCounts(started: number) {
  const none = () => ({ count: 0, length: 0 });
  return {
    ...{ started, beat: started, rules: 0 },
    ...{ events: 0, rejected: 0, updates: 0, cases: 0, evaluations: 0 },
    findings: Object.fromEntries(levels.map((level) => [level, 0])) as Record<Level, number>,
    polls: { ok: 0, failed: 0 },
    reloads: { ok: 0, failed: 0 },
    waits: { budget: none(), 'rate-limit': none(), trouble: none() },
    polled: undefined as number | undefined,
    readTo: undefined as number | undefined,
  };
}

/** Everything is zero. */
export function createWatchMeter(now: () => number): WatchMeter {
  const counts = noCounts(now());
  let gauges = noGauges;
  return {
    state: () => ({
      ...structuredClone(counts),
      inMemory: gauges.inMemory(),
      dropped: gauges.dropped(),
      receivers: gauges.receivers(),
    }),
    beat: () => {
      counts.beat = now();
    },
    page: ({ events, rejected, readTo }) => {
      counts.polls.ok++;
      counts.polled = now();
      counts.events += events;
      counts.rejected += rejected;
      // A late event does not mean that what came before it is not there.
      if (readTo !== undefined) counts.readTo = Math.max(counts.readTo ?? 0, readTo);
    },
    trouble: () => {
      counts.polls.failed++;
    },
    wait: ({ reason, length }) => {
      counts.waits[reason].count++;
      counts.waits[reason].length += length;
    },
    told: (what) => {
      if (what === 'case') counts.cases++;
      else if (what.update !== undefined) counts.updates++;
      else counts.findings[what.severity]++;
    },
    evaluated: () => {
      counts.evaluations++;
    },
    reloaded: (isOk) => {
      counts.reloads[isOk ? 'ok' : 'failed']++;
    },
    rules: (reporting) => {
      counts.rules = reporting;
    },
    watches: (more) => {
      gauges = { ...gauges, ...more };
    },
  };
}
