import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { main } from '../../../src/cli/main.ts';
import { root } from '../binary.ts';
import { aWorld, type WorldOptions } from '../world.ts';

const commands = relative(process.cwd(), join(root, 'fixtures', 'commands'));
const tried = `${commands}/tried`;
const log = `${tried}/tests/two-addresses/hit-high-watched.ndjson`;
const event = '00000000-0000-4000-8000-000000000002';
const own = ['--no-builtin-rules', '--rules', tried];

/** A correlation of a correlation, a filter, and a rule about alerts. */
const relations = `${commands}/related`;
const related = ['--no-builtin-rules', '--rules', relations];
const about = (number: number): readonly string[] => [
  ...related,
  '--event',
  `00000000-0000-4000-8000-0000000001${String(number).padStart(2, '0')}`,
  `${relations}/log.ndjson`,
];

const folder = mkdtempSync(join(tmpdir(), 'oktahunt-rules-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs `rules ...` and gives all that came of it. */
async function rules(argv: readonly string[], options: WorldOptions = {}) {
  const world = aWorld(options);
  const code = await main(['rules', ...argv], world);
  return { code, out: world.out(), err: world.err() };
}

const golden = (name: string): string => join(root, 'fixtures', 'golden', 'rules', name);

describe('golden', () => {
  test.each<[file: string, argv: readonly string[], code: number]>([
    ['list.txt', ['list', ...own], 0],
    ['list.json', ['list', ...own, '-f', 'json'], 0],
    ['show.txt', ['show', 'two-addresses', ...own], 0],
    ['show.json', ['show', 'two-addresses', ...own, '-f', 'json'], 0],
    ['check.txt', ['check', `${commands}/flawed`], 2],
    ['check.json', ['check', `${commands}/flawed`, '-f', 'json'], 2],
    ['check.github.txt', ['check', `${commands}/flawed`, '-f', 'github'], 2],
    ['test.txt', ['test', tried], 1],
    ['test.json', ['test', tried, '-f', 'json'], 1],
    ['test.junit.xml', ['test', tried, '-f', 'junit'], 1],
    ['test.strict.junit.xml', ['test', `${tried}/untried.yml`, '--strict', '-f', 'junit'], 1],
    ['why.txt', ['why', 'two-addresses', ...own, '--event', event, log], 0],
    ['why.json', ['why', 'two-addresses', ...own, '--event', event, log, '-f', 'json'], 0],
    ['list.related.txt', ['list', ...related], 0],
    ['list.related.json', ['list', ...related, '-f', 'json'], 0],
    ['show.correlation.txt', ['show', 'failed-then-granted', ...related], 0],
    ['show.correlation.json', ['show', 'failed-then-granted', ...related, '-f', 'json'], 0],
    ['show.silent.txt', ['show', 'sign-in-failed', ...related], 0],
    ['show.filter.txt', ['show', 'monitor-may-fail', ...related], 0],
    ['show.filter.json', ['show', 'monitor-may-fail', ...related, '-f', 'json'], 0],
    ['show.alerts.txt', ['show', 'gathered-risk', ...related], 0],
    ['why.correlation.txt', ['why', 'many-failed-sign-ins', ...about(4)], 0],
    ['why.correlation.json', ['why', 'many-failed-sign-ins', ...about(4), '-f', 'json'], 0],
    ['why.chain.txt', ['why', 'failed-then-granted', ...about(7)], 0],
    ['why.filter.txt', ['why', 'sign-in-failed', ...about(6)], 0],
    ['why.members.txt', ['why', 'sign-in-failed', ...about(2)], 0],
    ['why.alerts.txt', ['why', 'gathered-risk', ...about(7)], 0],
    ['coverage.related.txt', ['coverage', ...related, `${relations}/log.ndjson`], 0],
    ['coverage.txt', ['coverage', ...own, log], 0],
    ['coverage.navigator.json', ['coverage', ...own, '-f', 'navigator'], 0],
  ])('%s', async (file, argv, code) => {
    const ended = await rules(argv);
    expect({ code: ended.code, err: ended.err }).toEqual({ code, err: '' });
    await expect(ended.out).toMatchFileSnapshot(golden(file));
  });
});

describe('list', () => {
  const names = async (...argv: string[]): Promise<string[]> => {
    const { code, out } = await rules(['list', '-f', 'json', ...argv]);
    expect(code).toBe(0);
    return (JSON.parse(out) as { name: string }[]).map(({ name }) => name);
  };

  test.each<[readonly string[], readonly string[]]>([
    [['--technique', 'T1606'], ['session-without-start']],
    [['--technique', 't1606.001'], ['session-without-start']],
    [['--tag', 'attack.discovery'], ['password-health-report']],
    [
      ['--tag', 'attack.t1606,attack.discovery'],
      ['password-health-report', 'session-without-start'],
    ],
    [['--technique', 'T1606', '--tag', 'attack.discovery'], []],
    [['--level', 'critical'], []],
    [['--status', 'deprecated'], []],
    [
      ['--event-type', 'user.lifecycle.create', '--technique', 'T1136'],
      ['known-indicator-account', 'lookalike-account-created', 'user-created-via-api-session'],
    ],
    [
      [
        '--event-type',
        'user.session.access_admin_app',
        '--status',
        'stable',
        '--level',
        'informational',
      ],
      [
        'admin-console-opened',
        'behind-a-proxy',
        'known-indicator-account',
        'known-indicator-ip',
        'known-indicator-user-agent',
        'no-browser',
        'no-session',
        'person-in-session',
        'session-activity',
        'session-used',
      ],
    ],
    [['--event-type', 'group.priv*', '--technique', 'T1098'], ['admin-privilege-granted']],
  ])('%j gives %j', async (argv, expected) => {
    const found = await names(...argv);
    expect(found).toEqual(expect.arrayContaining([...expected]));
    // Others may have come, but not most of the rules.
    expect(found.length).toBeLessThanOrEqual(expected.length === 0 ? 0 : expected.length + 12);
  });

  test('takes the level that a rule can be raised to', async () => {
    expect(await names('--level', 'high')).toContain('password-health-report');
  });

  test('tells on standard error how many rules were left out, unless quiet', async () => {
    const asked = ['list', '--technique', 'T1606'];
    expect((await rules(asked)).err).toMatch(/^\d+ of \d+ rules match\n$/);
    expect((await rules([...asked, '-q'])).err).toBe('');
    expect((await rules(['list'])).err).toBe('');
  });

  test.each([
    [['--technique', 'attack.t1539'], 'T1550.004'],
    [['--status', 'stabel'], 'did you mean stable?'],
    [['--level', 'hihg'], 'did you mean high?'],
    [['--event-type', 'usr.*'], ''],
  ])('refuses %j', async (argv, hint) => {
    const { code, out, err } = await rules(['list', ...argv]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(hint);
  });
});

describe('show', () => {
  test('prints the file of a rule as it is', async () => {
    const { out } = await rules(['show', 'two-addresses', ...own, '-f', 'yaml']);
    expect(out).toBe(readFileSync(join(root, 'fixtures/commands/tried/two-addresses.yml'), 'utf8'));
  });

  test('finds a rule by its id too', async () => {
    const id = '2f1f6d0a-5c43-4b5e-8a35-1f7f6f0f2a01';
    expect((await rules(['show', id, ...own])).out).toContain('two-addresses');
  });

  test('suggests a name', async () => {
    const { code, err } = await rules(['show', 'two-adresses', ...own]);
    expect(code).toBe(2);
    expect(err).toContain('did you mean two-addresses?');
  });

  const hostile = `title: "T \\e[2J ##[group]x"
name: "h\\u202e"
description: "d\\e]0;x\\a"
logsource: {product: okta}
detection: {a: {actor.id: "\\u0007"}, condition: a}
falsepositives: ["\\u009b31m"]
# raw: \u202e \u2028 ::set-output name=x::y
`;

  test.each([
    ['show', 'text'],
    ['show', 'json'],
    ['show', 'yaml'],
    ['list', 'table'],
    ['list', 'json'],
    ['coverage', 'table'],
    ['coverage', 'json'],
    ['coverage', 'navigator'],
    ['check', 'text'],
    ['check', 'json'],
    ['check', 'github'],
    ['test', 'text'],
    ['test', 'json'],
    ['test', 'junit'],
  ])('%s -f %s passes nothing of a hostile rule on to the terminal', async (command, format) => {
    const file = join(folder, 'hostile.yml');
    writeFileSync(file, hostile);
    const given = ['check', 'test'].includes(command)
      ? [file]
      : ['--no-builtin-rules', '--rules', file];
    const name = command === 'show' ? ['h\u202e'] : [];
    const { out, err } = await rules([command, ...name, ...given, '-f', format]);
    expect(out).not.toBe('');
    expect((out + err).replaceAll('\n', '')).not.toMatch(/[\p{C}]/u);
    if (format !== 'github') expect(out).not.toMatch(/^\s*::|##\[/m);
  });
});

describe('check', () => {
  test.each<[string, readonly string[], number]>([
    ['the bundled rules', ['--strict'], 0],
    ['a rule with warnings', [`${commands}/flawed/doubtful.yml`], 0],
    ['a rule with warnings, strictly', [`${commands}/flawed/doubtful.yml`, '--strict'], 2],
    ['a rule that does not load', [`${commands}/flawed/broken.yml`], 2],
    [
      'a sound rule',
      [`${tried}/two-addresses.yml`, '--strict', '--list', `watched=${tried}/lists/watched.txt`],
      0,
    ],
    ['a rule without its list', [`${tried}/two-addresses.yml`], 2],
    ['a path that is not there', [`${commands}/nowhere`], 2],
    ['a folder without rules', [`${tried}/lists`], 2],
  ])('ends as it should for %s', async (_, argv, code) => {
    const ended = await rules(['check', ...argv]);
    expect({ ...ended, code: ended.code }).toMatchObject({ code });
  });

  test('keeps a file name within its part of an annotation', async () => {
    const file = join(folder, 'a,b:c%0A.yml');
    writeFileSync(file, 'title: no rule');
    const { out } = await rules(['check', file, '-f', 'github']);
    expect(out).toContain(`${folder}/a%2Cb%3Ac%250A.yml,line=1,col=1,title=broken::`);
  });

  test('takes bundled rules for bundled, by whatever path', async () => {
    const path = relative(process.cwd(), join(root, 'rules', 'session'));
    const { code, out } = await rules(['check', path]);
    expect({ code, out: out.split('\n').at(-2) }).toEqual({
      code: 0,
      out: expect.stringMatching(/^\d+ files, \d+ rules: 0 errors, 0 warnings, 1 note$/),
    });
  });

  test('may refer to bundled rules', async () => {
    const file = join(folder, 'feeding.yml');
    writeFileSync(
      file,
      `title: T
id: 5f0c1c0e-6c1b-4a63-9d5e-0a4f0c9f3b11
description: D
level: low
tags: [attack.t1539]
falsepositives: [none]
logsource: {product: okta}
context: {w: {rules: [session-activity], before: 1h, fields: {n: {count: true}}}}
detection: {a: {w.n|gte: 2}, condition: a}
`,
    );
    expect(await rules(['check', file])).toMatchObject({ code: 0, err: '' });
  });
});

describe('test', () => {
  test('writes JUnit beside the report', async () => {
    const path = join(folder, 'rules.xml');
    const { code, out } = await rules(['test', tried, '-o', `junit=${path}`]);
    expect(code).toBe(1);
    expect(out).toContain('6 logs for 2 rules: 2 passed, 4 failed; 1 rule without fixtures');
    expect(readFileSync(path, 'utf8')).toBe(readFileSync(golden('test.junit.xml'), 'utf8'));
  });

  test('shows how to ask about the event that the rule could want, and asks no helper for logs', async () => {
    const into = join(folder, 'my-rules');
    await rules(['new', 'my-zones', '--into', into]);
    const log = join(into, 'tests', 'my-zones', 'hit-example.ndjson');
    const hit = readFileSync(log, 'utf8').replace('SUCCESS', 'FAILURE');
    const other = hit
      .replace('zone.delete', 'user.session.start')
      .replace('7c11', '7c19')
      .replace('T08', 'T09');
    writeFileSync(log, hit + other);
    const helper = readFileSync(join(into, 'my-zones.yml'), 'utf8')
      .replace('name: my-zones', 'name: helper\ngenerate: false')
      .replace(/^id: .*$/m, '');
    writeFileSync(join(into, 'helper.yml'), helper);
    const { out } = await rules(['test', into]);
    expect(out).toContain('--event 6d0c7a52-0f0e-4c55-9b5d-2f1f8f0a7c11 ');
    expect(out).toContain('2 logs for 1 rule: 1 passed, 1 failed\n');
  });

  test.each<[string, readonly string[], number]>([
    ['a rule without logs', [`${tried}/untried.yml`], 4],
    ['a rule without logs, strictly', [`${tried}/untried.yml`, '--strict'], 1],
    ['logs elsewhere', [tried, '--fixtures', `${tried}/tests`], 1],
    ['no folder of logs', [tried, '--fixtures', `${tried}/nowhere`], 2],
    ['a rule that does not load', [`${commands}/flawed`], 2],
    ['a format that is none', [tried, '-f', 'xml'], 2],
    ['an output that is none', [tried, '-o', 'junit'], 2],
  ])('ends as it should for %s', async (_, argv, code) => {
    expect((await rules(['test', ...argv])).code).toBe(code);
  });
});

describe('why', () => {
  const ask = ['why', 'two-addresses', ...own];

  test.each<[string, readonly string[], number, RegExp]>([
    ['an event that is not there', [...ask, '--event', 'x', log], 2, /is not among the 2 records/],
    ['a rule that is not there', ['why', 'two', ...own, '--event', event, log], 2, /unknown rule/],
    ['no log', [...ask, '--event', event], 2, /no log given/],
    ['no event', [...ask, log], 2, /--event/],
    ['a log that is not there', [...ask, '--event', event, `${tried}/no`], 3, /no/],
  ])('of %s is refused', async (_, argv, code, message) => {
    const ended = await rules(argv);
    expect({ code: ended.code, out: ended.out }).toEqual({ code, out: '' });
    expect(ended.err).toMatch(message);
  });

  test('tells of records that could not be read when the event is not among the others', async () => {
    const torn = `${tried}/tests/two-addresses/miss-moved.ndjson`;
    const { err } = await rules([...ask, '--event', 'x', torn]);
    expect(err).toContain('1 of them could not be read');
  });

  test('does not wait for a person to type a log', async () => {
    const { code, err } = await rules([...ask, '--event', event, '-'], { terminal: true });
    expect(code).toBe(2);
    expect(err).toContain('standard input is a terminal');
  });

  test('asks a rule that reports nothing as well', async () => {
    const { code, out } = await rules(['why', 'session-activity', '--event', event, log]);
    expect(code).toBe(0);
    expect(out).toContain('session-activity');
  });

  test.each(['text', 'json'])('shows a hostile log escaped, as %s', async (format) => {
    const file = join(folder, 'hostile.ndjson');
    const [first = ''] = readFileSync(join(root, log), 'utf8').split('\n');
    const record = { ...JSON.parse(first), eventType: 'user.authentication.sso\x1b[2J\u202e' };
    writeFileSync(file, JSON.stringify({ ...record, uuid: 'u\x07 ##[group]x' }));
    const { code, out } = await rules([...ask, '--event', 'u\x07 ##[group]x', file, '-f', format]);
    expect(code).toBe(0);
    expect(out).toContain('user.authentication.sso');
    expect(out.replaceAll('\n', '')).not.toMatch(/\p{C}/u);
    expect(out).not.toContain('##[');
  });

  test('is plain ASCII where nothing else can be shown', async () => {
    const { out } = await rules([...ask, '--event', event, log], { env: { LANG: 'C' } });
    expect(out).toMatch(/^[\x20-\x7e\n]+$/);
  });
});

describe('coverage', () => {
  test('says which rules a log starves or blinds', async () => {
    const file = join(folder, 'poor.ndjson');
    const record = {
      uuid: 'u1',
      published: '2023-10-02T09:00:00.000Z',
      eventType: 'user.session.end',
    };
    writeFileSync(file, `${JSON.stringify(record)}\nno event\n`);
    const { code, out } = await rules(['coverage', ...own, file, '-f', 'json']);
    expect(code).toBe(0);
    expect(JSON.parse(out).log).toEqual({
      events: 1,
      skipped: 1,
      feeds: [
        expect.objectContaining({
          rule: 'two-addresses',
          status: 'starved',
          needs: ['user.authentication.sso'],
        }),
        expect.objectContaining({ rule: 'untried', status: 'fed', types: ['user.session.end'] }),
      ],
    });
    writeFileSync(file, JSON.stringify({ ...record, eventType: 'user.authentication.sso' }));
    const blind = await rules(['coverage', ...own, file, '-f', 'json']);
    expect(JSON.parse(blind.out).log.feeds).toMatchObject([
      {
        rule: 'two-addresses',
        status: 'blind',
        blind: ['authenticationContext.externalSessionId', 'client.ipAddress'],
        absent: ['authenticationContext.externalSessionId', 'client.ipAddress'],
      },
      { rule: 'untried', status: 'starved' },
    ]);
  });

  test('of a log without events is no answer', async () => {
    const file = join(folder, 'empty.ndjson');
    writeFileSync(file, '');
    expect((await rules(['coverage', file])).code).toBe(3);
  });

  test('is a layer that the Navigator reads (layer format 4.5)', async () => {
    const layer = z.object({
      name: z.string().min(1),
      versions: z.object({
        attack: z.string(),
        navigator: z.string().regex(/^(4\.9|[5-9]\.)/),
        layer: z.literal('4.5'),
      }),
      domain: z.literal('enterprise-attack'),
      techniques: z
        .array(
          z.object({
            techniqueID: z.string().regex(/^T\d{4}(\.\d{3})?$/),
            score: z.number().int().min(1),
            comment: z.string(),
            metadata: z.array(z.strictObject({ name: z.string(), value: z.string() })),
          }),
        )
        .min(8),
      gradient: z
        .object({
          colors: z.array(z.string().regex(/^#[0-9a-f]{6}$/)).min(2),
          minValue: z.number(),
          maxValue: z.number(),
        })
        .refine(({ minValue, maxValue }) => maxValue > minValue),
    });
    const { out } = await rules(['coverage', '-f', 'navigator']);
    layer.parse(JSON.parse(out));
  });

  test('names every detection idea that a bundled rule claims', async () => {
    const { out } = await rules(['coverage', '-f', 'json']);
    const { ideas } = JSON.parse(out) as { ideas: { id: string; rules: string[] }[] };
    expect(ideas).toHaveLength(219);
    expect(ideas.find(({ id }) => id === 'D10')?.rules).toEqual([
      'known-indicator-ip',
      'known-indicator-user-agent',
    ]);
  });
});
