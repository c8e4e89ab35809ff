import type { Summary } from '../../../finding/summary.ts';
import { levels } from '../../../rule/level.ts';
import { type Safe, safe } from '../../text/escape.ts';
import type { Theme } from '../../text/theme.ts';

/** All findings of the run, including those below the minimum severity. */
export function totalOf(summary: Summary): number {
  return levels.reduce((sum, level) => sum + summary.findings[level], 0);
}

/** What was looked at, so that "nothing" can be believed. */
export function scopeOf({ coverage, rules, evaluated, actors }: Summary, theme: Theme): Safe {
  const { first, last } = coverage;
  const period =
    first !== null && last !== null
      ? theme.say('screen.scopePeriod', { period: theme.clock.period(first, last) })
      : safe``;
  return theme.say('screen.scope', {
    rules: rules.length,
    events: evaluated,
    users: actors,
    period,
  });
}
