import type { Command } from 'commander';
import { tell } from '../../../language/message.ts';
import type { CommandContext } from '../../config/command-context.ts';
import { misuse } from '../../failure.ts';
import { type Example, notesIn } from '../../help/notes.ts';
import { encodingOption } from '../../option/encoding.ts';
import { oneOf } from '../../option/enum.ts';
import { sayIn } from '../../option/speech.ts';
import { streamSink } from '../../terminal/sink.ts';
import { addRuleOptions, checkLog, type RuleFlags, ruleFilesOf } from '../rule-options.ts';

const formats = ['text', 'json'] as const;
type Format = (typeof formats)[number];

interface WhyFlags extends RuleFlags {
  readonly encoding?: string;
  readonly event: string;
  readonly format: Format;
}

const examples = [
  ['oktahunt rules why session-moved-machine --event 3f0c... okta-export.ndjson.gz'],
  ['oktahunt rules why my-rule --rules my-rules/ --event 3f0c... exports/ -f json'],
] as const satisfies readonly Example[];

/** Adds `rules why`. */
export function addRulesWhy(rules: Command, context: CommandContext): void {
  const say = sayIn(context.speech);
  const command = rules
    .command('why')
    .summary(say('help.rulesWhy.summary'))
    .description(say('help.rulesWhy.description'))
    .argument('<name>', say('help.option.ruleName'))
    .argument('[file...]', say('help.option.files'))
    .requiredOption('--event <uuid>', say('help.rulesWhy.event'));
  addRuleOptions(say, command)
    .option(...encodingOption(say))
    .option('-f, --format <format>', formats.join(', '), oneOf(formats, 'format'), 'text')
    .addHelpText('after', notesIn(say, examples, ['help.rulesWhy.note']))
    .action(async (name: string, paths: readonly string[], flags: WhyFlags) => {
      if (paths.length === 0) {
        throw misuse(tell('ruleRun.noLog'), tell('ruleRun.nameEventLog'));
      }
      checkLog(paths, context.io);
      const files = ruleFilesOf(flags);
      const { explainToPeople } = await import('./run.ts');
      const { event, format, encoding } = flags;
      const request = { name, event, paths, files, format, encoding };
      const text = await explainToPeople(request, context);
      await streamSink(context.io.stdout, tell('output.stdout')).write(text);
    });
}
