import { describe, expect, it } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { parseEncoding } from '../../../src/cli/option/encoding.ts';
import { aRecord } from '../../event/builders.ts';
import { encoded } from '../../input/encoded.ts';
import { aFolder } from '../../input/folder.ts';
import { aWorld } from '../world.ts';

describe('--encoding', () => {
  it.each([
    ['shift_jis', 'shift_jis'],
    ['SJIS', 'shift_jis'],
    ['Windows-31J', 'shift_jis'],
    ['EUC-JP', 'euc-jp'],
    ['latin1', 'windows-1252'],
    ['utf8', 'utf-8'],
  ])('%s is %s', (text, label) => {
    expect(parseEncoding(text)).toBe(label);
  });

  it.each([
    ['shift_jsi', /did you mean shift_jis\?/],
    ['cp932', /use shift_jis/],
    ['EUC_JP', /euc-jp/],
    ['nonsense', /one of utf-8, shift_jis/],
    ['', /one of utf-8/],
  ])('%j is misuse, with what to write', async (text, fix) => {
    const world = aWorld();
    expect(await main(['scan', 'x.json', '--encoding', text], world)).toBe(2);
    expect(world.err()).toMatch(/unknown encoding/);
    expect(world.err()).toMatch(fix);
  });

  it('is not for what the org itself sends', async () => {
    const world = aWorld();
    expect(await main(['scan', '--since', '7d', '--encoding', 'sjis'], world)).toBe(2);
    expect(world.err()).toMatch(/--encoding is only for files/);
  });

  it('is an option of every command that reads logs', async () => {
    const record = aRecord({ displayMessage: '山田 太郎' });
    const log = encoded(`${JSON.stringify(record)}\n`, 'shift_jis');
    const folder = await aFolder({ 'log.ndjson': log });
    const file = `${folder}/log.ndjson`;
    const uuid = String(record['uuid']);
    const all: readonly (readonly [readonly string[], number, RegExp])[] = [
      [['convert-log', file], 0, /山田 太郎/],
      [['rules', 'coverage', file, '-f', 'json'], 0, /"events": ?1/],
      [
        ['rules', 'why', 'session-moved-machine', '--event', uuid, file],
        0,
        /session-moved-machine/,
      ],
      [
        ['scan', file, '--fail-on', 'none', '--allow-partial', '-f', 'json'],
        0,
        /read as shift_jis/,
      ],
    ];
    for (const [argv, code, text] of all) {
      const world = aWorld();
      expect([await main([...argv, '--encoding', 'shift_jis'], world), world.err()]).toEqual([
        code,
        expect.anything(),
      ]);
      expect(world.out()).toMatch(text);
    }
  });
});
