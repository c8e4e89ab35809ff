import type { Command } from 'commander';
import type { CommandContext } from '../config/command-context.ts';
import { type Example, notesIn } from '../help/notes.ts';
import { addDisplay } from '../option/display-options.ts';
import { encodingOption } from '../option/encoding.ts';
import { add, oneOf } from '../option/enum.ts';
import { sayIn } from '../option/speech.ts';
import { addRuleOptions } from '../rules/rule-options.ts';
import {
  parseLimit,
  readTimelineOptions,
  storyFormats,
  type TimelineFlags,
} from './timeline-options.ts';

const examples = [
  ['oktahunt timeline exports/ --user ana@example.com', 'help.timeline.ofUser'],
  ['oktahunt timeline exports/ --case okc_1791', 'help.timeline.ofCase'],
  ['oktahunt timeline findings.json exports/ --case okc_1791', 'help.timeline.ofReport'],
  ['oktahunt timeline logs.json --session idxlspp6jDRZrQ84cklLUjxZL'],
  [
    'oktahunt timeline logs.json --ip 203.0.113.0/24 --user ana@example.com',
    'help.timeline.narrow',
  ],
  [
    'oktahunt timeline logs.json --device 7c1e0b6a92d4 --format ndjson | jq -c \'select(.kind == "step")\'',
  ],
] as const satisfies readonly Example[];

/** Adds `timeline`: events in order, in sessions, with what changed and what was found. */
export function addTimeline(program: Command, context: CommandContext): void {
  const say = sayIn(context.speech);
  const command = program
    .command('timeline')
    .summary(say('help.timeline.summary'))
    .description(say('help.timeline.description'))
    .argument('[file...]', say('help.timeline.files'))
    .optionsGroup(say('help.group.show'))
    .option('--user <login>', say('help.timeline.user'), add)
    .option('--session <id>', say('help.timeline.session'), add)
    .option('--ip <address>', say('help.timeline.ip'), add)
    .option('--device <token>', say('help.timeline.device'), add)
    .option('--case <id>', say('help.timeline.case'), add)
    .option('--since <time>', say('help.timeline.since'))
    .option('--until <time>', say('help.option.until'));
  addRuleOptions(say, command.optionsGroup(say('help.group.rules'))).option(
    '--no-findings',
    say('help.timeline.noFindings'),
  );
  command
    .optionsGroup(say('help.group.inputOutput'))
    .option(...encodingOption(say))
    .option('--limit <events>', say('help.timeline.limit'), parseLimit, 2_000)
    .option('--by-time', say('help.timeline.byTime'))
    .option(
      '-f, --format <format>',
      say('help.option.onOutput', { formats: storyFormats.join(', ') }),
      oneOf(storyFormats, 'format'),
      'table',
    )
    .option('--allow-partial', say('help.option.exitZero'))
    .option('-q, --quiet', say('help.option.quiet'));
  addDisplay(say, command)
    .addHelpText('after', notesIn(say, examples, ['help.timeline.shown', 'help.timeline.exit']))
    .action(async (paths: string[], flags: TimelineFlags) => {
      const options = readTimelineOptions(paths, flags, context.io);
      const { runTimeline } = await import('./run.ts');
      context.end(await runTimeline(options, context));
    });
}
