import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { InputError, loadRules, RuleError } from '../../src/index.ts';
import { good } from '../rule/builders.ts';
import { aFolder } from './folder.ts';

const named = (name: string): string => `name: ${name}\n${good}`;

async function namesIn(...paths: readonly string[]): Promise<readonly string[]> {
  return (await loadRules(paths)).rules.map(({ name }) => name);
}

describe('loading rules', () => {
  test('finds them at any depth, in the order of code units', async () => {
    const folder = await aFolder({
      'b.yml': named('b'),
      'B.yaml': named('B'),
      'a/deep/c.YML': named('c'),
      '.hidden/d.yml': named('d'),
      'notes.txt': 'no rule',
    });
    expect(await namesIn(folder)).toEqual(['B', 'c', 'b']);
  });

  test('reads a file once, however it is reached', async () => {
    const folder = await aFolder({
      'a.yml': named('a'),
      'again.yml': { link: 'a.yml' },
      'other/loop': { link: '..' },
      'other/b.yml': named('b'),
      'other/lists/some.txt': 'x',
    });
    const ways = [folder, `${folder}/a.yml`, `${folder}/other/../a.yml`, `${folder}/other/loop`];
    expect(await namesIn(...ways)).toEqual(['a', 'b']);
    expect((await loadRules(ways)).lists.get('some')).toEqual(['x']);
  });

  test('reads more files than may be open at a time', async () => {
    const count = 300;
    const folder = await aFolder(
      Object.fromEntries(
        Array.from({ length: count }, (_, at) => [`r${at}.yml`, named(`r${at}`)] as const),
      ),
    );
    expect(new Set(await namesIn(folder)).size).toBe(count);
  });

  test('tells the byte that is not valid UTF-8, and nothing that follows from it', async () => {
    const bytes = Buffer.concat([Buffer.from('name: a\ntitle: \u00e9'), Buffer.from([0xff, 0x00])]);
    const folder = await aFolder({ 'a.yml': bytes, 'b.yml': good.replace('eventType', 'f|x') });
    const error = await loadRules([folder]).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RuleError);
    const [first, second, ...others] = (error as RuleError).problems;
    const at = { file: `${folder}/a.yml`, line: 2, column: 9 };
    expect(first).toMatchObject({ ...at, message: 'byte 17 is not valid UTF-8' });
    expect([second?.file, others]).toEqual([`${folder}/b.yml`, []]);
  });

  test.each([
    ['a file that is missing', 'none.yml', 'there is no such file'],
    ['a file of another kind', 'rules.sigma', 'this is not a rule file'],
    ['a link to nothing', 'dangling', 'there is no such file'],
    ['a list that is not valid UTF-8', 'lists', 'byte 1 is not valid UTF-8'],
  ])('refuses %s', async (_name, path, reason) => {
    const folder = await aFolder({
      'rules.sigma': good,
      'dangling/a.yml': { link: 'nothing' },
      'lists/bytes.txt': Buffer.from([0x61, 0xff]),
    });
    const loading = loadRules([`${folder}/${path}`]);
    await expect(loading).rejects.toThrow(InputError);
    await expect(loading).rejects.toThrow(reason);
  });

  test.skipIf(process.platform === 'win32')('does not wait for a pipe in a folder', async () => {
    const folder = await aFolder({ 'a.yml': good });
    execFileSync('mkfifo', [`${folder}/pipe.yml`]);
    await expect(loadRules([folder])).rejects.toThrow('this is no file');
  });
});
