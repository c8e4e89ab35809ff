import type { Command } from 'commander';
import type { CommandContext } from '../../config/command-context.ts';
import { encodingOption } from '../../option/encoding.ts';
import { oneOf } from '../../option/enum.ts';
import { streamSink } from '../../terminal/sink.ts';
import { addRuleOptions, checkLog, type RuleFlags, ruleFilesOf } from '../rule-options.ts';

const formats = ['table', 'json', 'navigator'] as const;
type Format = (typeof formats)[number];

interface CoverageFlags extends RuleFlags {
  readonly encoding?: string;
  readonly format: Format;
}

const examples = `
Examples:
  oktahunt rules coverage                         tactics and techniques, with their rules
  oktahunt rules coverage okta-export.ndjson.gz   for which rules this log has data
  oktahunt rules coverage -f navigator > layer.json   an ATT&CK Navigator layer`;

/** Adds `rules coverage`. */
export function addRulesCoverage(rules: Command, context: CommandContext): void {
  const command = rules
    .command('coverage')
    .summary('MITRE ATT&CK coverage of the rules, and the rules for which a log has data')
    .description('Shows the techniques that the rules cover and, with a log, the rules for which it has data.')
    .argument('[file...]', "exports, folders, quoted globs; '-' is standard input");
  addRuleOptions(command)
    .option(...encodingOption)
    .option('-f, --format <format>', formats.join(', '), oneOf(formats, 'format'), 'table')
    .addHelpText('after', examples)
    .action(async (paths: readonly string[], flags: CoverageFlags) => {
      checkLog(paths, context.io);
      const files = ruleFilesOf(flags);
      const { format, encoding } = flags;
      const { coverageText } = await import('./run.ts');
      const text = await coverageText({ paths, files, format, encoding }, context);
      await streamSink(context.io.stdout, 'standard output').write(text);
    });
}
