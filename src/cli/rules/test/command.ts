import type { Command } from 'commander';
import type { CommandContext } from '../../config/command-context.ts';
import { exitCodes } from '../../exit-code.ts';
import { encodingOption } from '../../option/encoding.ts';
import { adding, oneOf } from '../../option/enum.ts';
import { cutTarget } from '../../option/output-format.ts';
import { asideSink, streamSink } from '../../terminal/sink.ts';
import { addListOption, type NamedList } from '../rule-options.ts';

const formats = ['text', 'json', 'junit'] as const;
type Format = (typeof formats)[number];

interface TestFlags {
  readonly encoding?: string;
  readonly fixtures?: string;
  readonly strict?: boolean;
  readonly format: Format;
  readonly output?: readonly Target[];
  readonly list?: readonly NamedList[];
}

interface Target {
  readonly format: Format;
  readonly path: string;
}

const examples = `
Examples:
  oktahunt rules test                                  the bundled rules
  oktahunt rules test my-rules/                        your own, which may refer to the bundled ones
  oktahunt rules test my-rules/ --fixtures samples/    fixtures in samples/<rule>/
  oktahunt rules test my-rules/ --strict -o junit=rules.xml   for CI

A rule's fixtures are in <rule>/ or tests/<rule>/ beside its file, or in fixtures/rules/<rule>/ in a
parent folder. In hit-*.ndjson the rule must fire, in hit-high-*.ndjson with that severity, in
miss-*.ndjson it must not. Any kind of export will do (.ndjson, .jsonl, .json, also with .gz).
A log without an event for over 24 hours has a gap there: for a window of days, give each day one.

Exit codes: 0 all passed, 1 a fixture failed (or a rule has none, with --strict), 2 a rule does not
load, 4 no rule has a fixture.`;

/** Adds `rules test`. */
export function addRulesTest(parent: Command, context: CommandContext): void {
  const command = parent
    .command('test')
    .summary('run rules on fixtures in which they must fire, or must not')
    .description('Runs rules on fixtures: logs in which they must fire, or must not.')
    .argument('[path...]', 'rule files and folders (default: the bundled rules)')
    .option('--fixtures <folder>', 'the folder of the fixtures: <folder>/<rule>/')
    .option('--strict', 'fail for rules without fixtures as well')
    .option(...encodingOption);
  addListOption(command)
    .option('-f, --format <format>', formats.join(', '), parseTestFormat, 'text')
    .option(
      '-o, --output <format=path>',
      'also write results to a file (repeatable)',
      adding(parseTestTarget),
    )
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
      const rules = await testRules(paths, { lists: list, fixtures, encoding }, context.io);
      const results = { rules, strict: flags.strict === true };
      const { stdout, stderr, env, platform } = context.io;
      const canvas = terminal.streamCanvas(stdout, env, platform, 'auto');
      const theme = createTheme({ ...canvas, verbose: false });
      for (const { format, path } of flags.output ?? []) {
        const sink = await fileSink(path);
        await sink.write(
          testFormats[format](results, createTheme({ ...terminal.fileCanvas(), verbose: false })),
        );
        await sink.finish();
      }
      await streamSink(stdout, 'standard output').write(testFormats[flags.format](results, theme));
      const { samples, failed, untested } = countTests(results);
      if (failed > 0 || (results.strict && untested > 0)) return context.end(exitCodes.findings);
      if (samples > 0) return context.end(exitCodes.clean);
      await asideSink(stderr).write('not complete: none of the rules has a fixture\n');
      context.end(exitCodes.doubt);
    });
}

const parseTestFormat = oneOf(formats, 'format');

function parseTestTarget(text: string): Target {
  const [name, path] = cutTarget(text, 'junit=rules.xml');
  return { format: parseTestFormat(name), path };
}
