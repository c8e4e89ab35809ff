import { backtestFormats } from '../../../report/rule/backtest-report.ts';
import { planBacktest } from '../../../tune/backtest.ts';
import type { CommandContext } from '../../config/command-context.ts';
import type { TallyOptions } from '../tally-options.ts';
import { runTally } from '../tally-run.ts';

/** Counts what a rule would have found; returns the exit code. */
export function runBacktest(options: TallyOptions, context: CommandContext): Promise<number> {
  return runTally(options, context, { plan: planBacktest, formats: backtestFormats });
}
