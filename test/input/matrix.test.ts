/** The bad-input matrix: what a customer, an attacker or a broken disk may hand us. Never silent, never a crash. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync, truncateSync } from 'node:fs';
import { Readable } from 'node:stream';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../src/event/json.ts';
import { readEvents } from '../../src/input/events.ts';
import { InputError } from '../../src/input/input-error.ts';
import { hunted, someRules } from '../builders.ts';
import { effort } from '../effort.ts';
import { aRecord } from '../event/builders.ts';
import { aFolder } from './folder.ts';
import { type Result, readAll } from './read-all.ts';

const records = Array.from({ length: 4 }, () => aRecord());
const uuids = records.map(({ uuid }) => uuid);
const line = (record: unknown): string => `${JSON.stringify(record)}\n`;
const ndjson = records.map(line).join('');
const [first = '', second = ''] = records.map(line);
const one = uuids.slice(0, 1);
const two = uuids.slice(0, 2);

async function read(content: string | Uint8Array): Promise<Result> {
  return readAll([`${await aFolder({ 'a.log': content })}/a.log`]);
}

const alarm = someRules([
  { detection: { a: { 'actor.alternateId': 'ana@example.com' }, condition: 'a' } },
]);
const judged = async (...paths: readonly string[]) => hunted(readEvents(paths), alarm);

describe('compression', { timeout: 60_000 }, () => {
  it('I01 gz truncated: the prefix counts, and one rejection', async () => {
    const bytes = gzipSync(ndjson, { level: 0 });
    const { uuids: found, rejections } = await read(bytes.subarray(0, bytes.length - 100));
    expect(found).toEqual(uuids.slice(0, 3));
    expect(rejections).toEqual(['truncated 4']);
  });

  it('I02 gz of several members', async () => {
    expect((await read(Buffer.concat([gzipSync(first), gzipSync(second)]))).uuids).toEqual(two);
  });

  it('I03 gz with zero padding', async () => {
    const result = await read(Buffer.concat([gzipSync(first), Buffer.alloc(1000)]));
    expect(result).toMatchObject({ uuids: one, rejections: [] });
  });

  it('I04 gz with garbage behind it, with a bad checksum, with a bad second header', async () => {
    const bad = Buffer.from(gzipSync(first));
    bad.writeUInt32LE(1, bad.length - 8);
    const header = Buffer.from(gzipSync(second)).fill(0xff, 2, 3);
    for (const bytes of [
      Buffer.concat([gzipSync(first), Buffer.from('garbage')]),
      bad,
      Buffer.concat([gzipSync(first), header]),
    ]) {
      expect(await read(bytes)).toMatchObject({
        uuids: one,
        rejections: ['corrupt-compression -'],
      });
    }
  });

  it('I05 gz bomb: flat memory, and what follows is read', async () => {
    const bomb = gzipSync(Buffer.alloc(effort(20_000_000), ' '));
    const before = process.memoryUsage.rss();
    expect((await read(Buffer.concat([bomb, gzipSync(first)]))).uuids).toEqual(one);
    expect(process.memoryUsage.rss() - before).toBeLessThan(60_000_000);
  });

  it('I06 zip and tar are read; what is in them that cannot be is told', async () => {
    const body = deflateRawSync(first);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(12, 8);
    header.writeUInt32LE(body.length, 18);
    header.writeUInt16LE(1, 26);
    const result = await read(Buffer.concat([header, Buffer.from('a'), body]));
    expect(result.rejections).toContain('unreadable -');
  });

  it('I07 zst is read on every runtime', async () => {
    const packed = readFileSync('fixtures/input/events.ndjson.zst');
    const plain = readFileSync('fixtures/input/events.ndjson');
    const [found, expected] = [await read(packed), await read(plain)];
    expect(found).toMatchObject({ uuids: expected.uuids, rejections: [] });
    expect(found.sources[0]).toMatchObject({ compression: 'zstd', format: 'ndjson' });
  });

  it('I08 the name of a file means nothing', async () => {
    const folder = await aFolder({ 'a.csv': first, 'b.json': gzipSync(second) });
    expect((await readAll([folder])).uuids).toEqual(two);
  });
});

describe('text', () => {
  it('I09 a byte order mark at the start and between files put together', async () => {
    expect(await read(`\ufeff${first}\ufeff${second}`)).toMatchObject({
      uuids: two,
      rejections: [],
    });
  });

  it('I10 UTF-16 is read, UTF-32 is refused by name', async () => {
    const wide = Buffer.from(`\ufeff${ndjson}`, 'utf16le');
    expect((await read(wide)).uuids).toEqual(uuids);
    expect((await read(Buffer.from(wide).swap16())).uuids).toEqual(uuids);
    const lone = Buffer.from(`\ufeff${first}${second.replace('Ana', 'A\ud800a')}`, 'utf16le');
    expect(await read(lone)).toMatchObject({ uuids: one, rejections: ['bad-encoding 2'] });
    const quad = Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]);
    expect((await read(quad)).rejections).toEqual(['bad-encoding -']);
  });

  it('I11 only a line feed ends a line', async () => {
    const odd = line(aRecord({ displayMessage: 'a\u2028b\u2029c\u0085d\u000be\u000cf\rg' }));
    const raw = odd.replace('\\u000b', '').replace('\\f', '').replace('\\r', '');
    expect((await read(`${raw}${first.trimEnd()}\r\n${second}`)).uuids).toHaveLength(3);
    expect((await read(`${first.trimEnd()}\r${second}`)).uuids).toEqual(two);
  });

  it('I12 invalid UTF-8 costs its record alone', async () => {
    for (const bytes of [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80]]) {
      const [before, after] = first.split('Ana Lopez') as [string, string];
      const bad = Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);
      const result = await read(Buffer.concat([bad, Buffer.from(second)]));
      expect(result).toMatchObject({ uuids: [uuids[1]], rejections: ['bad-encoding 1'] });
    }
  });

  it('I13 NUL bytes are told once, with their number', async () => {
    const result = await read(`${first}${'\0'.repeat(4096)}\n${second}`);
    expect(result).toMatchObject({ uuids: two, rejections: ['bad-json 2'] });
  });

  it('I14 a line beyond the limit is passed over', async () => {
    const folder = await aFolder({ 'a.log': `{"a":"${'x'.repeat(50_000)}"}\n${first}` });
    const result = await readAll([folder], { limits: { recordBytes: 10_000 } });
    expect(result).toMatchObject({ uuids: one, rejections: ['too-large 1'] });
  });

  it('I15 an error in one element of an array costs no other', async () => {
    const result = await read(`[${first},{"a":nope},${second}]`);
    expect(result.uuids).toEqual(two);
    expect(result.rejections).toHaveLength(1);
  });

  it('I16 every arrangement of records, mixed', async () => {
    const [a, b, c, d] = records.map((record) => JSON.stringify(record));
    const pretty = JSON.stringify(records[1], null, 4);
    const text = `[${a}][${pretty}]${c}\n{"events":[${d}]}\n[]${b}`;
    expect(await read(text)).toMatchObject({ uuids: [...uuids, uuids[1]], rejections: [] });
  });

  it('I16 a list in an object is read, whatever its size', async () => {
    const text = `{"nextLink":null,"value":[${ndjson.trimEnd().replaceAll('\n', ',')}],"count":4}\n${first}`;
    for (const shape of [text, JSON.stringify({ meta: {}, events: records }, null, 2) + first]) {
      const folder = await aFolder({ 'a.log': shape });
      const result = await readAll([folder], { limits: { recordBytes: 3000 } });
      expect(result).toMatchObject({ uuids: [...uuids, uuids[0]], rejections: [] });
    }
  });

  it('I16 a large list may have lists in it, but not lie deeper than anybody puts it', async () => {
    const list = ndjson.trimEnd().replaceAll('\n', ',');
    const inner = await aFolder({
      'a.log': `{"value":[${list},[${list}],{}],"count":4}\n${first}`,
    });
    const result = await readAll([inner], { limits: { recordBytes: 3000 } });
    expect(result.uuids).toEqual([...uuids, ...uuids, uuids[0]]);
    expect(result.rejections).toEqual(['not-an-event 1']);
    const deep = await aFolder({ 'a.log': `{"a":{"b":{"c":{"value":[${list}]}}}}\n${first}` });
    const refused = await readAll([deep], { limits: { recordBytes: 3000 } });
    // Then they are found one by one, and what is around them is told as damage.
    expect(refused.uuids).toEqual([...uuids, uuids[0]]);
    expect(refused.rejections).toContain('bad-json 1');
  });

  it('I16 a large list in an object that is cut or goes on wrongly is told', async () => {
    const list = ndjson.trimEnd().replaceAll('\n', ',');
    for (const text of [`{"value":[${list}`, `{"value":[${list}]`, `{"value":[${list}],nope}`]) {
      const folder = await aFolder({ 'a.log': text });
      const result = await readAll([folder], { limits: { recordBytes: 3000 } });
      expect(result.uuids).toEqual(uuids);
      expect(result.rejections).toHaveLength(1);
    }
  });

  it('I17 trailing comma, garbage, unfinished record', async () => {
    expect((await read(`[${first},]`)).rejections).toEqual(['bad-json 2']);
    expect((await read(`${first}garbage`)).rejections).toEqual(['bad-json 2']);
    expect((await read(first + second.slice(0, 99))).rejections).toEqual(['truncated 2']);
  });

  it('I18 comments and what is no JSON are counted', async () => {
    const result = await read(`// a comment\n# another\n{'a': NaN}\n${first}`);
    expect(result.uuids).toEqual(one);
    expect(result.rejections).toHaveLength(3);
  });
});

describe('a record', () => {
  it('I19 with a key twice: the last one counts, and the file is noted', async () => {
    const result = await read(first.replace('{', '{"eventType":"user.session.start",') + second);
    expect(result).toMatchObject({ uuids: two, rejections: [] });
    expect(result.sources[0]?.note).toMatch(/a duplicate key, of which the last value counts: 1/);
    expect((await read(line({ events: records }))).sources[0]?.note).toBeUndefined();
  });

  it('I20 with __proto__, constructor and prototype as keys', async () => {
    const evil = '"__proto__":{"p":1},"constructor":{"prototype":{"p":1}},';
    for (const text of [
      first.replace('{', `{${evil}`),
      line({ events: [JSON.parse(first.replace('{', `{${evil}`)) as Json] }),
      `event_type,actor.id,actor.__proto__.p,__proto__.p,uuid,timestamp\nx,y,1,1,${uuids[0]},2023-10-02T00:00:00Z\n`,
      `{"okta.event_type":"x","okta.__proto__.p":1,"__proto__.p":1,"@timestamp":"2023-10-02T00:00:00Z","okta.uuid":"${uuids[0]}"}`,
    ]) {
      expect((await read(text)).uuids).toEqual(one);
      expect(({} as { p?: unknown }).p).toBeUndefined();
    }
  });

  it('I21 nested too deep is told, bare and in text', async () => {
    const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(await read(`${deep}\n${first}`)).toMatchObject({
      uuids: one,
      rejections: ['too-deep 1'],
    });
    const text = await read(line({ _raw: deep }) + first);
    expect(text.uuids).toEqual(one);
    expect(text.rejections).toHaveLength(1);
  });

  it('I22 with half of a surrogate pair', async () => {
    expect((await read(line(aRecord({ uuid: 'u', displayMessage: '\ud800' })))).uuids).toEqual([
      'u',
    ]);
    const inner = line(aRecord({ uuid: 'u', displayMessage: '\udc00' }));
    expect((await read(line({ _raw: inner }))).uuids).toEqual(['u']);
  });

  it('I23 with numbers beyond any range', async () => {
    const text = first.replace('"asNumber":64500', '"asNumber":1e999').replace('4.83', '-0');
    expect((await read(text)).uuids).toEqual(one);
  });

  it('I24 with ten thousand keys, targets and characters', async () => {
    const many = Array.from({ length: 10_000 }, (_, at) => [`k${at}`, 'x'] as const);
    const record = aRecord({
      uuid: 'u',
      debugContext: { debugData: Object.fromEntries(many) },
      target: many.map(([id]) => ({ id, type: 'User', alternateId: 'x' })),
      displayMessage: 'x'.repeat(1_000_000),
    });
    expect((await read(line(record))).uuids).toEqual(['u']);
  });

  it('I24 with more objects in it than the memory should hold', async () => {
    const result = await read(`{"a":[${'{},'.repeat(300_000)}0]}\n${first}`);
    expect(result).toMatchObject({ uuids: one, rejections: ['too-large 1'] });
  });

  it.each([
    ['2023-02-30T00:00:00Z', false],
    ['2023-10-02T25:00:00Z', false],
    ['2023-10-02T09:00:00', false],
    ['10/2/2023 9:00', false],
    ['', false],
    ['2023-10-02T09:00:00,123Z', false],
    ['2023-10-02T09:00:00.123456789+02:00', true],
    ['2016-12-31T23:59:60Z', true],
  ])('I25 dated %j', async (published, isTime) => {
    const result = await read(line(aRecord({ published })));
    expect(result.rejections).toEqual(isTime ? [] : ['bad-time 1']);
  });

  it.each([null, 1_696_237_200_000, undefined])('I25 dated %j is none', async (published) => {
    const { published: _left, ...rest } = aRecord();
    const record = published === undefined ? rest : { ...rest, published };
    expect((await read(line(record))).rejections).toEqual(['not-an-event 1']);
  });

  it('I26 dated 1970 or 2099 takes nothing from the others', async () => {
    const odd = [
      aRecord({ published: '1970-01-01T00:00:00Z' }),
      aRecord({ published: '2099-01-01T00:00:00Z' }),
    ];
    const folder = await aFolder({ 'a.log': odd.map(line).join('') + ndjson });
    const { findings, summary } = await judged(folder);
    expect(summary).toMatchObject({ evaluated: 6, coverage: { gaps: [{}, {}] } });
    expect(findings).not.toEqual([]);
  });

  it('I27 without a uuid is one event however often it comes', async () => {
    const { uuid: _left, ...bare } = aRecord();
    const folder = await aFolder({
      'a.log': line(bare) + line({ event: bare }) + line({ ...bare, version: '9' }),
    });
    expect((await judged(folder)).summary).toMatchObject({ evaluated: 2, duplicate: 1 });
  });

  it('I28 with null and odd types where objects are expected', async () => {
    const odd: readonly JsonObject[] = [
      { actor: null },
      { client: null, target: null, request: null },
      { target: [], securityContext: 'none' },
      { debugContext: { debugData: 'text' } },
      { actor: ['a'], target: { id: 1 } },
    ];
    const folder = await aFolder({ 'a.log': odd.map((over) => line(aRecord(over))).join('') });
    expect((await judged(folder)).summary).toMatchObject({ evaluated: 5, skipped: 0 });
  });
});

describe('files', () => {
  it('I29 out of order, newest first', async () => {
    const folder = await aFolder({
      'a.log': ndjson,
      'b.log': records.toReversed().map(line).join(''),
    });
    const [a, b] = [await judged(`${folder}/a.log`), await judged(`${folder}/b.log`)];
    expect(b.findings).toEqual(a.findings);
    expect(a.findings).not.toEqual([]);
  });

  it('I30 duplicates within and across files are counted', async () => {
    const folder = await aFolder({ 'a.log': first + first, 'b.log': ndjson });
    expect((await judged(folder)).summary).toMatchObject({ evaluated: 4, duplicate: 2 });
  });

  it.each(['', ' \n', '[]', '{"events":[]}'])('I31 empty: %j', async (text) => {
    const folder = await aFolder({ 'a.log': text });
    const { summary } = await judged(folder);
    expect(summary).toMatchObject({ records: 0, doubts: [{ code: 'nothing-read' }] });
    expect(summary.sources[0]?.note).toBeDefined();
  });

  it('I32 I33 a folder is walked; what is missing is an error, unless it was merely found', async () => {
    const folder = await aFolder({
      'x/a.log': first,
      'x/gone': { link: 'nowhere' },
      'x/loop': { link: 'loop' },
    });
    expect(await readAll([folder])).toMatchObject({
      uuids: one,
      rejections: ['unreadable -', 'unreadable -'],
    });
    await expect(readAll([`${folder}/typo`])).rejects.toThrow(InputError);
  });

  it('I34 a pipe that nobody writes to does not hang', async () => {
    const folder = await aFolder({});
    execFileSync('mkfifo', [`${folder}/pipe`]);
    const result = await readAll([`${folder}/pipe`], { patience: 50 });
    expect(result.rejections).toEqual(['unreadable -']);
    expect(await readAll(['-'], { stdin: Readable.from([]) })).toMatchObject({ uuids: [] });
  });

  it('I35 a file that grows is read to the size it had; one that shrinks is told', async () => {
    const padding = `${' '.repeat(99)}\n`.repeat(30_000);
    const folder = await aFolder({
      'a.log': first + padding + second,
      'b.log': first + padding + second,
    });
    const touch = async (path: string, change: () => void): Promise<readonly string[]> => {
      const seen: string[] = [];
      for await (const item of readEvents([path])) {
        if (item.kind === 'event' && seen.length === 0) change();
        seen.push(item.kind === 'rejection' ? item.reason : item.kind);
      }
      return seen;
    };
    const grown = await touch(`${folder}/a.log`, () => appendFileSync(`${folder}/a.log`, first));
    expect(grown).toEqual(['event', 'event', 'source']);
    const shrunk = await touch(`${folder}/b.log`, () => truncateSync(`${folder}/b.log`, 5000));
    expect(shrunk).toEqual(['event', 'truncated', 'source']);
  });

  it('I36 mixed formats in one file, and other products', async () => {
    const text = `_raw\n${first}<13>Oct 2 09:00:00 host: ${second}{"class_uid":3002}\n`;
    const result = await read(text);
    expect(result.uuids.length).toBeGreaterThanOrEqual(1);
    expect(result.uuids.length + result.rejections.length).toBe(3);
    const foreign = await judged(await aFolder({ 'a.log': '{"class_uid":3002}\n' }));
    expect(foreign.summary.doubts[0]?.message).toMatch(/none of the records is an Okta/);
  });

  it('I37 a console CSV is read, and says what it lacks', async () => {
    const rules = someRules([
      { detection: { a: { 'securityContext.isProxy': 'true' }, condition: 'a' } },
      { detection: { a: { 'actor.alternateId': 'a@example.com' }, condition: 'a' } },
      { detection: { a: { 'debugContext.debugData.dtHash': 'x' }, condition: 'a' } },
      { detection: { a: { 'debugContext.debugData.requestUri': '/x' }, condition: 'a' } },
    ]);
    const columns =
      'event_type,uuid,timestamp,actor.alternate_id,debug_context.debug_data.request_uri';
    const folder = await aFolder({
      'a.csv': `${columns}\nx,u1,2023-10-02T00:00:00.000Z,a@example.com,/x\n`,
    });
    const { summary, findings } = await hunted(readEvents([folder]), rules);
    expect(findings).toHaveLength(2);
    expect(summary.rules.map(({ status, missing }) => [status, ...missing])).toEqual([
      ['cannot-evaluate', 'securityContext.isProxy'],
      ['evaluated'],
      ['cannot-evaluate', 'debugContext.debugData.dtHash'],
      ['evaluated'],
    ]);
  });

  it('I37 the same events in full take precedence over a CSV of them, whichever comes first', async () => {
    const columns = 'event_type,uuid,timestamp,actor.alternate_id';
    const csv = `${columns}\n${records[0]?.['eventType']},${uuids[0]},${records[0]?.['published']},x@example.com\n`;
    for (const names of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      const folder = await aFolder({ [names[0]]: csv, [names[1]]: first });
      const { findings, summary } = await judged(folder);
      expect(findings).toHaveLength(1);
      expect(summary).toMatchObject({ evaluated: 1, duplicate: 1 });
    }
  });

  it('I38 file names with escape codes are data', async () => {
    const name = 'a\u001b[2J\u202e\n.log';
    const folder = await aFolder({ [name]: `${first}nope\n` });
    const { sources, rejections } = await readAll([folder]);
    expect(sources[0]?.file).toBe(`${folder}/${name}`);
    expect(rejections).toEqual(['bad-json 2']);
  });
});
