import type { Command } from 'commander';
import type { CommandContext } from '../config/command-context.ts';
import { addConnection, type ConnectionFlags } from '../option/connection-options.ts';

const examples = `
Examples:
  oktahunt doctor                         check everything that a pull needs
  oktahunt doctor --token-file token.txt  check another token

It only reads. A ? marks what could not be checked.

Exit codes: 0 no failed checks (warnings are allowed), 2 or 3 otherwise.`;

/** Adds `doctor`: whether the org's log can be read, and what to do if not. */
export function addDoctor(program: Command, context: CommandContext): void {
  const command = program
    .command('doctor')
    .summary('check the connection to the org')
    .description(
      'Checks Node, clock, org, credential, log and rate limit, and shows the credential’s owner and permissions.',
    );
  addConnection(command);
  command.addHelpText('after', examples).action(async (flags: ConnectionFlags) => {
    const { runDoctor } = await import('./run.ts');
    context.end(await runDoctor(flags, context.io));
  });
}
