import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deadLetterSchema } from '../../src/delivery/dead-letter.ts';
import { type OutboxLimits, openOutbox } from '../../src/delivery/outbox.ts';
import { effort } from '../effort.ts';
import { createDice } from '../okta/fake/dice.ts';
import { aFakeDisk, type FakeDisk, Killed } from '../okta/fake-disk.ts';
import { noon } from '../okta/fake-world.ts';
import { notifications, said } from './builders.ts';

const folder = '/store/outbox';
const deadLetters = '/store/dead-letters.ndjson';
const receiversOf = (...keys: readonly string[]) => keys.map((key) => ({ key, name: key }));

const openOn = (disk: FakeDisk, keys: readonly string[], limits?: OutboxLimits) =>
  openOutbox({
    disk,
    folder,
    deadLetters,
    receivers: receiversOf(...keys),
    now: () => noon,
    ...(limits && { limits }),
  });

const lettersOn = (disk: FakeDisk) =>
  (disk.text(deadLetters)?.toString() ?? '')
    .split('\n')
    .filter(Boolean)
    .map((line) => deadLetterSchema.parse(JSON.parse(line)));

const messages = notifications(30);
const idsOf = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);

describe('an outbox', () => {
  test('gives each receiver its messages in order, and forgets what all have', async () => {
    const disk = aFakeDisk();
    const box = await openOn(disk, ['a', 'b']);
    for (const [n, message] of messages.slice(0, 4).entries()) {
      await box.put(message, n === 1 ? ['b'] : ['a', 'b']);
    }
    const [first, second, third, fourth] = messages as [
      (typeof messages)[number],
      ...typeof messages,
    ];
    expect(idsOf(await box.next('a', 2))).toEqual(idsOf([first, third] as typeof messages));
    await box.accepted('a', await box.next('a', 10));
    expect(box.standing('a')).toEqual({ waiting: 0, delivered: 3, dead: 0, oldest: null });
    expect(idsOf(await box.next('b', 1))).toEqual([first.id]);
    await box.accepted('b', [first, second, third] as typeof messages);
    expect(box.standing('b')).toEqual({ waiting: 1, delivered: 3, dead: 0, oldest: first.at });
    expect(disk.names().filter((name) => /\d{10}\.json$/.test(name))).toHaveLength(1);
    const again = await openOn(disk, ['a', 'b']);
    expect(again.standing('a')).toEqual(box.standing('a'));
    expect(await again.next('b', 9)).toEqual([fourth]);
  });

  test('takes the same once while it waits', async () => {
    const box = await openOn(aFakeDisk(), ['a']);
    const [message] = messages as [(typeof messages)[number]];
    await box.put(message, ['a']);
    await box.put(message, ['a']);
    expect(box.standing('a').waiting).toBe(1);
  });

  test('keeps what is given up as dead letters, with reason and time', async () => {
    const disk = aFakeDisk();
    const box = await openOn(disk, ['a']);
    const [message] = messages as [(typeof messages)[number]];
    await box.put(message, ['a']);
    await box.bury('a', [message], said('it answered 400'));
    expect(lettersOn(disk)).toMatchObject([
      { to: 'a', reason: 'it answered 400', id: message.id, at: '2026-11-20T12:00:00.000Z' },
    ]);
    expect(lettersOn(disk)[0]?.about).toEqual(message.about);
    expect(box.standing('a')).toMatchObject({ waiting: 0, delivered: 0, dead: 1 });
  });

  test('is bounded by number and by size, and loses nothing by it', async () => {
    for (const limits of [
      { messages: 5, bytes: 1e9 },
      { messages: 1e9, bytes: 25_000 },
    ]) {
      const disk = aFakeDisk();
      const box = await openOn(disk, ['a', 'b'], limits);
      for (const message of messages) await box.put(message, ['a', 'b']);
      const left = await box.next('a', 100);
      expect(left.length).toBeGreaterThan(1);
      expect(left.length).toBeLessThanOrEqual(7);
      const dead = lettersOn(disk).filter(({ to }) => to === 'a');
      expect([...idsOf(dead), ...idsOf(left)]).toEqual(idsOf(messages));
      expect(dead[0]?.reason).toContain('the outbox is full');
    }
  });

  test('has dead letters of receivers that are no more, and none of their messages', async () => {
    const disk = aFakeDisk();
    const box = await openOn(disk, ['a', 'b']);
    for (const message of messages.slice(0, 3)) await box.put(message, ['a', 'b']);
    const other = await openOn(disk, ['b', 'c']);
    expect(lettersOn(disk).map(({ to }) => to)).toEqual(['a', 'a', 'a']);
    expect(idsOf(await other.next('b', 9))).toEqual(idsOf(messages.slice(0, 3)));
    expect(await other.next('c', 9)).toEqual([]);
  });

  test.each(['.oktahunt-outbox.json', '0000000001.json'])(
    'is not opened with a damaged %s',
    async (name) => {
      const disk = aFakeDisk();
      const box = await openOn(disk, ['a']);
      for (const message of messages.slice(0, 2)) await box.put(message, ['a']);
      await box.accepted('a', []);
      disk.set(`${folder}/${name}`, Buffer.from('{"kind'));
      await expect(openOn(disk, ['a'])).rejects.toMatchObject({ trouble: 'setup' });
    },
  );

  test('killed or without power at any call, loses nothing that was put in, and no order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('put', 'accept', 'bury'), { minLength: 1, maxLength: 12 }),
        fc.nat({ max: 120 }),
        fc.integer(),
        fc.boolean(),
        async (acts, broken, seed, isCut) => {
          const disk = aFakeDisk();
          const confirmed: string[] = [];
          const taken: string[] = [];
          let box = await openOn(disk, ['a', 'b']);
          disk.breakAt(broken, () => new Killed());
          try {
            for (const [n, act] of acts.entries()) {
              if (act === 'put') {
                await box.put(messages[n] as (typeof messages)[number], ['a', 'b']);
                confirmed.push(messages[n]?.id as string);
              } else {
                const batch = await box.next('a', 2);
                // A receiver has it before we have noted so.
                if (act === 'accept') taken.push(...idsOf(batch));
                if (act === 'accept') await box.accepted('a', batch);
                else await box.bury('a', batch.slice(0, 1), said('no'));
              }
            }
          } catch (error) {
            if (!(error instanceof Killed)) throw error;
          }
          disk.breakAt(Number.POSITIVE_INFINITY, () => new Killed());
          const dice = createDice(seed);
          if (isCut) disk.powerCut(dice.next);
          box = await openOn(disk, ['a', 'b']);
          const waiting = idsOf(await box.next('a', 99));
          const dead = idsOf(lettersOn(disk).filter(({ to }) => to === 'a'));
          const known = new Set([...taken, ...dead, ...waiting]);
          expect(confirmed.filter((id) => !known.has(id))).toEqual([]);
          const order = idsOf(messages).filter((id) => waiting.includes(id));
          expect(waiting).toEqual(order);
          const all = idsOf(await box.next('b', 99));
          expect(all.slice(0, confirmed.length)).toEqual(confirmed);
        },
      ),
      { numRuns: effort(2_000, 200) },
    );
  });
});
