import type { Command } from 'commander';
import { addConnection, type ConnectionFlags } from '../option/connection-options.ts';
import { oneOf } from '../option/enum.ts';
import { type ListFormat, listFormats } from '../option/output-format.ts';
import type { CommandContext } from './command-context.ts';

const examples = `
Examples:
  oktahunt config show                 every setting, its value and its origin
  oktahunt config show --format json   for a script
  oktahunt config check                whether every configuration file is right`;

interface ShowFlags extends ConnectionFlags {
  readonly format: ListFormat;
}

/** Adds `config show` and `config check`. */
export function addConfig(program: Command, context: CommandContext): void {
  const command = program
    .command('config')
    .summary('show and check the configuration')
    .description('Shows and checks the configuration.')
    .helpCommand(false);
  const shown = command
    .command('show')
    .summary('every setting and its origin')
    .description('Prints every setting, its value (never a secret), and where it comes from.')
    .option('-f, --format <format>', listFormats.join(', '), oneOf(listFormats, 'format'), 'table');
  addConnection(shown);
  shown.addHelpText('after', examples).action(async (flags: ShowFlags) => {
    const { showConfig } = await import('./run.ts');
    await showConfig(flags, flags.format, context.io);
  });
  command
    .command('check')
    .summary('whether the configuration files are right')
    .description(
      'Checks the configuration files that a run in this folder would read: names, values, and where they may stand.',
    )
    .option('--config <path>', 'check only this file')
    .addHelpText('after', examples)
    .action(async ({ config }: { readonly config?: string }) => {
      const { checkConfig } = await import('./run.ts');
      await checkConfig(program, config, context.io);
    });
  command.addHelpText('after', examples);
}
