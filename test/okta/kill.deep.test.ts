import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { collect, root, start } from '../cli/binary.ts';
import { canary } from './builders.ts';
import { createDice } from './fake/dice.ts';
import { makeEvents } from './fake/events.ts';
import { startFakeOkta } from './fake/server.ts';

/** Pulls of the real program are killed at chance moments until they end by themselves, so often in all. */
const most = Number(process.env['OKTAHUNT_KILLS'] ?? 10);

test(`kill -9 at ${most} chance moments loses nothing and repeats nothing`, async () => {
  expect(existsSync(join(root, 'dist', 'cli', 'main.js')), 'run `npm run build` first').toBe(true);
  const dice = createDice(11);
  const now = Date.now();
  const hour = 3_600_000;
  const events = makeEvents({ count: 1_000, seed: 9, from: now - 72 * hour, to: now - 3 * hour });
  const fake = await startFakeOkta({ events, now: Date.now, tokens: [canary], pageSize: () => 50 });
  const env = {
    OKTAHUNT_ALLOW_LOOPBACK: '1',
    OKTA_CLIENT_ORGURL: fake.url,
    OKTA_CLIENT_TOKEN: canary,
  };
  const until = new Date(now - 2 * hour).toISOString();
  const folder = mkdtempSync(join(tmpdir(), 'oktahunt-'));
  try {
    for (let [round, kills] = [0, 0]; kills < most; round++) {
      const log = join(folder, String(round));
      const args = ['pull', '--since', '4d', '--until', until, '--out', log];
      let patience = 60; // Grows, so that even a slow machine gets to the end.
      for (let code: number | null = null; code !== 0; patience += 50) {
        const child = start(args, { cwd: folder, env });
        const timer = setTimeout(() => child.kill('SIGKILL'), patience + dice.below(400));
        const ended = await collect(child);
        clearTimeout(timer);
        code = ended.code;
        expect([null, 0], ended.err).toContain(code);
        if (code === null) kills++;
      }
      const files = readdirSync(log).filter((name) => name.endsWith('.ndjson'));
      const texts = files.flatMap((name) =>
        readFileSync(join(log, name), 'utf8').split('\n').slice(0, -1),
      );
      expect(texts.toSorted()).toEqual(events.map(({ text }) => text).toSorted());
    }
  } finally {
    await fake.close();
    rmSync(folder, { recursive: true });
  }
}, 1_800_000);
