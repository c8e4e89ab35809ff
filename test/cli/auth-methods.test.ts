import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { proxyOf } from '../../src/okta/http/proxy.ts';
import { createTunnel } from '../../src/okta/http/tunnel.ts';
import { sample } from '../effort.ts';
import { certify } from '../okta/fake/certificate.ts';
import { makeEvents } from '../okta/fake/events.ts';
import { ending } from '../okta/fake/fault.ts';
import { startFakeProxy } from '../okta/fake/proxy.ts';
import { type FakeOptions, startFakeOkta } from '../okta/fake/server.ts';
import { aFakeWorld, type FakeWorld, noon } from '../okta/fake-world.ts';
import { spellingsOf, type Way, ways } from './auth-methods.ts';
import { hosts } from './hosts.ts';
import { makeSandbox } from './sandbox.ts';
import { aWorld } from './world.ts';

/**
 * The risks to a credential, K01 to K13, for every way of authentication. K05 and K13 need the real
 * program and are in auth-methods.binary.test.ts.
 */

vi.setConfig({ testTimeout: 30_000 });

const hour = 3_600_000;
const events = makeEvents({ count: 30, seed: 3, from: noon - 20 * hour, to: noon - hour });

let folder = '';
const closing: (() => Promise<void>)[] = [];
beforeEach(() => {
  folder = makeSandbox();
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  for (const close of closing.splice(0)) await close();
});

interface Over {
  readonly env?: Record<string, string>;
  readonly fetch?: FakeWorld['fetch'];
  /** What was secret, beside what the way itself knows. */
  readonly secrets?: readonly string[];
}

async function anOrg(way: Way, options: Partial<FakeOptions> = {}) {
  const world = aFakeWorld({ speed: 1_000 });
  const fake = await startFakeOkta({ events, now: world.trueNow, ...way.org, ...options });
  closing.push(fake.close);
  const run = async (argv: readonly string[], { env = {}, fetch, secrets = [] }: Over = {}) => {
    const io = aWorld({
      env: {
        OKTAHUNT_ALLOW_LOOPBACK: '1',
        OKTA_CLIENT_ORGURL: fake.url,
        LANG: 'C.UTF-8',
        XDG_CONFIG_HOME: join(folder, 'none'),
        ...way.env,
        ...env,
      },
      now: world.now,
      world: fetch ? { ...world, fetch } : world,
      cwd: folder,
    });
    const code = await main(argv, io);
    const said = io.out() + io.err();
    for (const secret of [...way.secrets(fake), ...secrets]) expectNothingOf(secret, said);
    return { code, said, out: io.out(), err: io.err() };
  };
  return { fake, world, run };
}

/** Neither the secret, nor another spelling, nor a dozen characters of it. */
function expectNothingOf(secret: string, said: string): void {
  for (const spelling of spellingsOf(secret)) {
    for (let at = 0; at + 12 <= spelling.length; at += 4) {
      const piece = spelling.slice(at, at + 12);
      expect(said.includes(piece), `${piece} of a secret is shown`).toBe(false);
    }
  }
}

const log = () => join(folder, 'log');
const commands = () => [
  ['doctor'],
  ['pull', '--since', '2d', '--out', log()],
  ['scan', '--since', '1d', '--no-builtin-rules', '--rules', join(folder, 'alarm.yml')],
  ['config', 'show'],
];
const isKey = ({ org }: Way): boolean => org.app !== undefined;
const secretOf = (way: Way): string => way.env[way.variable] as string;

