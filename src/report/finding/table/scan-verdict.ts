import type { RuleOutcome, Summary } from '../../../finding/summary.ts';
import { levels } from '../../../rule/level.ts';
import { periodOf } from '../../text/clock.ts';
import { type Safe, safe } from '../../text/escape.ts';
import { quantity } from '../../text/quantity.ts';
import type { Theme } from '../../text/theme.ts';

/** All findings of the run, including those below the minimum severity. */
export function totalOf(summary: Summary): number {
  return levels.reduce((sum, level) => sum + summary.findings[level], 0);
}

/** What was looked at, so that "nothing" can be believed. */
export function scopeOf(summary: Summary, theme: Theme): Safe {
  const { first, last } = summary.coverage;
  const rules = quantity(summary.rules.length, 'rule');
  const events = quantity(summary.evaluated, 'event');
  const actors = quantity(summary.actors, 'user');
  const period =
    first !== null && last !== null ? safe`, ${periodOf(first, last, theme.glyphs)}` : safe``;
  return safe`${rules} over ${events} from ${actors}${period}.`;
}

/** Why a rule could not be fully evaluated, in words. */
export function causesOf(rule: RuleOutcome): readonly string[] {
  return [...rule.missing.map((field) => `the input lacks ${field}`), ...rule.because];
}
