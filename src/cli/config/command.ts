import type { Command } from 'commander';
import { addConnection, type ConnectionFlags } from '../option/connection-options.ts';
import { choose } from '../option/enum.ts';
import type { CommandContext } from './command-context.ts';

const examples = `
Examples:
  oktahunt config show                 every setting, its value, and where it comes from
  oktahunt config show --format json   for a script`;

interface ShowFlags extends ConnectionFlags {
  readonly format: 'table' | 'json';
}

/** Adds `config show`. */
export function addConfig(program: Command, context: CommandContext): void {
  const command = program
    .command('config')
    .summary('look at the configuration')
    .description('Looks at the configuration.')
    .helpCommand(false);
  const shown = command
    .command('show')
    .summary('every setting and its origin')
    .description(
      'Prints every setting, its value (never a secret), and the layer that it comes from.',
    )
    .option(
      '-f, --format <format>',
      'table, json',
      (text) => choose(text, ['table', 'json'], 'format'),
      'table',
    );
  addConnection(shown);
  shown.addHelpText('after', examples).action(async (flags: ShowFlags) => {
    const { showConfig } = await import('./run.ts');
    await showConfig(flags, flags.format, context.io);
  });
  command.addHelpText('after', examples);
}
