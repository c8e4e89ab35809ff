import { type Command, Option } from 'commander';
import { levels } from '../../rule/level.ts';
import type { CommandContext } from '../config/command-context.ts';
import { misuse } from '../failure.ts';
import { addConnection } from '../option/connection-options.ts';
import { addDeliver } from '../option/deliver-option.ts';
import { addLanguage } from '../option/display-options.ts';
import { addNames, oneOf } from '../option/enum.ts';
import { parseLength } from '../option/time-option.ts';
import { addRuleOptions } from '../rules/rule-options.ts';
import type { WatchFlags } from './run.ts';

const formats = ['table', 'ndjson'] as const;

const examples = `
Examples:
  oktahunt watch --store acme-log                      report findings as they are confirmed
  oktahunt watch --store acme-log --format ndjson | forwarder
  oktahunt watch --store acme-log --deliver webhook=https://hooks.example/okta --deliver slack=env:SLACK_URL

After a restart it resumes without loss. Delivery is at least once, also to receivers: after a crash
a finding may be repeated, with the same fingerprint. A finding whose severity rises, or that gains a
victim, is reported again as an update. A signal ends it with 143 (SIGTERM), 130 (SIGINT) or 129
(SIGHUP); after 2 a restart would not help, after anything else it would.
A receiver that is slow or gone stops nothing: what it is owed waits in the store ('oktahunt help deliveries').`;

/** Adds `watch`: follows an org's log and reports findings. */
export function addWatch(program: Command, context: CommandContext): void {
  const command = program
    .command('watch')
    .summary("follow an org's log and report findings as they are confirmed")
    .description(
      "Follows an org's System Log and reports findings as they are confirmed, until stopped.",
    )
    .requiredOption('--store <folder>', 'the archive for the log and the cursor in it')
    .addOption(
      new Option('--interval <length>', 'the time between polls when nothing is new')
        .argParser((text) => parseLength(text, '--interval'))
        .default(30_000, '30s'),
    )
    .addOption(
      new Option('--heartbeat <length>', 'the time between heartbeats on standard error')
        .argParser((text) => parseLength(text, '--heartbeat'))
        .default(60_000, '1m'),
    )
    .option(
      '--memory <events>',
      'the most events kept for evaluation; older ones are dropped',
      parseCount,
      50_000,
    )
    .option(
      '--lookback <length>',
      'history to pull at the start, as a baseline for windows: auto, 0, 24h',
    )
    .option('-f, --format <format>', formats.join(', '), oneOf(formats, 'format'), 'table')
    .option('--raw-events', 'put the whole events into findings')
    .option('--webhook <url>', 'the same as --deliver webhook=URL');
  addDeliver(command);
  addRuleOptions(command)
    .option('--pack <names>', 'ask only the questions of these packs (repeatable)', addNames)
    .option('--only <names>', 'report only these rules (repeatable)', addNames)
    .option('--skip <names>', 'do not report these rules (repeatable)', addNames)
    .option(
      '--min-severity <level>',
      'hide findings below this level',
      oneOf(levels, 'level'),
      'informational',
    )
    .option('-q, --quiet', 'no heartbeats; only errors and warnings on standard error');
  addLanguage(command);
  addConnection(command);
  command.addHelpText('after', examples).action(async (flags: WatchFlags) => {
    const { runWatch } = await import('./run.ts');
    context.end(await runWatch(flags, context));
  });
}

function parseCount(text: string): number {
  const count = /^\d{1,8}$/.test(text) ? Number(text) : 0;
  // Fewer would not hold a page, and events could be dropped before they were evaluated.
  if (count < 5_000) throw misuse(`--memory '${text}' is not a number of 5000 or more`);
  return count;
}
