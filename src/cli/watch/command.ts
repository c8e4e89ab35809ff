import { type Command, Option } from 'commander';
import { parseDuration } from '../../event/duration.ts';
import type { Level } from '../../rule/level.ts';
import { levels } from '../../rule/level.ts';
import type { CommandContext } from '../config/command-context.ts';
import { misuse } from '../failure.ts';
import { addConnection, type ConnectionFlags } from '../option/connection-options.ts';
import { add, addNames, choose } from '../option/enum.ts';
import { type NamedFile, parseNamedFile } from '../scan/scan-options.ts';

interface WatchFlags extends ConnectionFlags {
  readonly store: string;
  readonly interval: number;
  readonly heartbeat: number;
  readonly memory: number;
  readonly format: 'table' | 'ndjson';
  readonly webhook?: string;
  readonly rules?: readonly string[];
  readonly builtinRules: boolean;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly list?: readonly NamedFile[];
  readonly minSeverity: Level;
  readonly quiet?: boolean;
}

const examples = `
Examples:
  oktahunt watch --store acme-log                      tell each finding as it is decided
  oktahunt watch --store acme-log --format ndjson | forwarder
  oktahunt watch --store acme-log --webhook https://hooks.example/okta

Started again, it goes on where it stopped, without loss. A finding whose telling was cut off by a
crash may be told twice, with the same fingerprint; through the webhook, too. One that becomes graver,
or gains a victim, is told again as an update. Stopped by a signal it ends with 143 (SIGTERM), 130
(SIGINT) or 129 (SIGHUP); with 2 it would not help to start it again, with anything else it would.
OKTAHUNT_WEBHOOK_SECRET signs what the webhook gets: X-Oktahunt-Signature is sha256= and the
HMAC-SHA256, in hexadecimal digits, of X-Oktahunt-Timestamp, a full stop and the body. What it does
not take ends up in dead-letters.ndjson in the store.`;

/** Adds `watch`: follows an org's log and tells what is found. */
export function addWatch(program: Command, context: CommandContext): void {
  const command = program
    .command('watch')
    .summary("follow the org's log and tell findings as they are decided")
    .description(
      "Follows an org's System Log and tells findings as they are decided, until stopped.",
    )
    .requiredOption('--store <folder>', 'the archive to keep the log and the place in it')
    .addOption(
      new Option('--interval <length>', 'between two looks at a log without news')
        .argParser(parseLength)
        .default(30_000, '30s'),
    )
    .addOption(
      new Option('--heartbeat <length>', 'between two signs of life on standard error')
        .argParser(parseLength)
        .default(60_000, '1m'),
    )
    .option(
      '--memory <events>',
      'most events to judge with; older ones are let go',
      parseCount,
      50_000,
    )
    .option('--lookback <length>', 'how much to pull as memory when it starts: auto, 0, 24h')
    .option('-f, --format <format>', 'table or ndjson', parseFormat, 'table')
    .option('--webhook <url>', 'post each finding there, too')
    .option('--rules <path>', 'a rule file or folder, beside the bundled rules (repeatable)', add)
    .option('--no-builtin-rules', 'leave the bundled rules out')
    .option('--only <names>', 'these rules only (repeatable)', addNames)
    .option('--skip <names>', 'not these rules (repeatable)', addNames)
    .option('--list <name=file>', 'a value list that rules refer to (repeatable)', addList)
    .option('--min-severity <level>', 'leave milder findings out', parseLevel, 'informational')
    .option('-q, --quiet', 'no signs of life; standard error tells only what went wrong');
  addConnection(command);
  command.addHelpText('after', examples).action(async (flags: WatchFlags) => {
    const { runWatch } = await import('./run.ts');
    context.end(await runWatch(flags, context));
  });
}

export type { WatchFlags };

const parseLevel = (text: string) => choose(text, levels, 'level');
const parseFormat = (text: string) => choose(text, ['table', 'ndjson'] as const, 'format');

function parseLength(text: string): number {
  const length = parseDuration(text);
  if (length === undefined) throw misuse(`'${text}' is no length of time`, 'for example 30s or 5m');
  return length;
}

function parseCount(text: string): number {
  const count = /^\d{1,8}$/.test(text) ? Number(text) : 0;
  // Less would not hold a page, and events could go before they were judged.
  if (count < 5_000)
    throw misuse(`--memory '${text}' is too small, or no number`, 'give 5000 or more');
  return count;
}

function addList(text: string, before: readonly NamedFile[] = []): readonly NamedFile[] {
  return [...before, parseNamedFile(text)];
}
