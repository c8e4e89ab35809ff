import type { Command } from 'commander';
import { type Example, notesIn } from '../help/notes.ts';
import { addConnection, type ConnectionFlags } from '../option/connection-options.ts';
import { oneOf } from '../option/enum.ts';
import { type ListFormat, listFormats } from '../option/output-format.ts';
import { sayIn } from '../option/speech.ts';
import type { CommandContext } from './command-context.ts';

const examples = [
  ['oktahunt config show', 'help.config.all'],
  ['oktahunt config show --format json', 'help.config.script'],
  ['oktahunt config check', 'help.config.right'],
] as const satisfies readonly Example[];

interface ShowFlags extends ConnectionFlags {
  readonly format: ListFormat;
}

/** Adds `config show` and `config check`. */
export function addConfig(program: Command, context: CommandContext): void {
  const say = sayIn(context.speech);
  const command = program
    .command('config')
    .summary(say('help.config.summary'))
    .description(say('help.config.description'))
    .helpCommand(false);
  const shown = command
    .command('show')
    .summary(say('help.config.show.summary'))
    .description(say('help.config.show.description'))
    .option('-f, --format <format>', listFormats.join(', '), oneOf(listFormats, 'format'), 'table');
  addConnection(say, shown);
  shown.addHelpText('after', notesIn(say, examples)).action(async (flags: ShowFlags) => {
    const { showConfig } = await import('./run.ts');
    await showConfig(flags, flags.format, context);
  });
  command
    .command('check')
    .summary(say('help.config.check.summary'))
    .description(say('help.config.check.description'))
    .option('--config <path>', say('help.config.check.config'))
    .addHelpText('after', notesIn(say, examples))
    .action(async ({ config }: { readonly config?: string }) => {
      const { checkConfig } = await import('./run.ts');
      await checkConfig(program, config, context);
    });
  command.addHelpText('after', notesIn(say, examples));
}
