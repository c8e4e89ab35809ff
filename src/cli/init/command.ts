import type { Command } from 'commander';
import type { CommandContext } from '../config/command-context.ts';

const examples = `
Examples:
  oktahunt init                     a commented oktahunt.config.yaml in this folder
  oktahunt init --own               your own file, which may also say where credentials are
  oktahunt init --out -             to standard output

A file that exists is never overwritten.`;

interface InitFlags {
  readonly own?: boolean;
  readonly out?: string;
}

/** Adds `init`: a configuration file to start from. */
export function addInit(program: Command, context: CommandContext): void {
  program
    .command('init')
    .summary('write a commented configuration file')
    .description(
      'Writes a commented configuration file; nothing in it counts until it is uncommented.',
    )
    .option('--own', "the user's own file, in place of the project's")
    .option('--out <path>', 'another place; - is standard output')
    .addHelpText('after', examples)
    .action(async (flags: InitFlags) => {
      const { runInit } = await import('./run.ts');
      await runInit(flags, context.io);
    });
}

export type { InitFlags };
