import { appendFileSync, truncateSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ReadProgress, readRecords } from '../../src/input/events.ts';
import { effort } from '../effort.ts';
import { aRecord } from '../event/builders.ts';
import { encoded } from './encoded.ts';
import { aFolder } from './folder.ts';
import {
  joinedOutcomes,
  outcomesOf,
  type RangesOptions,
  rangesHere,
  withoutLines,
} from './ranges-here.ts';

let serial = 0;

/** A small event; `over` goes to its end. */
function small(over: object = {}): object {
  const published = '2024-01-01T00:00:00.000Z';
  return { actor: { id: 'u' }, eventType: 'a', published, uuid: `u${++serial}`, ...over };
}
const json = (value: object = small()): string => JSON.stringify(value);
const pretty = (): string => JSON.stringify(small(), null, 2);

/** Lines, each a function so that no two events are the same. */
const good: readonly (() => string)[] = [
  () => json(),
  () => json(small({ displayMessage: 'サインイン' })),
  () => json(small({ uuid: null, at: ++serial })),
  () => json(small({ target: [[], [], [{}], [], {}, {}] })),
  () => `\ufeff ${json()} `,
  () => `<134>Oct  2 09:00:00 host okta: ${json()}`,
];
const blank: readonly (() => string)[] = [() => '', () => ' \t', () => '\ufeff'];
const odd: readonly (() => string)[] = [
  () => json().slice(0, -9),
  () => json().slice(30),
  () => '?',
  () => '1',
  () => '{}',
  () => ',',
  () => `${json()},`,
  () => `,${json()}`,
  () => json() + json(),
  pretty,
  () => `{"events":[\n${json()},\n${json()}\n]}`,
  () => `{"events":[\n${json()},\n${json()}`,
  () => '{"events":[',
  () => ']}',
  () => '[',
  () => ']',
  () => `[\n${json()},\n${json()}\n]`,
  () => `[${json()}, ${json()}]`,
  () => `{"result":${json()}}`,
  () => json().replace('{', '{"eventType":"b",'),
  () => json().replace('uuid', '\0'),
  () => '\0\0\0',
  () => json(small({ note: 'x'.repeat(900) })),
  () => json(small({ note: 'x'.repeat(2_500) })),
  () => json(small({ deep: JSON.parse('['.repeat(9) + ']'.repeat(9)) })),
  () => json(small({ many: Array.from({ length: 13 }, () => ({})) })),
  () => json(small({ many: Array.from({ length: 14 }, () => ({})) })),
  () => json(small({ many: Array.from({ length: 15 }, () => ({})) })),
  () => json(small({ published: 'never' })),
  () => 'caf\xe9',
  () => json(small({ displayMessage: 'Andr\xe9' })),
];
const limits = { recordBytes: 2_000, depth: 8, members: 16 };

const lineOf = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom(...good) },
  { weight: 4, arbitrary: fc.constantFrom(...blank) },
  { weight: 1, arbitrary: fc.constantFrom(...odd) },
);
const texts = fc.record({
  mark: fc.constantFrom('', '', '', '\ufeff'),
  lines: fc.array(lineOf, { minLength: 1, maxLength: 60, size: 'max' }),
  end: fc.constantFrom('\n', '\n', '\r\n'),
  isClosed: fc.boolean(),
  count: fc.integer({ min: 1, max: 6 }),
});

/** Latin letters stand for bytes that are not UTF-8. */
function bytesOf(text: string): Buffer {
  const parts = text.split(/([\x80-\xff])/);
  return Buffer.concat(
    parts.map((part, at) => Buffer.from(part, at % 2 === 0 ? 'utf8' : 'latin1')),
  );
}

/** Reads in both ways, and checks that they give the same; gives what became of the ranges. */
async function compared(bytes: Uint8Array, options: RangesOptions = {}) {
  const folder = await aFolder({ 'a.log': bytes });
  const plain = await outcomesOf([folder], options);
  const { outcomes, here } = await joinedOutcomes([folder], options);
  expect(withoutLines(outcomes)).toEqual(withoutLines(plain));
  expect(here.accepted.length + here.dropped.length).toBe(here.begun.length);
  return { ...here, outcomes };
}

