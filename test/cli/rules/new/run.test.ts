import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { oktahunt } from '../../binary.ts';

vi.setConfig({ testTimeout: 60_000 });

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'rules-new-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const run = (...args: readonly string[]) => oktahunt(['rules', ...args], { cwd });

describe('rules new', () => {
  test('writes a rule without a remark whose logs pass', async () => {
    expect(await run('new', 'vpn-from-abroad', '--into', 'my')).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(join(cwd, 'my/vpn-from-abroad.yml'), 'utf8')).toMatch(
      /^title: Vpn from abroad\nname: vpn-from-abroad\nid: [0-9a-f-]{36}\n/,
    );
    expect(await run('check', '--strict', 'my')).toMatchObject({ code: 0 });
    const tried = await run('test', '--strict', 'my');
    expect(tried).toMatchObject({ code: 0 });
    expect(tried.out).toContain('2 logs for 1 rule: 2 passed, 0 failed');
  });

  test('shows a window that works once it is no comment', async () => {
    await run('new', 'a', '--into', 'my');
    const path = join(cwd, 'my/a.yml');
    const told = readFileSync(path, 'utf8');
    const window = told.replace(/^# (and|What|such).*\n/gm, '').replace(/^# {3}/gm, '');
    expect(window).toContain('\ncontext:\n  tries:\n');
    const many = '  many: {tries.n|gte: 5}\n  condition: deleted or many\n';
    expect(told).toContain('many: {tries.n|gte: 5}\n');
    writeFileSync(path, window.replace('  condition: deleted\n', many));
    expect(await run('check', '--strict', 'my')).toMatchObject({ code: 0 });
  });

  test('puts the logs where the project keeps them', async () => {
    await mkdir(join(cwd, 'fixtures/rules'), { recursive: true });
    expect(await run('new', 'a', '--into', 'rules/net')).toMatchObject({ code: 0 });
    expect((await readdir(join(cwd, 'fixtures/rules/a'))).sort()).toEqual([
      'hit-example.ndjson',
      'miss-example.ndjson',
    ]);
    expect(await run('test', '--strict', 'rules')).toMatchObject({ code: 0 });
  });

  test('overwrites nothing, and leaves nothing half written', async () => {
    await mkdir(join(cwd, 'rules/tests/a'), { recursive: true });
    const kept = join(cwd, 'rules/tests/a/miss-example.ndjson');
    writeFileSync(kept, 'mine');
    const ended = await run('new', 'a');
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toContain('miss-example.ndjson already exists');
    expect(readFileSync(kept, 'utf8')).toBe('mine');
    expect(await readdir(join(cwd, 'rules'))).toEqual(['tests']);
    expect(await readdir(join(cwd, 'rules/tests/a'))).toEqual(['miss-example.ndjson']);
  });

  test.each([
    ['session-moved-machine', /a bundled rule is called session-moved-machine/],
    ['A b', /"A b" is not a valid rule name/],
    ['../a', /is not a valid rule name/],
    ['a\u001b[31m', /is not a valid rule name/],
    ['-a', /unknown option|is not a valid/],
  ])('refuses %j', async (name, message) => {
    const ended = await run('new', name);
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toMatch(message);
    expect(ended.err).not.toContain('\u001b');
    expect(await readdir(cwd)).toEqual([]);
  });

  test('says that a file cannot be written', async () => {
    writeFileSync(join(cwd, 'file'), '');
    expect(await run('new', 'a', '--into', 'file')).toMatchObject({ code: 3, out: '' });
  });

  test.runIf(process.platform === 'linux')('ends where a folder can never be made', async () => {
    expect(await run('new', 'a', '--into', '/proc/oktahunt')).toMatchObject({ code: 3, out: '' });
  });
});
