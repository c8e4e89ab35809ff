import { levels } from '../../rule/level.ts';
import { type MetricFamily, type OpenMetrics, openMetrics } from '../health/open-metrics.ts';
import type { Outcomes, WatchState } from './watch-meter.ts';

/** What is said of the program itself. */
interface Build {
  readonly version: string;
  readonly rulesDigest: string | undefined;
}

/** A watch in numbers, as OpenMetrics. */
export function watchMetrics(state: WatchState, build: Build, now: number): OpenMetrics {
  return openMetrics([
    ...aboutProgram(state, build),
    ...aboutLog(state, now),
    ...aboutFindings(state),
    ...aboutDeliveries(state),
  ]);
}

function aboutProgram(state: WatchState, { version, rulesDigest = '' }: Build): MetricFamily[] {
  return [
    {
      name: 'oktahunt_build',
      type: 'info',
      help: 'The version of oktahunt, and the digest of the rules in force.',
      samples: [{ labels: { version, rules_digest: rulesDigest }, value: 1 }],
    },
    gauge('oktahunt_start_time_seconds', 'When the watch was started.', state.started / 1_000),
    gauge('oktahunt_rules', 'Rules in force that report.', state.rules),
    outcomes('oktahunt_reloads', 'Reloads of rules and configuration.', state.reloads),
  ];
}

function aboutLog(state: WatchState, now: number): MetricFamily[] {
  const { polled, readTo, waits } = state;
  const byReason = (value: (wait: { count: number; length: number }) => number) =>
    Object.entries(waits).map(([reason, wait]) => ({ labels: { reason }, value: value(wait) }));
  return [
    counter('oktahunt_events', 'Events read from the org.', state.events),
    counter('oktahunt_rejected_records', 'Records that are no events.', state.rejected),
    outcomes('oktahunt_polls', 'Requests for the next page of the log.', state.polls),
    {
      name: 'oktahunt_waits',
      type: 'counter',
      help: 'Times that nothing was asked for a while, by reason.',
      samples: byReason(({ count }) => count),
    },
    {
      name: 'oktahunt_wait_seconds',
      type: 'counter',
      unit: 'seconds',
      help: 'How long nothing was asked, by reason.',
      samples: byReason(({ length }) => length / 1_000),
    },
    gauge(
      'oktahunt_last_poll_timestamp_seconds',
      'When the log was last read with success.',
      polled && polled / 1_000,
    ),
    gauge(
      'oktahunt_lag_seconds',
      'How far behind the present the log was read.',
      readTo && Math.max(0, now - readTo) / 1_000,
    ),
    gauge('oktahunt_window_events', 'Events kept in memory for evaluation.', state.inMemory),
    counter(
      'oktahunt_dropped_events',
      'Events dropped from memory though a window could need them.',
      state.dropped,
    ),
    counter('oktahunt_evaluations', 'Evaluations of the events in memory.', state.evaluations),
  ];
}

function aboutFindings({ findings, updates, cases }: WatchState): MetricFamily[] {
  return [
    {
      name: 'oktahunt_findings',
      type: 'counter',
      help: 'Findings reported for the first time, by severity.',
      samples: levels.map((severity) => ({ labels: { severity }, value: findings[severity] })),
    },
    counter('oktahunt_finding_updates', 'Findings reported again because they grew.', updates),
    counter('oktahunt_cases', 'Cases reported, updates included.', cases),
  ];
}

function aboutDeliveries({ receivers }: WatchState): MetricFamily[] {
  return [
    {
      name: 'oktahunt_deliveries',
      type: 'counter',
      help: 'Findings and cases sent, by receiver and outcome.',
      samples: receivers.flatMap(({ receiver, delivered, dead }) => [
        { labels: { receiver, outcome: 'delivered' }, value: delivered },
        { labels: { receiver, outcome: 'dead' }, value: dead },
      ]),
    },
    {
      name: 'oktahunt_deliveries_waiting',
      type: 'gauge',
      help: 'Findings and cases not delivered yet, by receiver.',
      samples: receivers.map(({ receiver, waiting }) => ({ labels: { receiver }, value: waiting })),
    },
  ];
}

/** A number that only grows. */
function counter(name: string, help: string, value: number): MetricFamily {
  return { name, type: 'counter', help, samples: [{ value }] };
}

function outcomes(name: string, help: string, { ok, failed }: Outcomes): MetricFamily {
  const samples = Object.entries({ ok, failed }).map(([outcome, value]) => ({
    labels: { outcome },
    value,
  }));
  return { name, type: 'counter', help, samples };
}

/** Without a value as long as nothing was measured. */
function gauge(name: string, help: string, value: number | undefined): MetricFamily {
  const samples = value === undefined ? [] : [{ value }];
  return {
    name,
    type: 'gauge',
    help,
    samples,
    ...(name.endsWith('_seconds') && { unit: 'seconds' }),
  };
}
