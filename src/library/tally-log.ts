import type { Tally } from '../engine/tally.ts';
import type { Summary } from '../finding/summary.ts';
import type { Rule, RuleSet } from '../rule/rule.ts';
import { type Backtest, planBacktest, type TallyPlan } from '../tune/backtest.ts';
import { planTuning, type Tuning } from '../tune/tuning.ts';
import { huntWhole, type LogOptions, rulesOf } from './hunt-log.ts';
import { type Log, openLog } from './log.ts';
import { UnknownName } from './unknown-name.ts';

/** Which rule is counted, and over which time. */
export interface BacktestOptions extends LogOptions {
  /** The name of the rule. */
  readonly rule: string;
  /** Evaluate events from this moment on (milliseconds); earlier ones are context only. */
  readonly since?: number;
  /** Evaluate events before this moment (milliseconds); later ones are context only. */
  readonly until?: number;
}

/** What tuning can be told. */
export interface TuneOptions extends BacktestOptions {
  /** Propose only if the log covers so many days; 7 if left out. */
  readonly neededDays?: number;
}

/**
 * What a rule would have found in a log: findings by day and level, on whom, at what cost, and what its filters took.
 * Undefined if it was not evaluated. Rejects with an `UnknownName` if no rule has the name; else as `huntLog` does.
 */
export function backtest(log: Log, options: BacktestOptions): Promise<Backtest | undefined> {
  return tallyWith(log, options, planBacktest);
}

/**
 * What a rule would find in a log with other thresholds, and without what accounts for most of it. Undefined if it was
 * not evaluated. Rejects with an `UnknownName` if no rule has the name; else as `huntLog` does.
 */
export function tune(log: Log, options: TuneOptions): Promise<Tuning | undefined> {
  return tallyWith(log, options, (set, rule) => planTuning(set, rule, options.neededDays ?? 7));
}

async function tallyWith<Result>(
  log: Log,
  { rules, rule: name, ...options }: BacktestOptions,
  plan: (set: RuleSet, rule: Rule) => TallyPlan<Result>,
): Promise<Result | undefined> {
  const { loaded } = await rulesOf({ ...(rules && { rules }) });
  const rule = loaded.rules.find((one) => one.name === name);
  if (!rule) throw new UnknownName('rule', name);
  const planned = plan(loaded, rule);
  const opened = openLog(log, options);
  const tallies = new Map<string, Tally>();
  let summary: Summary | undefined;
  const { tally } = planned;
  for await (const outcome of huntWhole(opened.events, planned.rules, { ...options, tally })) {
    if (outcome.kind === 'tally') tallies.set(outcome.rule, outcome);
    else if (outcome.kind === 'summary') summary = outcome;
  }
  if (!summary) throw new Error('the hunt ended without a summary');
  const doubts = [...summary.doubts, ...opened.doubts()];
  return planned.resultOf(tallies, { ...summary, doubts });
}
