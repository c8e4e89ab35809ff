import type { Command } from 'commander';
import { tell } from '../../../language/message.ts';
import type { CommandContext } from '../../config/command-context.ts';
import { exitCodes } from '../../exit-code.ts';
import { type Example, notesIn } from '../../help/notes.ts';
import { oneOf } from '../../option/enum.ts';
import { sayIn } from '../../option/speech.ts';
import { streamSink } from '../../terminal/sink.ts';
import { addListOption, type NamedList } from '../rule-options.ts';

const formats = ['text', 'json', 'github'] as const;
type Format = (typeof formats)[number];

interface CheckFlags {
  readonly strict?: boolean;
  readonly format: Format;
  readonly list?: readonly NamedList[];
}

const examples = [
  ['oktahunt rules check', 'help.rulesCheck.bundled'],
  ['oktahunt rules check my-rules/', 'help.rulesCheck.own'],
  ['oktahunt rules check my-rules/ --strict', 'help.rulesCheck.ci'],
  ['oktahunt rules check my-rules/ -f github', 'help.rulesCheck.github'],
  ['oktahunt help lint', 'help.rulesCheck.codes'],
] as const satisfies readonly Example[];

/** Adds `rules check`. */
export function addRulesCheck(rules: Command, context: CommandContext): void {
  const say = sayIn(context.speech);
  const command = rules
    .command('check')
    .summary(say('help.rulesCheck.summary'))
    .description(say('help.rulesCheck.description'))
    .argument('[path...]', say('help.option.rulePaths'))
    .option('--strict', say('help.rulesCheck.strict'));
  addListOption(say, command)
    .option('-f, --format <format>', formats.join(', '), oneOf(formats, 'format'), 'text')
    .addHelpText('after', notesIn(say, examples, ['help.rulesCheck.exit']))
    .action(async (paths: readonly string[], flags: CheckFlags) => {
      const [{ checkRules }, { countRemarks, remarkFormats }] = await Promise.all([
        import('./run.ts'),
        import('../../../report/rule/lint-results.ts'),
      ]);
      const report = await checkRules(paths, flags.list ?? [], context);
      const text = remarkFormats[flags.format](report, context.speech.language);
      await streamSink(context.io.stdout, tell('output.stdout')).write(text);
      const { error, warning } = countRemarks(report);
      const fails = error > 0 || (flags.strict === true && warning > 0);
      context.end(fails ? exitCodes.misuse : exitCodes.clean);
    });
}
