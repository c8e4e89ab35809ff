import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parseHealth } from '../../../src/cli/health/health-report.ts';
import { healthSchema } from '../../../src/cli/health/health-schema.ts';
import { aRecord } from '../../event/builders.ts';
import type { Stored } from '../../okta/fake/log.ts';
import { noon } from '../../okta/fake-world.ts';
import { makeSandbox } from '../sandbox.ts';
import { type FastRun, minute, startFastOrg } from './fast-org.ts';

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

/** An event of a type, by an actor of its own. */
function anEvent(minutes: number, eventType: string): Stored {
  const published = noon + minutes * minute;
  const id = `00u${eventType}${minutes}`;
  const record = aRecord({
    eventType,
    published: new Date(published).toISOString(),
    actor: { id, type: 'User', alternateId: `${id}@example.com` },
  });
  const { uuid } = record as { uuid: string };
  return { uuid, published, stored: published, text: JSON.stringify(record) };
}

const rule = (name: string, eventType: string, level = 'high') => `title: ${name}
name: ${name}
logsource: {product: okta, service: okta}
detection: {it: {eventType: ${eventType}}, condition: it}
level: ${level}
`;
const write = (file: string, text: string): void => writeFileSync(join(folder, file), text);

interface Told {
  readonly kind: string;
  readonly rule: { readonly name: string };
  readonly actor: { readonly id: string };
  readonly foundBy: { readonly tool: { readonly rulesDigest: string } };
}

const options = ['--no-builtin-rules', '-f', 'ndjson', '--interval', '1m', '--log-format', 'json'];

/** A watch with things that are done at minutes after noon. */
async function watched(
  events: readonly Stored[],
  deeds: Readonly<Record<number, () => void>>,
  run: Partial<FastRun> = {},
) {
  const org = await startFastOrg(folder, events);
  closing.push(org.fake.close);
  const open = new Map(Object.entries(deeds).map(([at, deed]) => [Number(at), deed]));
  const ended = await org.watch({
    until: 60,
    ...run,
    options: [...options, ...(run.options ?? ['--rules', join(folder, 'rules.yml')])],
    onSecond: (now, send) => {
      for (const [at, deed] of open) {
        if (now < noon + at * minute) continue;
        open.delete(at);
        deed();
        send('SIGHUP');
      }
    },
  });
  const found = ended.out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Told)
    .filter(({ kind }) => kind === 'finding');
  const log = ended.err
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { event: string; message: string; fields?: object });
  return { ...ended, ...org, found, log, names: found.map((one) => one.rule.name) };
}

