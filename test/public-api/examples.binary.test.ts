/** The examples of README.md, as a stranger would take them: compiled against the packed package, and run. */

import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Case } from '../../src/finding/case/case.ts';
import { type FakeOkta, startFakeOkta } from '../okta/fake/server.ts';
import { type Consumer, installPackage } from './package-consumer.ts';

const root = join(import.meta.dirname, '..', '..');
const incident = join(root, 'fixtures', 'incidents', 'beyondtrust-2023-10-02.ndjson');
const page = readFileSync(join(root, 'README.md'), 'utf8');
const section = /## As a library([\s\S]*?)\n## /.exec(page)?.[1] ?? '';
const examples = [...section.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);

/** The name that an example gives itself; the first one has none. */
const nameOf = (code: string): string => /^\/\/ (\w+)\.ts: /.exec(code)?.[1] ?? 'first';

const token = '00example-token-of-a-fake-org-0123456789';

let consumer: Consumer;
beforeAll(() => {
  consumer = installPackage();
  for (const code of examples) {
    // A fake org speaks no TLS, which nothing but this option allows.
    const local = code.replace('connectOrg({ org,', 'connectOrg({ loopback: true, org,');
    consumer.write(`${nameOf(code)}.ts`, local);
  }
  mkdirSync(join(consumer.folder, 'exports'));
  cpSync(incident, join(consumer.folder, 'exports', 'okta.ndjson'));
}, 120_000);
afterAll(() => consumer.remove());

test('there are three, and one to begin with', () => {
  expect(examples.map(nameOf)).toEqual(['first', 'gate', 'post', 'workbench']);
});

describe('in a strict project', () => {
  test('they compile', { timeout: 120_000 }, () => {
    expect(consumer.compile()).toBe('');
  });

  test('the first counts', async () => {
    const { code, out, err } = await consumer.run('first.js');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^\d\d+ \d+ 0\n$/);
  });

  test('the gate fails, and leaves SARIF', async () => {
    const { code, out } = await consumer.run('gate.js');
    expect(code).toBe(1);
    expect(out).toMatch(/^(critical|high): /m);
    const sarif = JSON.parse(readFileSync(join(consumer.folder, 'okta.sarif'), 'utf8'));
    expect(sarif).toMatchObject({ version: '2.1.0' });
  });

  test('the workbench says what is wrong with a rule, and why it did not fire', async () => {
    const rules = join(consumer.folder, 'my-rules');
    mkdirSync(rules, { recursive: true });
    writeFileSync(join(rules, 'mine.yml'), rule);
    const [first = ''] = readFileSync(incident, 'utf8').split('\n');
    const { uuid } = JSON.parse(first) as { uuid: string };
    const { code, out } = await consumer.run('workbench.js', ['mine', uuid, 'exports/']);
    expect(code).toBe(0);
    expect(out).toContain('mine.yml:6: [');
    expect(out).toContain('CONDITION');
    const other = await consumer.run('workbench.js', ['mine', 'no-such-event', 'exports/']);
    expect(other.out).toContain('the log has no such event');
    const unknown = await consumer.run('workbench.js', ['no-such-rule', uuid, 'exports/']);
    expect(unknown.err).toContain('there is no rule "no-such-rule"');
  });

  test('cases of an org are posted', { timeout: 120_000 }, async () => {
    const okta = await fakeOrg();
    const posted: Case[] = [];
    const receiver = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        posted.push(JSON.parse(Buffer.concat(parts).toString()) as Case);
        response.writeHead(202).end();
      });
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => receiver.once('listening', resolve));
    const { port } = receiver.address() as AddressInfo;
    try {
      const { code, out, err } = await consumer.run('post.js', [], {
        OKTA_ORG: okta.url,
        OKTA_TOKEN: token,
        CASES_URL: `http://127.0.0.1:${port}/`,
      });
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(posted.length).toBeGreaterThan(0);
      expect(out).toBe(`${posted.length} cases\n`);
      expect(posted[0]).toMatchObject({ kind: 'case', severity: 'critical' });
    } finally {
      receiver.close();
      await okta.close();
    }
  });
});

/** An org in which the incident happened in the last hours. */
function fakeOrg(): Promise<FakeOkta> {
  const events = readFileSync(incident, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { readonly uuid: string; readonly published: string });
  const last = Math.max(...events.map(({ published }) => Date.parse(published)));
  const by = Date.now() - 3_600_000 - last;
  const stored = events.map((event) => {
    const published = Date.parse(event.published) + by;
    const text = JSON.stringify({ ...event, published: new Date(published).toISOString() });
    return { uuid: event.uuid, published, stored: published, text };
  });
  return startFakeOkta({ events: stored, now: Date.now, tokens: [token] });
}

const rule = `title: Mine
name: mine
id: 5f0c1c0e-6c1b-4a63-9d5e-0a4f0c9f3b11
logsource: {product: okta, service: okta}
detection:
  odd: {eventTyp: user.session.start, actor.id: nobody}
  condition: odd
level: low
`;
