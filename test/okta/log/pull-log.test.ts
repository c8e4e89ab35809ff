import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { effort } from '../../effort.ts';
import { canary } from '../builders.ts';
import { createDice } from '../fake/dice.ts';
import { makeEvents } from '../fake/events.ts';
import { type Fault, passing } from '../fake/fault.ts';
import type { Stored } from '../fake/log.ts';
import { type FakeOkta, type FakeOptions, startFakeOkta } from '../fake/server.ts';
import { aFakeDisk, Killed } from '../fake-disk.ts';
import { aFakeWorld, noon } from '../fake-world.ts';
import { folder, hour, linesOf, manifestOf, runPull } from '../pulled.ts';

vi.setConfig({ testTimeout: 60_000 });

const span = { since: noon - 50 * hour, until: noon };
const events = makeEvents({ count: 200, seed: 5, from: span.since, to: span.until });
const sorted = (lines: readonly string[]): readonly string[] => lines.toSorted();
const textsOf = (stored: readonly Stored[]): readonly string[] =>
  sorted(stored.map(({ text }) => text));
const wanted = textsOf(events);

/** What the fake does is changed by each test; starting a server for each pull would take most of the time. */
let fault: (request: number) => Fault | undefined;
let time: () => number;
let started = 0;
let fake: FakeOkta;
beforeAll(async () => {
  fake = await startFakeOkta({
    events,
    now: () => time(),
    tokens: [canary],
    pageSize: () => 10,
    fault: (request) => fault(request - started),
  });
});
afterAll(() => fake.close());
beforeEach(() => {
  fault = () => undefined;
  time = () => noon;
  started = fake.seen.length;
});

