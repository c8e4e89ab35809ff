import type { Command } from 'commander';
import type { CommandContext } from '../../config/command-context.ts';
import { exitCodes } from '../../exit-code.ts';
import { encodingOption } from '../../option/encoding.ts';
import { choose } from '../../option/enum.ts';
import { cutTarget } from '../../option/output-format.ts';
import type { NamedFile } from '../../scan/scan-options.ts';
import { asideSink, streamSink } from '../../terminal/sink.ts';
import { addListOption } from '../rule-options.ts';

const formats = ['text', 'json', 'junit'] as const;
type Format = (typeof formats)[number];

interface TestFlags {
  readonly encoding?: string;
  readonly fixtures?: string;
  readonly strict?: boolean;
  readonly format: Format;
  readonly output?: readonly Target[];
  readonly list?: readonly NamedFile[];
}

interface Target {
  readonly format: Format;
  readonly path: string;
}

const examples = `
Examples:
  oktahunt rules test                                  the bundled rules
  oktahunt rules test my-rules/                        your own; they may refer to the bundled ones
  oktahunt rules test my-rules/ --fixtures samples/    logs in samples/<rule>/
  oktahunt rules test my-rules/ --strict -o junit=rules.xml   for CI

Logs of a rule are in <rule>/ or tests/<rule>/ beside its file, or in fixtures/rules/<rule>/ in a
folder above it. In hit-*.ndjson it must find something, in hit-high-*.ndjson something high, in
miss-*.ndjson nothing. Any form of export will do (.ndjson, .jsonl, .json, each also .gz).

Exit codes: 0 all passed, 1 a log failed (or a rule has none, with --strict), 2 a rule does not load,
4 no rule has any log.`;

/** Adds `rules test`. */
export function addRulesTest(rules: Command, context: CommandContext): void {
  const command = rules
    .command('test')
    .summary('try rules on logs in which they must fire, and must not')
    .description('Tries rules on logs in which they must find something, and on others.')
    .argument('[path...]', 'rule files and folders; without any, the bundled rules')
    .option('--fixtures <folder>', 'where the logs are: in <folder>/<rule>/')
    .option('--strict', 'fail for rules without logs too')
    .option(...encodingOption);
  addListOption(command)
    .option('-f, --format <format>', formats.join(', '), parseTestFormat, 'text')
    .option('-o, --output <format=path>', 'write a file as well (repeatable)', addTarget)
    .addHelpText('after', examples)
    .action(async (paths: readonly string[], flags: TestFlags) => {
      const [{ testRules }, { countTests, testFormats }, { createTheme }, terminal, { fileSink }] =
        await Promise.all([
          import('./run.ts'),
          import('../../../report/rule/test-results.ts'),
          import('../../../report/text/theme.ts'),
          import('../../terminal/canvas.ts'),
          import('../../terminal/file-sink.ts'),
        ]);
      const { list = [], fixtures, encoding } = flags;
      const tried = await testRules(paths, { lists: list, fixtures, encoding }, context.io);
      const trials = { rules: tried, strict: flags.strict === true };
      const { stdout, stderr, env, platform } = context.io;
      const canvas = terminal.streamCanvas(stdout, env, platform, 'auto');
      const look = createTheme({ ...canvas, verbose: false });
      for (const { format, path } of flags.output ?? []) {
        const sink = await fileSink(path);
        await sink.write(
          testFormats[format](trials, createTheme({ ...terminal.fileCanvas(), verbose: false })),
        );
        await sink.finish();
      }
      await streamSink(stdout, 'standard output').write(testFormats[flags.format](trials, look));
      const { samples, failed, untested } = countTests(trials);
      if (failed > 0 || (trials.strict && untested > 0)) return context.end(exitCodes.findings);
      if (samples > 0) return context.end(exitCodes.clean);
      await asideSink(stderr).write('not complete: there is no log for any of the rules\n');
      context.end(exitCodes.doubt);
    });
}

const parseTestFormat = (text: string): Format => choose(text, formats, 'format');

function addTarget(text: string, before: readonly Target[] = []): readonly Target[] {
  const [name, path] = cutTarget(text, 'junit=rules.xml');
  return [...before, { format: parseTestFormat(name), path }];
}
