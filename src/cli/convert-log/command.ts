import type { Command } from 'commander';
import { tell } from '../../language/message.ts';
import type { CommandContext } from '../config/command-context.ts';
import { misuse } from '../failure.ts';
import { type Example, notesIn } from '../help/notes.ts';
import { encodingOption } from '../option/encoding.ts';
import { keyHere } from '../option/output-format.ts';
import { sayIn } from '../option/speech.ts';
import type { ConvertFlags } from './run.ts';

const examples = [
  ['oktahunt convert-log splunk-export.csv > okta.ndjson'],
  ['oktahunt convert-log customer/ -o okta.ndjson', 'help.convertLog.folder'],
  ["oktahunt convert-log 's3/**/*.gz' | jq .eventType"],
] as const satisfies readonly Example[];

/** Adds `convert-log`: any export in, events as in Okta's API out. */
export function addConvertLog(program: Command, context: CommandContext): void {
  const say = sayIn(context.speech);
  program
    .command('convert-log')
    .summary(say('help.convertLog.summary'))
    .description(say('help.convertLog.description'))
    .argument('[file...]', say('help.option.files'))
    .option('-o, --output <path>', say('help.convertLog.output'))
    .option(...encodingOption(say))
    .option('--allow-partial', say('help.convertLog.allowPartial'))
    .option('-q, --quiet', say('help.option.quiet'))
    .addHelpText('after', notesIn(say, examples, ['help.convertLog.exit']))
    .action(async (paths: string[], flags: ConvertFlags) => {
      checkPaths(paths, flags.output);
      const { convertLog } = await import('./run.ts');
      context.end(await convertLog(paths, flags, context));
    });
}

function checkPaths(paths: readonly string[], output: string | undefined): void {
  if (paths.length === 0) {
    throw misuse(tell('misuse.nothingToConvert'), tell('misuse.nameLog'));
  }
  if (output !== undefined && paths.some((path) => keyHere(path) === keyHere(output))) {
    throw misuse(tell('misuse.bothInputAndOutput', { path: output }), tell('misuse.otherOutput'));
  }
}
