import type { Command } from 'commander';
import type { CommandContext } from '../../config/command-context.ts';
import { misuse } from '../../failure.ts';
import { encodingOption } from '../../option/encoding.ts';
import { oneOf } from '../../option/enum.ts';
import { streamSink } from '../../terminal/sink.ts';
import { addRuleOptions, checkLog, type RuleFlags, ruleFilesOf } from '../rule-options.ts';

const formats = ['text', 'json'] as const;
type Format = (typeof formats)[number];

interface WhyFlags extends RuleFlags {
  readonly encoding?: string;
  readonly event: string;
  readonly format: Format;
}

const examples = `
Examples:
  oktahunt rules why session-moved-machine --event 3f0c... okta-export.ndjson.gz
  oktahunt rules why my-rule --rules my-rules/ --event 3f0c... exports/ -f json

An event's uuid is in the evidence of a finding, and in the log itself. For a rule about alerts, name
a finding: by the uuid of the event that it explains, its fingerprint or its id.`;

/** Adds `rules why`. */
export function addRulesWhy(rules: Command, context: CommandContext): void {
  const command = rules
    .command('why')
    .summary('why a rule did or did not fire for an event')
    .description(
      'Explains, condition by condition, why a rule did or did not fire for an event of a log.',
    )
    .argument('<name>', 'the name of a rule, or its id')
    .argument('[file...]', "exports, folders, quoted globs; '-' is standard input")
    .requiredOption(
      '--event <uuid>',
      'the uuid of the event (or, for a rule about alerts, of a finding)',
    );
  addRuleOptions(command)
    .option(...encodingOption)
    .option('-f, --format <format>', formats.join(', '), oneOf(formats, 'format'), 'text')
    .addHelpText('after', examples)
    .action(async (name: string, paths: readonly string[], flags: WhyFlags) => {
      if (paths.length === 0) {
        throw misuse('no log given', 'name the export that contains the event');
      }
      checkLog(paths, context.io);
      const files = ruleFilesOf(flags);
      const { explainToPeople } = await import('./run.ts');
      const { event, format, encoding } = flags;
      const request = { name, event, paths, files, format, encoding };
      const text = await explainToPeople(request, context);
      await streamSink(context.io.stdout, 'standard output').write(text);
    });
}
