import type { Command } from 'commander';
import { tell } from '../../../language/message.ts';
import type { CommandContext } from '../../config/command-context.ts';
import { type Example, notesIn } from '../../help/notes.ts';
import { sayIn } from '../../option/speech.ts';
import { streamSink } from '../../terminal/sink.ts';
import { addRuleOptions, type RuleFlags, ruleFilesOf } from '../rule-options.ts';

interface DocsFlags extends RuleFlags {
  readonly out: string;
}

const examples = [
  ['oktahunt rules docs --out rule-pages/', 'help.rulesDocs.bundled'],
  ['oktahunt rules docs --out rule-pages/ --rules my-rules/', 'help.rulesDocs.own'],
  ['oktahunt rules docs --out pages/ --rules my-rules/ --no-builtin-rules'],
] as const satisfies readonly Example[];

/** Adds `rules docs`. */
export function addRulesDocs(rules: Command, context: CommandContext): void {
  const say = sayIn(context.speech);
  const command = rules
    .command('docs')
    .summary(say('help.rulesDocs.summary'))
    .description(say('help.rulesDocs.description'))
    .requiredOption('--out <folder>', say('help.rulesDocs.out'));
  addRuleOptions(say, command)
    .addHelpText('after', notesIn(say, examples))
    .action(async (flags: DocsFlags) => {
      const files = ruleFilesOf(flags);
      const { writeDocs } = await import('./run.ts');
      const text = await writeDocs(flags.out, files, context);
      await streamSink(context.io.stdout, tell('output.stdout')).write(text);
    });
}
