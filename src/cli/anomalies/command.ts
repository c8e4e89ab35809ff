import type { Command } from 'commander';
import type { CommandContext } from '../config/command-context.ts';
import { addConnection } from '../option/connection-options.ts';
import { addDisplay } from '../option/display-options.ts';
import { encodingOption } from '../option/encoding.ts';
import { oneOf } from '../option/enum.ts';
import {
  type AnomalyFlags,
  parseTop,
  rankingFormatNames,
  readAnomalyOptions,
} from './anomaly-options.ts';

const examples = `
Examples:
  oktahunt anomalies exports/                      the sessions least like their owners
  oktahunt anomalies exports/ --since 2d           of the last two days; earlier ones teach what is usual
  oktahunt anomalies --since 2d                    the same, from the org, with --lookback as history
  oktahunt anomalies --from archive/ --user jane   of one person; ranks are those among all
  oktahunt anomalies logs.json --top 50 -f ndjson  one session per line, for a pipe
  oktahunt timeline exports/ --session idxlspp6jDRZrQ84cklLUjxZL   what happened in one of them

Improbable is not evil: the ranking says where to look first, and the reasons say why. Two weeks of log or
more are best; the first days of a log have nothing to compare with, and the ranking says so.

Exit codes: 0 done, 2 usage error, 3 could not run, 4 not complete ('oktahunt help exit-codes').`;

/** Adds `anomalies`: sessions ranked by how unlike their owners they are. */
export function addAnomalies(program: Command, context: CommandContext): void {
  const command = program
    .command('anomalies')
    .summary('rank sessions by how unlike their owners they are')
    .description(
      'Ranks sessions by how improbable what they show is for their owners, with reasons: places, machines, ' +
        'applications, acts, hours. Compares with what the owner did before, with peers, and with the org.',
    )
    .argument('[file...]', "exports, folders, quoted globs; '-' is standard input")
    .optionsGroup('Input:')
    .option('--from <folder>', 'an archive that pull keeps; the same as to name it')
    .option('--since <time>', 'rank only what went on from this time on; earlier events teach')
    .option('--until <time>', 'rank only what began before this time')
    .option(...encodingOption)
    .optionsGroup('Ranking:')
    .option('--top <count>', 'how many sessions to show', parseTop, 8)
    .option('--user <text>', 'only users with this in their login, or with this id');
  addConnection(command);
  command.option('--lookback <length>', 'history to pull before --since: auto (21 days), 0, 30d');
  addDisplay(
    command
      .optionsGroup('Output:')
      .option(
        '-f, --format <format>',
        rankingFormatNames.join(', '),
        oneOf(rankingFormatNames, 'format'),
        'table',
      )
      .option('--details', 'all reasons of each session')
      .option('--allow-partial', 'exit 0 instead of 4 when the log could not be read in full')
      .option('-q, --quiet', 'no progress; only errors and warnings on standard error'),
  )
    .addHelpText('after', examples)
    .action(async (paths: string[], flags: AnomalyFlags) => {
      const options = readAnomalyOptions(paths, flags, context.io);
      const { runAnomalies } = await import('./run.ts');
      context.end(await runAnomalies(options, context));
    });
}
