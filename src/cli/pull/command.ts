import type { Command } from 'commander';
import type { CommandContext } from '../config/command-context.ts';
import { misuse } from '../failure.ts';
import { addLogFormat } from '../log/log-format.ts';
import { addConnection } from '../option/connection-options.ts';
import { parseMoment } from '../option/time-option.ts';
import type { PullFlags } from './run.ts';

const examples = `
Examples:
  oktahunt pull --since 90d --out acme-log --gzip    everything that Okta keeps
  oktahunt pull --since 90d --out acme-log           later: only new events
  oktahunt scan acme-log                             scan it, without the network

After an interruption the same command resumes where it stopped. The folder contains a file of raw
events per day, and a manifest (.oktahunt-archive.json) that later scans verify.`;

/** Adds `pull`: an org's log into a folder. */
export function addPull(program: Command, context: CommandContext): void {
  const command = program
    .command('pull')
    .summary("store an org's log in a folder")
    .description("Stores an org's System Log in a folder, verbatim; resumes, and adds new events.")
    .requiredOption(
      '--since <time>',
      'from this time on: 90m, 36h, 7d, 2w ago, a date (UTC), RFC 3339',
    )
    .option('--until <time>', 'up to this time (default: now)')
    .requiredOption('--out <folder>', 'the archive, created if it does not exist')
    .option('--gzip', 'compress the files of a new archive')
    .option('--overlap <length>', 're-fetch this much to catch late events (default: "1h")')
    .option('-q, --quiet', 'no progress; only errors and warnings on standard error');
  addLogFormat(command);
  addConnection(command);
  command.addHelpText('after', examples).action(async (flags: PullFlags) => {
    const now = context.io.now();
    const since = parseMoment(flags.since, '--since', now);
    const until = flags.until === undefined ? now : parseMoment(flags.until, '--until', now);
    if (since >= until) throw misuse('--since is not before --until');
    const { runPull } = await import('./run.ts');
    context.end(await runPull(flags, { since, until }, context.io));
  });
}
