import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { sample } from '../effort.ts';
import { canary } from '../okta/builders.ts';
import { hosts } from './hosts.ts';
import { aWorld } from './world.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oktahunt-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs a command that gets nowhere near a network. */
async function run(argv: readonly string[], env: Record<string, string> = {}) {
  const asked: string[] = [];
  const io = aWorld({
    env: { XDG_CONFIG_HOME: folder, ...env },
    cwd: folder,
    world: {
      fetch: async (url) => {
        asked.push(url);
        throw new Error('no');
      },
      now: () => 0,
      sleep: async () => {},
      after: () => () => {},
      random: () => 0,
    },
  });
  // A path is the process's own, not that of this world.
  const code = await main(
    argv.map((word) => (word === 'log' ? join(folder, 'log') : word)),
    io,
  );
  return { code, said: io.out() + io.err(), asked };
}

const login = /passuser|p4ssw|CANARY/;
const logins = hosts.filter((url) => login.test(url));
const commands = [
  ['config', 'show'],
  ['config', 'show', '--format', 'json'],
  ['doctor'],
  ['pull', '--since', '1d', '--out', 'log'],
  ['scan', '--since', '1d'],
  ['watch', '--store', 'log'],
];

describe('the user and password of a URL are shown by nothing', () => {
  test.each(sample(logins))('as org: %s', async (url) => {
    mkdirSync(join(folder, 'oktahunt'));
    for (const argv of commands) {
      const given = [
        await run(argv, { OKTA_CLIENT_ORGURL: url, OKTA_CLIENT_TOKEN: canary }),
        await run([...argv, '--org', url], { OKTA_CLIENT_TOKEN: canary }),
        await run([...argv, '--custom-domain', url], { OKTA_CLIENT_TOKEN: canary }),
      ];
      writeFileSync(join(folder, 'oktahunt', 'config.yaml'), `org: ${JSON.stringify(url)}\n`);
      given.push(await run(argv, { OKTA_CLIENT_TOKEN: canary }));
      rmSync(join(folder, 'oktahunt', 'config.yaml'));
      for (const { said, asked } of given) {
        expect(said).not.toMatch(login);
        expect(asked).toEqual([]);
      }
      expect(given[0]?.code).toBe(argv[0] === 'config' ? 0 : 2);
    }
  });

  test.each([
    'http://passuser:p4ssw0rd@proxy.example:port',
    'socks5://passuser:p4ssw0rd@proxy.example:1080',
    'http://passuser:1#p4ssw0rd@proxy.example:3128',
    'http://passuser/p4ssw0rd@proxy.example:3128',
    'passuser:1?p4ssw0rd@proxy.example:3128',
  ])('as a proxy that cannot be used: %s', async (proxy) => {
    const env = { OKTA_CLIENT_ORGURL: 'https://acme.okta.com', OKTA_CLIENT_TOKEN: canary };
    const { code, said, asked } = await run(['doctor'], { ...env, HTTPS_PROXY: proxy });
    expect([code, asked]).toEqual([2, []]);
    expect(said).not.toMatch(login);
  });

  test('as a proxy that is used', async () => {
    const env = { OKTA_CLIENT_ORGURL: 'https://acme.okta.com', OKTA_CLIENT_TOKEN: canary };
    const proxy = 'http://passuser:p4ssw0rd@proxy.example:3128';
    for (const argv of commands) {
      const { said } = await run(argv, { ...env, HTTPS_PROXY: proxy });
      expect(said).not.toMatch(login);
    }
  });

  test('as a webhook, or as a file to read', async () => {
    const url = 'https://passuser:p4ssw0rd@hooks.example/x';
    const env = { OKTA_CLIENT_ORGURL: 'https://acme.okta.com', OKTA_CLIENT_TOKEN: canary };
    for (const argv of [
      ['watch', '--store', 'log', '--webhook', url],
      ['scan', url],
      ['scan', 'x', '--rules', url],
      ['pull', '--since', '1d', '--config', url],
      ['doctor', '--token-file', url],
      ['doctor', '--rate-share', url],
    ]) {
      const { code, said } = await run(argv, env);
      expect([2, 3]).toContain(code);
      expect(said, argv.join(' ')).not.toMatch(login);
    }
  });
});

describe('a credential that stands in the wrong place is not repeated', () => {
  const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJDQU5BUlkiOiJDQU5BUlkifQ.CANARYCANARY';
  const token = '00CANARYcanaryCANARYcanary0123456789abcdef';
  const key = '-----BEGIN PRIVATE KEY-----\nCANARY\n-----END PRIVATE KEY-----';
  test.each([token, jwt, key, '{"kty":"RSA","d":"CANARY"}'])('%s', async (secret) => {
    const places = ['org', 'custom-domain', 'token-file', 'private-key-file', 'client-id'];
    for (const argv of [['doctor'], ['config', 'show']]) {
      for (const place of [...places, 'rate-share']) {
        const env = {
          OKTA_CLIENT_TOKEN: place.endsWith('-file') ? '' : 'another-token',
          ...(place !== 'org' && { OKTA_CLIENT_ORGURL: 'https://acme.okta.com' }),
          ...(place === 'private-key-file' && { OKTA_CLIENT_CLIENTID: '0oa1' }),
        };
        const { said } = await run([...argv, `--${place}`, secret], env);
        expect(said, place).not.toMatch(/CANARY|eyJD/i);
      }
    }
  });

  test.each([
    `token: |${token}\n  x`,
    `- ${token}\n${token}: y`,
    `org: }${token}`,
    `${token}: x`,
    `"${token}": 1\n"${token}": 2`,
    `token: "${token}`,
    `okta:\n  client:\n    token: "${token}"\n   x: y`,
    `token: ${token}`,
  ])('in a configuration file that is not understood: %j', async (text) => {
    writeFileSync(join(folder, 'oktahunt.config.yaml'), text);
    const { code, said } = await run(['config', 'show']);
    expect([code, said]).toEqual([2, expect.stringMatching(/oktahunt\.config\.yaml:\d+:\d+: /)]);
    expect(said).not.toMatch(/CANARY/i);
  });
});
