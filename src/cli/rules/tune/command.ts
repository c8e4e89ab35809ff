import type { Command } from 'commander';
import type { CommandContext } from '../../config/command-context.ts';
import { misuse } from '../../failure.ts';
import { addTallyOptions, readTallyOptions, type TallyFlags } from '../tally-options.ts';

interface TuneFlags extends TallyFlags {
  readonly minDays: number;
}

const examples = `
Examples:
  oktahunt rules tune session-moved-machine exports/
  oktahunt rules tune my-rules/vpn.yml exports/ --since 30d
  oktahunt rules tune my-rule --rules my-rules/ exports/ -f json

Each threshold is tried by itself, with the others as they are. Nothing is written: a proposal says
what would be found less, not whether that was an attack.`;

/** Adds `rules tune`. */
export function addRulesTune(rules: Command, context: CommandContext): void {
  const command = rules
    .command('tune')
    .summary('other thresholds and filters for a rule, with the numbers that speak for them')
    .description(
      'Counts what a rule would find in a log with other thresholds, and which actors, applications, ' +
        'networks and clients account for most of it; proposes a threshold and a filter.',
    );
  addTallyOptions(command)
    .option('--min-days <n>', 'propose only if the log covers so many days', days, 7)
    .addHelpText('after', examples)
    .action(async (rule: string, paths: readonly string[], flags: TuneFlags) => {
      const options = readTallyOptions(rule, paths, flags, context.io);
      const { runTune } = await import('./run.ts');
      context.end(await runTune(options, flags.minDays, context));
    });
}

function days(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw misuse(`--min-days '${text}' is not a number of days`, 'for example --min-days 3');
}
