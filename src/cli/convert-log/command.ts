import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { CommandContext } from '../config/command-context.ts';
import { misuse } from '../failure.ts';
import { encodingOption } from '../option/encoding.ts';

/** The options of `convert-log` as the command line gives them. */
export interface ConvertFlags {
  readonly output?: string;
  /** A label of `TextDecoder`. */
  readonly encoding?: string;
  readonly allowPartial?: boolean;
  readonly quiet?: boolean;
}

const examples = `
Examples:
  oktahunt convert-log splunk-export.csv > okta.ndjson
  oktahunt convert-log customer/ -o okta.ndjson     a folder of all sorts
  oktahunt convert-log 's3/**/*.gz' | jq .eventType

Exit codes: 0 all converted, 2 misuse, 3 could not run, 4 something could not be converted.`;

/** Adds `convert-log`: any export in, the events as Okta's API gives them out. */
export function addConvertLog(program: Command, context: CommandContext): void {
  program
    .command('convert-log')
    .summary('turn any export into plain NDJSON')
    .description(
      'Writes the System Log events of exports in any format, one a line, as the API of Okta gives them.',
    )
    .argument('[file...]', "exports, folders, quoted globs; '-' is standard input")
    .option('-o, --output <path>', 'write to a file instead of standard output')
    .option(...encodingOption)
    .option('--allow-partial', 'exit 0, not 4, when not all could be converted')
    .option('-q, --quiet', 'no progress; standard error tells only what went wrong')
    .addHelpText('after', examples)
    .action(async (paths: string[], flags: ConvertFlags) => {
      checkPaths(paths, flags.output);
      const { convertLog } = await import('./run.ts');
      context.end(await convertLog(paths, flags, context.io));
    });
}

function checkPaths(paths: readonly string[], output: string | undefined): void {
  if (paths.length === 0) {
    throw misuse('nothing to convert', 'name a file, a folder or - (standard input)');
  }
  if (output !== undefined && paths.some((path) => resolve(path) === resolve(output))) {
    throw misuse(`'${output}' is to be read and to be written`, 'name another output');
  }
}