describe('a pull', () => {
  test.each([false, true])('stores each event once, as Okta wrote it (gzip: %s)', async (gzip) => {
    const disk = aFakeDisk();
    const done = await runPull({ url: fake.url, world: aFakeWorld(), disk, span, gzip });
    expect(done).toMatchObject({ added: 200, repeated: 0, conflicts: 0, pages: 20 });
    expect(sorted(linesOf(disk))).toEqual(wanted);
    expect(Object.keys(manifestOf(disk).files)).toHaveLength(3);
    expect(manifestOf(disk)).toMatchObject({ pending: null, events: 200 });
  });

  test('asks again only for what is younger than the overlap', async () => {
    const disk = aFakeDisk();
    await runPull({ url: fake.url, world: aFakeWorld(), disk, span });
    const before = fake.seen.length;
    const later = { since: span.since + hour, until: span.until + 2 * hour };
    time = () => noon + 2 * hour;
    const done = await runPull({
      url: fake.url,
      world: aFakeWorld({ start: noon + 2 * hour }),
      disk,
      span: later,
    });
    expect(new URL(fake.seen[before]?.url as string).searchParams.get('since')).toBe(
      new Date(noon - hour).toISOString(),
    );
    expect(done).toMatchObject({ added: 0, repeated: 4 });
    expect(sorted(linesOf(disk))).toEqual(wanted);
  });

  test('finds what was stored late, at the next run', async () => {
    const late: Stored = {
      ...(events[0] as Stored),
      uuid: 'late',
      published: noon - 60_000,
      stored: noon + 60_000,
      text: `{"uuid":"late","published":"${new Date(noon - 60_000).toISOString()}","eventType":"late"}`,
    };
    const own = await startFakeOkta({
      events: [...events, late],
      now: () => time(),
      tokens: [canary],
    });
    try {
      const disk = aFakeDisk();
      await runPull({ url: own.url, world: aFakeWorld(), disk, span });
      expect(linesOf(disk)).not.toContain(late.text);
      time = () => noon + hour;
      await runPull({
        url: own.url,
        world: aFakeWorld({ start: noon + hour }),
        disk,
        span: { ...span, until: noon + hour },
      });
      expect(linesOf(disk).filter((line) => line === late.text)).toHaveLength(1);
      expect(linesOf(disk)).toHaveLength(201);
    } finally {
      await own.close();
    }
  });

  test.each([
    ['of another org', { org: 'https://other.okta.com' }, /holds the log of/],
    ['of a newer version', { version: 2 }, /newer oktahunt/],
    ['with a file too many', { files: { '../x': {} } }, /is invalid/],
  ])('refuses an archive %s', async (_, over, message) => {
    const disk = aFakeDisk();
    await runPull({ url: fake.url, world: aFakeWorld(), disk, span });
    const changed = { ...manifestOf(disk), ...over };
    disk.set(`${folder}/.oktahunt-archive.json`, Buffer.from(JSON.stringify(changed)));
    await expect(runPull({ url: fake.url, world: aFakeWorld(), disk, span })).rejects.toThrow(
      message,
    );
    expect(disk.text(`${folder}/.oktahunt-archive.json`)?.toString()).toBe(JSON.stringify(changed));
  });

  test.each([
    ['empty', 0],
    ['half', 300],
  ])('refuses an %s manifest and leaves it alone', async (_, size) => {
    const disk = aFakeDisk();
    await runPull({ url: fake.url, world: aFakeWorld(), disk, span });
    const cut = (disk.text(`${folder}/.oktahunt-archive.json`) as Buffer).subarray(0, size);
    disk.set(`${folder}/.oktahunt-archive.json`, cut);
    await expect(runPull({ url: fake.url, world: aFakeWorld(), disk, span })).rejects.toMatchObject(
      { trouble: 'setup' },
    );
    expect(disk.text(`${folder}/.oktahunt-archive.json`)).toEqual(cut);
  });

  test('begins again with an overlap where a stored link is refused, at each page', async () => {
    for (let page = 1; page < 20; page++) {
      const disk = aFakeDisk();
      started = fake.seen.length;
      fault = (request) => (request === page ? gone : undefined);
      const done = await runPull({ url: fake.url, world: aFakeWorld(), disk, span });
      expect(done.resets).toBe(1);
      expect(sorted(linesOf(disk)), `page ${page}`).toEqual(wanted);
    }
  });

  test('keeps its place when the token is refused, and asks only once', async () => {
    const disk = aFakeDisk();
    fault = (request) => (request === 7 ? refused : undefined);
    const run = () => runPull({ url: fake.url, world: aFakeWorld(), disk, span });
    await expect(run()).rejects.toMatchObject({ trouble: 'refused' });
    expect(fake.seen.length - started).toBe(8);
    fault = () => undefined;
    await run();
    expect(fake.seen.length - started).toBe(22); // The last hour once more, for what was late.
    expect(sorted(linesOf(disk))).toEqual(wanted);
  });
});

