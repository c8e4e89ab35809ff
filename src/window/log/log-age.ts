import { day } from '../../event/duration.ts';
import type { NumberRange } from '../number-range.ts';
import { type CoveredInterval, intervalAt } from './time-coverage.ts';

/**
 * For how many days the log has run without a long silence, up to a moment. Events that are missing can
 * only show that it has run for longer.
 */
export function logAgeAt(intervals: readonly CoveredInterval[], time: number): NumberRange {
  const days = (time - intervalAt(intervals, time).from) / day;
  return { low: days, high: Number.POSITIVE_INFINITY, absent: false };
}
