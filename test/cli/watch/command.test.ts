import { createHmac } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import type { Signal } from '../../../src/cli/terminal/io.ts';
import { manifestName } from '../../../src/okta/archive/manifest-name.ts';
import { signingKeys } from '../../delivery/builders.ts';
import { type Manner, type Received, startHttpReceiver } from '../../delivery/http-receiver.ts';
import { aRecord } from '../../event/builders.ts';
import { canary } from '../../okta/builders.ts';
import { createDice } from '../../okta/fake/dice.ts';
import { passing } from '../../okta/fake/fault.ts';
import type { Stored } from '../../okta/fake/log.ts';
import { type FakeOkta, type FakeOptions, startFakeOkta } from '../../okta/fake/server.ts';
import { aFakeWorld, noon } from '../../okta/fake-world.ts';
import { makeSandbox } from '../sandbox.ts';
import { aWorld } from '../world.ts';

vi.setConfig({ testTimeout: 60_000 });

const minute = 60_000;
let folder = '';
const closing: (() => Promise<void>)[] = [];
beforeEach(() => {
  folder = makeSandbox();
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  for (const close of closing.splice(0)) await close();
});

/** An alarm of its own actor, published so many minutes after noon, stored so many later. */
function anAlarm(minutes: number, late = 0): Stored {
  const published = noon + minutes * minute;
  const id = `00u${minutes}x${late}`;
  const record = aRecord({
    eventType: 'test.alarm',
    published: new Date(published).toISOString(),
    actor: { id, type: 'User', alternateId: `${id}@example.com` },
  });
  const stored = published + late * minute;
  return { uuid: record['uuid'] as string, published, stored, text: JSON.stringify(record) };
}

interface Start {
  /** When the signal comes, in minutes after noon. */
  readonly until: number;
  readonly options?: readonly string[];
  readonly env?: Record<string, string>;
  /** Requests after which the process is killed. */
  readonly killAfter?: number;
  readonly signal?: Signal;
  /** Whether somebody sits before it. */
  readonly terminal?: boolean;
  /** What the network has against a request. */
  readonly trouble?: () => Error | undefined;
  /** The error of every write to standard output. */
  readonly stdoutError?: string;
}

interface Archived {
  readonly follow: { readonly judged: string | null };
}

/** An alarm that nothing follows within half an hour. */
const absence = `title: Alarm and then nothing
name: alarm
logsource: {product: okta, service: okta}
context:
  next: {group-by: [actor.id], after: 30m, fields: {n: {count: true}}}
detection: {alarm: {eventType: test.alarm, next.n: 0}, condition: alarm}
level: high
`;

async function anOrg(events: readonly Stored[], options: Partial<FakeOptions> = {}, wrong = 0) {
  const world = aFakeWorld({ wrong });
  const fake: FakeOkta = await startFakeOkta({
    events,
    now: world.trueNow,
    tokens: [canary],
    limit: 600,
    ...options,
  });
  closing.push(fake.close);
  const env = {
    OKTAHUNT_ALLOW_LOOPBACK: '1',
    OKTA_CLIENT_ORGURL: fake.url,
    OKTA_CLIENT_TOKEN: canary,
  };
  const store = join(folder, 'store');
  const watch = async (start: Start) => {
    const { until, options: more = [], env: extra = {}, killAfter } = start;
    let requests = 0;
    const io = aWorld({
      ...(start.stdoutError !== undefined && { stdoutError: start.stdoutError }),
      terminal: start.terminal === true,
      env: { ...env, XDG_CONFIG_HOME: folder, ...extra },
      now: world.now,
      cwd: folder,
      world: {
        ...world,
        fetch: (url, init) => {
          if (requests++ === killAfter) throw new RangeError('killed');
          const trouble = start.trouble?.();
          if (trouble) return Promise.reject(trouble);
          return world.fetch(url, init);
        },
        sleep: async (ms, signal) => {
          if (world.trueNow() >= noon + until * minute) io.send(start.signal ?? 'SIGINT');
          await world.sleep(ms, signal);
        },
      },
    });
    const argv = [
      'watch',
      '--store',
      store,
      '--no-builtin-rules',
      '--rules',
      join(folder, 'alarm.yml'),
      '-f',
      'ndjson',
      '--interval',
      '3m',
      ...more,
    ];
    const code = await main(argv, io);
    expect(io.out() + io.err()).not.toContain(canary);
    const text = io.out();
    if (more.includes('table')) return { code, actors: [], err: io.err(), out: '', text };
    // Cases are told beside findings; reported-cases.test.ts is about them.
    const lines = text.split('\n').filter((line) => line.startsWith('{"kind":"finding"'));
    const actors = lines.map((line) => (JSON.parse(line) as { actor: { id: string } }).actor.id);
    return { code, actors, err: io.err(), out: text, text };
  };
  return { watch, fake, world, store };
}

