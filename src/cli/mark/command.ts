import type { Command } from 'commander';
import type { DispositionVerdict } from '../../finding/disposition.ts';
import type { CommandContext } from '../config/command-context.ts';
import { type Example, notesIn } from '../help/notes.ts';
import { choose } from '../option/enum.ts';
import { sayIn } from '../option/speech.ts';
import type { MarkFlags } from './mark-options.ts';

/** What can be made of a finding; written again, since the help of a command loads nothing of the engine. */
const dispositions = [
  'true-positive',
  'false-positive',
  'benign',
  'duplicate',
] as const satisfies readonly DispositionVerdict[];

const examples = [
  ["oktahunt mark okf_d14613 benign --from findings.json --note 'their new laptop' --by ana"],
  ['oktahunt mark okc_1791 true-positive --from findings.json', 'help.mark.case'],
  [
    'oktahunt scan logs/ --dispositions dispositions.yaml -o json=findings.json',
    'help.mark.reports',
  ],
] as const satisfies readonly Example[];

/** Adds `mark`: what people made of findings, which travels with their fingerprints. */
export function addMark(program: Command, context: CommandContext): void {
  const say = sayIn(context.speech);
  program
    .command('mark')
    .summary(say('help.mark.summary'))
    .description(say('help.mark.description', { dispositions: dispositions.join(', ') }))
    .argument('<id>', say('help.mark.id'))
    .argument('<disposition>', dispositions.join(', '))
    .requiredOption('--from <report>', say('help.option.savedReport'))
    .option('--note <text>', say('help.mark.note'))
    .option('--by <name>', say('help.mark.by'))
    .option('--file <path>', say('help.mark.file'), 'dispositions.yaml')
    .addHelpText('after', notesIn(say, examples, ['help.mark.kept', 'help.mark.exit']))
    .action(async (id: string, word: string, flags: MarkFlags) => {
      const verdict = choose(word, dispositions, 'disposition');
      const { runMark } = await import('./run.ts');
      await runMark(id, verdict, flags, context);
    });
}
