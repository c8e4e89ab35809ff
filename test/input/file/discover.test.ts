import { execFileSync } from 'node:child_process';
import { chmod, mkdir } from 'node:fs/promises';
import { relative } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { discoverFiles } from '../../../src/input/file/discover.ts';
import { archiveMark } from '../../../src/input/file/log-archive.ts';
import { InputError } from '../../../src/input/input-error.ts';
import { manifestName } from '../../../src/okta/archive/manifest-name.ts';
import { aFolder, type Files } from '../folder.ts';

const stdin = Readable.from([]);

/** What is found, relative to the folder, with its kind if that is not a file. */
async function find(folder: string, ...paths: readonly string[]): Promise<readonly string[]> {
  const inputs = await discoverFiles(
    paths.map((path) => (path === '-' ? path : `${folder}/${path}`)),
    stdin,
  );
  return inputs.map(({ kind, file }) =>
    kind === 'file' ? relative(folder, file) : `${kind} ${relative(folder, file)}`,
  );
}

const logs: Files = {
  'b.json': '',
  'a.gz': '',
  'B.json': '',
  'jan/1.gz': '',
  'jan/2.json': '',
  'jan/deep/3.gz': '',
  '.hidden/4.gz': '',
  'ä.json': '',
};

describe('finding inputs', () => {
  it('walks folders in the order of code units, hidden files too', async () => {
    const folder = await aFolder(logs);
    expect(await find(folder, '')).toEqual([
      '.hidden/4.gz',
      'B.json',
      'a.gz',
      'b.json',
      'jan/1.gz',
      'jan/2.json',
      'jan/deep/3.gz',
      'ä.json',
    ]);
  });

  it('passes over what stands beside the events in an archive, and only there', async () => {
    expect(archiveMark).toBe(manifestName);
    const kept = { '2026-11-20.ndjson': '', 'dead-letters.ndjson': '' };
    const beside = { [`${manifestName}`]: '', '.oktahunt-archive.lock': '' };
    expect(await find(await aFolder({ ...kept, ...beside }), '')).toEqual(['2026-11-20.ndjson']);
    expect(await find(await aFolder(kept), '')).toEqual(Object.keys(kept));
    const folder = await aFolder(beside);
    expect(await find(folder, manifestName)).toEqual([manifestName]); // Named, it is read.
  });

  it.each([
    ['*.json', ['B.json', 'b.json', 'ä.json']],
    ['**/*.gz', ['a.gz', 'jan/1.gz', 'jan/deep/3.gz']],
    ['**/deep/*', ['jan/deep/3.gz']],
    ['j*/**', ['jan/1.gz', 'jan/2.json', 'jan/deep/3.gz']],
    ['{jan,feb}/[12].*', ['jan/1.gz', 'jan/2.json']],
    ['jan/../jan/?.gz', ['jan/../jan/1.gz']],
    ['.h*/*', ['.hidden/4.gz']],
  ])('the pattern %s finds files', async (pattern, expected) => {
    const folder = await aFolder(logs);
    expect((await discoverFiles([`${folder}/${pattern}`], stdin)).map(({ file }) => file)).toEqual(
      expected.map((file) => `${folder}/${file}`),
    );
  });

  it('a path that exists is no pattern', async () => {
    const folder = await aFolder({ '[a].json': '', 'a.json': '' });
    expect(await find(folder, '[a].json')).toEqual(['[a].json']);
  });

  it('a pattern may be relative to the working folder', async () => {
    const [input] = await discoverFiles(['fixtures/input/events.nd*n'], stdin);
    expect(input).toMatchObject({ kind: 'file', file: 'fixtures/input/events.ndjson' });
  });

  it('one file is read once, however it is named, and counts as named if it was', async () => {
    const folder = await aFolder({ 'a.json': '', 'link.json': { link: 'a.json' } });
    const paths = [
      folder,
      `${folder}/a.json`,
      `${folder}/./a.json`,
      `${folder}/link.json`,
      `${folder}/*`,
    ];
    const inputs = await discoverFiles(paths, stdin);
    expect(inputs.map(({ file, named }) => [relative(folder, file), named])).toEqual([
      ['a.json', true],
    ]);
  });

  it('links that lead in a circle end', async () => {
    const folder = await aFolder({
      'x/a.json': '',
      'x/up': { link: '..' },
      'x/self': { link: '.' },
    });
    expect(await find(folder, '')).toEqual(['x/a.json']);
    expect(await find(folder, '**/a.json')).toEqual(['x/a.json']);
  });

  it('what cannot be read in a folder is told, and is not fatal', async () => {
    const folder = await aFolder({
      'a.json': '',
      gone: { link: 'nowhere' },
      loop: { link: 'loop' },
    });
    expect(await find(folder, '')).toEqual(['a.json', 'unreadable gone', 'unreadable loop']);
  });

  it('pipes in a folder are passed over, but read when named', async () => {
    const folder = await aFolder({ 'a.json': '' });
    execFileSync('mkfifo', [`${folder}/pipe`]);
    expect(await find(folder, '')).toEqual(['a.json', 'special pipe']);
    expect(await find(folder, 'pipe')).toEqual(['pipe']);
  });

  it('- is standard input, once', async () => {
    const folder = await aFolder(logs);
    expect(await find(folder, '-', 'a.gz', '-')).toEqual([
      `stdin ${relative(folder, '-')}`,
      'a.gz',
    ]);
  });
});

describe('an input error', () => {
  it.each([
    ['a missing path', 'nope.json', /nope\.json: there is no such file/],
    ['a path below a file', 'a.gz/x', /a part of the path is not a folder/],
    ['a pattern without a match', '*.csv', /\*\.csv: no file that can be read matches/],
    ['a folder without files', 'empty', /empty: the folder has no file/],
    [
      'a folder of which nothing can be read',
      'broken',
      /no file that can be read.*broken\/gone: there is no such file/,
    ],
    ['links in a circle', 'broken/loop', /the links lead in a circle/],
  ])('names %s', async (_name, path, message) => {
    const folder = await aFolder({
      ...logs,
      'broken/gone': { link: 'x' },
      'broken/loop': { link: 'loop' },
    });
    await mkdir(`${folder}/empty`);
    const paths = [`${folder}/a.gz`, `${folder}/${path}`];
    const error = await discoverFiles(paths, stdin).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({
      message: expect.stringMatching(message),
      path: `${folder}/${path}`,
    });
    expect((error as InputError).advice).not.toBe('');
  });

  it('names a terminal', async () => {
    const terminal = Object.assign(Readable.from([]), { isTTY: true });
    await expect(discoverFiles(['-'], terminal)).rejects.toThrow(/standard input is a terminal/);
  });

  it.skipIf(process.getuid?.() === 0)('names a file without permission', async () => {
    const folder = await aFolder(logs);
    await chmod(`${folder}/a.gz`, 0);
    await expect(find(folder, 'a.gz')).rejects.toThrow(/a\.gz: permission denied/);
    expect(await find(folder, '*.gz', 'b.json').catch(String)).toMatch(/permission denied/);
    expect(await find(folder, '')).toContain('unreadable a.gz');
  });
});
