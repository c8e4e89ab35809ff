import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { applyOptions } from '../../../src/cli/config/apply-options.ts';
import type { CommandContext } from '../../../src/cli/config/command-context.ts';
import { parseLayer } from '../../../src/cli/config/config-file.ts';
import { configSchema } from '../../../src/cli/config/config-schema.ts';
import { optionRowOf, optionSettingNames } from '../../../src/cli/config/option-settings.ts';
import { settingNames } from '../../../src/cli/config/settings.ts';
import { templateOf } from '../../../src/cli/init/run.ts';
import { sayIn } from '../../../src/cli/option/speech.ts';
import { createProgram } from '../../../src/cli/program.ts';
import { processIo } from '../../../src/cli/terminal/io.ts';
import { inEnglish } from '../../../src/language/languages.ts';

const context: CommandContext = {
  io: processIo(process),
  load: () => Promise.reject(new Error('not needed')),
  end: () => {},
  speech: { language: inEnglish },
};

/** A command of the real program, its options as a command line gives them. */
function commandOf(name: string, argv: readonly string[]): Command {
  const program = createProgram(context, '0.0.0', () => {});
  const command = program.commands.find((one) => one.name() === name) as Command;
  command.parseOptions([...argv]);
  return command;
}

const layer = (text: string, isOwn = true) => parseLayer(text, '/repo/oktahunt.config.yaml', isOwn);

/** What a command does with options of files, its own first. */
function applied(name: string, argv: readonly string[], ...texts: readonly string[]) {
  const command = commandOf(name, argv);
  applyOptions(
    command,
    texts.map((text) => layer(text)),
  );
  return command.opts();
}

describe('an option that a file gives', () => {
  test.each([
    ['is parsed as the command line parses it', 'failOn: high', [], { failOn: 'high' }],
    ['gives way to the command line', 'failOn: high', ['--fail-on', 'none'], { failOn: 'none' }],
    ['may be a list', 'rules: [a, ../b]', [], { rules: ['/repo/a', '/b'] }],
    ['may be one of a list', 'packs: session-theft', [], { pack: ['session-theft'] }],
    ['may be yes or no', 'builtinRules: false', [], { builtinRules: false }],
    ['may switch a colour off', 'color: never', [], { color: 'never' }],
    [
      'may be a report',
      'outputs: [json=a/b.json]',
      [],
      { output: [{ format: 'json', path: '/repo/a/b.json' }] },
    ],
    ['may be for a command alone', 'failOn: high\nscan: {failOn: low}', [], { failOn: 'low' }],
    [
      'is not for another command',
      'watch: {minSeverity: high}',
      [],
      { minSeverity: 'informational' },
    ],
    [
      'may be value lists, which those of the command line join',
      'lists: {a: [x, 1], b: b.txt, c: [z]}',
      ['--list', 'c=c.txt'],
      {
        list: [
          { name: 'a', values: ['x', '1'] },
          { name: 'b', file: '/repo/b.txt' },
          { name: 'c', file: 'c.txt' },
        ],
      },
    ],
  ] as const)('%s', (_, text, argv, options) => {
    expect(applied('scan', argv, text)).toMatchObject(options);
  });

  test('is that of the nearer file, its section before the rest', () => {
    expect(applied('scan', [], 'failOn: low', 'scan: {failOn: high}')).toMatchObject({
      failOn: 'low',
    });
  });

  test('is left alone by commands that mean something else by it', () => {
    const command = createProgram(context, '0.0.0', () => {})
      .commands.find((one) => one.name() === 'rules')
      ?.commands.find((one) => one.name() === 'list') as Command;
    applyOptions(command, [layer('format: ndjson\nlists: {a: [b]}')]);
    expect(command.opts()).toMatchObject({ format: 'table', list: [{ name: 'a' }] });
  });

  test.each([
    ['failOn: hihg', /config\.yaml:1:1: failOn: unknown level 'hihg'|failOn/],
    ['a: 1', /config\.yaml:1:1: unknown setting 'a'/],
    ['failon: high', /did you mean "failOn"\?/],
    ['scan: high', /config\.yaml:1:1: scan must be a map/],
    ['scan: {org: x}', /org is of the connection/],
    ['builtinRules: no thanks', /builtinRules must be true or false/],
    ['failOn: [high]', /failOn must be a text/],
    ['rules: {a: b}', /rules must be a text or a list of texts/],
    ['lists: [a]', /lists must be a map/],
    ['lists: {a: {b: c}}', /lists: a must be a file or a list of values/],
  ])('is refused with its place: %s', (text, message) => {
    expect(() => applied('scan', [], text)).toThrow(message);
  });

  test.each([
    'outputs: json=/etc/x',
    'store: ../x',
    'outputs: [json=ok.json, json=a/../../x]',
    'webhook: https://a',
  ])('is refused in a project: %s', (text) => {
    expect(() => layer(text, false)).toThrow(/project's file/);
    expect(layer(text, true).options).toHaveLength(1);
  });
});

describe('the table of options', () => {
  /** What concerns one run only, or the files themselves. */
  const apart = ['config', 'case', 'user', 'ip', 'baseline', 'version'];

  test.each(['scan', 'watch', 'pull'])('has every option of %s', (name) => {
    const known: readonly string[] = [
      ...settingNames,
      ...optionSettingNames.map((one) => optionRowOf(one).option ?? one),
      ...apart,
    ];
    const names = commandOf(name, []).options.map((option) => option.attributeName());
    expect(names.filter((one) => !known.includes(one))).toEqual([]);
  });

  test('has no option that no command has', () => {
    const { commands } = createProgram(context, '0.0.0', () => {});
    const names = new Set(
      commands.flatMap(({ options }) => options.map((one) => one.attributeName())),
    );
    const lost = optionSettingNames.filter((one) => !names.has(optionRowOf(one).option ?? one));
    expect(lost).toEqual([]);
  });

  test.each([true, false])(
    'is what init writes, each value of which can be put in force (own: %s)',
    (isOwn) => {
      const text = templateOf(isOwn, sayIn({ language: inEnglish })).replace(/^#(?=\w+:)/gm, '');
      const read = parseLayer(text, '/repo/c.yaml', isOwn);
      expect(new Set(read.options.map(({ name }) => name)).size).toBe(
        optionSettingNames.filter((name) => isOwn || !optionRowOf(name).isOwn).length,
      );
      for (const name of ['scan', 'watch', 'pull']) applyOptions(commandOf(name, []), [read]);
    },
  );

  test('is in the schema for editors', () => {
    const { properties } = configSchema() as { properties: object };
    expect(Object.keys(properties)).toEqual(
      expect.arrayContaining(['org', 'scan', ...optionSettingNames]),
    );
    expect(properties).not.toHaveProperty('token');
  });
});
