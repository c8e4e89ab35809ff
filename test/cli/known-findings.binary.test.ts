import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../src/finding/finding.ts';
import { aRecord } from '../event/builders.ts';
import { collect, type Ended, start } from './binary.ts';
import { lines } from './sandbox.ts';

const rule = `title: The alarm rang
name: alarm
id: 5f0c1c0e-6c1b-4a63-9d5e-0a4f0c9f3b11
status: test
logsource: {product: okta, service: okta}
detection:
  alarm: {eventType: test.alarm}
  condition: alarm
level: medium
fingerprint: [actor.id, 'client.userAgent.rawUserAgent']
tags: [attack.t1539]
`;

/** A login and an agent that would be wildcards, YAML, and a second document. */
const hostile = '*?\\\'"# {a: b}\n---\u{202e}';

const alarmOf = (id: string, agent: string) =>
  aRecord({
    eventType: 'test.alarm',
    published: '2024-01-02T10:00:00.000Z',
    actor: { id, type: 'User', alternateId: `${id}@example.com` },
    client: { userAgent: { rawUserAgent: agent } },
  });

let folder = '';
const run = (...args: string[]): Promise<Ended> => {
  const child = start([...args], { cwd: folder });
  child.stdin?.end();
  return collect(child);
};
const scan = (...args: string[]) =>
  run('scan', 'log.ndjson', '--no-builtin-rules', '--rules', 'mine', ...args);
const report = (name: string): { findings: Finding[]; summary: Record<string, never> } =>
  JSON.parse(readFileSync(join(folder, name), 'utf8'));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'oktahunt-'));
  await run('rules', 'list'); // The program must be there.
  const { mkdirSync } = await import('node:fs');
  mkdirSync(join(folder, 'mine'));
  writeFileSync(join(folder, 'mine', 'alarm.yml'), rule);
  const odd = aRecord({ published: '2024-01-01T00:00:00.000Z' });
  writeFileSync(
    join(folder, 'log.ndjson'),
    lines([odd, alarmOf('ana', hostile), alarmOf('ana', 'plain'), alarmOf('bob', 'plain')]),
  );
  await scan('-o', 'json=found.json');
});
afterAll(() => rmSync(folder, { recursive: true }));

const idOf = (actor: string, agent: string): string =>
  report('found.json').findings.find(
    ({ identity }) =>
      identity['actor.id']?.[0] === actor &&
      identity['client.userAgent.rawUserAgent']?.[0] === agent,
  )?.id ?? '';
const until = ['--reason', 'the drill', '--expires', '2999-12-31'];

