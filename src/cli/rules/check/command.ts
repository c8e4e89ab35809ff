import type { Command } from 'commander';
import type { CommandContext } from '../../config/command-context.ts';
import { exitCodes } from '../../exit-code.ts';
import { choose } from '../../option/enum.ts';
import type { NamedFile } from '../../scan/scan-options.ts';
import { streamSink } from '../../terminal/sink.ts';
import { addListOption } from '../rule-options.ts';

const formats = ['text', 'json', 'github'] as const;
type Format = (typeof formats)[number];

interface CheckFlags {
  readonly strict?: boolean;
  readonly format: Format;
  readonly list?: readonly NamedFile[];
}

const examples = `
Examples:
  oktahunt rules check                          the bundled rules
  oktahunt rules check my-rules/                your own; they may refer to the bundled ones
  oktahunt rules check my-rules/ --strict       warnings fail too, for CI
  oktahunt rules check my-rules/ -f github      annotations of a pull request
  oktahunt help lint                            what each [code] means

Exit codes: 0 sound, 2 errors (or warnings, with --strict), nothing to check, a path that cannot be read.`;

/** Adds `rules check`. */
export function addRulesCheck(rules: Command, context: CommandContext): void {
  const command = rules
    .command('check')
    .summary('mistakes in rules, all in one run')
    .description('Checks rules: errors keep them from loading, warnings are most likely mistakes.')
    .argument('[path...]', 'rule files and folders; without any, the bundled rules')
    .option('--strict', 'fail for warnings too');
  addListOption(command)
    .option('-f, --format <format>', formats.join(', '), parseCheckFormat, 'text')
    .addHelpText('after', examples)
    .action(async (paths: readonly string[], flags: CheckFlags) => {
      const [{ checkRules }, { countRemarks, remarkFormats }] = await Promise.all([
        import('./run.ts'),
        import('../../../report/rule/lint-results.ts'),
      ]);
      const report = await checkRules(paths, flags.list ?? [], context.io);
      const text = remarkFormats[flags.format](report);
      await streamSink(context.io.stdout, 'standard output').write(text);
      const { error, warning } = countRemarks(report);
      const fails = error > 0 || (flags.strict === true && warning > 0);
      context.end(fails ? exitCodes.misuse : exitCodes.clean);
    });
}

const parseCheckFormat = (text: string): Format => choose(text, formats, 'format');
