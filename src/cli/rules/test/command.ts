import type { Command } from 'commander';
import { tell } from '../../../language/message.ts';
import type { CommandContext } from '../../config/command-context.ts';
import { exitCodes } from '../../exit-code.ts';
import { type Example, notesIn } from '../../help/notes.ts';
import { encodingOption } from '../../option/encoding.ts';
import { adding, oneOf } from '../../option/enum.ts';
import { cutTarget } from '../../option/output-format.ts';
import { sayIn } from '../../option/speech.ts';
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

const examples = [
  ['oktahunt rules test', 'help.rulesCheck.bundled'],
  ['oktahunt rules test my-rules/', 'help.rulesCheck.own'],
  ['oktahunt rules test my-rules/ --fixtures samples/', 'help.rulesTest.samples'],
  ['oktahunt rules test my-rules/ --strict -o junit=rules.xml', 'help.rulesTest.ci'],
] as const satisfies readonly Example[];

/** Adds `rules test`. */
export function addRulesTest(parent: Command, context: CommandContext): void {
  const say = sayIn(context.speech);
  const command = parent
    .command('test')
    .summary(say('help.rulesTest.summary'))
    .description(say('help.rulesTest.description'))
    .argument('[path...]', say('help.option.rulePaths'))
    .option('--fixtures <folder>', say('help.rulesTest.fixtures'))
    .option('--strict', say('help.rulesTest.strict'))
    .option(...encodingOption(say));
  addListOption(say, command)
    .option('-f, --format <format>', formats.join(', '), parseTestFormat, 'text')
    .option('-o, --output <format=path>', say('help.rulesTest.output'), adding(parseTestTarget))
    .addHelpText('after', notesIn(say, examples, ['help.rulesTest.note', 'help.rulesTest.exit']))
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
      const rules = await testRules(paths, { lists: list, fixtures, encoding }, context);
      const results = { rules, strict: flags.strict === true };
      const { stdout, stderr, env, platform } = context.io;
      const canvas = terminal.streamCanvas(stdout, env, platform, 'auto');
      const { language } = context.speech;
      const theme = createTheme({ ...canvas, verbose: false, language });
      for (const { format, path } of flags.output ?? []) {
        const sink = await fileSink(path);
        await sink.write(
          testFormats[format](
            results,
            createTheme({ ...terminal.fileCanvas(), verbose: false, language }),
          ),
        );
        await sink.finish();
      }
      await streamSink(stdout, tell('output.stdout')).write(
        testFormats[flags.format](results, theme),
      );
      const { samples, failed, untested } = countTests(results);
      if (failed > 0 || (results.strict && untested > 0)) return context.end(exitCodes.findings);
      if (samples > 0) return context.end(exitCodes.clean);
      const none = say('ruleTest.noneHasFixture');
      await asideSink(stderr).write(`${none}\n`);
      context.end(exitCodes.doubt);
    });
}

const parseTestFormat = oneOf(formats, 'format');

function parseTestTarget(text: string): Target {
  const [name, path] = cutTarget(text, 'junit=rules.xml');
  return { format: parseTestFormat(name), path };
}
