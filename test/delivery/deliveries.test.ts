import { afterEach, describe, expect, test } from 'vitest';
import { startDeliveries } from '../../src/delivery/deliveries.ts';
import { accepted, type Delivery } from '../../src/delivery/delivery.ts';
import { openOutbox } from '../../src/delivery/outbox.ts';
import type { Receiver } from '../../src/delivery/receiver.ts';
import { type DeliveryNews, roundLimits } from '../../src/delivery/round.ts';
import type { Finding } from '../../src/finding/finding.ts';
import { aFakeDisk, type FakeDisk, Killed } from '../okta/fake-disk.ts';
import { aFakeWorld } from '../okta/fake-world.ts';
import { aCase } from '../report/builders.ts';
import { aReceiver, findingOf, said, sendTo } from './builders.ts';
import { type Manner, startHttpReceiver } from './http-receiver.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const deadLetters = '/store/dead-letters.ndjson';
const lettersOn = (disk: FakeDisk): readonly { id: string; reason: string; to: string }[] =>
  (disk.text(deadLetters)?.toString() ?? '')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/** Deliveries on a disk and a clock, which a later start may share. */
async function start(
  receivers: readonly Receiver[],
  { disk = aFakeDisk(), world = aFakeWorld(), limits = roundLimits } = {},
) {
  const news: DeliveryNews[] = [];
  const outbox = await openOutbox({
    disk,
    folder: '/store/outbox',
    deadLetters,
    receivers,
    now: world.now,
  });
  const onNews = (one: DeliveryNews): void => void news.push(one);
  const deliveries = startDeliveries({ receivers, outbox, world, limits, onNews });
  return { deliveries, disk, world, news, kinds: () => news.map(({ kind }) => kind) };
}

/** A receiver that answers from a list, then accepts, and what it was sent. */
function scripted(answers: readonly Delivery[], over: Partial<Receiver> = {}) {
  const sent: string[][] = [];
  const receiver = aReceiver(async (batch) => {
    sent.push(batch.map(({ id }) => id));
    return answers[sent.length - 1] ?? accepted;
  }, over);
  return { receiver, sent };
}

const again = (over: Partial<Extract<Delivery, { kind: 'again' }>> = {}): Delivery => ({
  kind: 'again',
  reason: said('busy'),
  ...over,
});

