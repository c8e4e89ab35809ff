import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { columnsOf } from '../../../src/cli/help/help-text.ts';
import { topics, topicText } from '../../../src/cli/help/topics.ts';
import { main } from '../../../src/cli/main.ts';
import { languageTags } from '../../../src/language/language-tag.ts';
import { languages } from '../../../src/language/languages.ts';
import { anEngine, aWorld } from '../world.ts';
import { everyCommand, programIn, typed } from './spoken-program.ts';

const names = everyCommand(programIn('en').program).map(typed);

/** The command of a program that is typed so. */
function commandOf({ program }: ReturnType<typeof programIn>, name: string) {
  const command = everyCommand(program).find((one) => typed(one) === name);
  if (!command) throw new Error(`no command ${name}`);
  return command;
}

/** A line that is a command, or a name: it is not broken, since it is typed. */
const isTyped = (line: string): boolean =>
  /^ {2}(?:oktahunt|gunzip|source|# yaml|OKTA)|^ {4}--into|^使い方: |^Usage: /.test(line);

describe.each(languageTags)('the help in %s', (tag) => {
  test.each([60, 80, 120, 300])('keeps within %d columns, but for what is typed', (columns) => {
    const all = programIn(tag, columns);
    for (const name of names) {
      const lines = all.helpOf(commandOf(all, name)).split('\n');
      const most = Math.min(columns, 120);
      expect(lines.filter((line) => columnsOf(line) > most && !isTyped(line))).toEqual([]);
    }
  });

  test.each(names)('of %s has examples', (name) => {
    const all = programIn(tag);
    const text = all.helpOf(commandOf(all, name));
    expect(text).toMatch(new RegExp(`\n${all.say('help.examples')}\n {2}\\S`));
  });

  test.each(topics.filter((topic) => topic !== 'lint'))('on %s fits', async (topic) => {
    const text = await topicText(topic, languages[tag], 80);
    expect(text.split('\n').filter((line) => columnsOf(line) > 80 && !isTyped(line))).toEqual([]);
  });
});

/** The words of a page that are neither typed nor names. */
const prose = /^[^ \n].*|(?<=^ {2}\S.* {2,})\S.*/gm;

test.each(names)('the Japanese help of %s is Japanese', (name) => {
  const [ours, theirs] = [programIn('ja', 300), programIn('en', 300)];
  const english = new Set(theirs.helpOf(commandOf(theirs, name)).match(prose));
  const left = (ours.helpOf(commandOf(ours, name)).match(prose) ?? [])
    .filter((line) => english.has(line))
    // The values of an option, and names.
    .filter((line) => !/^(?:Okta:|[\w-]+(?:, [\w-]+)*,?(?: \(.*\))?)$/.test(line));
  expect(left).toEqual([]);
});

test('every command that does something takes --lang', () => {
  const { program } = programIn('en');
  const acting = everyCommand(program).filter(({ commands }) => commands.length === 0);
  expect(acting.length).toBeGreaterThan(25);
  const without = acting.filter(({ options }) => !options.some(({ long }) => long === '--lang'));
  expect(without.map(typed)).toEqual([]);
});

test.each([
  [['--help'], { LANG: 'ja_JP.UTF-8' }, '使い方: oktahunt'],
  [['--help'], { LANG: 'ja_JP.UTF-8', CI: '1' }, 'Usage: oktahunt'],
  [['scan', '--help', '--lang', 'ja'], {}, '使い方: oktahunt scan'],
  [['help', 'scan', '--lang', 'ja'], {}, '使い方: oktahunt scan'],
  [['help', '--lang', 'ja'], {}, '使い方: oktahunt'],
  [['help', 'exit-codes', '--lang', 'ja'], {}, '終了コード'],
  [['help', 'lint', '--lang', 'ja'], {}, "'oktahunt rules check' の指摘"],
  [['schema', '--lang', 'ja'], {}, 'finding      1 件の検出'],
  [['man', 'scan', '--lang', 'ja'], {}, `'\\" -*- coding: UTF-8 -*-\n.TH "OKTAHUNT-SCAN"`],
  [['init', '--out', '-', '--lang', 'ja'], {}, '# oktahunt の設定です。'],
  [['__describe', 'scan', '--lang', 'ja', '--save'], {}, '--save\t取得したイベント'],
  [['__describe', 'scan', '--save'], {}, '--save\tkeep the pulled events'],
  [['__describe', 'conv'], {}, 'convert\tturn a saved report into other formats\nconvert-log\t'],
  [['__describe', 'scan', '--fail-on', 'hi'], {}, 'high\n'],
  [['__complete', 'scan', '--save'], {}, '--save\n'],
])('%j with %j prints %s', async (argv, env, start) => {
  const world = aWorld({ env });
  expect(await main(argv, world, anEngine([]).load)).toBe(0);
  expect(world.out().slice(0, start.length)).toBe(start);
});

test.each([
  [['help', 'scan'], /^Usage: /, false],
  [['man', 'scan'], /^\.TH /, false],
  [['help', 'exit-codes'], /^終了コード/, true],
  [['schema'], /^finding {6}1 件の検出/, true],
])(
  'with a configuration file in Japanese, %j is in one language',
  async (argv, start, japanese) => {
    const folder = mkdtempSync(join(tmpdir(), 'help-'));
    writeFileSync(join(folder, 'oktahunt.config.yaml'), 'lang: ja\n');
    const world = aWorld({ cwd: folder });
    const code = await main(argv, world, anEngine([]).load);
    rmSync(folder, { recursive: true });
    expect(code).toBe(0);
    expect(world.out()).toMatch(start);
    expect(/\p{Script=Hiragana}/u.test(world.out())).toBe(japanese);
  },
);
