import { afterEach, expect, test } from 'vitest';
import { canary } from './builders.ts';
import type { Stored } from './fake/log.ts';
import { type FakeOkta, startFakeOkta } from './fake/server.ts';
import { aFakeDisk } from './fake-disk.ts';
import { aFakeWorld, noon } from './fake-world.ts';
import { hour, linesOf, manifestOf, runPull } from './pulled.ts';

const span = { since: noon - 50 * hour, until: noon };
let fake: FakeOkta | undefined;
afterEach(() => fake?.close());

/** What the fake sorts by, whatever the text says. */
const stored = (text: string, at = noon - 2 * hour, uuid = text): Stored => ({
  uuid,
  published: at,
  stored: at,
  text,
});

async function pulled(events: readonly Stored[], pageSize = 1_000) {
  fake = await startFakeOkta({
    events,
    now: () => noon,
    tokens: [canary],
    pageSize: () => pageSize,
  });
  const disk = aFakeDisk();
  await runPull({ url: fake.url, world: aFakeWorld(), disk, span });
  return disk;
}

test.each([
  '{"uuid":"a","published":"2026-11-20T10:00:00.000Z","eventType":"okta.invented.today","new":{"deep":[1,{"x":null}]}}',
  '{"published":"2026-11-20T10:00:00.000Z","eventType":"no.uuid"}',
  '{"uuid":7,"published":12,"eventType":null}',
  '{}',
  '{"__proto__":{"uuid":"x"},"constructor":1,"uuid":"a"}',
  '{"uuid":"a","big":12345678901234567890,"text":"\\u2028\\ud800"}',
])('F27 keeps an event of unknown shape, character for character: %s', async (text) => {
  const disk = await pulled([stored(text), stored(text, noon - hour, 'again')]);
  expect(linesOf(disk)).toEqual([text]);
});

test.each([
  '../../../etc/cron.d/x',
  '2026-11-20/../../x',
  '2026-13-45T00:00:00Z',
  '+012026-11-20T00:00:00Z',
  '2026-11-20T10:00:00',
  'CON',
  '',
])('K11 makes no file name of %j', async (published) => {
  const disk = await pulled([stored(JSON.stringify({ uuid: 'a', published }))]);
  expect(Object.keys(manifestOf(disk).files)).toEqual(['no-date.ndjson']);
});

test('F40 keeps ties in the order of the pages', async () => {
  const texts = Array.from({ length: 30 }, (_, index) =>
    JSON.stringify({ uuid: `u${(index * 7) % 30}`, published: '2026-11-20T10:00:00.000Z' }),
  );
  const disk = await pulled(
    texts.map((text, index) => stored(text, noon - 2 * hour, String(index).padStart(3, '0'))),
    4,
  );
  expect(linesOf(disk)).toEqual(texts);
});
