import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { root } from '../binary.ts';
import { aWorld } from '../world.ts';

const commands = relative(process.cwd(), join(root, 'fixtures', 'commands'));
const tried = `${commands}/tried`;
const log = `${tried}/tests/two-addresses/hit-high-watched.ndjson`;
const judged = '00000000-0000-4000-8000-000000000002';
const own = ['--no-builtin-rules', '--rules', tried];
const related = ['--no-builtin-rules', '--rules', `${commands}/related`];
const relatedLog = `${commands}/related/log.ndjson`;
const event = (number: string): readonly string[] => [
  ...related,
  '--event',
  `00000000-0000-4000-8000-0000000001${number}`,
  relatedLog,
];

const folder = mkdtempSync(join(tmpdir(), 'oktahunt-japanese-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function inJapanese(...argv: readonly string[]) {
  const world = aWorld();
  const code = await main(['rules', ...argv, '--lang', 'ja'], world);
  return { code, out: world.out(), err: world.err() };
}

const golden = (name: string): string => join(root, 'fixtures', 'golden', 'rules', name);

describe('for people, in Japanese', () => {
  test.each<[file: string, argv: readonly string[], code: number]>([
    ['list.related.ja.txt', ['list', ...related], 0],
    ['show.ja.txt', ['show', 'two-addresses', ...own], 0],
    ['show.correlation.ja.txt', ['show', 'failed-then-granted', ...related], 0],
    ['show.filter.ja.txt', ['show', 'monitor-may-fail', ...related], 0],
    ['check.ja.txt', ['check', `${commands}/flawed`], 2],
    ['test.ja.txt', ['test', tried], 1],
    ['why.ja.txt', ['why', 'two-addresses', ...own, '--event', judged, log], 0],
    ['why.correlation.ja.txt', ['why', 'many-failed-sign-ins', ...event('04')], 0],
    ['why.chain.ja.txt', ['why', 'failed-then-granted', ...event('07')], 0],
    ['coverage.related.ja.txt', ['coverage', ...related, relatedLog], 0],
    ['backtest.ja.txt', ['backtest', 'two-addresses', ...own, log], 0],
    ['tune.ja.txt', ['tune', 'two-addresses', ...own, log, '--min-days', '0'], 0],
  ])('%s', async (file, argv, code) => {
    const ended = await inJapanese(...argv);
    expect(ended).toMatchObject({ code });
    await expect(ended.out).toMatchFileSnapshot(golden(file));
  });

  test('a rule of several paragraphs that writes many values and variants', async () => {
    const rule = {
      title: 'T',
      name: 'many-values',
      description: 'One.\n\nTwo.\n',
      logsource: { product: 'okta', service: 'okta' },
      detection: {
        sel: { 'client.zone|base64offset|contains': 'foobar' },
        none: { 'w.n': 0 },
        condition: 'sel and none',
      },
      context: {
        w: {
          events: { eventType: [...'abcdefg'] },
          'group-by': ['actor.id'],
          before: '1h',
          fields: { n: { count: true } },
        },
      },
    };
    const file = join(folder, 'many-values.yml');
    writeFileSync(file, JSON.stringify(rule));
    const alone = ['many-values', '--no-builtin-rules', '--rules', file];
    const shown = await inJapanese('show', ...alone);
    expect(shown.err).toBe('');
    expect(shown.out).toContain('\n  One.\n\n  Two.\n\n');
    expect(shown.out.replace(/\n +/g, ' ')).toContain('eventType: a, b, c, d, e, ほか 2 個');
    const why = await inJapanese('why', ...alone, '--event', judged, log);
    expect(why.out).toContain('Zm9vYmFy* またはその変形');
  });

  test('mistakes are told with what to do', async () => {
    const { code, err } = await inJapanese('show', 'two-addresses', '--no-builtin-rules');
    expect(code).toBe(2);
    expect(err).toContain('エラー: --no-builtin-rules を指定すると、ルールがなくなります');
    expect(err).toContain('自分のルールを追加してください: --rules パス');
  });

  test('a new rule asks in Japanese what to fill in, and loads', async () => {
    const made = await inJapanese('new', 'my-rule', '--into', folder);
    expect(made).toMatchObject({ code: 0 });
    expect(made.out).toContain(`oktahunt rules test ${folder}`);
    expect(readFileSync(join(folder, 'my-rule.yml'), 'utf8')).toContain(
      '最初に行うことを書いてください。',
    );
    expect(await inJapanese('test', folder)).toMatchObject({ code: 0 });
  });
});

test.each<[readonly string[]]>([
  [['check', `${commands}/flawed`, '-f', 'json']],
  [['test', tried, '-f', 'json']],
  [['test', tried, '-f', 'junit']],
  [['show', 'two-addresses', ...own, '-f', 'json']],
  [['why', 'many-failed-sign-ins', ...event('04'), '-f', 'json']],
  [['coverage', ...own, '-f', 'json']],
  [['coverage', ...own, '-f', 'navigator']],
])('for programs, English: %j', async (argv) => {
  const english = aWorld();
  await main(['rules', ...argv], english);
  expect((await inJapanese(...argv)).out).toBe(english.out());
});