const actorsOf = (events: readonly Stored[]): readonly string[] =>
  events.map(({ text }) => (JSON.parse(text) as { actor: { id: string } }).actor.id).sort();

describe('watch', () => {
  test('tells what comes, also late, not what was before, and shows that it is alive', async () => {
    const before = anAlarm(-120);
    const [soon, late] = [anAlarm(5), anAlarm(6, 90)];
    const { watch } = await anOrg([before, soon, late]);
    const { code, actors, err } = await watch({ until: 120 });
    expect(code).toBe(130);
    expect(actors).toEqual(actorsOf([soon, late]));
    expect(err).toMatch(
      /watching 127\.0\.0\.1:\d+: 2 events stored, 2 in memory, 2 findings reported/,
    );
    expect(err).toContain('with the same store');
  });

  test.each([
    ['EPIPE', 141, 'stopped: the reader of standard output went away'],
    ['ENOSPC', 3, 'no space left on the device'],
  ])(
    'that cannot tell (%s) ends, and tells it when started again',
    async (stdoutError, code, told) => {
      const event = anAlarm(5);
      const { watch } = await anOrg([event]);
      const gone = await watch({ until: 30, stdoutError, options: ['-q'] });
      expect(gone.code).toBe(code);
      expect(gone.err).toContain(told);
      expect((await watch({ until: 60 })).actors).toEqual(actorsOf([event]));
    },
  );

  test('started again tells what came meanwhile, and nothing twice', async () => {
    const events = [anAlarm(5), anAlarm(30), anAlarm(70)];
    const { watch, world, store } = await anOrg(events);
    expect((await watch({ until: 10 })).actors).toEqual(actorsOf([events[0] as Stored]));
    world.advance(30 * minute);
    expect((await watch({ until: 45 })).actors).toEqual(actorsOf([events[1] as Stored]));
    expect((await watch({ until: 80 })).actors).toEqual(actorsOf([events[2] as Stored]));
    expect(existsSync(join(store, '.oktahunt-archive.lock'))).toBe(false);
  });

  test.each([
    ['outage', 'F07 503'],
    ['captive portal', 'F12 login page'],
    ['silence', 'F02 429 without headers'],
  ])('survives an hour of %s', async (_, name) => {
    const events = [anAlarm(5), anAlarm(40)];
    let now = (): number => noon;
    const { watch, world } = await anOrg(events, {
      fault: () =>
        now() > noon + 10 * minute && now() < noon + 70 * minute
          ? passing.find((fault) => fault.name === name)
          : undefined,
    });
    now = world.trueNow;
    const { actors } = await watch({ until: 120 });
    expect(actors.toSorted()).toEqual(actorsOf(events));
  });

  test('after half a year asks only for what it lacks', async () => {
    const { watch, world, fake } = await anOrg([anAlarm(5)]);
    await watch({ until: 60, options: ['--lookback', '1d'] });
    const asked = fake.seen.length;
    world.advance(60 * minute);
    await watch({ until: 130, options: ['--lookback', '1d'] });
    const since = new URL(fake.seen[asked]?.url as string).searchParams.get('since') as string;
    expect(Date.parse(since)).toBeGreaterThanOrEqual(noon - 4 * minute);
    world.advance(200 * 1_440 * minute);
    expect((await watch({ until: 0, options: ['--lookback', '1d'] })).code).toBe(130);
  });

  test('tells of an absence in an org that fell silent, once it can be sure', async () => {
    writeFileSync(join(folder, 'alarm.yml'), absence);
    const { watch } = await anOrg([anAlarm(5)]);
    // The window ends at 35 minutes after noon, and for an hour more it could have come late.
    expect((await watch({ until: 90 })).actors).toEqual([]);
    expect((await watch({ until: 105 })).actors).toHaveLength(1);
    expect((await watch({ until: 200 })).actors).toEqual([]);
  });

  const decade = 315_360_000_000;
  test.each([
    ['two hours ahead', 120 * minute, 0],
    ['two hours behind', -120 * minute, 0],
    ['right, and a Date header ten years ahead', 0, decade],
    ['right, and a Date header ten years behind', 0, -decade],
  ])('passes nothing over and claims nothing with a clock that is %s', async (_, wrong, date) => {
    const events = [anAlarm(1), anAlarm(70)];
    const dated = (now: number) => new Date(now + date).toUTCString();
    const { watch, world, store } = await anOrg(events, { date: dated }, wrong);
    const { actors, err } = await watch({ until: 100, options: ['--lookback', '0'] });
    expect(actors).toEqual(actorsOf(events));
    expect(err).toMatch(/warning: the clock of this machine is \d+ s (?:slow|fast)/);
    const { settled, covered } = JSON.parse(readFileSync(join(store, manifestName), 'utf8'));
    for (const { until } of covered) {
      expect(Date.parse(until)).toBeLessThanOrEqual(world.trueNow());
    }
    for (const { until } of settled) {
      expect(Date.parse(until)).toBeLessThanOrEqual(world.trueNow() - 60 * minute);
    }
  });

  test('tells no absence before its time, whatever the Date header says', async () => {
    writeFileSync(join(folder, 'alarm.yml'), absence);
    const { watch } = await anOrg([anAlarm(5)], {
      date: (now) => new Date(now + decade).toUTCString(),
    });
    expect((await watch({ until: 90 })).actors).toEqual([]);
    expect((await watch({ until: 105 })).actors).toHaveLength(1);
  });

  test('does not judge where nothing came and nothing is waited for', async () => {
    const { watch, store } = await anOrg([anAlarm(5)]);
    await watch({ until: 60 });
    const { judged } = (JSON.parse(readFileSync(join(store, manifestName), 'utf8')) as Archived)
      .follow;
    expect(judged).toBe(new Date(noon + 5 * minute).toISOString());
  });

  test('judges what comes later than all windows look back, and after a crash too', async () => {
    const events = [anAlarm(1), anAlarm(2, 150), anAlarm(80)];
    const { watch } = await anOrg(events);
    const options = ['--lookback', '0'];
    const told = [
      ...(await watch({ until: 100, options })).actors,
      ...(await watch({ until: 200, options, killAfter: 20 })).actors,
      ...(await watch({ until: 200, options })).actors,
    ];
    expect(told.toSorted()).toEqual(actorsOf(events));
  });

  test('F34 F39 goes on after a failure of DNS, and after a sleep of eight hours', async () => {
    const events = [anAlarm(5), anAlarm(40), anAlarm(600)];
    const { watch, world } = await anOrg(events);
    let slept = false;
    const { actors, err } = await watch({
      until: 700,
      trouble: () => {
        if (!slept && world.now() > noon + 100 * minute) {
          slept = true;
          world.advance(480 * minute);
        }
        const isDown = world.now() > noon + 10 * minute && world.now() < noon + 70 * minute;
        return isDown
          ? new TypeError('fetch failed', {
              cause: Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }),
            })
          : undefined;
      },
    });
    expect(actors.toSorted()).toEqual(actorsOf(events));
    expect(err).toContain('host not found (DNS)');
    expect(slept).toBe(true);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('F31 ends cleanly with %s in a terminal', async (signal, code) => {
    const { watch } = await anOrg([anAlarm(5)]);
    const ended = await watch({ until: 10, signal, terminal: true });
    expect(ended.code).toBe(code);
    expect(ended.actors).toHaveLength(1);
    expect(ended.err).toContain('the next start resumes here');
  });

  test('does not pause between short pages', async () => {
    const events = Array.from({ length: 40 }, (_, index) => anAlarm(1, index / 1000));
    const { watch, world } = await anOrg(events, { pageSize: () => 1 });
    await watch({ until: 10 });
    // Each pause is of three minutes, so 40 of them would have taken two hours.
    expect(world.now()).toBeLessThan(noon + 30 * minute);
  });

  test('begins again a little before where its place was refused, without repeating anything', async () => {
    const events = Array.from({ length: 20 }, (_, index) => anAlarm(1 + index * 2));
    let refuse = 0;
    const { watch } = await anOrg(events, {
      fault: (request) =>
        request > 0 && request % 7 === 0 && refuse++ < 5
          ? { name: 'F20', apply: (_, response) => response.writeHead(404).end('{}') }
          : undefined,
    });
    const { actors, err } = await watch({ until: 60 });
    expect(actors.toSorted()).toEqual(actorsOf(events));
    expect(err).toContain('retrying');
    expect(refuse).toBeGreaterThan(1);
  });

  test('ends where the token is refused', async () => {
    const { watch } = await anOrg([], {
      fault: (request) =>
        request === 3
          ? { name: 'F21', apply: (_, response) => response.writeHead(401).end('{}') }
          : undefined,
    });
    expect((await watch({ until: 60 })).code).toBe(3);
  });

  test('killed at any request and started again, tells each finding once', async () => {
    const dice = createDice(4);
    const events = Array.from({ length: 30 }, (_, index) => anAlarm(1 + index * 3, dice.below(20)));
    const { watch, world } = await anOrg(events);
    const told: string[] = [];
    for (let run = 0; run < 25; run++) {
      const { actors } = await watch({ until: 130, killAfter: dice.below(12) });
      told.push(...actors);
    }
    expect(world.now()).toBeGreaterThan(noon);
    told.push(...(await watch({ until: 130 })).actors);
    expect(told.toSorted()).toEqual(actorsOf(events));
  });
});

