import type { Command } from 'commander';
import type { CommandContext } from '../config/command-context.ts';
import type { InitFlags } from './run.ts';

const examples = `
Examples:
  oktahunt init                     a commented oktahunt.config.yaml in this folder
  oktahunt init --own               your user file, which may also name credential files
  oktahunt init --out -             to standard output

An existing file is never overwritten.`;

/** Adds `init`: a configuration file to start from. */
export function addInit(program: Command, context: CommandContext): void {
  program
    .command('init')
    .summary('write a commented configuration file')
    .description('Writes a commented configuration file; a setting takes effect once uncommented.')
    .option('--own', "the user's file instead of the project's")
    .option('--out <path>', 'another path; - is standard output')
    .addHelpText('after', examples)
    .action(async (flags: InitFlags) => {
      const { runInit } = await import('./run.ts');
      await runInit(flags, context.io);
    });
}
