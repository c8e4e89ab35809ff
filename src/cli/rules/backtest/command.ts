import type { Command } from 'commander';
import type { CommandContext } from '../../config/command-context.ts';
import { addTallyOptions, readTallyOptions, type TallyFlags } from '../tally-options.ts';

const examples = `
Examples:
  oktahunt rules backtest session-moved-machine exports/    a bundled rule
  oktahunt rules backtest my-rules/vpn.yml exports/         the rule of a file
  oktahunt rules backtest my-rule --rules my-rules/ exports/ --since 30d
  oktahunt rules backtest my-rule --rules my-rules/ export.ndjson.gz -f json

Findings are counted by day and level. Filters are counted by running the rule without them too.`;

/** Adds `rules backtest`. */
export function addRulesBacktest(rules: Command, context: CommandContext): void {
  const command = rules
    .command('backtest')
    .summary('how often a rule would have fired in a log, on whom, and at what cost')
    .description(
      'Counts what a rule would have found in a log: by day and level, on whom, at what cost; what ' +
        'its filters took away, and what stayed undecided.',
    );
  addTallyOptions(command)
    .addHelpText('after', examples)
    .action(async (rule: string, paths: readonly string[], flags: TallyFlags) => {
      const options = readTallyOptions(rule, paths, flags, context.io);
      const { runBacktest } = await import('./run.ts');
      context.end(await runBacktest(options, context));
    });
}
