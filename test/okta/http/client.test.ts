import { afterEach, describe, expect, test, vi } from 'vitest';
import { aClient, canary, uuidsOf } from '../builders.ts';
import { createDice } from '../fake/dice.ts';
import { makeEvents } from '../fake/events.ts';
import { ending, type Fault, passing } from '../fake/fault.ts';
import { type FakeOkta, type FakeOptions, startFakeOkta } from '../fake/server.ts';
import { aFakeWorld, noon } from '../fake-world.ts';

vi.setConfig({ testTimeout: 60_000 });

const hour = 3_600_000;
const span = { since: noon - 24 * hour, until: noon };
const events = makeEvents({ count: 60, seed: 7, from: span.since, to: span.until });
const wanted = events
  .toSorted((a, b) => a.published - b.published || (a.uuid < b.uuid ? -1 : 1))
  .map(({ uuid }) => uuid);

const fakes: FakeOkta[] = [];
afterEach(async () => {
  for (const fake of fakes.splice(0)) await fake.close();
});

async function aFake(options: Partial<FakeOptions> = {}): Promise<FakeOkta> {
  const fake = await startFakeOkta({ events, now: () => noon, tokens: [canary], ...options });
  fakes.push(fake);
  return fake;
}

/** Reads all of the fake's day, ten events a page. */
async function readDay(options: Partial<FakeOptions> = {}) {
  const world = aFakeWorld();
  const fake = await aFake({ now: world.trueNow, ...options });
  const client = aClient(fake.url, world);
  return { uuids: await uuidsOf(client, span, 10), fake, world, client };
}

describe('a fault that passes', () => {
  test.each(passing)('$name', async (fault) => {
    const { uuids, world } = await readDay({
      fault: (index) => (index === 2 ? fault : undefined),
      limit: 600,
    });
    expect(uuids).toEqual(wanted);
    for (const ms of world.sleeps) expect(ms >= 1_000 && ms <= 91_000, `${ms}`).toBe(true);
  });
});

describe('a fault that ends it', () => {
  test.each(ending)('$name', async (fault) => {
    const foreign = await aFake();
    const failing = readDay({
      fault: (index) => (index === 2 ? fault : undefined),
      foreign: foreign.url,
    });
    const error = await failing.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'OktaError' });
    expect(foreign.seen).toEqual([]);
    expect(String((error as Error).stack)).not.toContain(canary);
  });

  test('trouble that stays, after six tries', async () => {
    const [fault] = passing.filter(({ name }) => name === 'F07 500') as [Fault];
    await expect(readDay({ fault: () => fault })).rejects.toMatchObject({
      trouble: 'unreachable',
      message: expect.stringContaining('after 6 tries'),
    });
    expect(fakes.at(-1)?.seen).toHaveLength(6);
  });

  test('429 without end, within the patience', async () => {
    const [fault] = passing.filter(({ name }) => name === 'F02 429 without headers') as [Fault];
    await expect(readDay({ fault: () => fault })).rejects.toMatchObject({ trouble: 'unreachable' });
  });
});

describe('pages', () => {
  test.each([1, 10, 300])('%i empty ones in the middle lose nothing', async (count) => {
    const { uuids } = await readDay({
      emptyPages: (index) => (index === 2 ? count : index > 2 && index < 2 + count ? count : 0),
    });
    expect(uuids).toEqual(wanted);
  });

  test('of any size end only where no link leads on', async () => {
    const dice = createDice(3);
    const { uuids } = await readDay({ pageSize: () => 1 + dice.below(20) });
    expect(uuids).toEqual(wanted);
  });
});

describe('the rate limit', () => {
  test.each([10, 60, 240])(
    'of %i a minute is never provoked, and half of it is left',
    async (limit) => {
      const many = makeEvents({ count: 260, seed: 2, from: span.since, to: span.until });
      const world = aFakeWorld();
      const fake = await aFake({ now: world.trueNow, limit, events: many });
      const uuids = await uuidsOf(aClient(fake.url, world), span, 1);
      expect(uuids).toHaveLength(260);
      expect(fake.refused()).toBe(0);
      for (const { at } of fake.seen) {
        const within = fake.seen.filter((other) => other.at >= at && other.at < at + 60_000);
        expect(within.length).toBeLessThanOrEqual(limit / 2);
      }
    },
  );

  test.each([3_600_000, -3_600_000, 315_360_000_000, -315_360_000_000])(
    'does not care for a local clock that is wrong by %i ms',
    async (wrong) => {
      const [fault] = passing as [Fault];
      const world = aFakeWorld({ wrong });
      const fake = await aFake({
        now: world.trueNow,
        fault: (index) => (index === 1 ? fault : undefined),
      });
      const client = aClient(fake.url, world);
      expect(await uuidsOf(client, span, 10)).toEqual(wanted);
      expect(world.sleeps).toHaveLength(1);
      expect(world.sleeps[0]).toBeGreaterThanOrEqual(21_000);
      expect(world.sleeps[0]).toBeLessThan(22_001);
      expect(Math.abs((client.skew() ?? 0) + wrong)).toBeLessThan(61_000);
    },
  );
});
