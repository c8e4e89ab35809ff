import type { Command } from 'commander';
import type { CommandContext } from '../config/command-context.ts';
import { type Example, notesIn } from '../help/notes.ts';
import { sayIn } from '../option/speech.ts';
import type { InitFlags } from './run.ts';

const examples = [
  ['oktahunt init', 'help.init.project'],
  ['oktahunt init --own', 'help.init.user'],
  ['oktahunt init --out -', 'help.init.print'],
] as const satisfies readonly Example[];

/** Adds `init`: a configuration file to start from. */
export function addInit(program: Command, context: CommandContext): void {
  const say = sayIn(context.speech);
  program
    .command('init')
    .summary(say('help.init.summary'))
    .description(say('help.init.description'))
    .option('--own', say('help.init.own'))
    .option('--out <path>', say('help.init.out'))
    .addHelpText('after', notesIn(say, examples, ['help.init.never']))
    .action(async (flags: InitFlags) => {
      const { runInit } = await import('./run.ts');
      await runInit(flags, context);
    });
}
