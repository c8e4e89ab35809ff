import type { Command } from 'commander';
import type { CommandContext } from '../../config/command-context.ts';
import { choose } from '../../option/enum.ts';
import { ruleFilesOf } from '../../scan/scan-options.ts';
import { streamSink } from '../../terminal/sink.ts';
import { addRuleOptions, type RuleFlags } from '../rule-options.ts';

const formats = ['text', 'json', 'yaml'] as const;
type Format = (typeof formats)[number];

interface ShowFlags extends RuleFlags {
  readonly format: Format;
}

const examples = `
Examples:
  oktahunt rules show session-moved-machine
  oktahunt rules show session-moved-machine --format yaml   its file
  oktahunt rules show my-rule --rules my-rules/ -f json     for a script`;

/** Adds `rules show`. */
export function addRulesShow(rules: Command, context: CommandContext): void {
  const command = rules
    .command('show')
    .summary('one rule in full')
    .description(
      'Shows one rule: what it looks at, what would make a finding harmless, what to do.',
    )
    .argument('<name>', 'the name of a rule, or its id');
  addRuleOptions(command)
    .option('-f, --format <format>', formats.join(', '), parseShowFormat, 'text')
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

const parseShowFormat = (text: string): Format => choose(text, formats, 'format');
