import type { Command } from 'commander';
import type { CommandContext } from '../config/command-context.ts';
import { misuse } from '../failure.ts';
import { encodingOption } from '../option/encoding.ts';
import { keyHere } from '../option/output-format.ts';
import type { ConvertFlags } from './run.ts';

const examples = `
Examples:
  oktahunt convert-log splunk-export.csv > okta.ndjson
  oktahunt convert-log customer/ -o okta.ndjson     a folder with files of all kinds
  oktahunt convert-log 's3/**/*.gz' | jq .eventType

Exit codes: 0 all converted, 2 usage error, 3 could not run, 4 some records could not be converted.`;

/** Adds `convert-log`: any export in, events as in Okta's API out. */
export function addConvertLog(program: Command, context: CommandContext): void {
  program
    .command('convert-log')
    .summary('turn any export into plain NDJSON')
    .description(
      'Writes the System Log events of exports in any format, one per line, as in the Okta API.',
    )
    .argument('[file...]', "exports, folders, quoted globs; '-' is standard input")
    .option('-o, --output <path>', 'write to a file instead of standard output')
    .option(...encodingOption)
    .option('--allow-partial', 'exit 0 instead of 4 when some records could not be converted')
    .option('-q, --quiet', 'no progress; only errors and warnings on standard error')
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
  if (output !== undefined && paths.some((path) => keyHere(path) === keyHere(output))) {
    throw misuse(`'${output}' is both input and output`, 'name another output');
  }
}
