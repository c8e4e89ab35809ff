import { describe, expect, test } from 'vitest';
import { healthOf } from '../../../src/cli/watch/readiness.ts';
import { createWatchMeter } from '../../../src/cli/watch/watch-meter.ts';
import { watchMetrics } from '../../../src/cli/watch/watch-metrics.ts';
import { readOpenMetrics, sampleOf } from '../health/open-metrics-reader.ts';

const build = { version: '1.2.3', rulesDigest: 'sha256:0"\\\n' };

function aMeter() {
  const clock = { now: 1_000_000 };
  return { clock, meter: createWatchMeter(() => clock.now) };
}

describe('the metrics of a watch', () => {
  test('are OpenMetrics from the start on, without values that nobody knows yet', () => {
    const { meter, clock } = aMeter();
    const families = readOpenMetrics(watchMetrics(meter.state(), build, clock.now));
    expect(families.every(({ help }) => help.endsWith('.'))).toBe(true);
    expect(new Set(families.map(({ name }) => name)).size).toBe(families.length);
    expect(sampleOf(families, 'oktahunt_build_info', { rules_digest: 'sha256:0"\\\n' })).toBe(1);
    expect(sampleOf(families, 'oktahunt_events_total')).toBe(0);
    expect(sampleOf(families, 'oktahunt_lag_seconds')).toBeUndefined();
    expect(sampleOf(families, 'oktahunt_last_poll_timestamp_seconds')).toBeUndefined();
  });

  test('count what a watch does', () => {
    const { meter, clock } = aMeter();
    meter.rules(7);
    meter.page({ events: 3, rejected: 1, readTo: 990_000 });
    meter.page({ events: 2, rejected: 0, readTo: 400_000 });
    meter.trouble();
    meter.wait({ reason: 'budget', length: 1_500, attempt: 0 });
    meter.wait({ reason: 'budget', length: 1_000, attempt: 0 });
    meter.told({ severity: 'high' });
    meter.told({ severity: 'high', update: { severityBefore: 'low', newVictims: [] } });
    meter.told('case');
    meter.evaluated();
    meter.reloaded(true);
    meter.reloaded(false);
    meter.watches({
      inMemory: () => 42,
      dropped: () => 5,
      receivers: () => [{ receiver: 'a"b', delivered: 4, dead: 1, waiting: 2 }],
    });
    clock.now += 10_000;
    const families = readOpenMetrics(watchMetrics(meter.state(), build, clock.now));
    const values: readonly [string, Record<string, string>, number][] = [
      ['oktahunt_start_time_seconds', {}, 1_000],
      ['oktahunt_rules', {}, 7],
      ['oktahunt_reloads_total', { outcome: 'ok' }, 1],
      ['oktahunt_reloads_total', { outcome: 'failed' }, 1],
      ['oktahunt_events_total', {}, 5],
      ['oktahunt_rejected_records_total', {}, 1],
      ['oktahunt_polls_total', { outcome: 'ok' }, 2],
      ['oktahunt_polls_total', { outcome: 'failed' }, 1],
      ['oktahunt_waits_total', { reason: 'budget' }, 2],
      ['oktahunt_wait_seconds_total', { reason: 'budget' }, 2.5],
      ['oktahunt_last_poll_timestamp_seconds', {}, 1_000],
      // An event that came late does not take back what was read.
      ['oktahunt_lag_seconds', {}, 20],
      ['oktahunt_window_events', {}, 42],
      ['oktahunt_dropped_events_total', {}, 5],
      ['oktahunt_evaluations_total', {}, 1],
      ['oktahunt_findings_total', { severity: 'high' }, 1],
      ['oktahunt_findings_total', { severity: 'low' }, 0],
      ['oktahunt_finding_updates_total', {}, 1],
      ['oktahunt_cases_total', {}, 1],
      ['oktahunt_deliveries_total', { receiver: 'a"b', outcome: 'delivered' }, 4],
      ['oktahunt_deliveries_total', { receiver: 'a"b', outcome: 'dead' }, 1],
      ['oktahunt_deliveries_waiting', { receiver: 'a"b' }, 2],
    ];
    for (const [name, labels, value] of values) {
      expect([name, sampleOf(families, name, labels)]).toEqual([name, value]);
    }
  });
});

describe('the health of a watch', () => {
  const state = createWatchMeter(() => 0).state();
  const minute = 60_000;
  test.each([
    ['that was just started', {}, 30_000, 5_000, ['starting']],
    ['that has read everything', { polled: 0, readTo: 0 }, 30_000, 150_000, []],
    ['that gets no answer', { polled: 0, readTo: 149_000 }, 30_000, 151_000, ['no-poll']],
    ['that cannot keep up', { polled: 151_000, readTo: 0 }, 30_000, 151_000, ['behind']],
    ['that polls each second has a minute', { polled: 0, readTo: 0 }, 1_000, minute, []],
    [
      'that polls each second has a minute',
      { polled: 0, readTo: 0 },
      1_000,
      minute + 1,
      ['no-poll', 'behind'],
    ],
    ['that hangs at its start', { beat: 0 }, 1_000, 10 * minute + 1, ['stalled', 'starting']],
    [
      'that waits for an hour, and moves',
      { beat: 60 * minute, polled: 0, readTo: 0 },
      30_000,
      60 * minute,
      ['no-poll', 'behind'],
    ],
    ['whose clock was set back', { polled: minute, readTo: minute }, 30_000, 0, []],
  ] as const)('%s', (_, over, interval, now, codes) => {
    const report = healthOf({ ...state, beat: now, ...over }, interval, now);
    expect(report.reasons.map(({ code }) => code)).toEqual(codes);
    expect(report.ready).toBe(codes.length === 0);
    expect(report.alive).toBe(!report.reasons.some(({ code }) => code === 'stalled'));
  });
});
