import type { Command } from 'commander';
import type { CommandContext } from '../../config/command-context.ts';
import { exitCodes } from '../../exit-code.ts';
import { oneOf } from '../../option/enum.ts';
import { streamSink } from '../../terminal/sink.ts';
import { addListOption, type NamedList } from '../rule-options.ts';

const formats = ['text', 'json', 'github'] as const;
type Format = (typeof formats)[number];

interface CheckFlags {
  readonly strict?: boolean;
  readonly format: Format;
  readonly list?: readonly NamedList[];
}

const examples = `
Examples:
  oktahunt rules check                          the bundled rules
  oktahunt rules check my-rules/                your own, which may refer to the bundled ones
  oktahunt rules check my-rules/ --strict       warnings fail as well, for CI
  oktahunt rules check my-rules/ -f github      annotations for a pull request
  oktahunt help lint                            what each [code] means

Exit codes: 0 no errors, 2 errors (or warnings, with --strict), no rules or an unreadable path.`;

/** Adds `rules check`. */
export function addRulesCheck(rules: Command, context: CommandContext): void {
  const command = rules
    .command('check')
    .summary('find mistakes in rules')
    .description('Checks rules: errors prevent loading; warnings are most likely mistakes.')
    .argument('[path...]', 'rule files and folders (default: the bundled rules)')
    .option('--strict', 'fail on warnings as well');
  addListOption(command)
    .option('-f, --format <format>', formats.join(', '), oneOf(formats, 'format'), 'text')
    .addHelpText('after', examples)
    .action(async (paths: readonly string[], flags: CheckFlags) => {
      const [{ checkRules }, { countRemarks, remarkFormats }] = await Promise.all([
        import('./run.ts'),
        import('../../../report/rule/lint-results.ts'),
      ]);
      const report = await checkRules(paths, flags.list ?? [], context.io);
      const text = remarkFormats[flags.format](report, context.speech.language);
      await streamSink(context.io.stdout, 'standard output').write(text);
      const { error, warning } = countRemarks(report);
      const fails = error > 0 || (flags.strict === true && warning > 0);
      context.end(fails ? exitCodes.misuse : exitCodes.clean);
    });
}
