import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { hecToken, signingKeys } from '../delivery/builders.ts';
import { type Manner, startHttpReceiver } from '../delivery/http-receiver.ts';
import { startSyslogReceiver } from '../delivery/syslog-receiver.ts';
import { aRecord } from '../event/builders.ts';
import { canary } from '../okta/builders.ts';
import { certify } from '../okta/fake/certificate.ts';
import { startFakeOkta } from '../okta/fake/server.ts';
import { collect, oktahunt, start } from './binary.ts';
import { alarm, lines, makeSandbox } from './sandbox.ts';

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

const rules = ['--no-builtin-rules', '--rules', 'alarm.yml'];
const loopback = { OKTAHUNT_ALLOW_LOOPBACK: '1' };

async function aHook(mannerOf?: (request: number) => Manner) {
  const hook = await startHttpReceiver(mannerOf);
  closing.push(hook.close);
  return hook;
}

describe('scan --deliver', () => {
  test('sends to every kind at once, and shows no secret', async () => {
    const [webhook, slack, teams, hec] = await Promise.all([aHook(), aHook(), aHook(), aHook()]);
    const certified = certify({ host: 'localhost' });
    const syslog = await startSyslogReceiver(certified);
    closing.push(syslog.close);
    writeFileSync(join(folder, 'ca.pem'), certified.cert);
    writeFileSync(join(folder, 'teams-url'), `${teams.url}/teams-secret\n`, { mode: 0o600 });
    writeFileSync(join(folder, 'log.ndjson'), lines([alarm(), aRecord()]));
    const targets = [
      `webhook=${webhook.url}`,
      'slack=env:SLACK_URL',
      'teams=file:teams-url',
      `hec=${hec.url}`,
      `syslog=syslog+tls://localhost:${syslog.port}`,
    ];
    const env = {
      ...loopback,
      OKTAHUNT_WEBHOOK_SECRET: signingKeys[0],
      OKTAHUNT_HEC_TOKEN: hecToken,
      SLACK_URL: `${slack.url}/slack-secret`,
      NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
    };
    const options = targets.flatMap((target) => ['--deliver', target]);
    const argv = ['scan', 'log.ndjson', ...rules, '-f', 'json', ...options];
    const { code, out, err } = await oktahunt(argv, { cwd: folder, env });
    expect([code, err]).toEqual([1, expect.stringContaining('syslog localhost')]);
    const { findings } = JSON.parse(out);
    expect(JSON.parse(webhook.received[0]?.body ?? '')).toMatchObject({ data: findings[0] });
    expect(slack.received.map(({ path }) => path)).toEqual(Array(2).fill('/slack-secret'));
    expect(teams.received.map(({ path }) => path)).toEqual(Array(2).fill('/teams-secret'));
    expect(hec.received[0]?.path).toBe('/services/collector/event');
    const kinds = syslog.read.map(({ text }) => JSON.parse(text).data.kind);
    expect(kinds).toEqual(['finding', 'case']);
    for (const secret of ['slack-secret', 'teams-secret', hecToken, signingKeys[0]]) {
      expect(out + err).not.toContain(secret);
    }
    expect(existsSync(join(folder, 'dead-letters.ndjson'))).toBe(false);
  });

  test('ends with 3 and keeps what is refused, and deliver sends that again', async () => {
    const hook = await aHook((request) => (request < 2 ? 400 : 204));
    writeFileSync(join(folder, 'log.ndjson'), lines([alarm()]));
    const deliver = ['--deliver', `webhook=${hook.url}`];
    const scan = ['scan', 'log.ndjson', ...rules, ...deliver];
    const refused = await oktahunt(scan, { cwd: folder, env: loopback });
    expect(refused).toMatchObject({ code: 3, err: expect.stringContaining('0 delivered, 2 not') });
    expect(refused.out).toContain('The alarm rang');
    expect(refused.out).not.toContain('--deliver'); // What is typed next sends nothing again.
    const letters = readFileSync(join(folder, 'dead-letters.ndjson'), 'utf8').trim().split('\n');
    const ids = letters.map((line) => JSON.parse(line).id);
    const again = await oktahunt(['deliver', 'dead-letters.ndjson', ...deliver], {
      cwd: folder,
      env: loopback,
    });
    expect(again).toMatchObject({ code: 0, out: '', err: expect.stringContaining('2 delivered') });
    const sent = hook.received.map(({ headers }) => headers['webhook-id']);
    expect(sent).toEqual([...ids, ...ids]);
  });
});

