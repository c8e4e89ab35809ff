import { Command, Option } from 'commander';
import { tell } from '../../language/message.ts';
import { levels } from '../../rule/level.ts';
import type { CommandContext } from '../config/command-context.ts';
import { readLayers } from '../config/config-layers.ts';
import { misuse } from '../failure.ts';
import { type Example, notesIn } from '../help/notes.ts';
import { addLogFormat } from '../log/log-format.ts';
import { addConnection } from '../option/connection-options.ts';
import { addDeliver } from '../option/deliver-option.ts';
import { addLocality } from '../option/display-options.ts';
import { addNames, oneOf } from '../option/enum.ts';
import { type Say, sayIn } from '../option/speech.ts';
import { parseLength } from '../option/time-option.ts';
import { addRuleOptions } from '../rules/rule-options.ts';
import type { WatchFlags } from './watch.ts';

const formats = ['table', 'ndjson'] as const;

const examples = [
  ['oktahunt watch --store acme-log', 'help.watch.follow'],
  ['oktahunt watch --store acme-log --format ndjson | forwarder'],
  [
    'oktahunt watch --store acme-log --deliver webhook=https://hooks.example/okta --deliver slack=env:SLACK_URL',
  ],
  [
    'oktahunt watch --store acme-log --format ndjson --log-format json --health 127.0.0.1:9464',
    'help.watch.asService',
  ],
] as const satisfies readonly Example[];

/** Adds `watch`: follows an org's log and reports findings. */
export function addWatch(program: Command, context: CommandContext): void {
  const say = sayIn(context.speech);
  const notes = ['help.watch.delivery', 'help.watch.reload', 'help.watch.receivers'] as const;
  declareWatch(say, program)
    .addHelpText('after', notesIn(say, examples, notes))
    .action(async (flags: WatchFlags) => {
      const { runWatch } = await import('./run.ts');
      const again = () => flagsAgain(flags, context);
      context.end(await runWatch(flags, again, context));
    });
}

/** The options of the same command line, with what configuration files say by now. */
async function flagsAgain(
  flags: WatchFlags,
  { argv, io, speech }: Pick<CommandContext, 'argv' | 'io' | 'speech'>,
): Promise<WatchFlags> {
  if (argv === undefined) return flags;
  const { applyOptions } = await import('../config/apply-options.ts');
  const command = declareWatch(sayIn(speech), new Command('oktahunt'));
  command.parseOptions([...argv]);
  applyOptions(command, await readLayers(flags.config, io));
  return command.opts<WatchFlags>();
}

function declareWatch(say: Say, program: Command): Command {
  const command = program
    .command('watch')
    .summary(say('help.watch.summary'))
    .description(say('help.watch.description'))
    .requiredOption('--store <folder>', say('help.watch.store'))
    .addOption(
      new Option('--interval <length>', say('help.watch.interval'))
        .argParser((text) => parseLength(text, '--interval'))
        .default(30_000, '30s'),
    )
    .addOption(
      new Option('--heartbeat <length>', say('help.watch.heartbeat'))
        .argParser((text) => parseLength(text, '--heartbeat'))
        .default(60_000, '1m'),
    )
    .option('--memory <events>', say('help.watch.memory'), parseCount, 50_000)
    .option('--lookback <length>', say('help.watch.lookback'))
    .option('-f, --format <format>', formats.join(', '), oneOf(formats, 'format'), 'table')
    .option('--raw-events', say('help.option.rawEvents'))
    .option('--webhook <url>', say('help.watch.webhook'));
  addDeliver(say, command);
  addRuleOptions(say, command)
    .option('--pack <names>', say('help.watch.pack'), addNames)
    .option('--only <names>', say('help.option.only'), addNames)
    .option('--skip <names>', say('help.option.skip'), addNames)
    .option(
      '--min-severity <level>',
      say('help.option.minSeverity'),
      oneOf(levels, 'level'),
      'informational',
    )
    .option('-q, --quiet', say('help.watch.quiet'));
  addLogFormat(say, command);
  command
    .option('--health <address>', say('help.watch.health'))
    .option('--health-hosts <names>', say('help.watch.healthHosts'), addNames)
    .option('--health-file <path>', say('help.watch.healthFile'));
  addLocality(say, command);
  addConnection(say, command);
  return command;
}

function parseCount(text: string): number {
  const count = /^\d{1,8}$/.test(text) ? Number(text) : 0;
  // Fewer would not hold a page, and events could be dropped before they were evaluated.
  if (count < 5_000) throw misuse(tell('misuse.noMemory', { text }));
  return count;
}