describe('a file of which others read ranges', () => {
  test('gives the same as ever', { timeout: 600_000 }, async () => {
    let accepted = 0;
    const property = fc.asyncProperty(texts, async ({ mark, lines, end, isClosed, count }) => {
      const text = mark + lines.map((line) => line()).join(end) + (isClosed ? end : '');
      accepted += (await compared(bytesOf(text), { count, limits })).accepted.length;
    });
    const runs = effort(5_000, 300);
    await fc.assert(property, { numRuns: runs, interruptAfterTimeLimit: 3_600_000 });
    expect(accepted).toBeGreaterThan(runs / 2);
  });

  test('gives the same if it is of many chunks', { timeout: 600_000 }, async () => {
    const larger = fc.record({
      line: fc.constantFrom(...good),
      breaks: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), lineOf), {
        maxLength: 3,
      }),
      filling: fc.constantFrom('x'.repeat(1_000), 'é'.repeat(400), '人'.repeat(9_000)),
      size: fc.integer({ min: 1_500_000, max: 7_000_000 }),
      count: fc.integer({ min: 1, max: 4 }),
    });
    let accepted = 0;
    const property = fc.asyncProperty(larger, async ({ line, breaks, filling, size, count }) => {
      const wide = Buffer.from(`${json(small({ filling }))}\n`);
      const parts: Buffer[] = Array.from({ length: Math.ceil(size / wide.length) }, (_, at) =>
        at % 7 === 0 ? Buffer.from(`${line()}\n`) : wide,
      );
      for (const [at, one] of breaks) {
        parts.splice(Math.floor(at * parts.length), 0, bytesOf(`${one()}\n`));
      }
      accepted += (await compared(Buffer.concat(parts), { count })).accepted.length;
    });
    const runs = effort(100, 8);
    await fc.assert(property, { numRuns: runs, interruptAfterTimeLimit: 3_600_000 });
    expect(accepted).toBeGreaterThan(runs / 2);
  });
});

const records = Array.from({ length: 400 }, () => aRecord());
const lines = records.map((record) => `${JSON.stringify(record)}\n`);
const ndjson = lines.join('');

describe('a range', () => {
  test('is accepted if it is one event per line, of as many as can be', async () => {
    for (const count of [1, 3]) {
      const { accepted, begun } = await compared(Buffer.from(ndjson), { count });
      expect(accepted).toEqual(begun);
      expect(accepted).toHaveLength(count);
      const [first] = accepted;
      expect((first?.from ?? 0) / ndjson.length).toBeCloseTo(1 / (1 + count), 1);
      expect(accepted.at(-1)?.to).toBe(ndjson.length);
      expect(accepted.map(({ from }) => ndjson[from - 1])).toEqual(Array(count).fill('\n'));
    }
  });

  test('leaves lines and bytes behind it right', async () => {
    const text = `${ndjson}?\n${lines[0]}`;
    const { accepted, outcomes } = await compared(Buffer.from(text), { count: 4 });
    expect(accepted).toHaveLength(3);
    expect(outcomes.find(({ kind }) => kind === 'rejection')).toMatchObject({
      origin: { line: 401, byte: ndjson.length },
    });
  });

  const wraps: Record<string, (lines: readonly string[]) => string> = {
    'of an array with one record per line': (all) => `[\n${all.join(',').trimEnd()}\n]\n`,
    'of an array with the commas in front': (all) => `[\n${all.join(',')}]\n`,
    'of a list in an object': (all) => `{"events":[\n${all.join(',')}]}\n`,
    'of pretty-printed records': () =>
      records.map((record) => `${JSON.stringify(record, null, 2)}\n`).join(''),
    'of a file of two records per line': (all) => all.join('').replaceAll('}\n{"actor', '}{"actor'),
    'of wrapped records': (all) => all.map((one) => `{"result":${one.trimEnd()}}\n`).join(''),
    'of a list in too large an object': (all) =>
      `{"n":1,"events":[\n${all.join(',').replace(/$/, `,{"x":"${'x'.repeat(17 << 20)}"}`)}]}\n`,
  };
  test.each(Object.entries(wraps))('%s is not accepted', async (_, wrap) => {
    const { accepted, begun } = await compared(Buffer.from(wrap(lines)), { count: 2 });
    expect(accepted).toEqual([]);
    expect(begun.length).toBeLessThan(3);
  });

  test('in an array or a record is not accepted, however good its lines', async () => {
    const listed = lines.slice(0, 250).join(',');
    for (const open of ['[\n', '{"events":[\n', '[[\n', '{"events":[[\n']) {
      // The range begins amid the list, and only blank lines and good ones are in it.
      const text = `${open}${listed},${' \n'.repeat(listed.length)}${lines[0]}`;
      const { accepted, begun, results } = await compared(Buffer.from(text));
      expect([accepted.length, begun.length]).toEqual([0, 1]);
      expect(results).toMatchObject([{ events: 1 }]);
    }
  });

  test('is accepted where an array was never closed, since its lines are judged on their own', async () => {
    for (const open of ['[', '[\n', '{"events":[\n', '{"a":\n', '{"a":"\n']) {
      await compared(Buffer.from(ndjson + open + ndjson));
      const { accepted } = await compared(Buffer.from(open + ndjson), { count: 2 });
      expect(accepted.length).toBe(open.includes('"') ? accepted.length : 2);
    }
  });

  test('is accepted although main came across damage and glued records before', async () => {
    const text = `?\n${lines[0]?.trimEnd()}${lines[1]},\n${ndjson}`;
    const { accepted } = await compared(Buffer.from(text));
    expect(accepted).toHaveLength(1);
  });

  test('is not accepted before there was a record', async () => {
    const { accepted } = await compared(Buffer.from(' \n'.repeat(ndjson.length) + ndjson));
    expect(accepted).toEqual([]);
  });

  test('is not begun if there is no line to cut at', async () => {
    const long = JSON.stringify(aRecord({ note: 'x'.repeat(6 << 20) }));
    expect((await compared(Buffer.from(`${long}\n${ndjson}`))).begun).toEqual([]);
    expect((await compared(Buffer.from(ndjson.slice(0, 1_000)))).begun).toEqual([]);
  });
});

