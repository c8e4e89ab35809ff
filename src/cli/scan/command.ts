import type { Command } from 'commander';
import { levels } from '../../rule/level.ts';
import type { CommandContext } from '../config/command-context.ts';
import { gates } from '../exit-code.ts';
import { overflows, parseBudget } from '../option/byte-size.ts';
import { addConnection } from '../option/connection-options.ts';
import { encodingOption } from '../option/encoding.ts';
import { add, addNames, choose } from '../option/enum.ts';
import { formats, parseFormat, parseTarget, type Target } from '../option/output-format.ts';
import { colorChoices } from '../terminal/color.ts';
import { type NamedFile, parseNamedFile, readScanOptions, type ScanFlags } from './scan-options.ts';

const examples = `
Examples:
  oktahunt scan --since 7d                         the last week of the org itself
  oktahunt scan okta-export.ndjson.gz              judge one export
  oktahunt scan exports/ --since 7d                the last week of a folder of exports
  oktahunt scan logs.json -o json=findings.json    table for people, JSON for later
  gunzip -c logs.gz | oktahunt scan - --format ndjson --fail-on none
                                                   one finding per line, for a pipe
  oktahunt scan logs.json --only 'session-*'       some rules only

Exit codes: 0 clean, 1 findings, 2 misuse, 3 could not run, 4 not complete ('oktahunt help exit-codes').`;

/** Adds `scan`, the main job: exports in, findings out. */
export function addScan(program: Command, context: CommandContext): void {
  const command = program
    .command('scan')
    .summary("find attacks in the org's log or in saved exports")
    .description(
      'Finds attacks in saved Okta System Log exports, without any network connection; or, with ' +
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
      'judge events from here on: 90m, 36h, 7d, 2w ago, a date (UTC), RFC 3339',
    )
    .option('--until <time>', 'judge events before this time')
    .option(...encodingOption);
}

function addRules(command: Command): void {
  command
    .optionsGroup('Rules:')
    .option('--rules <path>', 'a rule file or folder, beside the bundled rules (repeatable)', add)
    .option('--no-builtin-rules', 'leave the bundled rules out')
    .option('--only <names>', 'report these rules only: a,b or session-* (repeatable)', addNames)
    .option('--skip <names>', 'do not report these rules (repeatable)', addNames)
    .option('--list <name=file>', 'a value list that rules refer to (repeatable)', addList);
}

function addLive(command: Command): void {
  addConnection(command);
  command
    .option(
      '--lookback <length>',
      'pull so much before --since as memory for windows: auto, 0, 24h',
    )
    .option('--save <folder>', 'keep what is pulled in an archive')
    .option('--store <folder>', 'pull only what this archive lacks, and judge with all it holds');
}

function addVerdict(command: Command): void {
  command
    .optionsGroup('Verdict:')
    .option(
      '--min-severity <level>',
      `leave milder findings out: ${levels.join(', ')}`,
      parseLevel,
      'informational',
    )
    .option(
      '--fail-on <level>',
      'exit 1 for findings of this level or worse; none never does',
      parseGate,
      'low',
    )
    .option('--allow-partial', 'exit 0, not 4, when nothing was found but not all could be seen');
}

function addState(command: Command): void {
  command
    .optionsGroup('Memory:')
    .option(
      '--state-budget <size>',
      'what to remember in memory; more goes to a temporary file in TMPDIR (default: "512MB")',
      parseBudget,
    )
    .option(
      '--state-overflow <what>',
      'spill: to that file, exact; forget: drop the oldest events, and say so',
      parseOverflow,
      'spill',
    );
}

function addOutput(command: Command): void {
  command
    .optionsGroup('Output:')
    .option(
      '-f, --format <format>',
      `report on standard output: ${formats.join(', ')} (default: "table")`,
      parseFormat,
    )
    .option(
      '-o, --output <format=path>',
      'write a report to a file as well (repeatable)',
      addTarget,
    )
    .option('--color <when>', colorChoices.join(', '), parseColor, 'auto')
    .option('--no-color', 'the same as --color never')
    .option('-q, --quiet', 'no progress; standard error tells only what went wrong')
    .option('-v, --verbose', 'say more: every finding in full, every skipped record');
}

const parseLevel = (text: string) => choose(text, levels, 'level');
const parseOverflow = (text: string) => choose(text, overflows, 'value of --state-overflow');
const parseGate = (text: string) => choose(text, gates, 'level');
const parseColor = (text: string) => choose(text, colorChoices, 'value of --color');

function addTarget(text: string, before: readonly Target[] = []): readonly Target[] {
  return [...before, parseTarget(text)];
}

function addList(text: string, before: readonly NamedFile[] = []): readonly NamedFile[] {
  return [...before, parseNamedFile(text)];
}
