import type { Command } from 'commander';
import type { CommandContext } from '../config/command-context.ts';
import { type Example, notesIn } from '../help/notes.ts';
import { addConnection } from '../option/connection-options.ts';
import { addDisplay } from '../option/display-options.ts';
import { encodingOption } from '../option/encoding.ts';
import { oneOf } from '../option/enum.ts';
import { sayIn } from '../option/speech.ts';
import {
  type AnomalyFlags,
  parseTop,
  rankingFormatNames,
  readAnomalyOptions,
} from './anomaly-options.ts';

const examples = [
  ['oktahunt anomalies exports/', 'help.anomalies.all'],
  ['oktahunt anomalies exports/ --since 2d', 'help.anomalies.recent'],
  ['oktahunt anomalies --since 2d', 'help.anomalies.live'],
  ['oktahunt anomalies --from archive/ --user jane', 'help.anomalies.person'],
  ['oktahunt anomalies logs.json --top 50 -f ndjson', 'help.anomalies.lines'],
  ['oktahunt timeline exports/ --session idxlspp6jDRZrQ84cklLUjxZL', 'help.anomalies.closer'],
] as const satisfies readonly Example[];

/** Adds `anomalies`: sessions ranked by how unlike their owners they are. */
export function addAnomalies(program: Command, context: CommandContext): void {
  const say = sayIn(context.speech);
  const command = program
    .command('anomalies')
    .summary(say('help.anomalies.summary'))
    .description(say('help.anomalies.description'))
    .argument('[file...]', say('help.option.files'))
    .optionsGroup(say('help.group.input'))
    .option('--from <folder>', say('help.option.from'))
    .option('--since <time>', say('help.anomalies.since'))
    .option('--until <time>', say('help.anomalies.until'))
    .option(...encodingOption(say))
    .optionsGroup(say('help.group.ranking'))
    .option('--top <count>', say('help.anomalies.top'), parseTop, 8)
    .option('--user <text>', say('help.anomalies.user'));
  addConnection(say, command);
  command.option('--lookback <length>', say('help.anomalies.lookback'));
  addDisplay(
    say,
    command
      .optionsGroup(say('help.group.output'))
      .option(
        '-f, --format <format>',
        rankingFormatNames.join(', '),
        oneOf(rankingFormatNames, 'format'),
        'table',
      )
      .option('--details', say('help.anomalies.details'))
      .option('--allow-partial', say('help.option.exitZeroUnread'))
      .option('-q, --quiet', say('help.option.quiet')),
  )
    .addHelpText('after', notesIn(say, examples, ['help.anomalies.note', 'help.anomalies.exit']))
    .action(async (paths: string[], flags: AnomalyFlags) => {
      const options = readAnomalyOptions(paths, flags, context.io);
      const { runAnomalies } = await import('./run.ts');
      context.end(await runAnomalies(options, context));
    });
}
