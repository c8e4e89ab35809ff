import type { Command } from 'commander';
import { tell } from '../../../language/message.ts';
import type { CommandContext } from '../../config/command-context.ts';
import { type Example, notesIn } from '../../help/notes.ts';
import { oneOf } from '../../option/enum.ts';
import { sayIn } from '../../option/speech.ts';
import { streamSink } from '../../terminal/sink.ts';
import { addRuleOptions, type RuleFlags, ruleFilesOf } from '../rule-options.ts';

const formats = ['text', 'json', 'yaml'] as const;
type Format = (typeof formats)[number];

interface ShowFlags extends RuleFlags {
  readonly format: Format;
}

const examples = [
  ['oktahunt rules show session-moved-machine'],
  ['oktahunt rules show session-moved-machine --format yaml', 'help.rulesShow.file'],
  ['oktahunt rules show my-rule --rules my-rules/ -f json', 'help.rules.script'],
] as const satisfies readonly Example[];

/** Adds `rules show`. */
export function addRulesShow(rules: Command, context: CommandContext): void {
  const say = sayIn(context.speech);
  const command = rules
    .command('show')
    .summary(say('help.rulesShow.summary'))
    .description(say('help.rulesShow.description'))
    .argument('<name>', say('help.option.ruleName'));
  addRuleOptions(say, command)
    .option('-f, --format <format>', formats.join(', '), oneOf(formats, 'format'), 'text')
    .addHelpText('after', notesIn(say, examples))
    .action(async (name: string, flags: ShowFlags) => {
      const files = ruleFilesOf(flags);
      const [{ loadRuleSet }, { showRule }, engine] = await Promise.all([
        import('../rule-set.ts'),
        import('./run.ts'),
        context.load(),
      ]);
      const { tag } = context.speech.language;
      const set = await loadRuleSet(engine, files, context, tag);
      const text = await showRule(name, set, flags.format, context);
      await streamSink(context.io.stdout, tell('output.stdout')).write(text);
    });
}