describe('late events', () => {
  const ahead = 315_360_000_000;
  const shifted = (ms: number) => (now: number) => new Date(now + ms).toUTCString();
  const dates: Readonly<Record<string, FakeOptions['date']>> = {
    right: undefined,
    'ten years ahead': shifted(ahead),
    'ten years back': shifted(-ahead),
    'two hours ahead': shifted(2 * hour),
    'two hours back': shifted(-2 * hour),
    missing: () => undefined,
    unreadable: () => 'soon',
    'in another form': (now) => new Date(now + ahead).toISOString(),
  };
  const clocks = Object.keys(dates).flatMap((date) =>
    [0, 2 * hour, -2 * hour, ahead].map((wrong) => [date, wrong] as const),
  );
  /** A wrong clock is found out by the other only. */
  const areBothAhead = (date: string, wrong: number) => wrong > 0 && date.endsWith('ahead');

  test.each(clocks.filter(([date, wrong]) => !areBothAhead(date, wrong)))(
    'are all found by pulling each hour, with a Date header that is %s, and our clock wrong by %i ms',
    async (date, wrong) => {
      const day = { since: noon - 12 * hour, until: noon };
      const many = makeEvents({ count: 200, seed: 8, from: day.since, to: day.until, late: 0.2 });
      const world = aFakeWorld({ start: day.since, wrong });
      const own = await startFakeOkta({
        events: many,
        now: world.trueNow,
        tokens: [canary],
        ...(dates[date] && { date: dates[date] }),
      });
      try {
        const disk = aFakeDisk();
        const run = () =>
          runPull({ url: own.url, world, disk, span: { since: day.since, until: untilOf() } });
        // As a command does: until now by our clock. One that is behind asks for the rest later.
        const untilOf = () => Math.max(day.since + 1, world.now());
        while (world.trueNow() < noon + 5 * hour) {
          await run();
          const { covered, settled } = manifestOf(disk);
          const ends = (spans: typeof covered) =>
            Math.max(0, ...spans.map(({ until }) => Date.parse(until)));
          expect(ends(covered)).toBeLessThanOrEqual(world.trueNow());
          expect(ends(settled)).toBeLessThanOrEqual(world.trueNow() - hour);
          world.advance(hour);
        }
        expect(sorted(linesOf(disk))).toEqual(textsOf(many));
      } finally {
        await own.close();
      }
    },
  );

  test('are found though a run before settled what was yet to come, and with a longer overlap', async () => {
    const late = (uuid: string, hours: number): Stored => {
      const published = noon + hours * hour;
      const text = `{"uuid":"${uuid}","published":"${new Date(published).toISOString()}"}`;
      return { uuid, published, stored: published + 3 * hour, text };
    };
    const given = [late('a', -1), late('b', 1), late('c', 2)];
    const own = await startFakeOkta({ events: given, now: () => time(), tokens: [canary] });
    try {
      const disk = aFakeDisk();
      await runPull({ url: own.url, world: aFakeWorld(), disk, span });
      const settled = [
        { since: new Date(span.since).toISOString(), until: '2036-11-20T00:00:00.000Z' },
      ];
      const { files: _, ...known } = manifestOf(disk);
      disk.set(
        `${folder}/.oktahunt-archive.json`,
        Buffer.from(JSON.stringify({ ...known, files: {}, settled, covered: settled })),
      );
      time = () => noon + 6 * hour;
      const world = aFakeWorld({ start: time() });
      const later = { since: span.since, until: time() };
      await runPull({ url: own.url, world, disk, span: later });
      expect(linesOf(disk)).toEqual([]); // All is older than the overlap.
      await runPull({ url: own.url, world, disk, span: later, overlap: 4 * hour + 1 });
      expect(linesOf(disk)).toEqual([given[2]?.text]);
      await runPull({ url: own.url, world, disk, span: later, overlap: 8 * hour });
      expect(sorted(linesOf(disk))).toEqual(textsOf(given));
      expect(manifestOf(disk).covered.at(-1)?.until).toBe(new Date(time()).toISOString());
    } finally {
      await own.close();
    }
  });

  test('are found where a pull was begun under a clock that was ahead, and went on when it was right', async () => {
    const late: Stored = {
      uuid: 'late',
      published: noon - 1_000,
      stored: noon + 60_000,
      text: `{"uuid":"late","published":"${new Date(noon - 1_000).toISOString()}"}`,
    };
    const own = await startFakeOkta({
      events: [...events, late],
      now: () => time(),
      tokens: [canary],
      fault: () => fault(0),
    });
    try {
      const disk = aFakeDisk();
      const later = { ...span, until: noon + 2 * hour };
      fault = () => refused;
      const fast = aFakeWorld({ wrong: 2 * hour });
      await expect(runPull({ url: own.url, world: fast, disk, span: later })).rejects.toThrow();
      fault = () => undefined;
      await runPull({ url: own.url, world: aFakeWorld(), disk, span: later });
      time = () => noon + hour;
      const world = aFakeWorld({ start: time() });
      await runPull({ url: own.url, world, disk, span: { ...span, until: time() } });
      expect(linesOf(disk)).toContain(late.text);
    } finally {
      await own.close();
    }
  });
});