describe('a reload', () => {
  test('judges what is remembered by the new rules, and repeats nothing', async () => {
    write('rules.yml', rule('a', 'test.a'));
    const events = [anEvent(5, 'test.a'), anEvent(6, 'test.b'), anEvent(40, 'test.b')];
    const { code, found, names, log } = await watched(events, {
      20: () => write('rules.yml', `${rule('a', 'test.a')}---\n${rule('b', 'test.b')}`),
    });
    expect(code).toBe(143);
    expect(names).toEqual(['a', 'b', 'b']);
    expect(new Set(found.map(({ foundBy }) => foundBy.tool.rulesDigest)).size).toBe(2);
    expect(log.filter(({ event }) => event === 'rules.reloaded')).toMatchObject([
      { fields: { rules: 2, rulesDigest: found[1]?.foundBy.tool.rulesDigest } },
    ]);
  });

  test('does not find what it no longer asks for', async () => {
    write('rules.yml', rule('a', 'test.a'));
    const { names } = await watched([anEvent(5, 'test.a'), anEvent(30, 'test.a')], {
      20: () => write('rules.yml', rule('b', 'test.b')),
    });
    expect(names).toEqual(['a']);
  });

  test.each([
    [
      'a mistake',
      () => write('rules.yml', 'title: x\nname: y\ndetection: {a: {b: 1}}\n'),
      /rules\.yml:\d+:\d+: /,
    ],
    ['damaged YAML', () => write('rules.yml', 'title: [\n'), /rules\.yml:\d+:\d+: /],
    ['no rule at all', () => write('rules.yml', 'just text\n'), /rules\.yml/],
    ['no file', () => rmSync(join(folder, 'rules.yml')), /rules\.yml/],
  ])('with %s is refused, and the rules of before stay', async (_, spoil, why) => {
    write('rules.yml', rule('a', 'test.a'));
    const mend = () => write('rules.yml', rule('c', 'test.c'));
    const events = [anEvent(5, 'test.a'), anEvent(30, 'test.a'), anEvent(31, 'test.c')];
    const { names, log } = await watched(events, { 20: spoil, 40: mend });
    expect(names).toEqual(['a', 'a', 'c']);
    const [refused, ...others] = log.filter(({ event }) => event === 'rules.refused');
    expect(others).toEqual([]);
    expect(refused?.message).toMatch(why);
    expect(log.filter(({ event }) => event === 'rules.reloaded')).toHaveLength(1);
  });

  test('reads lists, and what the configuration says, again; of other options it says so', async () => {
    const own = join(folder, 'oktahunt.config.yaml');
    write('rules.yml', `${rule('a', 'test.a')}---\n${rule('b', 'test.b')}`);
    const config = (more: string) => writeFileSync(own, `rules: [rules.yml]\n${more}`);
    config('watch: {skip: [b]}\n');
    const { names, log } = await watched(
      [anEvent(5, 'test.b'), anEvent(6, 'test.a')],
      { 20: () => config('interval: 5m\nwatch: {only: [b], heartbeat: 2m}\n') },
      { options: [] },
    );
    expect(names).toEqual(['a', 'b']);
    const unchanged = log.find(({ event }) => event === 'config.unchanged');
    // The interval stands on the command line, which goes before.
    expect(unchanged?.fields).toEqual({ options: ['heartbeat'] });
  });

  test('with rules that look further back pulls what they need', async () => {
    const both = `title: Both
name: both
logsource: {product: okta, service: okta}
context:
  past: {group-by: [eventType], before: 3d, until: 1m, fields: {n: {count: true}}}
detection: {it: {eventType: test.a, past.n: 1}, condition: it}
level: high
`;
    write('rules.yml', rule('b', 'test.b'));
    const events = [anEvent(-1_500, 'test.a'), anEvent(5, 'test.a')];
    const { names } = await watched(events, { 20: () => write('rules.yml', both) });
    expect(names).toEqual(['both']);
  });

  test('during an outage is told at once, and done once Okta answers', async () => {
    write('rules.yml', rule('a', 'test.a'));
    const isDown = (now: number) => now > noon + 10 * minute && now < noon + 45 * minute;
    let now = noon;
    const org = await startFastOrg(folder, [anEvent(50, 'test.b')], {
      fault: () =>
        isDown(now)
          ? { name: 'down', apply: (_, response) => response.writeHead(503).end() }
          : undefined,
    });
    closing.push(org.fake.close);
    let isSent = false;
    const { out, err } = await org.watch({
      until: 70,
      options: [...options, '--rules', join(folder, 'rules.yml')],
      onSecond: (time, send) => {
        now = time;
        if (isSent || now < noon + 20 * minute) return;
        isSent = true;
        write('rules.yml', rule('b', 'test.b'));
        send('SIGHUP');
      },
    });
    expect(out).toContain('"name":"b"');
    expect(err).toContain('"rules.reloaded"');
  });
});

describe('the signs of life of a watch', () => {
  test('are in its file at each heartbeat, also while Okta is down, and gone when it ends', async () => {
    write('rules.yml', rule('a', 'test.a'));
    const path = join(folder, 'health.json');
    const org = await startFastOrg(folder, [], {
      fault: (request) =>
        request > 20
          ? { name: 'down', apply: (_, response) => response.writeHead(503).end() }
          : undefined,
    });
    closing.push(org.fake.close);
    const seen: string[] = [];
    let last = '';
    await org.watch({
      until: 90,
      options: [...options, '--rules', join(folder, 'rules.yml'), '--health-file', path],
      onSecond: () => {
        if (!existsSync(path)) return;
        const text = readFileSync(path, 'utf8');
        if (text === last) return;
        last = text;
        const note = parseHealth(text);
        expect(healthSchema.safeParse(JSON.parse(text)).error).toBeUndefined();
        seen.push(note?.reasons.map(({ code }) => code).join() ?? 'unreadable');
      },
    });
    expect(seen.length).toBeGreaterThan(20);
    expect(seen[0]).toBe('starting');
    expect(seen).toContain('');
    expect(seen.at(-1)).toBe('no-poll,behind');
    expect(seen).not.toContain('unreadable');
    expect(existsSync(path)).toBe(false);
  });

  test('say once that the file cannot be written, and the watch goes on', async () => {
    write('rules.yml', rule('a', 'test.a'));
    const { names, log } = await watched(
      [anEvent(5, 'test.a')],
      {},
      {
        options: ['--rules', join(folder, 'rules.yml'), '--health-file', '/no/such/folder/health'],
      },
    );
    expect(names).toEqual(['a']);
    expect(log.filter(({ event }) => event === 'health.failed')).toHaveLength(1);
  });
});
