import type { Command } from 'commander';
import type { CommandContext } from '../config/command-context.ts';
import { misuse } from '../failure.ts';
import { addConnection, type ConnectionFlags } from '../option/connection-options.ts';
import { parseMoment } from '../option/time-option.ts';

interface PullFlags extends ConnectionFlags {
  readonly since: string;
  readonly until?: string;
  readonly out: string;
  readonly gzip?: boolean;
  readonly overlap?: string;
  readonly quiet?: boolean;
}

const examples = `
Examples:
  oktahunt pull --since 90d --out acme-log --gzip    all that Okta keeps
  oktahunt pull --since 90d --out acme-log           later: only what is new
  oktahunt scan acme-log                             judge it, without the network

The same command goes on where an interrupted one stopped. The folder holds a file of raw events
for each day, and a manifest (.oktahunt-archive.json) that later scans verify.`;

/** Adds `pull`: an org's log into a folder. */
export function addPull(program: Command, context: CommandContext): void {
  const command = program
    .command('pull')
    .summary("store an org's log in a folder")
    .description(
      "Stores an org's System Log in a folder, as Okta wrote it; resumes, and adds what is new.",
    )
    .requiredOption('--since <time>', 'from here on: 90m, 36h, 7d, 2w ago, a date (UTC), RFC 3339')
    .option('--until <time>', 'up to this time (default: now)')
    .requiredOption('--out <folder>', 'the archive; made if it is not there')
    .option('--gzip', 'compress the files of a new archive')
    .option(
      '--overlap <length>',
      'how late events may turn up; so much is pulled again (default: "1h")',
    )
    .option('-q, --quiet', 'no progress; standard error tells only what went wrong');
  addConnection(command);
  command.addHelpText('after', examples).action(async (flags: PullFlags) => {
    const now = context.io.now();
    const since = parseMoment(flags.since, '--since', now);
    const until = flags.until === undefined ? now : parseMoment(flags.until, '--until', now);
    if (since >= until) throw misuse('--since is not before --until');
    const { runPull } = await import('./run.ts');
    context.end(await runPull({ flags, folder: flags.out, span: { since, until } }, context.io));
  });
}

export type { PullFlags };
