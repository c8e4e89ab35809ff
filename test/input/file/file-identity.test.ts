import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { discoverFiles } from '../../../src/input/file/discover.ts';
import { join, locate, placeOf, textOf } from '../../../src/input/file/file-identity.ts';
import { InputError } from '../../../src/input/input-error.ts';
import { loadRules } from '../../../src/input/rule-files.ts';
import { loadList } from '../../../src/input/value-lists.ts';
import { aRecord } from '../../event/builders.ts';
import { aFolder } from '../folder.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

/** A folder with files whose names are given in Latin-1, so that any byte can stand in them. */
async function withNames(names: readonly string[], content = 'x'): Promise<string> {
  const folder = await aFolder({});
  for (const name of names) {
    const parts = name.split('/');
    if (parts.length > 1) await mkdir(bytes(`${folder}/${parts[0]}`), { recursive: true });
    await writeFile(bytes(`${folder}/${name}`), content);
  }
  return folder;
}

async function find(path: string): Promise<readonly (readonly [string, string])[]> {
  const inputs = await discoverFiles([path], Readable.from([]));
  return inputs.map((input) =>
    input.kind === 'file' ? [input.file, input.path.toString('latin1')] : [input.file, input.kind],
  );
}

describe('a name that is not valid UTF-8', () => {
  it.each([
    ['a\xff', 'a\\xff'],
    ['\xe9t\xe9.json', '\\xe9t\\xe9.json'],
    ['a\xe3\x81', 'a\\xe3\\x81'],
    ['\xe3\x81\x82\x83', 'あ\\x83'],
    ['\xc0\x80\xed\xa0\x80', '\\xc0\\x80\\xed\\xa0\\x80'],
    ['\xf0\x9f\x98\x80\xf0', '😀\\xf0'],
    ['plain', 'plain'],
  ])('%j is shown as %j', (name, text) => {
    expect(textOf(bytes(name))).toBe(text);
    expect(join(placeOf('x'), bytes(name)).file).toBe(`x/${text}`);
  });

  it('is found in a folder and by patterns, each file for itself', async () => {
    const folder = await withNames(['a\xfe.json', 'a\xff.json', 'ab.json', 'd\xfe/x.json']);
    const all = [
      [`${folder}/a\\xfe.json`, `${folder}/a\xfe.json`],
      [`${folder}/a\\xff.json`, `${folder}/a\xff.json`],
      [`${folder}/ab.json`, `${folder}/ab.json`],
    ] as const;
    const deep = [`${folder}/d\\xfe/x.json`, `${folder}/d\xfe/x.json`] as const;
    expect(await find(folder)).toEqual([...all, deep]);
    expect(await find(`${folder}/*.json`)).toEqual(all);
    expect(await find(`${folder}/a?.json`)).toEqual(all);
    expect(await find(`${folder}/**/*.json`)).toEqual([...all, deep]);
    expect(await find(`${folder}/d\ufffd/*.json`)).toEqual([deep]);
    expect(await find(`${folder}/d\\xfe/*`)).toEqual([deep]);
  });

  it('can be given as the shell gives it, and as it is printed', async () => {
    const folder = await withNames(['d\xfe/\x83e.json', 'd\xfe/other.json']);
    const expected = [[`${folder}/d\\xfe/\\x83e.json`, `${folder}/d\xfe/\x83e.json`]];
    expect(await find(`${folder}/d\ufffd/\ufffde.json`)).toEqual(expected);
    expect(await find(`${folder}/d\\xfe/\\x83e.json`)).toEqual(expected);
    expect(await find(`${folder}/d\\xFE/\ufffde.json`)).toEqual(expected);
  });

  it('is asked for again if more than one name fits', async () => {
    const folder = await withNames(['a\xfe', 'a\xff', 'a\xef\xbf\xbd']);
    const error = await locate(`${folder}/a\ufffd`).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InputError);
    expect(String(error)).toContain(
      `${folder}/a\\xfe, ${folder}/a\\xff, ${folder}/a\\xef\\xbf\\xbd`,
    );
    expect(await find(`${folder}/a\\xff`)).toEqual([[`${folder}/a\\xff`, `${folder}/a\xff`]]);
    const literal = await find(`${folder}/a\\xef\\xbf\\xbd`);
    expect(literal).toEqual([[`${folder}/a\ufffd`, `${folder}/a\xef\xbf\xbd`]]);
  });

  it('gives way to a name that has the very letters of an escape', async () => {
    const folder = await withNames(['a\\xff', 'a\xff']);
    expect(await find(`${folder}/a\\xff`)).toEqual([[`${folder}/a\\xff`, `${folder}/a\\xff`]]);
  });

  it.each(['\ufffd', 'a\\xfe', 'no\ufffd/x'])('and is not there is missed: %j', async (name) => {
    const folder = await withNames([]);
    await expect(find(`${folder}/${name}`)).rejects.toThrow(/there is no such file/);
  });

  it('may be that of a rule file or a value list', async () => {
    const rule = [
      'title: T',
      'name: odd-name',
      'id: 5f0cb7d2-7c5b-4ae6-9d08-5f1c4f9f2f11',
      'status: test',
      'level: low',
      'logsource: {product: okta, service: okta}',
      'detection: {a: {eventType: user.session.start}, condition: a}',
    ].join('\n');
    const folder = await withNames(['r\xff/a.yml'], rule);
    const { rules } = await loadRules([`${folder}/r\ufffd`]);
    expect(rules[0]?.place.file).toBe(`${folder}/r\\xff/a.yml`);
    const lists = await withNames(['l\xff.txt'], 'one\ntwo\n');
    expect(await loadList(`${lists}/l\ufffd.txt`)).toEqual(['one', 'two']);
  });

  it.skipIf(process.platform !== 'linux')('is read by the real program', async () => {
    const folder = await withNames(['\x83\x8d\x83O.json'], JSON.stringify(aRecord()));
    const script = `cd "$0" && node "$1" convert-log $'\\x83\\x8d\\x83O.json' 2>&1 | tail -n 1`;
    const program = `${process.cwd()}/bin/oktahunt.js`;
    const out = execFileSync('bash', ['-c', script, folder, program], { encoding: 'utf8' });
    expect(out).toBe('1 event converted, 0 records skipped\n');
  });
});
