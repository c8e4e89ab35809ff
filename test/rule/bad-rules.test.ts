import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import {
  hunt,
  InputError,
  type JsonObject,
  loadRules,
  parseRules,
  RuleError,
} from '../../src/index.ts';
import { aWorld } from '../cli/world.ts';
import { aRecord } from '../event/builders.ts';
import { correlation, detecting, expectRefusal, good, problemsOf, window } from './builders.ts';

/** Seconds of the processor that something takes. */
function secondsOf(work: () => unknown): number {
  const started = process.cpuUsage();
  work();
  return process.cpuUsage(started).user / 1e6;
}

async function finds(text: string, fields: JsonObject): Promise<boolean> {
  for await (const outcome of hunt([aRecord(fields)], parseRules(text))) {
    if (outcome.kind === 'finding') return true;
  }
  return false;
}

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oktahunt-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Writes a file into the folder; gives its path. */
function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('bad rules', () => {
  test('R01 mistakes of all files are told in one run, each with its place', async () => {
    const [a, b] = [
      file('a.yml', detecting('{f: [1}')),
      file('b.yml', detecting('{f|containz: 1}')),
    ];
    const error = await loadRules([folder]).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RuleError);
    const places = (error as RuleError).problems.map(({ file, line }) => `${file}:${line}`);
    expect(places).toContain(`${a}:4`);
    expect(places).toContain(`${b}:4`);
    expect((error as RuleError).message).toContain(`${b}:4:9: unknown modifier "containz"`);
  });

  test('R02 an unknown modifier is never ignored, and the nearest is told', () => {
    expectRefusal(detecting('{f|startwith: a}'), 4, '"startwith"', 'startswith');
    expectRefusal(`levle: high\n${good}`, 1, '"levle"', 'level');
  });

  test('R03 no pattern takes more than linear time', async () => {
    for (const pattern of ['^(a+)+$', '(a|aa)+$', '(.*a){20}', '^(a|a?)+$', '(x+x+)+y']) {
      const long = `${'a'.repeat(20_000)}!`;
      const started = performance.now();
      await finds(detecting(`{displayMessage|re: '${pattern}'}`), { displayMessage: long });
      expect(performance.now() - started, pattern).toBeLessThan(2000);
    }
  });

  test('R04 what RE2 reads, rules may say', () => {
    for (const pattern of [
      '(?i)a',
      '\\-\\_\\@',
      '(?P<name>a)',
      '\\pL+',
      '[[:alpha:]]',
      'a{1,1000}',
    ]) {
      expect(
        problemsOf(() => parseRules(detecting(`{f|re: '${pattern}'}`))),
        pattern,
      ).toEqual([]);
    }
  });

  test('R05 what needs backtracking is refused with a hint', () => {
    expectRefusal(detecting("{f|re: 'a(?=b)'}"), 4, 'look');
    expectRefusal(detecting("{f|re: '(?<=a)b'}"), 4, 'look');
    expectRefusal(detecting("{f|re: '(a)\\1'}"), 4, 'back');
    expectRefusal(detecting("{f|re: 'a{1001}'}"), 4, '{1001}');
  });

  test('R06 a huge alternation is refused, with the list to use in its place', () => {
    const words = Array.from({ length: 50_000 }, (_, index) => `word${index}`).join('|');
    const text = detecting(`{f|re: '${words}'}`);
    expect(secondsOf(() => problemsOf(() => parseRules(text)))).toBeLessThan(2);
    expectRefusal(text, 4, 'list');
  });

  test('R07 aliases are refused before they are followed', () => {
    const levels = Array.from(
      { length: 9 },
      (_, at) => `l${at + 1}: &l${at + 1} [${Array(9).fill(`*l${at}`).join(', ')}]\n`,
    );
    const bomb = `l0: &l0 [x]\n${levels.join('')}${good}`;
    expect(secondsOf(() => problemsOf(() => parseRules(bomb)))).toBeLessThan(1);
    expectRefusal(bomb, 2, 'alias');
  });

  test('R08 thousands of anchors take no time; a file has at most 1 MiB', () => {
    const anchors = Array.from({ length: 5000 }, (_, at) => `k${at}: [&a${at} x, *a${at}]\n`);
    const text = `${anchors.join('')}${good}`;
    expect(secondsOf(() => problemsOf(() => parseRules(text)))).toBeLessThan(2);
    expectRefusal(text, 1, 'anchor');
    expectRefusal(`${good}# ${'x'.repeat(2 ** 20)}`, 1, '1048576');
  });

  test('R09 a condition may deny itself any number of times', async () => {
    const text = detecting('{eventType: a}', `${'not '.repeat(20_000)}sel`);
    expect(await finds(text, { eventType: 'a' })).toBe(true);
    expect(await finds(text, { eventType: 'b' })).toBe(false);
  });

  test('R09 deep nesting is refused', () => {
    expectRefusal(`deep: ${'['.repeat(500)}${']'.repeat(500)}\n${good}`, 1, 'nested', '64');
    expectRefusal(detecting('{eventType: a}', `${'('.repeat(5000)}sel${')'.repeat(5000)}`), 5);
  });

  test('R10 a key given twice is refused', () => {
    expectRefusal(`level: low\nlevel: high\n${good}`, 2, '"level"');
    expectRefusal(detecting('{f: a, f: b}'), 4, '"f"');
  });

  test('R11 what YAML 1.1 would take for something else is text', async () => {
    for (const plain of [
      'NO',
      'on',
      '1:20',
      '2026-03-04',
      '0o17',
      '0x1F',
      '1_000',
      '01234',
      '1e3',
      '+1',
      '.5',
    ]) {
      const text = detecting(`{displayMessage: ${plain}}`);
      expect(await finds(text, { displayMessage: plain }), plain).toBe(true);
      expect(await finds(text, { displayMessage: 'other' }), plain).toBe(false);
    }
    expect(await finds(detecting('{displayMessage: NO}'), { displayMessage: false })).toBe(false);
  });

  test.each([
    '!mine',
    '!!js/function',
    '!!python/object',
    '!!binary',
    '!!timestamp',
    '!!omap',
    '!!set',
    '!<x>',
    '!<tag:yaml.org,2002:binary>',
  ])('R12 the tag %s is refused', (tag) => expectRefusal(detecting(`{f: ${tag} 'a'}`), 4));

  test('R13 several documents, byte order mark, CRLF, tabs and NUL', async () => {
    const two = `name: one\n${good}---\nname: two\n${good}`;
    expect(parseRules(two).rules.map(({ name }) => name)).toEqual(['one', 'two']);
    expect(await finds(`\uFEFF${good}`, { eventType: 'a' })).toBe(true);
    expect(await finds(good.replaceAll('\n', '\r\n'), { eventType: 'a' })).toBe(true);
    expectRefusal(good.replace('  sel', '\tsel'), 4, 'ab');
  });

  test.each([
    ['NUL', '\0', 'U+0000'],
    ['an escape character', '\x1b[2J', 'U+001B'],
    ['a control character of eight bits', '\x9b', 'U+009B'],
    ['half of a pair', '\ud83d', 'U+D83D'],
    ['the other half', '\ude00', 'U+DE00'],
    ['a carriage return alone', '\rlevel: high', 'U+000D'],
    ['a second byte order mark', '\ufeff', 'U+FEFF'],
    ['what is no character', '\uffff', 'U+FFFF'],
  ])('R13 %s is refused', (_name, text, says) => {
    expectRefusal(`# \u00e9\n${good.replace('title: T', `title: T${text}`)}`, 2, says);
  });

  test('R13 a pair, a tab and a next line are text', () => {
    const [rule] = parseRules(good.replace('title: T', 'title: "\u{1f511}\t\x85"')).rules;
    expect(rule?.title).toBe('\u{1f511}\t\x85');
  });

  test('R14 an id in two files is told with both places', async () => {
    const id = 'id: 5f0c2f5e-0000-4000-8000-000000000001\n';
    const [a, b] = [file('a.yml', id + good), file('b.yml', id + good)];
    const error = await loadRules([a, b]).catch((reason: unknown) => reason);
    expect(String(error)).toContain(`${b}:1`);
    expect(String(error)).toContain(`${a}:1`);
  });

  test('R15 an event type that no catalogue has is judged', async () => {
    expect(await finds(detecting('{eventType: no.such.type}'), { eventType: 'no.such.type' })).toBe(
      true,
    );
  });

  test('R16 what can never or always match is refused where it is seen', () => {
    expectRefusal(detecting('{f: []}'), 4);
    expectRefusal(detecting('{f: a}', 'sel and not 1 of x*'), 5, 'x*');
    expectRefusal(detecting('{}'), 4);
  });

  test('R17 a missing rule is told with the nearest, a circle with its path', () => {
    const missing = `name: base\n${good}---\nname: other\n${window('rules: [bsae], before: 1h')}`;
    expectRefusal(missing, undefined, '"bsae"', 'base');
    const of = (name: string, next: string): string =>
      `name: ${name}\n${window(`rules: [${next}], before: 1h`)}`;
    const circle = [of('a', 'b'), of('b', 'c'), of('c', 'a')].join('---\n');
    expectRefusal(circle, undefined, 'a -> b -> c -> a');
  });

  test('R17 a missing rule of a correlation is told with the nearest', () => {
    expectRefusal(correlation({ rules: '[bsae]' }), undefined, '"bsae"', 'base');
  });

  const times = ['0s', '0', '10', '-5m', '1.5h', '1e9d', '999999d', '5M', '5 m', 'h', ''];

  test.each(times)('R18 a window of "%s" is refused', (time) =>
    expectRefusal(window(`before: '${time}'`), 2, 'before'),
  );

  test.each(times)('R18 a correlation over "%s" is refused', (time) =>
    expectRefusal(correlation({ timespan: `'${time}'` }), 5, 'timespan'),
  );

  test.each(['-1', '.nan', '.inf', 'many', '[2]', '1e400'])(
    'R19 a threshold of %s is refused',
    (threshold) => expectRefusal(correlation({ condition: `{gte: ${threshold}}` }), 6),
  );

  test('R20 a key that is different in every event is judged all the same', async () => {
    const text = window('group-by: [uuid], before: 1s').replace('{w.n: 0}', '{w.n: 1}');
    const records = Array.from({ length: 3 }, () => aRecord());
    let undecided = -1;
    for await (const outcome of hunt(records, parseRules(text))) {
      if (outcome.kind === 'summary') undecided = outcome.rules[0]?.undecided ?? -1;
    }
    expect(undecided).toBeGreaterThanOrEqual(0);
  });

  test('R21 a folder named like a file, and what is no text', async () => {
    mkdirSync(join(folder, 'rules.yml'));
    file('good.yml', `name: good\n${good}`);
    expect((await loadRules([folder])).rules.map(({ name }) => name)).toEqual(['good']);
    await expect(loadRules([join(folder, 'none.yml')])).rejects.toThrow(InputError);
    const bytes = file('bytes.yml', Buffer.from([0x74, 0xff, 0xfe, 0x00]));
    await expect(loadRules([bytes])).rejects.toThrow(`${bytes}:1`);
  });

  test('R21 a loop of links is one file', async () => {
    symlinkSync(folder, join(folder, 'loop'));
    file('good.yml', `name: good\n${good}`);
    expect((await loadRules([folder])).rules.map(({ name }) => name)).toEqual(['good']);
  });

  test('R22 what another parser may take for the end of a line is none', () => {
    const [rule] = parseRules(`# told\u2028level: critical\x85level: critical\n${good}`).rules;
    expect(rule?.level).not.toBe('critical');
  });

  test.each(['scan', 'rules list'])(
    'R23 %s shows no control characters of a rule',
    async (command) => {
      const evil = `title: "\\e]0;x\\a\\e[2J\\u202e<b>"\nname: evil\n${good.slice(9)}`;
      const world = aWorld();
      const log = file('log.ndjson', `${JSON.stringify(aRecord({ eventType: 'a' }))}\n`);
      const rules = ['--no-builtin-rules', '--rules', file('evil.yml', evil)];
      const argv = command === 'scan' ? ['scan', log, ...rules] : ['rules', 'list', ...rules];
      await main(argv, world);
      expect(world.out()).toContain('<b>');
      expect(world.out() + world.err()).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
    },
  );

  test('R23 nor does the refusal of a rule', async () => {
    const world = aWorld();
    const rules = file('evil.yml', detecting('{"f|\\e[2Jx": a}'));
    expect(await main(['scan', rules, '--rules', rules], world)).toBe(2);
    expect(world.err()).toContain('unknown modifier');
    expect(world.err()).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
  });

  test('R24 a rule reaches no file, no environment and no network', () => {
    for (const list of ['../../etc/passwd', '/etc/passwd', 'https://example.com/x']) {
      const known = `context:\n  w: {list: '${list}', fields: {n: {new: f}}}\n`;
      expectRefusal(`${known}${detecting('{w.n: true}')}`, 2, list);
      expectRefusal(detecting(`{f|expand: '%${list}%'}`), 4);
    }
    expectRefusal(detecting('{f: !include /etc/passwd}'), 4);
  });

  test('R25 with one bad rule among many nothing is judged', async () => {
    for (let at = 0; at < 100; at++) file(`r${at}.yml`, `name: r${at}\n${good}`);
    file('bad.yml', detecting('{f|containz: a}'));
    const log = file('log.ndjson', `${JSON.stringify(aRecord({ eventType: 'a' }))}\n`);
    const world = aWorld();
    expect(await main(['scan', log, '--no-builtin-rules', '--rules', folder], world)).toBe(2);
    expect(world.out()).toBe('');
    expect(world.err()).toContain('bad.yml:4:9');
  });
});
