import type { Command } from 'commander';
import type { CommandContext } from '../config/command-context.ts';
import { type Example, notesIn } from '../help/notes.ts';
import { addNames } from '../option/enum.ts';
import { sayIn } from '../option/speech.ts';
import { addRuleOptions } from '../rules/rule-options.ts';
import type { SuppressFlags } from './suppress-options.ts';

const examples = [
  ['oktahunt scan logs/ -o json=findings.json'],
  [
    "oktahunt suppress okf_d14613 --from findings.json --reason 'the backup bot' --expires 2027-03-31 --into okta-rules",
  ],
  ['oktahunt scan logs/ --rules okta-rules', 'help.suppress.gone'],
  [
    "oktahunt suppress okf_d14613 --from findings.json --reason 'their work' --expires 2027-03-31 --fields actor.id --dry-run",
    'help.suppress.actor',
  ],
] as const satisfies readonly Example[];

/** Adds `suppress`: a finding that is known, accepted until a day. */
export function addSuppress(program: Command, context: CommandContext): void {
  const say = sayIn(context.speech);
  const command = program
    .command('suppress')
    .summary(say('help.suppress.summary'))
    .description(say('help.suppress.description'))
    .argument('<id...>', say('help.suppress.ids'))
    .requiredOption('--from <report>', say('help.option.savedReport'))
    .requiredOption('--reason <text>', say('help.suppress.reason'))
    .requiredOption('--expires <date>', say('help.suppress.expires'))
    .option('--owner <name>', say('help.suppress.owner'))
    .option('--fields <names>', say('help.suppress.fields'), addNames)
    .option('--into <folder>', say('help.suppress.into'))
    .option('--dry-run', say('help.suppress.dryRun'));
  addRuleOptions(say, command)
    .addHelpText('after', notesIn(say, examples, ['help.suppress.note', 'help.suppress.exit']))
    .action(async (ids: string[], flags: SuppressFlags) => {
      const { runSuppress } = await import('./run.ts');
      await runSuppress(ids, flags, context);
    });
}
