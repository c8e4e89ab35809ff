import type { Command } from 'commander';
import type { DispositionVerdict } from '../../finding/disposition.ts';
import type { CommandContext } from '../config/command-context.ts';
import { choose } from '../option/enum.ts';
import type { MarkFlags } from './mark-options.ts';

/** What can be made of a finding; written again, since the help of a command loads nothing of the engine. */
const dispositions = [
  'true-positive',
  'false-positive',
  'benign',
  'duplicate',
] as const satisfies readonly DispositionVerdict[];

const examples = `
Examples:
  oktahunt mark okf_d14613 benign --from findings.json --note 'their new laptop' --by ana
  oktahunt mark okc_1791 true-positive --from findings.json    all findings of a case
  oktahunt scan logs/ --dispositions dispositions.yaml -o json=findings.json
                                                               the reports say what was made of them

The file has one line for each fingerprint, which is the same in every scan that finds it again; it is made to be kept
with the rules, under version control.

Exit codes: 0 recorded, 2 usage error, 3 a file cannot be read or written.`;

/** Adds `mark`: what people made of findings, which travels with their fingerprints. */
export function addMark(program: Command, context: CommandContext): void {
  program
    .command('mark')
    .summary('record what people made of a finding')
    .description(`Records a disposition (${dispositions.join(', ')}) for findings, by fingerprint.`)
    .argument('<id>', 'the beginning of the id of a finding or a case')
    .argument('<disposition>', dispositions.join(', '))
    .requiredOption('--from <report>', 'the saved report (json, ndjson) with the finding')
    .option('--note <text>', 'why')
    .option('--by <name>', 'who says so')
    .option('--file <path>', 'the file of dispositions', 'dispositions.yaml')
    .addHelpText('after', examples)
    .action(async (id: string, word: string, flags: MarkFlags) => {
      const verdict = choose(word, dispositions, 'disposition');
      const { runMark } = await import('./run.ts');
      await runMark(id, verdict, flags, context.io);
    });
}
