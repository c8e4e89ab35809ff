import type { Command } from 'commander';
import type { CommandContext } from '../../config/command-context.ts';
import { type Example, notesIn } from '../../help/notes.ts';
import { sayIn } from '../../option/speech.ts';
import { addTallyOptions, readTallyOptions, type TallyFlags } from '../tally-options.ts';

const examples = [
  ['oktahunt rules backtest session-moved-machine exports/', 'help.rulesBacktest.bundled'],
  ['oktahunt rules backtest my-rules/vpn.yml exports/', 'help.rulesBacktest.file'],
  ['oktahunt rules backtest my-rule --rules my-rules/ exports/ --since 30d'],
  ['oktahunt rules backtest my-rule --rules my-rules/ export.ndjson.gz -f json'],
] as const satisfies readonly Example[];

/** Adds `rules backtest`. */
export function addRulesBacktest(rules: Command, context: CommandContext): void {
  const say = sayIn(context.speech);
  const command = rules
    .command('backtest')
    .summary(say('help.rulesBacktest.summary'))
    .description(say('help.rulesBacktest.description'));
  addTallyOptions(say, command)
    .addHelpText('after', notesIn(say, examples, ['help.rulesBacktest.note']))
    .action(async (rule: string, paths: readonly string[], flags: TallyFlags) => {
      const options = readTallyOptions(rule, paths, flags, context.io);
      const { runBacktest } = await import('./run.ts');
      context.end(await runBacktest(options, context));
    });
}
