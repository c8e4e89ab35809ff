import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sample } from '../effort.ts';
import { makeEvents } from '../okta/fake/events.ts';
import { type FakeOkta, startFakeOkta } from '../okta/fake/server.ts';
import { type Way, ways } from './auth-methods.ts';
import { oktahunt, packagesOf, root } from './binary.ts';
import { makeSandbox } from './sandbox.ts';

/** The risks to a credential that show in the real program alone, for every way of authentication. */

vi.setConfig({ testTimeout: 60_000 });

const hour = 3_600_000;
let folder = '';
let fake: FakeOkta | undefined;
beforeEach(() => {
  folder = makeSandbox();
  mkdirSync(join(folder, '.okta'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await fake?.close();
});

async function anOrg(way: Way) {
  const now = Date.now();
  const events = makeEvents({ count: 5, seed: 1, from: now - 5 * hour, to: now - hour });
  const holders = {
    self: { id: '00u1', status: 'ACTIVE', profile: { login: 'ann@example.com' } },
    roles: { 'users/00u1': [{ id: 'r', type: 'READ_ONLY_ADMIN', label: 'Read-only' }] },
  };
  const org = await startFakeOkta({ events, now: Date.now, holders, ...way.org });
  fake = org;
  const env = {
    ...way.env,
    HOME: folder,
    OKTAHUNT_ALLOW_LOOPBACK: '1',
    OKTA_CLIENT_ORGURL: org.url,
  };
  return {
    org,
    env,
    run: (args: readonly string[], more = {}) =>
      oktahunt(args, { cwd: folder, env: { ...env, ...more } }),
  };
}

/** Where Okta's SDK looks for its configuration, and dotenv for the environment. */
const traps = () => [
  join(folder, 'okta.yaml'),
  join(folder, '.okta', 'okta.yaml'),
  join(folder, '.env'),
];

describe.each(sample(ways, 2))('with a $name', (way) => {
  test.each(['empty', 'bomb', 'keyid', 'malformed'])(
    'K05 a hostile folder and home say nothing: okta.yaml, %s',
    async (name) => {
      const { org, run } = await anOrg(way);
      for (const trap of traps())
        copyFileSync(join(root, 'fixtures/okta-yaml', `${name}.yaml`), trap);
      const { code, out, err } = await run(['doctor']);
      expect([code, err]).toEqual([0, '']);
      expect(out).not.toMatch(/CANARY|okta\.yaml|EVILKEYID/);
      for (const head of org.tokens?.heads() ?? []) expect(head).not.toHaveProperty('kid');
    },
  );

  test.runIf(process.platform !== 'win32')(
    'K05 nobody as much as opens such a file: who reads these pipes would wait for ever',
    async () => {
      const { run } = await anOrg(way);
      for (const trap of traps()) execFileSync('mkfifo', [trap]);
      for (const args of [
        ['doctor'],
        ['pull', '--since', '1d', '--out', 'log'],
        ['config', 'show'],
      ]) {
        expect(await run(args)).toMatchObject({ code: 0 });
      }
    },
  );

  test('of Okta’s SDK its generated classes are loaded, by doctor alone', async () => {
    const { run } = await anOrg(way);
    const spying = { NODE_DEBUG: 'esm,module' };
    const doctor = await run(['doctor'], spying);
    const pull = await run(['pull', '--since', '1d', '--out', 'log'], spying);
    expect([doctor.code, pull.code]).toEqual([0, 0]);
    expect(packagesOf(pull.err)).not.toContain('@okta/okta-sdk-nodejs');
    expect(packagesOf(pull.err).includes('jose')).toBe(way.org.app !== undefined);
    // Where Node only looks for a package, it names folders of packages below.
    const loaded = doctor.err.replaceAll(/src[/\\]+node_modules/g, '');
    const parts = [...loaded.matchAll(/okta-sdk-nodejs[/\\]+src[/\\]+([\w-]+)/g)].map(
      ([, part]) => part,
    );
    // Only an API token may look at roles here; the others do not get as far as the SDK.
    expect(new Set(parts)).toEqual(new Set(way.name === 'token' ? ['generated'] : []));
  });

  test('K13 a scan of files opens no connection and looks up no name', async () => {
    const { org, run } = await anOrg(way);
    const trace = join(folder, 'trace');
    const spy = join(folder, 'spy.cjs');
    writeFileSync(trace, '');
    writeFileSync(
      spy,
      `const { appendFileSync } = require('node:fs');
const note = (what) => appendFileSync(${JSON.stringify(trace)}, what + '\\n');
require('node:net').Socket.prototype.connect = () => { note('connect'); process.exit(7); };
require('node:dns').lookup = () => { note('lookup'); process.exit(7); };
globalThis.fetch = () => { note('fetch'); process.exit(7); };`,
    );
    const spying = { NODE_OPTIONS: `--require ${spy}` };
    expect((await run(['scan', 'alarm.ndjson'], spying)).code).not.toBe(3);
    expect(readFileSync(trace, 'utf8')).toBe('');
    await run(['doctor'], spying);
    expect(readFileSync(trace, 'utf8')).not.toBe(''); // The spy works.
    expect(org.all).toEqual([]);
  });
});
