import type { Command } from 'commander';
import type { CommandContext } from '../config/command-context.ts';
import { misuse } from '../failure.ts';
import { addDisplay, type DisplayFlags, displayOf } from '../option/display-options.ts';
import { adding } from '../option/enum.ts';
import {
  formats,
  isForPeople,
  keyHere,
  type OutputFormat,
  parseFormat,
  parseTarget,
  type Target,
  targetsOf,
} from '../option/output-format.ts';

/** The options of `convert` as given. */
interface ConvertFlags extends DisplayFlags {
  readonly format?: OutputFormat;
  readonly output?: readonly Target[];
  readonly allowPartial?: boolean;
  readonly details?: boolean;
}

const examples = `
Examples:
  oktahunt convert findings.json                             as a table
  oktahunt convert findings.json -o sarif=okta.sarif -o stix=okta.json
                                                             several formats at once
  oktahunt scan logs/ --format json | oktahunt convert - --format csv > findings.csv

What a report says in words stays as its scan said it; --lang and --tz are for the rest.

A report of a scan that was not complete is refused, and so are lines of a run that did not end, such as
those of 'oktahunt watch'; --allow-partial converts them, and the result says that it is not complete.

Exit codes: 0 converted, 2 usage error or refused, 3 no report, or an output failed.`;

/** Adds `convert`: a saved report in, other formats out. */
export function addConvert(program: Command, context: CommandContext): void {
  const command = program
    .command('convert')
    .summary('turn a saved report into other formats')
    .description(
      "Turns a report of 'scan --format json' or ndjson into other formats, without scanning again.",
    )
    .argument('<report>', "a saved report; '-' is standard input")
    .option(
      '-f, --format <format>',
      `report on standard output: ${formats.join(', ')} (default: "table")`,
      parseFormat,
    )
    .option(
      '-o, --output <format=path>',
      'write a report to a file (repeatable)',
      adding(parseTarget),
    )
    .option('--allow-partial', 'convert a report of a scan that was not complete')
    .option('--details', 'show every finding in full, and how complete the scan was');
  addDisplay(command)
    .addHelpText('after', examples)
    .action(async (path: string, flags: ConvertFlags) => {
      const targets = wanted(flags);
      checkPaths(path, targets, context.io.stdin.isTTY === true);
      const { runConvert } = await import('./run.ts');
      const plan = {
        path,
        targets,
        allowPartial: flags.allowPartial === true,
        display: displayOf(flags, isForPeople(targets), context.io),
        details: flags.details === true,
      };
      context.end(await runConvert(plan, context));
    });
}

/** With files alone, nothing is written to standard output. */
function wanted({ format, output = [] }: ConvertFlags): readonly Target[] {
  const isForFiles = format === undefined && output.some(({ path }) => path !== undefined);
  const targets = targetsOf(format, output);
  return isForFiles ? targets.filter((target) => output.includes(target)) : targets;
}

function checkPaths(report: string, targets: readonly Target[], isTerminal: boolean): void {
  if (report === '-' && isTerminal) {
    throw misuse('standard input is a terminal, not a report', 'pipe a report into it');
  }
  const both = targets.find(({ path }) => path !== undefined && keyHere(path) === keyHere(report));
  if (both) throw misuse(`'${both.path}' is both input and output`, 'name another output');
}
