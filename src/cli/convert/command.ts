import type { Command } from 'commander';
import { tell } from '../../language/message.ts';
import type { CommandContext } from '../config/command-context.ts';
import { misuse } from '../failure.ts';
import { type Example, notesIn } from '../help/notes.ts';
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
import { sayIn } from '../option/speech.ts';

/** The options of `convert` as given. */
interface ConvertFlags extends DisplayFlags {
  readonly format?: OutputFormat;
  readonly output?: readonly Target[];
  readonly allowPartial?: boolean;
  readonly details?: boolean;
}

const examples = [
  ['oktahunt convert findings.json', 'help.convert.table'],
  ['oktahunt convert findings.json -o sarif=okta.sarif -o stix=okta.json', 'help.convert.several'],
  ['oktahunt scan logs/ --format json | oktahunt convert - --format csv > findings.csv'],
] as const satisfies readonly Example[];

/** Adds `convert`: a saved report in, other formats out. */
export function addConvert(program: Command, context: CommandContext): void {
  const say = sayIn(context.speech);
  const command = program
    .command('convert')
    .summary(say('help.convert.summary'))
    .description(say('help.convert.description'))
    .argument('<report>', say('help.convert.report'))
    .option(
      '-f, --format <format>',
      say('help.option.reportTo', { formats: formats.join(', ') }),
      parseFormat,
    )
    .option('-o, --output <format=path>', say('help.convert.output'), adding(parseTarget))
    .option('--allow-partial', say('help.convert.allowPartial'))
    .option('--details', say('help.option.details'));
  addDisplay(say, command)
    .addHelpText(
      'after',
      notesIn(say, examples, ['help.convert.words', 'help.convert.partial', 'help.convert.exit']),
    )
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
    throw misuse(tell('misuse.terminalNoReport'), tell('misuse.pipeReport'));
  }
  const both = targets.find(({ path }) => path !== undefined && keyHere(path) === keyHere(report));
  if (!both) return;
  const told = tell('misuse.bothInputAndOutput', { path: both.path ?? '' });
  throw misuse(told, tell('misuse.otherOutput'));
}
