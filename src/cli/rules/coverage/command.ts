import type { Command } from 'commander';
import { choose } from '../../option/enum.ts';
import type { CommandContext } from '../../config/command-context.ts';
import { encodingOption } from '../../option/encoding.ts';
import { ruleFilesOf } from '../../scan/scan-options.ts';
import { streamSink } from '../../terminal/sink.ts';
import { addRuleOptions, checkLog, type RuleFlags } from '../rule-options.ts';

const formats = ['table', 'json', 'navigator'] as const;
type Format = (typeof formats)[number];

interface CoverageFlags extends RuleFlags {
  readonly encoding?: string;
  readonly format: Format;
}

const examples = `
Examples:
  oktahunt rules coverage                         tactics and techniques, and by which rules
  oktahunt rules coverage okta-export.ndjson.gz   which rules this log can feed at all
  oktahunt rules coverage -f navigator > layer.json   a layer for the ATT&CK Navigator`;

/** Adds `rules coverage`. */
export function addRulesCoverage(rules: Command, context: CommandContext): void {
  const command = rules
    .command('coverage')
    .summary('what the rules cover of MITRE ATT&CK, and what a log can feed')
    .description('Shows which techniques the rules look for; with a log, which rules it can feed.')
    .argument('[file...]', "exports, folders, quoted globs; '-' is standard input");
  addRuleOptions(command)
    .option(...encodingOption)
    .option('-f, --format <format>', formats.join(', '), parseCoverageFormat, 'table')
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

const parseCoverageFormat = (text: string): Format => choose(text, formats, 'format');
