import type { Command } from 'commander';
import { type Example, notesIn } from '../../help/notes.ts';
import { sayIn } from '../../option/speech.ts';
import type { CommandContext } from '../../config/command-context.ts';
import { encodingOption } from '../../option/encoding.ts';
import { oneOf } from '../../option/enum.ts';
import { streamSink } from '../../terminal/sink.ts';
import { addRuleOptions, checkLog, type RuleFlags, ruleFilesOf } from '../rule-options.ts';
import { tell } from '../../../language/message.ts';

const formats = ['table', 'json', 'navigator'] as const;
type Format = (typeof formats)[number];

interface CoverageFlags extends RuleFlags {
  readonly encoding?: string;
  readonly format: Format;
}

const examples = [
  ['oktahunt rules coverage', 'help.rulesCoverage.tactics'],
  ['oktahunt rules coverage okta-export.ndjson.gz', 'help.rulesCoverage.log'],
  ['oktahunt rules coverage -f navigator > layer.json', 'help.rulesCoverage.layer'],
] as const satisfies readonly Example[];

/** Adds `rules coverage`. */
export function addRulesCoverage(rules: Command, context: CommandContext): void {
  const say = sayIn(context.speech);
  const command = rules
    .command('coverage')
    .summary(say('help.rulesCoverage.summary'))
    .description(say('help.rulesCoverage.description'))
    .argument('[file...]', say('help.option.files'));
  addRuleOptions(say, command)
    .option(...encodingOption(say))
    .option('-f, --format <format>', formats.join(', '), oneOf(formats, 'format'), 'table')
    .addHelpText('after', notesIn(say, examples))
    .action(async (paths: readonly string[], flags: CoverageFlags) => {
      checkLog(paths, context.io);
      const files = ruleFilesOf(flags);
      const { format, encoding } = flags;
      const { coverageText } = await import('./run.ts');
      const text = await coverageText({ paths, files, format, encoding }, context);
      await streamSink(context.io.stdout, tell('output.stdout')).write(text);
    });
}