describe('deliveries', () => {
  test('go to each that wants them', async () => {
    const all = scripted([], { name: 'all' });
    const high = scripted([], { name: 'high', minSeverity: 'critical' });
    const cases = scripted([], { name: 'cases', scope: 'cases' });
    const findings = scripted([], { name: 'findings', scope: 'findings' });
    const { deliveries } = await start(
      [all, high, cases, findings].map(({ receiver }) => receiver),
    );
    await deliveries.send(findingOf(1));
    await deliveries.send(findingOf(2, { severity: 'critical' }));
    await deliveries.send(aCase());
    await deliveries.settle(1_000_000);
    await deliveries.stop();
    expect([all, high, cases, findings].map(({ sent }) => sent.length)).toEqual([3, 2, 1, 2]);
    expect(deliveries.counts()[0]).toEqual({
      kind: 'webhook',
      receiver: 'all',
      waiting: 0,
      delivered: 3,
      dead: 0,
      oldest: null,
      trouble: null,
    });
  });

  test('are tried again with the same id, longer and longer, and as asked', async () => {
    const answers = [again(), again(), again({ after: 600_000 }), again()];
    const { receiver, sent } = scripted(answers);
    const { deliveries, world, kinds } = await start([receiver]);
    await deliveries.send(findingOf(1));
    await deliveries.send(findingOf(2));
    await deliveries.settle(1_000_000);
    await deliveries.stop();
    expect(new Set(sent.slice(0, 5).flat()).size).toBe(1);
    expect(sent).toHaveLength(6);
    const [first = 0, second = 0, third = 0, ...rest] = world.sleeps;
    expect([first <= 4_000, second <= 8_000, third, rest.length]).toEqual([true, true, 600_000, 1]);
    for (const wait of world.sleeps) expect(wait).toBeGreaterThanOrEqual(1_000);
    expect(kinds()).toEqual(['failing', 'back']);
  });

  test('that a receiver will never take do not stop the others, of a batch either', async () => {
    const sent: string[][] = [];
    const bad = findingOf(2).fingerprint;
    const receiver = aReceiver(
      async (batch) => {
        sent.push(batch.map(({ id }) => id));
        const isBad = batch.some(({ about }) => (about as Finding).fingerprint === bad);
        return isBad ? { kind: 'never', reason: said('it answered 400') } : accepted;
      },
      { most: 10 },
    );
    const first = await start([aReceiver(() => new Promise(() => {}), { most: 10 })]);
    for (let n = 0; n < 5; n++) await first.deliveries.send(findingOf(n));
    const { deliveries, disk, kinds } = await start([receiver], { disk: first.disk });
    await deliveries.settle(1_000_000);
    await deliveries.stop();
    expect(sent[0]).toHaveLength(5);
    expect(deliveries.counts()[0]).toMatchObject({ delivered: 4, dead: 1 });
    expect(lettersOn(disk)).toMatchObject([{ reason: 'it answered 400' }]);
    expect(kinds()).toEqual(['dead']);
  });

  test('end with one that is gone, and only with that', async () => {
    const gone = scripted([accepted, { kind: 'gone', reason: said('it answered 410') }], {
      name: 'gone',
    });
    const other = scripted([], { name: 'other' });
    const { deliveries, disk, kinds } = await start([gone.receiver, other.receiver]);
    for (let n = 0; n < 4; n++) await deliveries.send(findingOf(n));
    await deliveries.settle(1_000_000);
    await deliveries.stop();
    expect([gone.sent.length, other.sent.length]).toEqual([2, 4]);
    expect(lettersOn(disk)).toHaveLength(3);
    expect(kinds()).toEqual(['gone', 'dead', 'dead', 'dead']);
  });

  test('are given up after a day, or after ten failures of the receiver itself', async () => {
    const down = aReceiver(async () => again(), { name: 'down' });
    const { deliveries, disk, world } = await start([down]);
    const begun = world.now();
    await deliveries.send(findingOf(1));
    await deliveries.settle(2_000_000);
    await deliveries.stop();
    expect(world.now() - begun).toBeGreaterThanOrEqual(86_400_000);
    expect(world.now() - begun).toBeLessThan(87_000_000);
    expect(lettersOn(disk)).toMatchObject([{ reason: 'busy' }]);

    const poison = findingOf(2).fingerprint;
    let tries = 0;
    const choking = aReceiver(async ([message]) => {
      if ((message?.about as Finding | undefined)?.fingerprint !== poison) return accepted;
      tries++;
      return again({ counts: true, reason: said('it answered 500') });
    });
    const second = await start([choking]);
    for (let n = 1; n < 4; n++) await second.deliveries.send(findingOf(n));
    await second.deliveries.settle(2_000_000);
    await second.deliveries.stop();
    expect(tries).toBe(10);
    expect(second.deliveries.counts()[0]).toMatchObject({ delivered: 2, dead: 1 });
  });

  test('wait for nobody: one that never answers delays no other, and can be stopped', async () => {
    const silent = aReceiver(
      (_, signal) =>
        new Promise((_done, fail) => {
          signal.addEventListener('abort', () => fail(signal.reason));
        }),
      { name: 'silent' },
    );
    const quick = scripted([], { name: 'quick' });
    const { deliveries, disk } = await start([silent, quick.receiver]);
    for (let n = 0; n < 3; n++) await deliveries.send(findingOf(n));
    await deliveries.settle(100_000);
    expect(quick.sent).toHaveLength(3);
    await deliveries.stop();
    expect(deliveries.counts()[0]).toMatchObject({ waiting: 3, delivered: 0 });
    expect(lettersOn(disk)).toEqual([]);
  });

  test('that are given up at the end are dead letters', async () => {
    const down = aReceiver(async () => again({ after: 3_600_000 }), { name: 'down' });
    const world = { ...aFakeWorld(), sleep: (_: number, signal?: AbortSignal) => forever(signal) };
    const { deliveries, disk } = await start([down], {
      world: world as ReturnType<typeof aFakeWorld>,
    });
    await deliveries.send(findingOf(1));
    await deliveries.settle(1_000);
    await deliveries.giveUp();
    expect(lettersOn(disk)).toMatchObject([{ reason: 'it was not accepted in time: busy' }]);
  });

  test('say so when the disk under them fails', async () => {
    const { receiver } = scripted([]);
    const { deliveries, disk } = await start([receiver]);
    disk.breakAt(3, () => new Error('ENOSPC'));
    await expect(
      (async () => {
        for (let n = 0; n < 9; n++) await deliveries.send(findingOf(n));
      })(),
    ).rejects.toThrow('ENOSPC');
  });
});

