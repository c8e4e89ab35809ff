import type { Command } from 'commander';
import type { CommandContext } from '../config/command-context.ts';
import { type Example, notesIn } from '../help/notes.ts';
import { sayIn } from '../option/speech.ts';

const examples = [
  ['oktahunt health 127.0.0.1:9464', 'help.health.port'],
  ['oktahunt health /run/oktahunt/health.sock', 'help.health.path'],
  ['oktahunt health 127.0.0.1:9464 --alive', 'help.health.probe'],
] as const satisfies readonly Example[];

/** Adds `health`: the probe of a container. */
export function addHealth(program: Command, context: CommandContext): void {
  const say = sayIn(context.speech);
  program
    .command('health')
    .summary(say('help.health.summary'))
    .description(say('help.health.description'))
    .argument('<target>', say('help.health.target'))
    .option('--alive', say('help.health.alive'))
    .addHelpText('after', notesIn(say, examples, ['help.health.exit']))
    .action(async (target: string, { alive }: { alive?: boolean }) => {
      const { runHealth } = await import('./run.ts');
      context.end(await runHealth(target, alive === true, context));
    });
}
