import { describe, expect, test } from 'vitest';
import { createAggregateFactory } from '../../src/correlation/aggregate.ts';
import { evaluateAggregation } from '../../src/correlation/aggregation.ts';
import { isCorrelation } from '../../src/correlation/correlation-runner.ts';
import { listOf } from '../../src/correlation/group-members.ts';
import { compileRules } from '../../src/detection/compile.ts';
import { undecided, yes } from '../../src/detection/truth.ts';
import type { JsonObject } from '../../src/event/json.ts';
import { createEventTable } from '../../src/window/event-table.ts';
import type { CoveredInterval } from '../../src/window/log/time-coverage.ts';
import { someRules } from '../builders.ts';

/** Counts alerts over ten milliseconds; gives the times that are judged, and how. */
function judged(condition: JsonObject, times: readonly number[], interval: CoveredInterval) {
  const { rules } = compileRules(
    someRules([
      { name: 'a', detection: { a: { eventType: 'a' }, condition: 'a' } },
      {
        correlation: {
          type: 'event_count',
          rules: ['a'],
          'group-by': ['x'],
          timespan: '1s',
          condition,
        },
      },
    ]),
  );
  const [, rule] = rules;
  if (!rule || !isCorrelation(rule) || rule.correlation.condition.kind !== 'bounds') throw rule;
  const { correlation } = rule;
  const table = createEventTable([]);
  const createAggregate = createAggregateFactory(
    correlation,
    rule.correlation.condition,
    table,
    table.store,
  );
  const members = listOf(
    times.map((time, rank) => ({ row: rank, rank, time, rules: [0], doubtful: [] })),
  );
  const { bounds } = rule.correlation.condition;
  const asked = new Set<number>();
  const covered = [interval];
  const context = { timespan: 10, bounds, rises: true, createAggregate, covered, asked };
  const told = [...evaluateAggregation(members, context)].filter((match) => match !== undefined);
  return told.map(({ at, truth }) => [times[at], truth]);
}

describe('a floor, at the start of what is known', () => {
  const times = [100, 101, 102, 103, 120, 121, 122];

  test('is reached by the first event that reaches it, if the log begins there', () => {
    expect(judged({ gte: 2 }, times, { from: 100, to: 200 })).toEqual([
      [100, undecided],
      [101, yes],
      [121, yes],
    ]);
  });

  test('was perhaps reached earlier, if events were forgotten', () => {
    expect(judged({ gte: 2 }, times, { from: 100, to: 200, isCut: true })).toEqual([
      [100, undecided],
      [101, undecided],
      [121, yes],
    ]);
  });
});

describe('buckets, at the start of what is known', () => {
  const times = [104, 109, 115, 120, 126, 150];

  test('begin where the log begins, once it has run for a timespan', () => {
    expect(judged({ lte: 2 }, times, { from: 100, to: 200 })).toEqual([
      [104, undecided],
      [115, yes],
      [126, yes],
      [150, yes],
    ]);
  });

  test('begin after a silence, if events were forgotten', () => {
    expect(judged({ lte: 2 }, times, { from: 100, to: 200, isCut: true })).toEqual([
      [104, undecided],
      [115, undecided],
      [126, undecided],
      [150, yes],
    ]);
  });
});