describe('a finding that is known', () => {
  test('is taken away by the filter that suppress writes, and no other is', async () => {
    const id = idOf('ana', hostile);
    const written = await run('suppress', id, '--from', 'found.json', '--into', 'mine', ...until);
    expect(written).toMatchObject({ code: 0, out: '' });
    const [file] = readdirSync(join(folder, 'mine', 'suppressed'));
    expect(readFileSync(join(folder, 'mine', 'suppressed', file ?? ''), 'utf8')).toContain(
      "reason: the drill\nexpires: '2999-12-31'\n",
    );
    const again = await scan('--details', '-o', 'json=left.json');
    expect(
      report('left.json')
        .findings.map((one) => one.id)
        .sort(),
    ).toEqual([idOf('ana', 'plain'), idOf('bob', 'plain')].sort());
    expect(again.out + again.err).toContain('the drill');
    const twice = await run('suppress', id, '--from', 'found.json', '--into', 'mine', ...until);
    expect(twice).toMatchObject({ code: 2 });
    expect(twice.err).toContain('it is suppressed already');
    rmSync(join(folder, 'mine', 'suppressed'), { recursive: true });
  });

  test('may be known for some of its values alone', async () => {
    const fields = ['--fields', 'actor.id', '--owner', 'Ana', '--dry-run'];
    const { out } = await run(
      'suppress',
      idOf('ana', 'plain'),
      '--from',
      'found.json',
      ...until,
      ...fields,
    );
    writeFileSync(join(folder, 'mine', 'known.yml'), out);
    await scan('-o', 'json=left.json');
    expect(report('left.json').findings.map(({ identity }) => identity['actor.id'])).toEqual([
      ['bob'],
    ]);
    rmSync(join(folder, 'mine', 'known.yml'));
  });

  test.each([
    [['okf_ffffffffffff', ...until], /there is no case or finding/],
    [['', '--reason', ' ', '--expires', '2999-01-01'], /--reason is empty/],
    [['', '--reason', 'x', '--expires', 'soon'], /--expires 'soon' is no date/],
    [['', '--reason', 'x', '--expires', '2020-01-01'], /is over already/],
    [['', ...until, '--fields', 'actor.idd'], /did you mean "actor\.id"\?/],
  ])('needs what can be checked: %j', async ([id = '', ...args], message) => {
    const named = id || idOf('bob', 'plain');
    const ended = await run('suppress', named, '--from', 'found.json', '--into', 'mine', ...args);
    expect(ended.err).toMatch(message);
    expect(ended.code).toBe(2);
    expect(readdirSync(join(folder, 'mine'))).toEqual(['alarm.yml']);
  });

  test('of a baseline is not reported, and decides no exit code', async () => {
    const nothing = await scan(
      '--baseline',
      'found.json',
      '-o',
      'json=new.json',
      '--fail-on',
      'medium',
    );
    expect(nothing.code).toBe(0);
    expect(nothing.out).toContain('Nothing is new since the baseline found.json.');
    expect(report('new.json')).toMatchObject({
      findings: [],
      summary: {
        findings: { medium: 3 },
        baseline: { known: { medium: 3 }, grown: 0, otherRules: false },
      },
    });
    const log = readFileSync(join(folder, 'log.ndjson'), 'utf8');
    writeFileSync(
      join(folder, 'log.ndjson'),
      log + lines([alarmOf('eve', 'plain'), alarmOf('bob', 'plain')]),
    );
    const fresh = await scan(
      '--baseline',
      'found.json',
      '-o',
      'json=new.json',
      '--fail-on',
      'medium',
    );
    writeFileSync(join(folder, 'log.ndjson'), log);
    expect(fresh.code).toBe(1);
    expect(fresh.out).toMatch(
      /3 findings are known from the baseline found\.json and not shown; 1 of them rests on other/,
    );
    expect(report('new.json').findings.map(({ identity }) => identity['actor.id'])).toEqual([
      ['eve'],
    ]);
  });

  test('is not taken from a report that has not everything', async () => {
    await run(
      'scan',
      'log.ndjson',
      '--no-builtin-rules',
      '--rules',
      'mine',
      '--user',
      'bob',
      '-o',
      'json=some.json',
    );
    const narrowed = await scan('--baseline', 'some.json');
    expect(narrowed).toMatchObject({ code: 2 });
    expect(narrowed.err).toContain('it leaves out some of what its scan found');
    writeFileSync(join(folder, 'torn.ndjson'), `${lines([alarmOf('ana', 'x')])}{"uuid": "x", \n`);
    await run(
      'scan',
      'torn.ndjson',
      '--no-builtin-rules',
      '--rules',
      'mine',
      '-o',
      'json=torn.json',
    );
    const partial = await scan('--baseline', 'torn.json');
    expect(partial.err).toMatch(/torn\.json is no baseline: its scan was not complete/);
    expect((await scan('--baseline', 'log.ndjson')).code).not.toBe(0);
  });

  test('carries what people made of it, from scan to scan', async () => {
    const id = idOf('bob', 'plain');
    const marked = await run(
      'mark',
      id,
      'benign',
      '--from',
      'found.json',
      '--note',
      hostile,
      '--by',
      'ana',
    );
    expect(marked).toMatchObject({
      code: 0,
      err: '1 finding marked benign in dispositions.yaml\n',
    });
    await run(
      'mark',
      id.replace('okf', 'okc'),
      'true-positive',
      '--from',
      'found.json',
      '--file',
      'other.yaml',
    );
    await scan('--dispositions', 'dispositions.yaml', '-o', 'json=marked.json');
    const dispositions = report('marked.json').findings.flatMap(
      ({ disposition }) => disposition ?? [],
    );
    expect(dispositions).toMatchObject([{ verdict: 'benign', note: hostile, by: 'ana' }]);
    writeFileSync(join(folder, 'bad.yaml'), 'okh1:0: {}\n');
    const bad = await scan('--dispositions', 'bad.yaml');
    expect(bad.err).toMatch(/bad\.yaml/);
    expect(bad.code).not.toBe(0);
    expect((await run('mark', id, 'fine', '--from', 'found.json')).code).toBe(2);
  });
});
