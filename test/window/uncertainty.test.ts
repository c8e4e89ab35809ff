import { describe, expect, test } from 'vitest';
import type { FactName } from '../../src/rule/window/window-function.ts';
import type { FactValue } from '../../src/window/aggregate/accumulator.ts';
import { aggregates } from '../../src/window/aggregate/aggregates.ts';
import type { PossibleValues, Unseen } from '../../src/window/uncertainty.ts';

const { POSITIVE_INFINITY: most, NEGATIVE_INFINITY: least } = Number;

/** With two events missing, none nearer than a minute, in a window of three rules. */
function unseenOf(compute: FactName, value: FactValue): PossibleValues | undefined {
  const unseen = aggregates[compute].unseen as Unseen<FactValue>;
  return unseen(value, { missing: 2, since: 60_000, rules: 3 });
}

type Row = readonly [FactName, FactValue, low: number, high: number, absent: boolean];

describe('what two missing events could make of a fact', () => {
  test.each<Row>([
    ['count', 5, 5, 7, false],
    ['most', 5, 5, 7, false],
    ['distinct', 5, 5, most, false],
    ['switches', 5, 5, most, false],
    ['rules', 1, 1, 3, false],
    ['steps', 1, 1, 3, false],
    ['since', 5, 0, 7, false],
    ['similar', 0.8, 0.8, 0.99, false],
    ['span', 5, 5, most, false],
    ['span', undefined, 0, most, true],
    ['max', 5, 5, most, false],
    ['max', undefined, least, most, true],
    ['min', 5, least, 5, false],
    ['min', undefined, least, most, true],
    ['sum', 5, least, most, false],
    ['sum', undefined, least, most, true],
    ['avg', 5, least, most, false],
    ['median', 5, least, most, false],
    ['percentile', 5, least, most, false],
    ['share', 0.5, 0, 1, false],
    ['portion', 0.5, 0, 1, false],
    ['portion', undefined, 0, 1, true],
    ['share', undefined, 0, 1, true],
    ['familiar', 0.5, 0, 1, false],
    ['surprise', 3.2, 0, most, false],
    ['surprise', undefined, 0, most, true],
    ['zscore', 2, -1_000, 1_000, true],
    ['seconds', 120, 60, 120, false],
    ['seconds', undefined, 60, most, true],
    ['km', 5, 0, 20_016, false],
    ['kmh', undefined, 0, 100_000, true],
  ])('%s, now %j: from %d to %d, or nothing: %j', (compute, value, low, high, absent) => {
    expect(unseenOf(compute, value)).toEqual({ kind: 'range', low, high, absent });
  });

  test.each<[FactName, FactValue, PossibleValues | undefined]>([
    ['values', [1], { kind: 'more' }],
    ['new', true, { kind: 'either' }],
    ['new', false, undefined],
    ['last', [1], { kind: 'other', absent: false }],
    ['last', undefined, { kind: 'other', absent: true }],
  ])('%s, now %j', (compute, value, could) => {
    expect(unseenOf(compute, value)).toEqual(could);
  });
});
