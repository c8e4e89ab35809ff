import type { Command } from 'commander';
import { tell } from '../../language/message.ts';
import type { CommandContext } from '../config/command-context.ts';
import { misuse } from '../failure.ts';
import { type Example, notesIn } from '../help/notes.ts';
import { addLogFormat } from '../log/log-format.ts';
import { addConnection } from '../option/connection-options.ts';
import { sayIn } from '../option/speech.ts';
import { parseMoment } from '../option/time-option.ts';
import type { PullFlags } from './run.ts';

const examples = [
  ['oktahunt pull --since 90d --out acme-log --gzip', 'help.pull.everything'],
  ['oktahunt pull --since 90d --out acme-log', 'help.pull.later'],
  ['oktahunt scan acme-log', 'help.pull.scan'],
] as const satisfies readonly Example[];

/** Adds `pull`: an org's log into a folder. */
export function addPull(program: Command, context: CommandContext): void {
  const say = sayIn(context.speech);
  const command = program
    .command('pull')
    .summary(say('help.pull.summary'))
    .description(say('help.pull.description'))
    .requiredOption('--since <time>', say('help.pull.since'))
    .option('--until <time>', say('help.pull.until'))
    .requiredOption('--out <folder>', say('help.pull.out'))
    .option('--gzip', say('help.pull.gzip'))
    .option('--overlap <length>', say('help.pull.overlap'))
    .option('-q, --quiet', say('help.option.quiet'));
  addLogFormat(say, command);
  addConnection(say, command);
  command
    .addHelpText('after', notesIn(say, examples, ['help.pull.resume']))
    .action(async (flags: PullFlags) => {
      const now = context.io.now();
      const since = parseMoment(flags.since, '--since', now);
      const until = flags.until === undefined ? now : parseMoment(flags.until, '--until', now);
      if (since >= until) throw misuse(tell('misuse.sinceNotBefore'));
      const { runPull } = await import('./run.ts');
      context.end(await runPull(flags, { since, until }, context));
    });
}
