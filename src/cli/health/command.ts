import type { Command } from 'commander';
import type { CommandContext } from '../config/command-context.ts';

const examples = `
Examples:
  oktahunt health 127.0.0.1:9464         ask the watch with --health 127.0.0.1:9464
  oktahunt health /run/oktahunt/health   the socket of --health, or the file of --health-file
  oktahunt health 127.0.0.1:9464 --alive   for a probe that restarts what hangs

Exit codes: 0 ready, 1 not ready, or no answer.`;

/** Adds `health`: the probe of a container. */
export function addHealth(program: Command, context: CommandContext): void {
  program
    .command('health')
    .summary('ask a running watch how it is')
    .description('Asks a running watch how it is: whether it has read the log up to now.')
    .argument('<target>', 'the address of --health, its socket, or the file of --health-file')
    .option('--alive', 'only whether it runs, however far behind')
    .addHelpText('after', examples)
    .action(async (target: string, { alive }: { alive?: boolean }) => {
      const { runHealth } = await import('./run.ts');
      context.end(await runHealth(target, alive === true, context));
    });
}
