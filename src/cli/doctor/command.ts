import type { Command } from 'commander';
import type { CommandContext } from '../config/command-context.ts';
import { type Example, notesIn } from '../help/notes.ts';
import { addConnection, type ConnectionFlags } from '../option/connection-options.ts';
import { sayIn } from '../option/speech.ts';

const examples = [
  ['oktahunt doctor', 'help.doctor.all'],
  ['oktahunt doctor --token-file token.txt', 'help.doctor.other'],
] as const satisfies readonly Example[];

/** Adds `doctor`: whether the org's log can be read, and what to do if not. */
export function addDoctor(program: Command, context: CommandContext): void {
  const say = sayIn(context.speech);
  const command = program
    .command('doctor')
    .summary(say('help.doctor.summary'))
    .description(say('help.doctor.description'));
  addConnection(say, command);
  command
    .addHelpText('after', notesIn(say, examples, ['help.doctor.note', 'help.doctor.exit']))
    .action(async (flags: ConnectionFlags) => {
      const { runDoctor } = await import('./run.ts');
      context.end(await runDoctor(flags, context));
    });
}