describe('repetitions', () => {
  const at = (minutes: number) => noon - minutes * 60_000;
  const event = (uuid: string | undefined, minutes: number, more = ''): Stored => {
    const id = uuid === undefined ? '' : `"uuid":"${uuid}",`;
    const text = `{${id}"published":"${new Date(at(minutes)).toISOString()}","eventType":"x"${more}}`;
    return { uuid: `${uuid}${more}${minutes}`, published: at(minutes), stored: at(minutes), text };
  };

  test('of the same text are dropped, the same uuid with another text is kept and counted', async () => {
    const given = [
      event('a', 9),
      event('a', 9),
      event('a', 8, ',"y":1'),
      event('b', 7),
      event(undefined, 6),
      event(undefined, 6),
    ];
    const own = await startFakeOkta({
      events: given,
      now: () => noon,
      tokens: [canary],
      pageSize: () => 1,
    });
    try {
      const disk = aFakeDisk();
      const twice = [
        event('a', 9).text,
        event('a', 8, ',"y":1').text,
        event('b', 7).text,
        event(undefined, 6).text,
      ];
      await runPull({ url: own.url, world: aFakeWorld(), disk, span });
      expect(sorted(linesOf(disk))).toEqual(sorted(twice));
      expect(manifestOf(disk)).toMatchObject({ events: 4, conflicts: 1 });
    } finally {
      await own.close();
    }
  });
});

describe('the same event in other words', () => {
  const published = new Date(noon - hour).toISOString();
  const value = (uuid: string | undefined, more: object = {}) => ({
    ...(uuid !== undefined && { uuid }),
    published,
    eventType: 'x',
    target: [{ id: 'a', n: 1, name: 'é' }],
    ...more,
  });
  const reversed = (item: object) => Object.fromEntries(Object.entries(item).toReversed());
  const compact = (item: object) => JSON.stringify(item);
  const spread = (item: object) => JSON.stringify(item, null, 2);
  const turned = (item: object) => JSON.stringify(reversed(item));
  const spelt = (item: object) =>
    JSON.stringify(item).replace('é', '\\u00e9').replace('"n":1', '"n":1.0');
  const writers = { compact, spread, turned, spelt };

  test.each(
    [false, true].flatMap((gzip) => Object.keys(writers).map((name) => [name, gzip] as const)),
  )('is one: first compact, then %s (gzip: %s)', async (name, gzip) => {
    const write = writers[name as keyof typeof writers];
    const values = [value('a'), value('b'), value(undefined), value('c', { big: 1 })];
    let round = 0;
    const other = value('c', { big: 2 });
    const own = await startFakeOkta({ now: () => time(), tokens: [canary], fault: () => anew() });
    const anew = (): Fault => ({
      name: 'other words',
      apply: ({ headers, status }, response) => {
        const texts = [...values, ...(round > 0 ? [other] : [])].map(round > 0 ? write : compact);
        // Within a page, too.
        const body = `[${[...texts, ...texts.map((text) => spread(JSON.parse(text)))].join(',')}]`;
        const { link: _, ...rest } = headers;
        response.writeHead(status, rest as never).end(body);
      },
    });
    try {
      const disk = aFakeDisk();
      for (; round < 3; round++) {
        const late = span.until + round * 60_000;
        time = () => late;
        const world = aFakeWorld({ start: late });
        const done = await runPull({
          url: own.url,
          world,
          disk,
          span: { ...span, until: late },
          gzip,
        });
        expect(done.conflicts).toBe(round === 1 ? 1 : 0);
      }
      const kept = [...values.map(compact), ...(name === 'spread' ? [] : [write(other)])];
      expect(linesOf(disk)).toHaveLength(5);
      expect(linesOf(disk)).toEqual(expect.arrayContaining(kept));
      expect(manifestOf(disk)).toMatchObject({ events: 5, conflicts: 1 });
    } finally {
      await own.close();
    }
  });
});

