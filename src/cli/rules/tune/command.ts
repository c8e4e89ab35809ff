import type { Command } from 'commander';
import { tell } from '../../../language/message.ts';
import type { CommandContext } from '../../config/command-context.ts';
import { misuse } from '../../failure.ts';
import { type Example, notesIn } from '../../help/notes.ts';
import { sayIn } from '../../option/speech.ts';
import { addTallyOptions, readTallyOptions, type TallyFlags } from '../tally-options.ts';

interface TuneFlags extends TallyFlags {
  readonly minDays: number;
}

const examples = [
  ['oktahunt rules tune session-moved-machine exports/'],
  ['oktahunt rules tune my-rules/vpn.yml exports/ --since 30d'],
  ['oktahunt rules tune my-rule --rules my-rules/ exports/ -f json'],
] as const satisfies readonly Example[];

/** Adds `rules tune`. */
export function addRulesTune(rules: Command, context: CommandContext): void {
  const say = sayIn(context.speech);
  const command = rules
    .command('tune')
    .summary(say('help.rulesTune.summary'))
    .description(say('help.rulesTune.description'));
  addTallyOptions(say, command)
    .option('--min-days <n>', say('help.rulesTune.minDays'), days, 7)
    .addHelpText('after', notesIn(say, examples, ['help.rulesTune.note']))
    .action(async (rule: string, paths: readonly string[], flags: TuneFlags) => {
      const options = readTallyOptions(rule, paths, flags, context.io);
      const { runTune } = await import('./run.ts');
      context.end(await runTune(options, flags.minDays, context));
    });
}

function days(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw misuse(tell('ruleRun.noDays', { text }), tell('ruleRun.exampleDays'));
}
