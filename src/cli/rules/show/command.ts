import type { Command } from 'commander';
import type { CommandContext } from '../../config/command-context.ts';
import { oneOf } from '../../option/enum.ts';
import { streamSink } from '../../terminal/sink.ts';
import { addRuleOptions, type RuleFlags, ruleFilesOf } from '../rule-options.ts';

const formats = ['text', 'json', 'yaml'] as const;
type Format = (typeof formats)[number];

interface ShowFlags extends RuleFlags {
  readonly format: Format;
}

const examples = `
Examples:
  oktahunt rules show session-moved-machine
  oktahunt rules show session-moved-machine --format yaml   as it is in its file
  oktahunt rules show my-rule --rules my-rules/ -f json     for a script`;

/** Adds `rules show`. */
export function addRulesShow(rules: Command, context: CommandContext): void {
  const command = rules
    .command('show')
    .summary('one rule in full')
    .description('Shows one rule: what it looks at, its false positives, and how to respond.')
    .argument('<name>', 'the name of a rule, or its id');
  addRuleOptions(command)
    .option('-f, --format <format>', formats.join(', '), oneOf(formats, 'format'), 'text')
    .addHelpText('after', examples)
    .action(async (name: string, flags: ShowFlags) => {
      const files = ruleFilesOf(flags);
      const [{ loadRuleSet }, { showRule }, engine] = await Promise.all([
        import('../rule-set.ts'),
        import('./run.ts'),
        context.load(),
      ]);
      const set = await loadRuleSet(engine, files, context.io);
      const text = await showRule(name, set, flags.format, context.io);
      await streamSink(context.io.stdout, 'standard output').write(text);
    });
}
