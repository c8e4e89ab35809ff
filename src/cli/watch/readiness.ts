import { type HealthReason, type HealthReport, healthReport } from '../health/health-report.ts';
import type { WatchState } from './watch-meter.ts';

/** A watch that is well polls in this many intervals at least once; milliseconds are the least that is allowed. */
const intervals = 5;
const leastPatience = 60_000;
/** No request, wait or evaluation takes so long without a sign of life; milliseconds. */
const stalledAfter = 600_000;

/**
 * How a watch is. It is ready once it has read the log up to now and as long as it keeps up: the last successful poll,
 * and what was read, are at most five intervals ago, or a minute. It is alive unless nothing has moved for ten minutes.
 */
export function healthOf(state: WatchState, interval: number, now: number): HealthReport {
  const limit = Math.max(intervals * interval, leastPatience);
  const reasons: HealthReason[] = [];
  const add = (code: HealthReason['code'], since: number, most: number): void => {
    reasons.push({ code, seconds: Math.max(0, now - since) / 1_000, limit: most / 1_000 });
  };
  const check = (code: HealthReason['code'], since: number, most: number): void => {
    if (now - since > most) add(code, since, most);
  };
  check('stalled', state.beat, stalledAfter);
  if (state.polled === undefined || state.readTo === undefined) {
    add('starting', state.started, 0);
    return healthReport(reasons);
  }
  check('no-poll', state.polled, limit);
  check('behind', state.readTo, limit);
  return healthReport(reasons);
}