describe('a hint at the encoding', () => {
  const wrong = encoded(
    `${json(small({ displayMessage: 'サインインに失敗しました' }))}\n`,
    'shift_jis',
  );
  const wide = Buffer.from(`${json(small({ displayMessage: 'サインイン' }))}\n`);
  const ascii = lines.map((one) => Buffer.from(one));

  /** Lines of ASCII, with others amid them at shares of their number. */
  function mixed(size: number, sound: readonly number[], spoilt: readonly number[]): Buffer {
    const all = [
      ...sound.map((at) => [at, wide] as const),
      ...spoilt.map((at) => [at, wrong] as const),
    ];
    const parts: Buffer[] = Array.from(
      { length: Math.ceil(size / 1_500) },
      (_, at) => ascii[at % 400] ?? wide,
    );
    const behind = all.map(([at, one]) => [Math.floor(at * parts.length), one] as const);
    for (const [at, one] of behind.toSorted(([x], [y]) => y - x)) parts.splice(at, 0, one);
    return Buffer.concat(parts);
  }

  test('counts each line that is sound once', async () => {
    const ten = Array<number>(10).fill(0.8);
    for (const sound of [[0.667], [0.3, 0.5], [0.38], [0.667, 0.667], [0.38, 0.667], []]) {
      const { accepted, outcomes } = await compared(mixed(4_800_000, sound, ten), { count: 2 });
      expect(accepted).toHaveLength(1);
      const hints = outcomes.filter(
        (one) => one.kind === 'rejection' && /Shift_JIS/.test(one.message),
      );
      expect(hints).toHaveLength(sound.length > 1 ? 0 : 10);
    }
  });

  test('is the same with ranges', { timeout: 600_000 }, async () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const near = fc.tuple(share, fc.integer({ min: 1, max: 25 }));
    const texts = fc.record({
      size: fc.integer({ min: 1_200_000, max: 6_000_000 }),
      sound: fc.array(share, { maxLength: 3 }),
      spoilt: fc.array(near, { minLength: 1, maxLength: 2 }),
      count: fc.integer({ min: 1, max: 5 }),
    });
    const property = fc.asyncProperty(texts, async ({ size, sound, spoilt, count }) => {
      const all = spoilt.flatMap(([at, times]) => Array<number>(times).fill(at));
      await compared(mixed(size, sound, all), { count });
    });
    const runs = effort(100, 6);
    await fc.assert(property, { numRuns: runs, interruptAfterTimeLimit: 3_600_000 });
  });
});

describe('what is no large log of lines', () => {
  const rows = records.map(
    ({ uuid }) => `${uuid},2026-11-20T10:00:00Z,user.session.start,00u1,ana\n`,
  );
  const csv = `uuid,timestamp,event_type,actor.id,actor.alternate_id\n${rows.join('')}`;
  const contents: Record<string, string | Uint8Array> = {
    CSV: csv,
    gzip: gzipSync(ndjson),
    'UTF-16': Buffer.from(`\ufeff${ndjson}`, 'utf16le'),
    colours: `\x1b[1;39m${ndjson}`,
    nothing: '',
  };
  test.each(Object.entries(contents))('is not split: %s', async (_, content) => {
    expect((await compared(Buffer.from(content as string))).begun).toEqual([]);
  });

  test('is not split if it is small, or in an encoding that was named', async () => {
    const bytes = Buffer.from(ndjson);
    expect((await compared(bytes, { leastBytes: bytes.length + 1 })).begun).toEqual([]);
    expect((await compared(bytes, { leastBytes: bytes.length })).begun).toHaveLength(1);
    const folder = await aFolder({ 'a.log': bytes });
    const { begun, readers } = rangesHere();
    await outcomesOf([folder], { elsewhere: readers, encoding: 'windows-1252' });
    expect(begun).toEqual([]);
  });

  test('is not split beside a log that is, and is read last if it is stripped', async () => {
    const folder = await aFolder({ 'a.csv': csv, 'b.ndjson': ndjson, 'c.ndjson': ndjson });
    const paths = ['a.csv', 'b.ndjson', 'c.ndjson'].map((name) => `${folder}/${name}`);
    const plain = await outcomesOf(paths);
    const { outcomes, here } = await joinedOutcomes(paths, {});
    expect(withoutLines(outcomes)).toEqual(withoutLines(plain));
    expect(here.accepted.map(({ file }) => file)).toEqual(paths.slice(1));
  });
});

