import { Command, Option } from 'commander';
import { levels } from '../../rule/level.ts';
import type { CommandContext } from '../config/command-context.ts';
import { readLayers } from '../config/config-layers.ts';
import { misuse } from '../failure.ts';
import { addLogFormat } from '../log/log-format.ts';
import { addConnection } from '../option/connection-options.ts';
import { addLanguage } from '../option/display-options.ts';
import { addNames, oneOf } from '../option/enum.ts';
import { parseLength } from '../option/time-option.ts';
import { addRuleOptions } from '../rules/rule-options.ts';
import type { WatchFlags } from './watch.ts';

const formats = ['table', 'ndjson'] as const;

const examples = `
Examples:
  oktahunt watch --store acme-log                      report findings as they are confirmed
  oktahunt watch --store acme-log --format ndjson | forwarder
  oktahunt watch --store acme-log --webhook https://hooks.example/okta
  oktahunt watch --store acme-log --format ndjson --log-format json --health 127.0.0.1:9464
                                                       as a service ('oktahunt help logging')

After a restart it resumes without loss. Delivery is at least once, also to the webhook: after a crash
a finding may be repeated, with the same fingerprint. A finding whose severity rises, or that gains a
victim, is reported again as an update. A signal ends it with 143 (SIGTERM) or 130 (SIGINT); after
2 a restart would not help, after anything else it would. SIGHUP reads rules, lists and configuration
again, without losing anything; what is wrong in them changes nothing. In a terminal it ends with 129.
With OKTAHUNT_WEBHOOK_SECRET posts are signed: X-Oktahunt-Signature is sha256= and the HMAC-SHA256,
in hexadecimal digits, of X-Oktahunt-Timestamp, a full stop and the body. Posts that are not accepted
go to dead-letters.ndjson in the store.`;

/** Adds `watch`: follows an org's log and reports findings. */
export function addWatch(program: Command, context: CommandContext): void {
  declareWatch(program)
    .addHelpText('after', examples)
    .action(async (flags: WatchFlags) => {
      const { runWatch } = await import('./run.ts');
      const again = () => flagsAgain(flags, context);
      context.end(await runWatch(flags, again, context));
    });
}

/** The options of the same command line, with what configuration files say by now. */
async function flagsAgain(
  flags: WatchFlags,
  { argv, io }: Pick<CommandContext, 'argv' | 'io'>,
): Promise<WatchFlags> {
  if (argv === undefined) return flags;
  const { applyOptions } = await import('../config/apply-options.ts');
  const command = declareWatch(new Command('oktahunt'));
  command.parseOptions([...argv]);
  applyOptions(command, await readLayers(flags.config, io));
  return command.opts<WatchFlags>();
}

function declareWatch(program: Command): Command {
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
    .option('--webhook <url>', 'also post each finding to this URL');
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
  addLogFormat(command);
  addHealthOptions(command);
  addLanguage(command);
  addConnection(command);
  return command;
}

function addHealthOptions(command: Command): void {
  command
    .option('--health <address>', 'answer /healthz, /readyz and /metrics at this port or socket')
    .option(
      '--health-hosts <names>',
      'names by which other machines may ask there (repeatable)',
      addNames,
    )
    .option('--health-file <path>', 'write at each heartbeat how the watch is');
}

function parseCount(text: string): number {
  const count = /^\d{1,8}$/.test(text) ? Number(text) : 0;
  // Fewer would not hold a page, and events could be dropped before they were evaluated.
  if (count < 5_000) throw misuse(`--memory '${text}' is not a number of 5000 or more`);
  return count;
}
