import type { Command } from 'commander';
import type { CommandContext } from '../../config/command-context.ts';
import { streamSink } from '../../terminal/sink.ts';
import { addRuleOptions, type RuleFlags, ruleFilesOf } from '../rule-options.ts';

interface DocsFlags extends RuleFlags {
  readonly out: string;
}

const examples = `
Examples:
  oktahunt rules docs --out rule-pages/                      a page for every bundled rule
  oktahunt rules docs --out rule-pages/ --rules my-rules/    with your own
  oktahunt rules docs --out pages/ --rules my-rules/ --no-builtin-rules`;

/** Adds `rules docs`. */
export function addRulesDocs(rules: Command, context: CommandContext): void {
  const command = rules
    .command('docs')
    .summary('write a page for every rule, and the table of ideas')
    .description(
      'Writes Markdown pages from the rules: an index by area, one page for each rule, and the detection ideas ' +
        'of public collections with the rules that stand for them. Files of the same names are replaced.',
    )
    .requiredOption('--out <folder>', 'the folder to write to; made if it does not exist');
  addRuleOptions(command)
    .addHelpText('after', examples)
    .action(async (flags: DocsFlags) => {
      const files = ruleFilesOf(flags);
      const { writeDocs } = await import('./run.ts');
      const text = await writeDocs(flags.out, files, context);
      await streamSink(context.io.stdout, 'standard output').write(text);
    });
}
