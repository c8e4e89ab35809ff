import type { Command } from 'commander';
import type { CommandContext } from '../config/command-context.ts';
import { addDisplay } from '../option/display-options.ts';
import { encodingOption } from '../option/encoding.ts';
import { add, oneOf } from '../option/enum.ts';
import { addRuleOptions } from '../rules/rule-options.ts';
import {
  parseLimit,
  readTimelineOptions,
  storyFormats,
  type TimelineFlags,
} from './timeline-options.ts';

const examples = `
Examples:
  oktahunt timeline exports/ --user ana@example.com          all that a user did, session by session
  oktahunt timeline exports/ --case okc_1791                 a case, found by scanning first
  oktahunt timeline findings.json exports/ --case okc_1791   the same with a saved report, without scanning
  oktahunt timeline logs.json --session idxlspp6jDRZrQ84cklLUjxZL
  oktahunt timeline logs.json --ip 203.0.113.0/24 --user ana@example.com   both must be met
  oktahunt timeline logs.json --device 7c1e0b6a92d4 --format ndjson | jq -c 'select(.kind == "step")'

An event is shown if it meets every kind of option that is given, and of one kind any value. What shares a
transaction with it is shown as well. Of a case, the events are shown from a day before its first sign to a
day after its end, unless --since or --until say otherwise.

Exit codes: 0 shown, 2 usage error, 3 could not run, 4 no such event, or the log could not be read in full
(--allow-partial makes that 0).`;

/** Adds `timeline`: events in order, in sessions, with what changed and what was found. */
export function addTimeline(program: Command, context: CommandContext): void {
  const command = program
    .command('timeline')
    .summary('show what a user, session, address, device or case did, in order')
    .description(
      'Shows events in order of time, grouped into sessions: what changed from one to the next, what was ' +
        "found, and, as far as the log tells, the intruder's apart from the owner's.",
    )
    .argument(
      '[file...]',
      "logs in any format ('oktahunt help inputs'), and at most one saved report (json, ndjson)",
    )
    .optionsGroup('What to show:')
    .option('--user <login>', 'who acts, or is acted on: a login or an id (repeatable)', add)
    .option('--session <id>', 'an external or root session id (repeatable)', add)
    .option('--ip <address>', 'an address, or a network as 203.0.113.0/24 (repeatable)', add)
    .option('--device <token>', 'a device token (dtHash), device id or name (repeatable)', add)
    .option('--case <id>', 'a case, by any unique beginning of its id (repeatable)', add)
    .option('--since <time>', 'only events from this time on: 36h, 7d ago, a date (UTC), RFC 3339')
    .option('--until <time>', 'only events before this time');
  addRuleOptions(command.optionsGroup('Rules:')).option(
    '--no-findings',
    'do not scan the log for findings: faster, only the events',
  );
  command
    .optionsGroup('Input and output:')
    .option(...encodingOption)
    .option(
      '--limit <events>',
      'show at most so many events, those nearest to findings, else the latest',
      parseLimit,
      2_000,
    )
    .option('--by-time', 'all in order of time, not session by session')
    .option(
      '-f, --format <format>',
      `on standard output: ${storyFormats.join(', ')}`,
      oneOf(storyFormats, 'format'),
      'table',
    )
    .option('--allow-partial', 'exit 0 instead of 4')
    .option('-q, --quiet', 'no progress; only errors and warnings on standard error');
  addDisplay(command)
    .addHelpText('after', examples)
    .action(async (paths: string[], flags: TimelineFlags) => {
      const options = readTimelineOptions(paths, flags, context.io);
      const { runTimeline } = await import('./run.ts');
      context.end(await runTimeline(options, context));
    });
}
