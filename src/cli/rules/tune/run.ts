import { tuningFormats } from '../../../report/rule/tuning-report.ts';
import { planTuning } from '../../../tune/tuning.ts';
import type { CommandContext } from '../../config/command-context.ts';
import type { TallyOptions } from '../tally-options.ts';
import { runTally } from '../tally-run.ts';

/** Counts what a rule would find otherwise; returns the exit code. */
export function runTune(
  options: TallyOptions,
  neededDays: number,
  context: CommandContext,
): Promise<number> {
  return runTally(options, context, {
    plan: (set, rule) => planTuning(set, rule, neededDays),
    formats: tuningFormats,
  });
}