/** Alarms of one user that become graver, or concern others; one finding a day. */
const growing = `title: Alarm
name: alarm
id: 6d1f0f5e-4f3c-4b0e-9a55-0c1f6f2b7a99
logsource: {product: okta, service: okta}
detection: {alarm: {eventType: test.alarm}, bad: {displayMessage: bad}, condition: alarm}
level: low
raise:
  - {level: high, condition: bad}
`;

/** So many minutes after noon, against a user. */
function aBlow(minutes: number, target: string, displayMessage = 'harmless'): Stored {
  const published = noon + minutes * minute;
  const record = aRecord({
    eventType: 'test.alarm',
    published: new Date(published).toISOString(),
    displayMessage,
    actor: { id: '00u1', type: 'User', alternateId: 'ana@example.com' },
    target: [{ id: `00u${target}`, type: 'User', alternateId: `${target}@example.com` }],
  });
  return {
    uuid: record['uuid'] as string,
    published,
    stored: published,
    text: JSON.stringify(record),
  };
}

interface Line {
  readonly fingerprint: string;
  readonly severity: string;
  readonly update?: unknown;
}

const linesOf = (out: string): readonly Line[] =>
  out
    .split('\n')
    .filter((line) => line.startsWith('{"kind":"finding"'))
    .map((line) => JSON.parse(line) as Line);