describe.each(sample(ways, 2))('with a $name', (way) => {
  test('the log is read, and doctor is content', async () => {
    const { run } = await anOrg(way);
    for (const argv of commands().slice(0, 2)) expect((await run(argv)).code).toBe(0);
    expect(readdirSync(log()).length).toBeGreaterThan(1);
  });

  test('K01 none of it is taken as an argument, or repeated', async () => {
    const { run, fake } = await anOrg(way);
    const typed = secretOf(way).replaceAll('\n', '\\n');
    const options = ['--token', '--access-token', '--private-key', '--key', '--secret'];
    for (const option of [...options, ...(way.fileOption ? [way.fileOption] : [])]) {
      for (const argv of [[option, typed], [`${option}=${typed}`]]) {
        const { code } = await run(['doctor', ...argv], { secrets: [typed] });
        expect(code, option).toBe(2);
      }
    }
    expect(fake.all).toEqual([]);
  });

  test.each([400, 403, 500])(
    'K02 none of it is shown or stored, even if the org sends it back (%i)',
    async (status) => {
      const sentBack: string[] = [];
      let request = 0;
      const words = (response: ServerResponse): string => {
        const { authorization = '', dpop = '' } = response.req.headers;
        return [String(authorization).split(' ')[1] ?? '', String(dpop)]
          .flatMap(spellingsOf)
          .join(' ');
      };
      const fault = () => {
        // The place where the words are cut moves through them.
        const pad = 'x'.repeat((request * 37) % 300);
        if (request++ % 3 !== 1) return undefined;
        return {
          name: 'echo',
          apply: (_: unknown, response: ServerResponse) => {
            const errorSummary = pad + words(response);
            const errorCode = String(response.req.headers.authorization).slice(5);
            const body = { errorCode, errorSummary, errorId: errorSummary };
            sentBack.push(errorSummary.slice(pad.length));
            response
              .writeHead(status, { 'content-type': 'application/json' })
              .end(JSON.stringify(body));
          },
        };
      };
      const { run } = await anOrg(way, { pageSize: () => 5, fault });
      for (const argv of commands()) {
        const { said } = await run(argv);
        for (const sent of sentBack)
          for (const word of sent.split(' ')) expectNothingOf(word, said);
      }
      expect(sentBack.length).toBeGreaterThan(1);
      for (const name of readdirSync(log())) {
        const text = readFileSync(join(log(), name), 'utf8');
        for (const sent of sentBack)
          for (const word of sent.split(' ')) expectNothingOf(word, text);
      }
    },
  );

  // Of the other ways nothing goes to a token endpoint.
  test.runIf(isKey(way))('K02 nor if the token endpoint sends it back', async () => {
    for (const length of [0, 40, 150, 280, 299]) {
      const sent: string[] = [];
      const { run, fake } = await anOrg(way, {
        tokenAnswer: ({ form, dpop }) => {
          sent.push(form.get('client_assertion') as string, dpop);
          const said = `${'x'.repeat(length)}${sent.slice(-2).flatMap(spellingsOf).join(' ')}`;
          return {
            status: 400,
            headers: {},
            body: { error: said.slice(length), error_description: said },
          };
        },
      });
      const { code, said } = await run(['doctor']);
      expect(code).toBe(3);
      expect(sent.length).toBeGreaterThan(1);
      for (const word of sent) expectNothingOf(word, said);
      expect(fake.seen).toEqual([]);
    }
  });

  test('K03 a damaged one is refused by its place or reason, and nothing of it is told', async () => {
    const { run, fake } = await anOrg(way);
    const whole = secretOf(way);
    const half = Math.floor(whole.length / 2);
    let refused = 0;
    const damaged = [
      ...['\r\n ', '"', '\u201c', '\u0000', '\u00a0', '\u200b', '\u001b[2J'].map(
        (odd) => `${whole.slice(0, half)}${odd}${whole.slice(half)}`,
      ),
      `"${whole}"`,
      `${whole} ${whole}`,
      ...(isKey(way) ? [whole.slice(0, half), whole.slice(half), whole.slice(40)] : []),
    ];
    for (const text of damaged) {
      const env = { [way.variable]: text };
      const { code, said } = await run(['doctor'], { env, secrets: [whole] });
      // Some damage leaves a key what it is: then the org has accepted its signature.
      if (isKey(way) && code === 0) continue;
      const why = /position \d+ of|cannot be used|is not a private key/;
      expect([code, said], JSON.stringify(text)).toEqual([2, expect.stringMatching(why)]);
      refused++;
    }
    expect(refused).toBeGreaterThan(3);
    if (!isKey(way)) expect(fake.all).toEqual([]);
  });

  test.each(hosts)('K04 nothing goes to %s', async (url) => {
    const asked: string[] = [];
    const { run } = await anOrg(way);
    const { code, said } = await run(['doctor'], {
      env: { OKTA_CLIENT_ORGURL: url },
      fetch: async (target) => {
        asked.push(target);
        throw new Error('no');
      },
    });
    expect([code, asked]).toEqual([2, []]);
    expect(said).not.toMatch(/p4ssw|passuser/);
  });

  test('K06 a proxy sees no more of it than host and port', async () => {
    const host = 'acme.okta.com';
    const good = certify({ host });
    const { run, fake } = await anOrg(way, { tls: { ...good, origin: `https://${host}` } });
    const proxy = await startFakeProxy({ portOf: () => fake.port, login: 'passuser:p4ssw0rd' });
    closing.push(proxy.close);
    const url = proxy.url.replace('//', '//passuser:p4ssw0rd@');
    const way6 = proxyOf(`https://${host}`, { HTTPS_PROXY: url }) as NonNullable<
      ReturnType<typeof proxyOf>
    >;
    const fetch = createTunnel(way6, { ca: good.cert });
    const env = { OKTA_CLIENT_ORGURL: `https://${host}`, HTTPS_PROXY: url };
    const { code, said } = await run(['doctor'], { env, fetch });
    expect(code, said).toBe(0);
    expect(said).not.toMatch(/p4ssw|passuser/);
    expect(new Set(proxy.asked)).toEqual(new Set([`${host}:443`]));
    expectNoBytesOf([secretOf(way), ...way.secrets(fake), '/oauth2/v1/token'], proxy.bytes());
  });

  test('K07 nothing is sent where TLS is off, or the certificate is nobody’s', async () => {
    const host = 'acme.okta.com';
    const tls = { ...certify({ host }), origin: `https://${host}` };
    const { run, fake } = await anOrg(way, { tls });
    const off = await run(['doctor'], { env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } });
    expect(off.code).toBe(2);
    const proxy = await startFakeProxy({ portOf: () => fake.port });
    closing.push(proxy.close);
    const through = proxyOf(`https://${host}`, { HTTPS_PROXY: proxy.url });
    const fetch = createTunnel(through as NonNullable<typeof through>);
    const { code, said } = await run(['doctor'], {
      env: { OKTA_CLIENT_ORGURL: `https://${host}` },
      fetch,
    });
    expect([code, said]).toEqual([3, expect.stringContaining('certificate')]);
    expect(fake.all).toEqual([]);
  });

  // A webhook gets posts from code that knows no credential, whatever the way: watch/command.test.ts.
  test('K08 no redirect, no link and no nonce leads it to another host', async () => {
    const other = await startFakeOkta({ events, now: () => noon, ...way.org });
    closing.push(other.close);
    for (const fault of ending.filter(({ name }) => /^F2[34]/.test(name))) {
      const { run } = await anOrg(way, {
        fault: () => fault,
        foreign: other.url,
        pageSize: () => 5,
      });
      expect((await run(['doctor'])).code, fault.name).toBe(3);
    }
    if (isKey(way)) {
      const headers = { location: `${other.url}/oauth2/v1/token` };
      for (const status of [301, 302, 303, 307, 308]) {
        const { run } = await anOrg(way, { tokenAnswer: () => ({ status, headers, body: {} }) });
        expect((await run(['doctor'])).code, String(status)).toBe(3);
      }
    }
    expect(other.all).toEqual([]);
  });

  test('K09 what is written is its owner’s alone and holds nothing of it, and a key that others can read is told', async () => {
    const { run, fake } = await anOrg(way);
    await run(['pull', '--since', '2d', '--out', log()]);
    expect(statSync(log()).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(log())) {
      expect(statSync(join(log(), name)).mode & 0o777).toBe(0o600);
      for (const secret of way.secrets(fake))
        expectNothingOf(secret, readFileSync(join(log(), name), 'utf8'));
    }
    const file = join(folder, 'secret');
    writeFileSync(file, secretOf(way));
    const variable = way.fileOption ? undefined : 'OKTAHUNT_ACCESS_TOKEN_FILE';
    for (const [mode, isTold] of [
      [0o644, true],
      [0o600, false],
    ] as const) {
      chmodSync(file, mode);
      const { code, said } = await run(
        ['doctor', ...(way.fileOption ? [way.fileOption, file] : [])],
        {
          env: { [way.variable]: '', ...(variable && { [variable]: file }) },
        },
      );
      expect([code, said.includes('other users can read')]).toEqual([0, isTold]);
    }
  });

  test('K10 no link is followed where the log is written', async () => {
    const { run } = await anOrg(way);
    mkdirSync(log());
    symlinkSync(join(folder, 'victim'), join(log(), '2026-11-20.ndjson'));
    expect((await run(['pull', '--since', '1d', '--out', log()])).code).not.toBe(0);
    expect(existsSync(join(folder, 'victim'))).toBe(false);
  });

  // Names of files come from the days of events, from no part of any credential.
  test('K11 no name of a file comes from the org or the credential', async () => {
    const text = JSON.stringify({ uuid: 'a', published: '../../x' });
    const odd = { uuid: 'a', published: noon - hour, stored: noon - hour, text };
    const { run } = await anOrg(way, { events: [odd] });
    const before = readdirSync(folder);
    const env = { OKTA_CLIENT_KEYID: '../../x' };
    expect((await run(['pull', '--since', '1d', '--out', log()], { env })).code).toBe(0);
    expect(readdirSync(folder).toSorted()).toEqual([...before, 'log'].toSorted());
    expect(readdirSync(log()).filter((name) => !name.startsWith('.'))).toEqual(['no-date.ndjson']);
  });

  test('K12 what the org says reaches a terminal harmless, and not at any length', async () => {
    const evil = `\u001b[2J\u202eevil\u0007${'long'.repeat(1_000)}`;
    const apply = (_: unknown, response: ServerResponse) =>
      void response
        .writeHead(403)
        .end(JSON.stringify({ errorCode: evil, errorSummary: evil, errorId: evil }));
    const evils: readonly Partial<FakeOptions>[] = [
      { fault: () => ({ name: 'evil', apply }) },
      {
        tokenAnswer: () => ({
          status: 400,
          headers: {},
          body: { error: evil, error_description: evil },
        }),
      },
      {
        holders: {
          self: { id: '00u1', status: evil, profile: { login: evil } },
          roles: { 'users/00u1': [{ type: evil, label: evil }] },
        },
      },
    ];
    for (const options of evils) {
      const { run } = await anOrg(way, options);
      const { said } = await run(['doctor']);
      expect(said).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
      for (const line of said.split('\n')) expect(line.length).toBeLessThan(1_200);
    }
  });
});

function expectNoBytesOf(texts: readonly string[], bytes: Buffer): void {
  for (const text of texts)
    for (const form of spellingsOf(text)) expect(bytes.includes(form)).toBe(false);
}
