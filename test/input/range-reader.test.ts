import { closeSync, openSync, truncateSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Event } from '../../src/event/event.ts';
import type { FileRange } from '../../src/input/file/file-range.ts';
import { readRange } from '../../src/input/range-reader.ts';
import { aRecord } from '../event/builders.ts';
import { aFolder } from './folder.ts';

const [a, b, c] = [aRecord(), aRecord(), aRecord({ displayMessage: 'サインイン' })];
const line = (value: unknown): string => `${JSON.stringify(value)}\n`;
const good = line(a) + line(b) + line(c);

async function rangeOf(text: string | Uint8Array): Promise<FileRange> {
  const bytes = Buffer.from(text as string);
  const file = `${await aFolder({ 'a.log': bytes })}/a.log`;
  const descriptor = openSync(file, 'r');
  onTestFinished(() => closeSync(descriptor));
  return { file, descriptor, from: 0, to: bytes.length };
}

async function read(text: string | Uint8Array, from = 0) {
  return readIt({ ...(await rangeOf(text)), from });
}

function readIt(range: FileRange) {
  const { batches, result } = readRange(range);
  const events: Event[] = [];
  for (const batch of batches) events.push(...batch);
  return { events, result: result() };
}

describe('a range', () => {
  test('of one event per line gives them, with offsets in the file', async () => {
    const from = Buffer.byteLength(line(a));
    const { events, result } = await read(good, from);
    expect(events.map(({ uuid }) => uuid)).toEqual([b['uuid'], c['uuid']]);
    expect(events.map(({ raw }) => raw)).toEqual([b, c]);
    expect(events[1]?.origin).toMatchObject({ byte: from + Buffer.byteLength(line(b)) });
    expect(events[1]?.origin).not.toHaveProperty('line');
    expect(result).toEqual({ events: 2, lineFeeds: 2, wideLines: 0 });
  });

  const fine: Record<string, readonly [text: string, events: number, lineFeeds: number]> = {
    'has blank lines': [`\n \t\n${line(a)}\r\n\n${line(b)}\n\n`, 2, 8],
    'has carriage returns': [good.replaceAll('\n', '\r\n'), 3, 3],
    'ends without a line feed': [good.trimEnd(), 3, 2],
    'holds nothing but blank lines': ['\n\n \n', 0, 3],
    'has byte order marks between lines': [`\ufeff${line(a)}\ufeff${line(b)}`, 2, 2],
    'has spaces around records': [`  ${JSON.stringify(a)} \t\n\t${line(b)}`, 2, 2],
    'has lines behind a header': [`<134>Oct  2 09:00:00 host okta: ${line(a)}${line(b)}`, 2, 2],
    'has an event without a uuid': [line({ ...a, uuid: null }) + line(b), 2, 2],
  };
  test.each(Object.entries(fine))('may be one that %s', async (_, [text, events, lineFeeds]) => {
    const found = await read(text);
    expect(found.events).toHaveLength(events);
    expect(found.result).toEqual({ events, lineFeeds, wideLines: 0 });
  });

  const odd: Record<string, string | Uint8Array> = {
    'a damaged line': `${good}{"actor":\n${good}`,
    'text that is no record': `${good}hello\n${good}`,
    'a record cut at the end': good.slice(0, -30),
    'a record that goes on over lines': `${good}${JSON.stringify(a, null, 2)}\n`,
    'two records on a line': `${JSON.stringify(a)}${line(b)}`,
    'an array of one line': `[${JSON.stringify(a)}]\n`,
    'an array over lines': `[\n${good.trimEnd().replaceAll('\n', ',\n')}\n]\n`,
    'the middle of an array': good.replaceAll('\n', ',\n'),
    'the middle of an array with the commas in front': good.replaceAll(/^/gm, ','),
    'the end of an array': `${good}]\n`,
    'a wrapped record': good + line({ events: [a] }),
    'what AWS puts around': line({ detail: a, 'detail-type': 'SystemLog', source: 'aws.partner' }),
    'an object that is no event': `${good}{}\n`,
    'a list of nothing': `${good}[]\n`,
    'a value': `${good}1\n`,
    'an event with no time': line({ ...a, published: 'yesterday, I think; maybeZ' }),
    'a time that is none': line({ ...a, published: '2024-13-41T00:00:00.000Z' }),
    'a key twice': line(a).replace('{', '{"eventType":"other",'),
    'a comma': `,\n${good}`,
    'NUL bytes': `${good}\0\0\0\n${good}`,
    'NUL bytes in a record': good.replace('Ana', 'A\0a'),
    'bytes that are not UTF-8': Buffer.from(good.replace('Ana', 'An\xe1'), 'latin1'),
    'such bytes between records': Buffer.from(`${line(a)}\xff\n`, 'latin1'),
    'too deep a record': line({ ...a, x: JSON.parse('['.repeat(99) + ']'.repeat(99)) }),
    'too large a record': line({ ...a, x: 'x'.repeat(17 * 1024 * 1024) }),
    'a line feed in a string': good.replace('Ana Lopez', 'Ana\nLopez'),
  };
  test.each(Object.entries(odd))('is odd with %s', async (_, text) => {
    expect((await read(text)).result).toBeUndefined();
  });

  test('stops as soon as it is odd', async () => {
    const { events } = await read(`${line(a)}?\n${good}`);
    expect(events).toHaveLength(1);
    const pretty = `${JSON.stringify(a, null, 2)}\n`.repeat(2_000);
    expect(pretty.length).toBeGreaterThan(2 << 20);
    expect((await read(pretty)).events.length).toBeLessThan(1_200);
  });

  test('is odd where the file ends before, or cannot be read', async () => {
    const range = await rangeOf(good);
    truncateSync(range.file, line(a).length);
    expect(readIt(range).result).toBeUndefined();
    expect(readIt({ ...range, descriptor: 1 << 20 })).toEqual({ events: [], result: undefined });
  });

  test('has no result before all of it was gone through', async () => {
    const { batches, result } = readRange(await rangeOf(good));
    expect(result()).toBeUndefined();
    for (const batch of batches) {
      expect(result()).toBeUndefined();
      for (const _ of batch) break;
    }
    expect(result()).toBeUndefined();
  });

  test('tells how far it is, chunk by chunk of the file', async () => {
    const range = await rangeOf(good.repeat(Math.ceil(2_500_000 / Buffer.byteLength(good))));
    const from = 3 * Buffer.byteLength(good);
    const seen: (readonly [number, number])[] = [];
    const { batches, result } = readRange(
      { ...range, from },
      { onProgress: (bytes, records) => seen.push([bytes, records]) },
    );
    for (const batch of batches) for (const _ of batch);
    const first = 1024 * 1024 - from;
    expect(seen.map(([bytes]) => bytes)).toEqual([first, first + 1024 * 1024, range.to - from]);
    const { events = 0, lineFeeds, wideLines = 0 } = result() ?? {};
    expect([seen.at(-1)?.[1], lineFeeds]).toEqual([events, events]);
    // One line of three, without those of the first chunk.
    expect(Math.abs(wideLines - (events - (seen[0]?.[1] ?? 0)) / 3)).toBeLessThan(2);
  });
});