const updatesOf = (out: string): readonly unknown[] =>
  linesOf(out).map(({ severity, update }) => [severity, update]);

describe('a finding that grows', () => {
  const blows = () => [
    aBlow(5, 'ben'),
    aBlow(20, 'ben'),
    aBlow(35, 'cem'),
    aBlow(50, 'ben', 'bad'),
    aBlow(65, 'ben', 'bad'),
  ];
  const told = [
    ['low', undefined],
    ['low', { severityBefore: 'low', newVictims: ['cem@example.com'] }],
    ['high', { severityBefore: 'low', newVictims: [] }],
  ];
  beforeEach(() => writeFileSync(join(folder, 'alarm.yml'), growing));

  test('is told again, as an update with the same fingerprint', async () => {
    const { watch } = await anOrg(blows());
    const { out } = await watch({ until: 90 });
    expect(updatesOf(out)).toEqual(told);
    expect(new Set(linesOf(out).map(({ fingerprint }) => fingerprint)).size).toBe(1);
  });

  test('is told in a line for people, too', async () => {
    const { watch } = await anOrg(blows());
    const options = ['-f', 'table'];
    const { text } = await watch({ until: 90, options });
    expect(
      text
        .split('\n')
        .filter(Boolean)
        .map((line) => line.replace(/^.*okf_\w+/, '')),
    ).toEqual([
      ')',
      '; update: reported before as low; now also cem@example.com)',
      '; update: reported before as low)',
    ]);
  });

  test('is told once each time it grows, however often the watch is started', async () => {
    const { watch } = await anOrg(blows());
    const said: unknown[] = [];
    for (let until = 4; until <= 90; until += 4)
      said.push(...updatesOf((await watch({ until })).out));
    expect(said).toEqual(told);
  });

  test('is known from a store that an older version wrote', async () => {
    const { watch, store } = await anOrg(blows());
    await watch({ until: 30 });
    const path = join(store, manifestName);
    const manifest = JSON.parse(readFileSync(path, 'utf8'));
    for (const [name, { last }] of Object.entries<{ last: string }>(manifest.follow.emitted)) {
      manifest.follow.emitted[name] = last.replace(/:20:/, ':05:');
    }
    writeFileSync(path, JSON.stringify(manifest));
    expect(updatesOf((await watch({ until: 40 })).out)).toEqual([
      ['low', { severityBefore: null, newVictims: [] }],
      told[1],
    ]);
    expect(updatesOf((await watch({ until: 90 })).out)).toEqual([
      ['high', { severityBefore: 'low', newVictims: [] }],
    ]);
  });
});