const gone: Fault = {
  name: 'F20',
  apply: (_, response) => response.writeHead(410, { 'content-type': 'application/json' }).end('{}'),
};
const refused: Fault = {
  name: 'F21',
  apply: (_, response) => response.writeHead(401, { 'content-type': 'application/json' }).end('{}'),
};

type Fate = 'killed' | 'cut from power' | 'cut from power, by chance';

describe('F28 F29 killed', () => {
  const killAndResume = async (call: number, fate: Fate, disk = aFakeDisk()): Promise<boolean> => {
    disk.breakAt(call, () => new Killed());
    const run = () =>
      runPull({ url: fake.url, world: aFakeWorld(), disk, span, gzip: call % 2 === 0 });
    const isKilled = await run().then(
      () => false,
      (error: unknown) => error instanceof Killed,
    );
    const dice = createDice(call + 1);
    if (fate === 'cut from power') disk.powerCut();
    if (fate === 'cut from power, by chance') disk.powerCut(dice.next);
    disk.breakAt(Number.POSITIVE_INFINITY, () => new Killed());
    await run();
    expect(sorted(linesOf(disk)), `call ${call}`).toEqual(wanted);
    return isKilled;
  };

  test.each<[Fate, number]>([
    ['killed', 1],
    ['cut from power', 3],
    ['cut from power, by chance', 2],
  ])(
    '%s before every write, sync and rename (or each %i-th): resumes to the exact set',
    async (fate, stride) => {
      let call = 0;
      while (await killAndResume(call, fate)) call += stride;
      expect(call).toBeGreaterThan(100);
    },
    120_000,
  );

  test('a design that syncs nothing would not stand it', async () => {
    let lost = 0;
    for (let call = 0; call < 100; call += 6) {
      const disk = { ...aFakeDisk(), sync: async () => {} };
      await killAndResume(call, 'cut from power, by chance', disk).catch(() => lost++);
    }
    expect(lost).toBeGreaterThan(2);
  });
});

describe('F30 a full disk', () => {
  test('stops the pull, and once there is room the same command goes on', async () => {
    for (let call = 0; call < 60; call += 7) {
      const disk = aFakeDisk();
      const full = () => Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
      disk.breakAt(call, full);
      const run = () => runPull({ url: fake.url, world: aFakeWorld(), disk, span });
      await expect(run()).rejects.toThrow('ENOSPC');
      disk.breakAt(Number.POSITIVE_INFINITY, full);
      await run();
      expect(sorted(linesOf(disk))).toEqual(wanted);
    }
  });
});

describe('seeded schedules of faults', () => {
  /** Faults, kills and refused links, drawn by seed, until the pull says it is complete. */
  const runSchedule = async (seed: number): Promise<void> => {
    const dice = createDice(seed);
    const disk = aFakeDisk();
    const world = aFakeWorld({ seed, speed: 4_000 });
    time = world.trueNow;
    fault = () => (dice.next() < 0.3 ? dice.pick([...passing, gone]) : undefined);
    for (let run = 0; run < 200; run++) {
      if (dice.next() < 0.5) disk.breakAt(dice.below(60), () => new Killed());
      const ended = await runPull({ url: fake.url, world, disk, span }).catch(
        (error: unknown) => error,
      );
      disk.breakAt(Number.POSITIVE_INFINITY, () => new Killed());
      if (ended instanceof Killed && dice.next() < 0.5) disk.powerCut();
      if (!(ended instanceof Error)) {
        expect(sorted(linesOf(disk)), `seed ${seed}`).toEqual(wanted);
        return;
      }
    }
    throw new Error(`seed ${seed}: never complete`);
  };
  const schedules = Number(process.env['OKTAHUNT_FAULT_SCHEDULES'] ?? effort(300));

  test(`${schedules} of them lose nothing and repeat nothing`, async () => {
    for (let seed = 1; seed <= schedules; seed++) await runSchedule(seed);
  }, 1_800_000);
});
