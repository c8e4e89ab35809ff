import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { aRecord } from '../event/builders.ts';
import { aWorld } from './world.ts';

const okta = 'logsource: {product: okta, service: okta}\n';
const any = 'detection: {s: {eventType: test.alarm}, condition: s}\nlevel: high\n';
const foreign = (title: string): string =>
  `title: ${title}\nlogsource: {product: windows, service: security}\n${any}`;
const loud = `title: L\n${okta}${any}`;
const silent = `title: S\ngenerate: false\n${okta}${any}`;
const filter = `title: F\n${okta}filter: {rules: any, s: {eventType: user.session.end}, condition: not s}\n`;
const counted = (of: string): string =>
  `title: C\ncorrelation: {type: event_count, rules: [${of}], timespan: 1h, condition: {gte: 2}}\n`;

const files: Readonly<Record<string, string>> = {
  'log.ndjson': `${JSON.stringify(aRecord())}\n`,
  'windows/win.yml': foreign('win \\x07'),
  'windows-counted/win.yml': `name: w\n${foreign('w')}---\n${counted('w')}level: high\n`,
  'disabled/r.yml.disabled': loud,
  'disabled/.hidden.yml': loud,
  'disabled/readme.txt': 'no rule',
  'comment/empty.yml': '# nothing',
  'feeding/quiet.yml': silent,
  'filter/filter.yml': filter,
  'empty/lists/some.txt': 'x',
  'mixed/loud.yml': loud,
  'mixed/win.yml': foreign('w'),
};

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'oktahunt-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(argv: readonly string[]) {
  const world = aWorld();
  const code = await main(argv, world);
  return { code, out: world.out(), err: world.err() };
}

const at = (name: string): string => join(folder, name);
const alone = (name: string): readonly string[] => ['--no-builtin-rules', '--rules', at(name)];

describe('no rule that reports', () => {
  test.each([
    ['windows', /there is no rule that reports at .*: 1 rule for other products \(win \\x07\)/],
    ['windows-counted', /left out: 2 rules for other products \(w, C\)/],
    ['disabled', /left out: 2 files that do not end in .* \(\S+\/\.hidden\.yml, \S+\/r\.yml\.dis/],
    ['comment', /the file holds no rule/],
    ['feeding', /left out: 1 rule that does not report \(quiet\)/],
    ['filter', /left out: 1 filter \(filter\)/],
    ['empty', /there is no rule that reports at \S+$/m],
  ])('in %s is a mistake of the caller, and says what was left out', async (name, message) => {
    for (const argv of [
      ['scan', at('log.ndjson'), ...alone(name)],
      ['scan', at('log.ndjson'), ...alone(name), '-q', '-f', 'ndjson'],
      ['watch', '--store', at('store'), ...alone(name)],
      ['rules', 'coverage', ...alone(name)],
    ]) {
      const { code, out, err } = await run(argv);
      expect({ code, out }, argv.join(' ')).toEqual({ code: 2, out: '' });
      expect(err).toMatch(message);
      expect(err).toMatch(/^error: /m);
    }
  });

  test('is what a selection can leave, too', async () => {
    const both = [...alone('mixed'), '--rules', at('feeding')];
    const { code, err } = await run(['scan', at('log.ndjson'), ...both, '--only', 'quiet']);
    expect(code).toBe(2);
    expect(err).toContain('--only and --skip leave no rule that reports');
  });
});

describe('rules check and rules test', () => {
  test.each([
    ['windows', 2, 2, /error: there is no rule at .*: 1 rule for other products/],
    ['disabled', 2, 2, /error: there is no rule at .*: 2 files that do not end in/],
    ['comment', 2, 2, /the file holds no rule/],
    ['empty', 2, 2, /error: there is no rule at/],
    ['filter', 0, 2, /1 filter: |no rule to test/],
    ['feeding', 0, 4, /1 rule: |not complete: none of the rules has a fixture/],
    ['mixed', 0, 4, /note: left out: 1 rule for other products \(w\)/],
  ])('of %s end with %i and %i', async (name, checked, tested, message) => {
    const [check, tried] = [
      await run(['rules', 'check', at(name)]),
      await run(['rules', 'test', at(name)]),
    ];
    expect([check.code, tried.code]).toEqual([checked, tested]);
    for (const { out, err } of [check, tried]) expect(out + err).toMatch(message);
  });
});

describe('what is left out beside rules that report', () => {
  test('is noted, unless quiet', async () => {
    const argv = ['scan', at('log.ndjson'), ...alone('mixed')];
    const { code, err } = await run(argv);
    expect({ code, err }).toEqual({
      code: 0,
      err: 'note: left out: 1 rule for other products (w)\n',
    });
    expect((await run([...argv, '-q'])).err).toBe('');
  });

  test('is a warning if a path holds no rule file at all', async () => {
    const argv = ['scan', at('log.ndjson'), ...alone('mixed'), '--rules', at('empty'), '-q'];
    const { code, err } = await run(argv);
    expect(code).toBe(0);
    expect(err).toBe(`warning: no rule file (.yml, .yaml) at ${at('empty')}\n`);
  });

  test('is nothing if a path only repeats what another one holds', async () => {
    const again = [...alone('mixed/loud.yml'), '--rules', at('mixed/loud.yml'), '-q'];
    expect((await run(['scan', at('log.ndjson'), ...again])).err).toBe('');
  });
});

describe('a list that no rule uses', () => {
  const misspelt = 'existing_acounts=LOG';

  test.each([
    ['scan', ['scan', 'LOG']],
    ['check', ['rules', 'check']],
    ['list', ['rules', 'list']],
    ['show', ['rules', 'show', 'session-moved-machine']],
    ['coverage', ['rules', 'coverage']],
  ])('is told by %s, with what may be meant', async (_, words) => {
    const log = at('log.ndjson');
    const argv = [...words, '--list', misspelt].map((word) => word.replace('LOG', log));
    const { code, err } = await run(argv);
    expect(code).toBe(0);
    expect(err).toContain(
      'warning: no rule uses the list "existing_acounts"; did you mean "existing_accounts"?\n',
    );
  });

  test('is not told of one that a rule or a filter compares with', async () => {
    const rule = `${loud}---\ntitle: N\nname: n\n${okta}filter:\n  rules: any\n  s: {actor.alternateId|expand: "%mine%"}\n  condition: not s\n`;
    writeFileSync(at('listed.yml'), rule);
    const list = ['--list', `mine=${at('log.ndjson')}`];
    const scan = await run(['scan', at('log.ndjson'), ...alone('listed.yml'), ...list]);
    expect(scan).toMatchObject({ code: 0, err: '' });
    const check = await run(['rules', 'check', at('listed.yml'), ...list]);
    expect(check.err).toBe('');
  });
});