describe('receivers', () => {
  async function aHook(mannerOf: (post: number) => Manner) {
    const receiver = await startHttpReceiver(mannerOf);
    closing.push(receiver.close);
    return { posts: receiver.received, url: `${receiver.url}/hook` };
  }

  const idsOf = (posts: readonly Received[]) =>
    posts.map(({ headers }) => headers['webhook-id'] as string);
  const env = { OKTAHUNT_WEBHOOK_SECRET: signingKeys.join(' ') };

  test('get each finding and their case once, signed, and never the token of the org', async () => {
    const { posts, url } = await aHook((post) => (post === 0 ? 500 : 204));
    const { watch } = await anOrg([anAlarm(5), anAlarm(9)]);
    await watch({ until: 20, options: ['--webhook', url], env });
    await watch({ until: 40, options: ['--webhook', url], env });
    expect(posts.length).toBeGreaterThanOrEqual(4);
    expect(new Set(idsOf(posts)).size).toBe(3);
    for (const { headers, body } of posts) {
      const [id, time] = [headers['webhook-id'], headers['webhook-timestamp']];
      const signatures = signingKeys.map((key) =>
        createHmac('sha256', Buffer.from(key.slice(6), 'base64'))
          .update(`${id}.${time}.${body}`)
          .digest('base64'),
      );
      expect(headers['webhook-signature']).toBe(signatures.map((one) => `v1,${one}`).join(' '));
      expect(JSON.stringify(headers) + body).not.toContain(canary);
    }
  });

  test('get updates under ids of their own', async () => {
    const { posts, url } = await aHook((post) => (post === 1 ? 503 : 204));
    writeFileSync(join(folder, 'alarm.yml'), growing);
    const { watch } = await anOrg([aBlow(5, 'ben'), aBlow(20, 'cem'), aBlow(35, 'ben', 'bad')]);
    const options = ['--deliver', `webhook=${url}`];
    for (const until of [15, 25, 60, 90]) await watch({ until, options });
    const ids = idsOf(posts);
    const bodies = posts.map(({ body }) => JSON.parse(body) as { type: string; data: Line });
    expect(new Set(ids).size).toBe(3);
    expect(ids[1]).toBe(ids[2]); // Tried again.
    expect(bodies.map(({ type }) => type)).toEqual([
      'finding.new',
      'finding.updated',
      'finding.updated',
      'finding.updated',
    ]);
    expect(new Set(bodies.map(({ data }) => data.fingerprint)).size).toBe(1);
  });

  test('that are down delay nothing; what they are owed waits over restarts', async () => {
    let isDown = true;
    const { posts, url } = await aHook(() => (isDown ? 503 : 204));
    const good = await aHook(() => 204);
    const events = [anAlarm(5), anAlarm(30), anAlarm(70)];
    const { watch, store } = await anOrg(events);
    const options = ['--deliver', `webhook=${url}`, '--deliver', `webhook=${good.url}/2`];
    const told: string[] = [];
    for (const until of [10, 20, 40]) {
      const { actors, err } = await watch({ until, options });
      told.push(...actors);
      expect(err).toContain('does not accept messages: it answered 503; retrying');
      expect(err).toMatch(/webhook 127\.0\.0\.1:\d+: \d messages? waits? for the next start/);
    }
    isDown = false;
    const refused = posts.length;
    for (const until of [80, 100]) told.push(...(await watch({ until, options })).actors);
    expect(told.toSorted()).toEqual(actorsOf(events));
    const accepted = posts.slice(refused).filter(({ body }) => body.includes('"finding.new"'));
    expect(new Set(idsOf(accepted)).size).toBe(3);
    expect(idsOf(posts.slice(refused))).toEqual([...new Set(idsOf(good.posts))]); // In order, once.
    expect(existsSync(join(store, 'dead-letters.ndjson'))).toBe(false);
  });

  test('get what was reported, wherever the watch is killed', async () => {
    const dice = createDice(9);
    const { posts, url } = await aHook((post) => (post % 3 === 1 ? 503 : 204));
    const events = Array.from({ length: 12 }, (_, index) => anAlarm(1 + index * 6));
    const { watch } = await anOrg(events);
    const options = ['--deliver', `webhook=${url}`];
    for (let run = 0; run < 12; run++)
      await watch({ until: 120, killAfter: dice.below(15), options });
    for (const until of [120, 140, 160]) await watch({ until, options });
    const accepted = posts.filter((_, post) => post % 3 !== 1);
    const findings = accepted
      .map(
        ({ body }) => (JSON.parse(body) as { data: { kind: string; actor?: { id: string } } }).data,
      )
      .filter(({ kind }) => kind === 'finding');
    expect([...new Set(findings.map(({ actor }) => actor?.id))].sort()).toEqual(actorsOf(events));
  });

  test('that refuse a finding have it kept in a file, with the reason', async () => {
    const { url } = await aHook(() => ({ status: 400, body: 'too long' }));
    const { watch, store } = await anOrg([anAlarm(5)]);
    const { err } = await watch({ until: 20, options: ['--webhook', url] });
    expect(err).toContain('1 message was given up: it answered 400: too long; kept in');
    const [letter, ...more] = readFileSync(join(store, 'dead-letters.ndjson'), 'utf8')
      .trim()
      .split('\n');
    expect(more).toEqual([]);
    expect(JSON.parse(letter as string)).toMatchObject({
      kind: 'dead-letter',
      reason: 'it answered 400: too long',
      about: { kind: 'finding' },
    });
    const io = aWorld({ cwd: folder, env: { XDG_CONFIG_HOME: folder } });
    await main(
      ['scan', store, '--no-builtin-rules', '--rules', join(folder, 'alarm.yml'), '-f', 'json'],
      io,
    );
    expect(JSON.parse(io.out()).summary).toMatchObject({ records: 1, skipped: 0 });
  });

  test.each([
    ['webhook=http://hooks.example', 'does not begin with https://'],
    ['webhook=https://me:s3cret@hooks.example', 'contains a login'],
    ['webhook=hooks', 'is not a URL'],
    ['hooks', 'is not KIND=URL'],
    ['pigeon=https://a.example', "unknown kind of receiver 'pigeon'"],
    ['slack=https://hooks.slack.com/services/s3cret', 'is a secret'],
    ['slack=env:NOT_SET', 'NOT_SET is empty'],
    ['teams=file:none', 'cannot read'],
    ['hec=https://splunk.example:8088', 'needs a token'],
    ['syslog=syslog+tcp://siem.example:514', 'does not begin with syslog+tls://'],
    ['webhook=https://a.example', 'something else than signing keys'],
  ])('are not %s', async (target, message) => {
    const { watch } = await anOrg([]);
    const weak = { OKTAHUNT_WEBHOOK_SECRET: 's3cret' };
    const { code, err } = await watch({ until: 0, options: ['--deliver', target], env: weak });
    expect([code, err]).toEqual([
      target.includes('file:') ? 3 : 2,
      expect.stringContaining(message),
    ]);
    expect(err).not.toContain('s3cret');
  });
});
