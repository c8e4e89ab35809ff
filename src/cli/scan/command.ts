import type { Command } from 'commander';
import { levels } from '../../rule/level.ts';
import type { CommandContext } from '../config/command-context.ts';
import { gates } from '../exit-code.ts';
import { type Example, notesIn } from '../help/notes.ts';
import { addLogFormat } from '../log/log-format.ts';
import { overflows, parseBudget } from '../option/byte-size.ts';
import { addConnection } from '../option/connection-options.ts';
import { addDeliverOnce, deadLettersName } from '../option/deliver-option.ts';
import { addDisplay } from '../option/display-options.ts';
import { encodingOption } from '../option/encoding.ts';
import { add, adding, addNames, oneOf } from '../option/enum.ts';
import { parseJobs } from '../option/jobs.ts';
import { formats, parseFormat, parseTarget } from '../option/output-format.ts';
import { type Say, sayIn } from '../option/speech.ts';
import { addRuleOptions } from '../rules/rule-options.ts';
import { readScanOptions, type ScanFlags } from './scan-options.ts';

const examples = [
  ['oktahunt scan --since 7d', 'help.scan.week'],
  ['oktahunt scan okta-export.ndjson.gz', 'help.scan.export'],
  ['oktahunt scan exports/ --since 7d', 'help.scan.folder'],
  ['oktahunt scan logs.json -o json=findings.json', 'help.scan.both'],
  ['oktahunt scan a-year/ --jobs auto', 'help.scan.year'],
  ['gunzip -c logs.gz | oktahunt scan - --format ndjson --fail-on none', 'help.scan.pipe'],
  ['oktahunt scan logs.json -o sarif=okta.sarif -o csv=findings.csv', 'help.scan.several'],
  ['oktahunt scan logs.json --pack session-theft', 'help.scan.onePack'],
  ["oktahunt scan logs.json --only 'session-*'", 'help.scan.someRules'],
  ['oktahunt scan logs.json --baseline last-week.json', 'help.scan.news'],
  ['oktahunt scan logs.json --lang ja --tz Asia/Tokyo', 'help.scan.japanese'],
  [
    'oktahunt scan --since 1d --deliver slack=env:SLACK_URL --deliver hec=https://splunk.example:8088',
    'help.scan.deliver',
  ],
  ['oktahunt scan logs.json --user ana@example.com', 'help.scan.herself'],
] as const satisfies readonly Example[];

/** Adds `scan`, the main job: exports in, findings out. */
export function addScan(program: Command, context: CommandContext): void {
  const say = sayIn(context.speech);
  const command = program
    .command('scan')
    .summary(say('help.scan.summary'))
    .description(say('help.scan.description'))
    .argument('[file...]', say('help.scan.files'));
  addInput(say, command);
  addRules(say, command);
  addVerdict(say, command);
  addLive(say, command);
  addState(say, command);
  addOutput(say, command);
  command
    .addHelpText('after', notesIn(say, examples, ['help.scan.exit']))
    .action(async (paths: string[], flags: ScanFlags) => {
      const plan = readScanOptions(paths, flags, context.io);
      const { runScan } = await import('./run.ts');
      context.end(await runScan(plan, context));
    });
}

function addInput(say: Say, command: Command): void {
  command
    .optionsGroup(say('help.group.input'))
    .option('--since <time>', say('help.scan.since'))
    .option('--until <time>', say('help.option.until'))
    .option(...encodingOption(say));
}

function addRules(say: Say, command: Command): void {
  addRuleOptions(say, command.optionsGroup(say('help.group.rules')))
    .option('--pack <names>', say('help.scan.pack'), addNames)
    .option('--only <names>', say('help.scan.only'), addNames)
    .option('--skip <names>', say('help.option.skip'), addNames);
}

function addLive(say: Say, command: Command): void {
  addConnection(say, command);
  command
    .option('--lookback <length>', say('help.option.lookback'))
    .option('--save <folder>', say('help.scan.save'))
    .option('--store <folder>', say('help.scan.store'));
}

function addVerdict(say: Say, command: Command): void {
  command
    .optionsGroup(say('help.group.verdict'))
    .option(
      '--min-severity <level>',
      say('help.scan.minSeverity', { levels: levels.join(', ') }),
      oneOf(levels, 'level'),
      'informational',
    )
    .option('--case <id>', say('help.scan.case'), add)
    .option('--user <login>', say('help.scan.user'), add)
    .option('--ip <address>', say('help.scan.ip'), add)
    .option('--fail-on <level>', say('help.scan.failOn'), oneOf(gates, 'level'), 'low')
    .option('--allow-partial', say('help.scan.allowPartial'));
}

function addState(say: Say, command: Command): void {
  command
    .optionsGroup(say('help.group.memory'))
    .option('--state-budget <size>', say('help.scan.stateBudget'), parseBudget)
    .option(
      '--state-overflow <what>',
      say('help.scan.stateOverflow'),
      oneOf(overflows, 'overflow'),
      'spill',
    )
    .option('--jobs <number>', say('help.scan.jobs'), parseJobs);
}

function addOutput(say: Say, command: Command): void {
  addDisplay(say, command.optionsGroup(say('help.group.display')))
    .optionsGroup(say('help.group.output'))
    .option(
      '-f, --format <format>',
      say('help.scan.format', { formats: formats.join(', ') }),
      parseFormat,
    )
    .option('-o, --output <format=path>', say('help.scan.output'), adding(parseTarget))
    .option('--raw-events', say('help.scan.rawEvents'))
    .option('--baseline <report>', say('help.scan.baseline'))
    .option('--dispositions <file>', say('help.scan.dispositions'))
    .option('--show-suppressed', say('help.scan.showSuppressed'))
    .option('-q, --quiet', say('help.option.quiet'))
    .option('--details', say('help.option.details'))
    .option('-v, --verbose', say('help.scan.verbose'));
  addLogFormat(say, command);
  addDeliverOnce(say, command, say('help.scan.deadLetters', { name: deadLettersName }));
}