describe('a file that changes while it is read', () => {
  const big = ndjson.repeat(5);

  test('and grows, is read to the size it had', async () => {
    const folder = await aFolder({ 'a.log': big });
    const plainFolder = await aFolder({ 'a.log': big });
    const grow = (path: string) => () => appendFileSync(`${path}/a.log`, ndjson);
    const { outcomes, here } = await joinedOutcomes([folder], { onBegin: grow(folder) });
    expect(here.accepted).toHaveLength(1);
    const plain = [];
    for await (const outcome of readRecords([plainFolder])) {
      if (plain.push(outcome) === 1) grow(plainFolder)();
    }
    expect(outcomes).toHaveLength(plain.length);
    const { file: _, ...source } = plain.at(-1) as { file: string };
    expect(outcomes.at(-1)).toMatchObject(source);
    expect(source).toMatchObject({ note: expect.stringContaining('being written') });
  });

  test('and grows amid a record, ends inside it', async () => {
    const cut = big.slice(0, -40);
    const folder = await aFolder({ 'a.log': cut });
    const { outcomes, here } = await joinedOutcomes([folder], {
      onBegin: () => appendFileSync(`${folder}/a.log`, big.slice(-40)),
    });
    expect([here.accepted, here.dropped.length]).toEqual([[], 1]);
    expect(outcomes.at(-2)).toMatchObject({
      reason: 'truncated',
      message: 'the text ends inside a record: the file was being written',
    });
  });

  test('and shrinks before others come to it, is an error that says so', async () => {
    const folder = await aFolder({ 'a.log': big });
    const { outcomes, here } = await joinedOutcomes([folder], {
      onBegin: () => truncateSync(`${folder}/a.log`, big.length - 100_000),
    });
    expect([here.accepted, here.dropped.length]).toEqual([[], 1]);
    expect(outcomes.at(-2)).toMatchObject({
      reason: 'truncated',
      message: expect.stringMatching(/became shorter while it was read: 2900000 of 3000000 bytes$/),
    });
  });
});

describe('reading with others', () => {
  const many = ndjson.repeat(4);

  test('tells how far all are, and never less than before', async () => {
    for (const text of [many, `${many}?\n${many}`]) {
      const folder = await aFolder({ 'a.log': text });
      const seen: ReadProgress[] = [];
      await joinedOutcomes([folder], {
        onProgress: (progress) => seen.push(progress),
        until: () => sleep(250),
      });
      const total = { bytesRead: text.length, bytesTotal: text.length };
      expect(seen.at(-1)).toMatchObject({ ...total, records: text.split('\n').length - 1 });
      for (const key of ['bytesRead', 'records'] as const) {
        const values = seen.map((progress) => progress[key]);
        expect(values).toEqual(values.toSorted((x, y) => x - y));
      }
      expect(seen.length).toBeGreaterThan(2);
    }
  });

  test('drops ranges when it is stopped', async () => {
    const folder = await aFolder({ 'a.log': many });
    const stop = new AbortController();
    const { readers, dropped, accepted } = rangesHere({
      count: 2,
      until: () => new Promise(() => {}),
    });
    const { signal } = stop;
    const reading = outcomesOf([folder], { elsewhere: readers, signal });
    setTimeout(() => stop.abort(new Error('enough')), 50);
    await expect(reading).rejects.toThrow('enough');
    expect([accepted.length, dropped.length]).toEqual([0, 2]);
  });

  test('drops ranges when nobody reads on', async () => {
    const folder = await aFolder({ 'a.log': many });
    const { readers, dropped } = rangesHere({ count: 2 });
    for await (const _ of readRecords([folder], { elsewhere: readers })) break;
    expect(dropped).toHaveLength(2);
  });

  test('reads by itself what others failed at', async () => {
    const folder = await aFolder({ 'a.log': many });
    const { outcomes, here } = await joinedOutcomes([folder], {
      count: 2,
      until: () => Promise.reject(new Error('no more memory')),
    });
    expect([here.accepted, here.dropped.length]).toEqual([[], 2]);
    expect(outcomes).toEqual(await outcomesOf([folder]));
  });
});
