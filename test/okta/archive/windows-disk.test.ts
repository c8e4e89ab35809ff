/** An archive on Windows, as far as its ways can be simulated: what it refuses is refused here as well. */

import { mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { isUnportableName } from '../../../src/input/file/platform-path.ts';
import { type DiskSystem, realDisk } from '../../../src/okta/archive/disk.ts';
import { verifyArchive } from '../../../src/okta/archive/verify.ts';
import { connectOrg, planPull, pullLog } from '../../../src/okta.ts';
import { canary } from '../builders.ts';
import { makeEvents } from '../fake/events.ts';
import { type FakeOkta, startFakeOkta } from '../fake/server.ts';
import { aFakeWorld, noon } from '../fake-world.ts';

const span = { since: noon - 180_000_000, until: noon };
const events = makeEvents({ count: 60, seed: 3, from: span.since, to: span.until });

let fake: FakeOkta;
beforeAll(async () => {
  fake = await startFakeOkta({ events, now: () => noon, tokens: [canary], pageSize: () => 20 });
});
afterAll(() => fake.close());

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oktahunt-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const refused = (code: string) =>
  Object.assign(new Error(`${code}: refused`), { code, syscall: 'x' });

/** Opens no folders, flushes no file that is open for reading, and lets others hold files now and then. */
function windows(heldEvery: number): DiskSystem & { readonly slept: number[] } {
  const slept: number[] = [];
  let calls = 0;
  const held = (): void => {
    if (calls++ % heldEvery === 0) throw refused('EPERM');
  };
  return {
    slept,
    platform: 'win32',
    sleep: async (ms) => slept.push(ms),
    open: async (path, flags) => {
      if (statSync(path).isDirectory()) throw refused('EPERM');
      const file = await open(path, flags);
      const sync = async (): Promise<void> => {
        if (flags === 'r') throw refused('EPERM');
        await file.sync();
      };
      return { sync, close: () => file.close() } as FileHandle;
    },
    rename: async (from, to) => {
      held();
      renameSync(from, to);
    },
    rm: async (path, options) => {
      held();
      await rm(path, options);
    },
  };
}

const pullInto = async (system: DiskSystem) =>
  pullLog(
    await connectOrg({
      org: fake.url,
      loopback: true,
      credential: { kind: 'api-token', token: canary },
      world: aFakeWorld(),
    }),
    span,
    join(folder, 'acme'),
    { disk: realDisk(system), now: () => noon },
  );

test('an archive is pulled, though others hold its files for moments', async () => {
  const system = windows(3);
  expect(await pullInto(system)).toMatchObject({ added: 60, events: 60 });
  expect(system.slept.length).toBeGreaterThan(3);
  const path = join(folder, 'acme');
  expect((await verifyArchive(realDisk(), path))?.faults).toEqual([]);
  expect(await pullInto(windows(2))).toMatchObject({ added: 0, events: 60 });
  expect(readdirSync(path).filter(isUnportableName)).toEqual([]);
  expect(readdirSync(path).filter((name) => /lock|tmp/.test(name))).toEqual([]);
  const plan = await planPull({ span, now: noon, folder: path });
  expect(plan.expected?.events).toBeGreaterThan(0);
});

test('a file that is held for good is an error of the disk, and what was committed stays', async () => {
  const rename = async (): Promise<never> => {
    throw refused('EPERM');
  };
  await expect(pullInto({ ...windows(1_000), rename })).rejects.toMatchObject({
    name: 'OktaError',
    trouble: 'disk',
  });
  expect(await pullInto(windows(1_000))).toMatchObject({ events: 60 });
});
