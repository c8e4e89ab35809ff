import type { Command } from 'commander';
import { add, choose } from './choice.ts';
import type { Context } from './context.ts';
import { type ListFormat, listFormats } from './format.ts';
import { ruleFilesOf } from './plan.ts';
import { streamSink } from './sink.ts';

interface ListFlags {
  readonly rules?: readonly string[];
  readonly builtinRules: boolean;
  readonly format: ListFormat;
}

const examples = `
Examples:
  oktahunt rules list                       the bundled rules
  oktahunt rules list --rules my-rules/     with your own
  oktahunt rules list --format json         for a script`;

/** Adds `rules` with its commands. */
export function addRulesCommand(program: Command, context: Context): void {
  const command = program
    .command('rules')
    .summary('look at the rules')
    .description('Looks at the rules.')
    .helpCommand(false);
  command
    .command('list')
    .summary('name, level and meaning of every rule')
    .description('Lists the rules: name, level, what they find, MITRE ATT&CK techniques.')
    .option('--rules <path>', 'a rule file or folder, beside the bundled rules (repeatable)', add)
    .option('--no-builtin-rules', 'leave the bundled rules out')
    .option('-f, --format <format>', listFormats.join(', '), parseListFormat, 'table')
    .addHelpText('after', examples)
    .action(async (flags: ListFlags) => {
      const files = ruleFilesOf(flags);
      const [{ loadRuleSet }, { listings }, engine] = await Promise.all([
        import('./ruleset.ts'),
        import('./rule-list.ts'),
        context.load(),
      ]);
      const { rules } = await loadRuleSet(engine, files);
      const text = listings[flags.format](rules);
      await streamSink(context.io.stdout, 'standard output').write(text);
    });
  command.addHelpText('after', examples);
}

const parseListFormat = (text: string) => choose(text, listFormats, 'format');