describe('deliver', () => {
  test('sends a saved report, from a file or a pipe', async () => {
    const hook = await aHook();
    writeFileSync(join(folder, 'log.ndjson'), lines([alarm()]));
    const deliver = ['--deliver', `webhook=${hook.url}`];
    for (const format of ['json', 'ndjson']) {
      const scan = ['scan', 'log.ndjson', ...rules, '-f', format];
      const { out: stdin } = await oktahunt(scan, { cwd: folder });
      const piped = await oktahunt(['deliver', '-', ...deliver], {
        cwd: folder,
        env: loopback,
        stdin,
      });
      expect(piped).toMatchObject({ code: 0, out: '' });
    }
    expect(new Set(hook.received.map(({ headers }) => headers['webhook-id'])).size).toBe(2);
    expect(hook.received).toHaveLength(4);
  });

  test.each([
    ['a log', lines([aRecord()]), 3, 'this is no record of a report'],
    ['an empty file', '', 3, 'it is empty'],
    [
      'a letter of another version',
      '{"kind":"dead-letter","schemaVersion":"9"}\n',
      3,
      'version 1.0',
    ],
    ['no letter', '{"kind":"dead-letter","schemaVersion":"1.0"}\n', 3, 'line 1'],
  ])('refuses %s', async (_, text, code, message) => {
    const hook = await aHook();
    writeFileSync(join(folder, 'file'), text);
    const argv = ['deliver', 'file', '--deliver', `webhook=${hook.url}`];
    const ended = await oktahunt(argv, { cwd: folder, env: loopback });
    expect(ended).toMatchObject({ code, err: expect.stringContaining(message) });
    expect(hook.received).toEqual([]);
  });

  test.each([
    [['deliver', 'x'], 'no receiver is named'],
    [['deliver', 'undelivered.ndjson', '--deliver', 'webhook=https://a.example'], '--dead-letters'],
  ])('%j is misuse', async (argv, message) => {
    const { code, err } = await oktahunt(argv, { cwd: folder });
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });

  test('takes its receivers from the own configuration, and refuses those of a project', async () => {
    const hook = await aHook();
    writeFileSync(join(folder, 'log.ndjson'), lines([alarm()]));
    const scan = ['scan', 'log.ndjson', ...rules, '-f', 'ndjson'];
    const { out: stdin } = await oktahunt(scan, { cwd: folder });
    mkdirSync(join(folder, 'oktahunt'));
    writeFileSync(join(folder, 'oktahunt', 'key'), signingKeys[1], { mode: 0o600 });
    const config = `deliver:\n  - {to: 'webhook=${hook.url}', secretFile: key, what: cases}\n`;
    writeFileSync(join(folder, 'oktahunt', 'config.yaml'), config);
    const env = { ...loopback, XDG_CONFIG_HOME: folder };
    const own = await oktahunt(['deliver', '-'], { cwd: folder, env, stdin });
    expect(own).toMatchObject({ code: 0 });
    expect(hook.received.map(({ body }) => JSON.parse(body).type)).toEqual(['case.new']);
    expect(hook.received[0]?.headers['webhook-signature']).toMatch(/^v1,/);
    writeFileSync(join(folder, 'oktahunt.config.yaml'), config);
    const project = await oktahunt(['deliver', '-'], { cwd: folder, stdin });
    expect(project).toMatchObject({
      code: 2,
      err: expect.stringContaining("deliver is not allowed in a project's file"),
    });
  });
});

describe('watch --deliver', () => {
  test('killed at any time, delivers everything at least once, repetitions with the same id', async () => {
    const hook = await aHook((request) => (request % 4 === 1 ? 503 : 204));
    const fake = await startFakeOkta({ now: Date.now, tokens: [canary] });
    closing.push(fake.close);
    const argv = ['watch', '--store', 'store', ...rules, '--interval', '1s', '-f', 'ndjson'];
    const env = { ...loopback, OKTA_CLIENT_ORGURL: fake.url, OKTA_CLIENT_TOKEN: canary };
    const deliver = ['--deliver', `webhook=${hook.url}`];
    const wanted: string[] = [];
    const happen = (): void => {
      const [n, published] = [wanted.length, Date.now()];
      const actor = { id: `00u${n}`, type: 'User', alternateId: `${n}@example.com` };
      const record = alarm({ published: new Date(published).toISOString(), actor });
      const uuid = record['uuid'] as string;
      fake.log.add({ uuid, published, stored: published, text: JSON.stringify(record) });
      wanted.push(`${n}@example.com`);
    };
    const delivered = (): readonly string[] => {
      const taken = hook.received.filter((_, request) => request % 4 !== 1);
      const all = taken.map(({ body }) => JSON.parse(body).data.actor?.login as string | undefined);
      return wanted.filter((login) => all.includes(login));
    };
    for (let run = 0; run < 15; run++) {
      if (run >= 4 && delivered().length === wanted.length) break;
      const child = start([...argv, ...deliver], { cwd: folder, env });
      child.stderr?.on('data', (text) => {
        if (!String(text).includes('watching ')) return;
        if (run < 4) for (let n = 0; n < 3; n++) happen();
        setTimeout(() => child.kill('SIGKILL'), run < 4 ? 900 + run * 350 : 5_000);
      });
      await collect(child);
    }
    expect(delivered()).toEqual(wanted);
    const idOf = new Map<string, string>();
    for (const { headers, body } of hook.received) {
      const { fingerprint, evidenceDigest, id } = JSON.parse(body).data;
      const name = `${fingerprint ?? id} ${evidenceDigest ?? body}`;
      const known = idOf.get(name) ?? headers['webhook-id'];
      expect(headers['webhook-id']).toBe(known);
      idOf.set(name, known as string);
    }
    const left = readdirSync(join(folder, 'store', 'outbox'));
    expect(left.filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});