function forever(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((_, fail) => signal?.addEventListener('abort', () => fail(signal.reason)));
}

describe('a day of deliveries', () => {
  const faults: readonly (readonly [string, readonly Manner[]])[] = [
    ['sound', []],
    ['slow and dead by turns', ['is silent', 'resets', 503, 'resets in the answer']],
    ['throttled', [{ status: 429, headers: { 'retry-after': '30' } }, 429, 503]],
    ['broken for a while', [500, 500, 502, 404, 401]],
    ['picky', [400, 204, 413]],
  ];

  test.each(faults)(
    'to receivers that are %s, killed between, loses nothing',
    async (_, manners) => {
      const bad = await startHttpReceiver((n) => manners[n] ?? 204);
      const good = await startHttpReceiver();
      closing.push(bad.close, good.close);
      const disk = aFakeDisk();
      const world = aFakeWorld({ speed: 100 });
      const receivers = [bad, good].map(({ url }, n) =>
        aReceiver(sendTo('webhook', url, world), { name: `${n}` }),
      );
      const wanted: string[] = [];
      for (let run = 0; run < 6; run++) {
        const { deliveries } = await start(receivers, { disk, world });
        for (let n = 0; n < 3; n++) {
          await deliveries.send(findingOf(run * 3 + n));
          wanted.push(findingOf(run * 3 + n).fingerprint);
        }
        if (run === 5) await deliveries.settle(4_000_000);
        else if (run % 2 === 0) await deliveries.settle(10_000);
        disk.breakAt(run % 2 === 1 && run < 5 ? 2 : Number.POSITIVE_INFINITY, () => new Killed());
        await deliveries.stop().catch(() => {});
        disk.breakAt(Number.POSITIVE_INFINITY, () => new Killed());
      }
      for (const [n, { received }] of [bad, good].entries()) {
        const dead = lettersOn(disk).filter(({ to }) => to === receivers[n]?.key);
        const posts = received.map(({ headers, body }) => ({
          id: headers['webhook-id'] as string,
          fingerprint: (JSON.parse(body) as { data: Finding }).data.fingerprint,
        }));
        const deadOnes = dead.map((letter) => (letter as unknown as { about: Finding }).about);
        const seen = new Set([...posts, ...deadOnes].map(({ fingerprint }) => fingerprint));
        expect(wanted.filter((one) => !seen.has(one))).toEqual([]);
        // A repetition is known by its id, and only a repetition has the same.
        const idOf = new Map(posts.map(({ id, fingerprint }) => [fingerprint, id]));
        for (const { id, fingerprint } of posts) expect(idOf.get(fingerprint)).toBe(id);
        expect(new Set(idOf.values()).size).toBe(idOf.size);
        if (n === 1) expect(dead).toEqual([]);
      }
    },
  );
});
