import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { manifestName } from '../../src/okta/archive/manifest-name.ts';
import { canary } from '../okta/builders.ts';
import { ending } from '../okta/fake/fault.ts';
import { startFakeOkta } from '../okta/fake/server.ts';
import { collect, oktahunt, root, start } from './binary.ts';
import { makeSandbox } from './sandbox.ts';

vi.setConfig({ testTimeout: 60_000 });

let folder = '';
const closing: (() => Promise<void>)[] = [];
beforeEach(() => {
  folder = makeSandbox();
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  for (const close of closing.splice(0)) await close();
});

/** What the unit in the README says about an exit code. */
const unit = /```ini\n([\s\S]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8'))?.[1] ?? '';
const codes = (key: string): readonly number[] =>
  (new RegExp(`^${key}=(.*)$`, 'm').exec(unit)?.[1] ?? '').split(' ').filter(Boolean).map(Number);

const rules = ['--no-builtin-rules', '--rules', 'alarm.yml'];
const argv = ['watch', '--store', 'store', ...rules, '--interval', '1s', '-f', 'ndjson'];
const envOf = (url: string) => ({
  OKTAHUNT_ALLOW_LOOPBACK: '1',
  OKTA_CLIENT_ORGURL: url,
  OKTA_CLIENT_TOKEN: canary,
});

describe('the unit in README.md', () => {
  test('says what the program does when it is stopped', async () => {
    const fake = await startFakeOkta({ now: Date.now, tokens: [canary] });
    closing.push(fake.close);
    for (const [signal, code] of [
      ['SIGTERM', 143],
      ['SIGINT', 130],
    ] as const) {
      const child = start(argv, { cwd: folder, env: envOf(fake.url) });
      child.stderr?.on('data', (text) => {
        if (String(text).includes('watching ')) setTimeout(() => child.kill(signal), 300);
      });
      const ended = await collect(child);
      expect(ended, ended.err).toMatchObject({ code });
      expect(ended.err).toContain('the next start resumes here');
      expect(codes('SuccessExitStatus')).toContain(code);
      expect(readdirSync(join(folder, 'store'))).toEqual([manifestName]); // No lock is left.
    }
    expect(unit).toContain('\nRestart=on-failure\n');
  });

  test('starts it again after all but what must be mended first', async () => {
    const [refused] = ending.filter(({ name }) => name === 'F21 401');
    const fake = await startFakeOkta({ now: Date.now, tokens: [canary], fault: () => refused });
    closing.push(fake.close);
    const env = envOf(fake.url);
    const refusedCode = (await oktahunt(argv, { cwd: folder, env })).code;
    expect(refusedCode).toBe(3);
    expect([...codes('SuccessExitStatus'), ...codes('RestartPreventExitStatus')]).not.toContain(3);
    writeFileSync(join(folder, 'bad.yml'), 'title: no rule\n');
    for (const wrong of [
      [...argv, '--no-such-option'],
      [...argv, '--rules', 'bad.yml'],
    ]) {
      const { code } = await oktahunt(wrong, { cwd: folder, env });
      expect(codes('RestartPreventExitStatus')).toEqual([code]);
    }
  });
});

describe('a body that cannot be let go in peace', () => {
  test('ends pull, scan and watch with an error in words, and harms no archive', async () => {
    let isHealthy = false;
    const server = createServer((_, response) => {
      const encodings = isHealthy ? [] : Array(100).fill('gzip');
      response.writeHead(200, {
        'content-type': 'application/json',
        ...(!isHealthy && { 'content-encoding': encodings.join(', ') }),
      });
      response.write('[');
      setTimeout(() => response.end(']'), 20);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    closing.push(
      () => new Promise((done) => void server.close(() => done()).closeAllConnections()),
    );
    const env = envOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const pull = ['pull', '--since', '1d', '--out', 'store'];
    for (const args of [pull, ['scan', '--since', '1d', ...rules], argv]) {
      const { code, err } = await oktahunt(args, { cwd: folder, env });
      expect(err).toMatch(
        /\nerror: the answer is encoded 100 times over\n {2}fix: [^\n]*\n$|^error: the answer is encoded 100 times over\n {2}fix: [^\n]*\n$/,
      );
      expect(code).toBe(3);
      expect(existsSync(join(folder, 'store', '.oktahunt-archive.lock'))).toBe(false);
    }
    const { pending } = JSON.parse(readFileSync(join(folder, 'store', manifestName), 'utf8'));
    expect(pending).toMatchObject({ reached: null });
    isHealthy = true;
    expect(await oktahunt(pull, { cwd: folder, env })).toMatchObject({ code: 0 });
  });
});
