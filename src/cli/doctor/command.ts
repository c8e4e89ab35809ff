import type { Command } from 'commander';
import type { CommandContext } from '../config/command-context.ts';
import { addConnection, type ConnectionFlags } from '../option/connection-options.ts';

const examples = `
Examples:
  oktahunt doctor                         everything that a pull needs, checked
  oktahunt doctor --token-file token.txt  with another token

It only reads. A mark of ? stands before what could not be looked at.

Exit codes: 0 all is well (warnings included), 2 or 3 something is not.`;

/** Adds `doctor`: whether the org can be reached and its log be read, and what to do if not. */
export function addDoctor(program: Command, context: CommandContext): void {
  const command = program
    .command('doctor')
    .summary('check the connection to the org')
    .description(
      'Checks Node, clock, org, credential, the log itself and the rate limit, and tells whose the credential is and what it may do.',
    );
  addConnection(command);
  command.addHelpText('after', examples).action(async (flags: ConnectionFlags) => {
    const { runDoctor } = await import('./run.ts');
    context.end(await runDoctor(flags, context.io));
  });
}
