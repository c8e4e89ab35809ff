import type { Command } from 'commander';
import { levels } from '../../rule/level.ts';
import type { CommandContext } from '../config/command-context.ts';
import { gates } from '../exit-code.ts';
import { overflows, parseBudget } from '../option/byte-size.ts';
import { addConnection } from '../option/connection-options.ts';
import { addDisplay } from '../option/display-options.ts';
import { encodingOption } from '../option/encoding.ts';
import { add, adding, addNames, oneOf } from '../option/enum.ts';
import { formats, parseFormat, parseTarget } from '../option/output-format.ts';
import { addRuleOptions } from '../rules/rule-options.ts';
import { readScanOptions, type ScanFlags } from './scan-options.ts';

const examples = `
Examples:
  oktahunt scan --since 7d                         the org's last week
  oktahunt scan okta-export.ndjson.gz              one export
  oktahunt scan exports/ --since 7d                the last week of a folder of exports
  oktahunt scan logs.json -o json=findings.json    a table for people, JSON for later
  gunzip -c logs.gz | oktahunt scan - --format ndjson --fail-on none
                                                   one finding per line, for a pipe
  oktahunt scan logs.json -o sarif=okta.sarif -o csv=findings.csv
                                                   several formats at once
  oktahunt scan logs.json --pack session-theft     one question only ('oktahunt rules list --packs')
  oktahunt scan logs.json --only 'session-*'       some rules only
  oktahunt scan logs.json --baseline last-week.json
                                                   only what is new since then
  oktahunt scan logs.json --lang ja --tz Asia/Tokyo
                                                   in Japanese, in the time of Tokyo
  oktahunt scan logs.json --user ana@example.com   only what concerns her; the exit code is that of all findings

Exit codes: 0 clean, 1 findings, 2 usage error, 3 could not run, 4 not complete ('oktahunt help exit-codes').`;

/** Adds `scan`, the main job: exports in, findings out. */
export function addScan(program: Command, context: CommandContext): void {
  const command = program
    .command('scan')
    .summary("find attacks in an org's log or in saved exports")
    .description(
      'Finds attacks in saved Okta System Log exports, without any network connection, or, with ' +
        '--since and no files, in the log of an org.',
    )
    .argument(
      '[file...]',
      "exports in any format ('oktahunt help inputs'), folders, quoted globs; '-' is standard input",
    );
  addInput(command);
  addRules(command);
  addVerdict(command);
  addLive(command);
  addState(command);
  addOutput(command);
  command.addHelpText('after', examples).action(async (paths: string[], flags: ScanFlags) => {
    const plan = readScanOptions(paths, flags, context.io);
    const { runScan } = await import('./run.ts');
    context.end(await runScan(plan, context));
  });
}

function addInput(command: Command): void {
  command
    .optionsGroup('Input:')
    .option(
      '--since <time>',
      'only events from this time on: 90m, 36h, 7d, 2w ago, a date (in --tz), RFC 3339',
    )
    .option('--until <time>', 'only events before this time')
    .option(...encodingOption);
}

function addRules(command: Command): void {
  addRuleOptions(command.optionsGroup('Rules:'))
    .option(
      '--pack <names>',
      'ask only the questions of these packs, such as session-theft (repeatable)',
      addNames,
    )
    .option('--only <names>', 'report only these rules: a,b or session-* (repeatable)', addNames)
    .option('--skip <names>', 'do not report these rules (repeatable)', addNames);
}

function addLive(command: Command): void {
  addConnection(command);
  command
    .option(
      '--lookback <length>',
      'history to pull before --since, as a baseline for windows: auto, 0, 24h',
    )
    .option('--save <folder>', 'keep the pulled events in an archive')
    .option('--store <folder>', 'pull only what this archive lacks, and scan with all of it');
}

function addVerdict(command: Command): void {
  command
    .optionsGroup('Verdict:')
    .option(
      '--min-severity <level>',
      `hide findings below this level: ${levels.join(', ')}`,
      oneOf(levels, 'level'),
      'informational',
    )
    .option('--case <id>', 'show only this case: any unique beginning of its id (repeatable)', add)
    .option('--user <login>', 'show only what concerns this login or user id (repeatable)', add)
    .option('--ip <address>', 'show only what came from this address or network (repeatable)', add)
    .option(
      '--fail-on <level>',
      'exit 1 for findings of this level or higher, or none for never',
      oneOf(gates, 'level'),
      'low',
    )
    .option(
      '--allow-partial',
      'exit 0 instead of 4 when nothing was found but the scan is not complete',
    );
}

function addState(command: Command): void {
  command
    .optionsGroup('Memory:')
    .option(
      '--state-budget <size>',
      'limit of the state in memory; the rest spills to a file in TMPDIR (default: "128MB")',
      parseBudget,
    )
    .option(
      '--state-overflow <what>',
      'beyond the budget, spill to that file (exact), or forget the oldest events (reported)',
      oneOf(overflows, 'value of --state-overflow'),
      'spill',
    );
}

function addOutput(command: Command): void {
  addDisplay(command.optionsGroup('Display:'))
    .optionsGroup('Output:')
    .option(
      '-f, --format <format>',
      `report on standard output: ${formats.join(', ')} (default: "table"; 'oktahunt help formats')`,
      parseFormat,
    )
    .option(
      '-o, --output <format=path>',
      'also write a report to a file (repeatable)',
      adding(parseTarget),
    )
    .option('--raw-events', 'put the whole events into findings, for formats that machines read')
    .option(
      '--baseline <report>',
      'report only what this earlier, complete JSON report does not have',
    )
    .option('--dispositions <file>', "add what people made of findings ('oktahunt mark')")
    .option('--show-suppressed', 'list the alerts that filters took away')
    .option('-q, --quiet', 'no progress; only errors and warnings on standard error')
    .option('--details', 'show every finding in full, and how complete the scan was')
    .option('-v, --verbose', 'the same, and every skipped record');
}
