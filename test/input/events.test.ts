import { execFile, execFileSync } from 'node:child_process';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type ReadProgress, readEvents } from '../../src/input/events.ts';
import { InputError } from '../../src/input/input-error.ts';
import { effort } from '../effort.ts';
import { aRecord } from '../event/builders.ts';
import { aFolder } from './folder.ts';
import { readAll } from './read-all.ts';

const records = Array.from({ length: 5 }, () => aRecord());
const uuids = records.map(({ uuid }) => uuid);
const ndjson = records.map((record) => `${JSON.stringify(record)}\n`).join('');

describe('the fixtures', () => {
  it('when broken, give what is whole and name the lines of the rest', async () => {
    const { uuids: found, rejections } = await readAll(['fixtures/input/broken.ndjson']);
    expect(found).toHaveLength(4);
    expect(found[2]).toMatch(/^sha256:/);
    expect(rejections).toEqual([
      'bad-json 2',
      'bad-json 4',
      'bad-time 5',
      'bad-encoding 7',
      'truncated 9',
    ]);
  });
});

describe('reading events', () => {
  it('gives the origin of each', async () => {
    const folder = await aFolder({ 'a.log': `\ufeff\r\n${ndjson.replaceAll('\n', '\r\n')}` });
    const origins = [];
    for await (const item of readEvents([`${folder}/a.log`])) {
      if (item.kind === 'event') origins.push(item.origin);
    }
    const size = JSON.stringify(records[0]).length;
    expect(origins[0]).toEqual({ file: `${folder}/a.log`, line: 2, byte: 5 });
    expect(origins[1]).toEqual({ file: `${folder}/a.log`, line: 3, byte: 5 + size + 2 });
  });

  it('goes by content, never by name', async () => {
    const folder = await aFolder({
      'a.csv': ndjson,
      'b.ndjson': JSON.stringify(records),
      'c.txt': gzipSync(ndjson),
    });
    const { uuids: found, sources } = await readAll([folder]);
    expect(found).toEqual([...uuids, ...uuids, ...uuids]);
    expect(sources.map(({ format, compression }) => `${format} ${compression}`)).toEqual([
      'ndjson none',
      'json none',
      'ndjson gzip',
    ]);
  });

  it('takes standard input in whatever pieces it comes', async () => {
    for (const bytes of [Buffer.from(ndjson), gzipSync(ndjson)]) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / 100) }, (_, at) =>
        bytes.subarray(at * 100, at * 100 + 100),
      );
      const result = await readAll(['-'], { stdin: Readable.from(pieces) });
      expect(result).toMatchObject({
        uuids,
        rejections: [],
        sources: [{ file: '-', bytes: bytes.length }],
      });
    }
  });

  it('reads a named pipe to its end', async () => {
    const folder = await aFolder({ 'a.json': ndjson });
    execFileSync('mkfifo', [`${folder}/pipe`]);
    execFile('cp', [`${folder}/a.json`, `${folder}/pipe`]);
    expect((await readAll([`${folder}/pipe`])).uuids).toEqual(uuids);
  });

  it('fails before it gives anything if one path is wrong', async () => {
    const folder = await aFolder({ 'a.json': ndjson });
    const paths = [`${folder}/a.json`, `${folder}/a.json`, `${folder}/typo.json`];
    await expect(readEvents(paths).next()).rejects.toThrow(InputError);
  });

  it('stops when told to, with the reason', async () => {
    const folder = await aFolder({ 'a.json': ndjson, 'b.json': ndjson });
    const control = new AbortController();
    const events = readEvents([folder], { signal: control.signal });
    await events.next();
    control.abort(new Error('enough'));
    await expect(readRest(events)).rejects.toThrow('enough');
  });

  it('stops waiting for standard input when told to', async () => {
    const control = new AbortController();
    const silent = new Readable({ read: () => {} });
    const first = readEvents(['-'], { stdin: silent, signal: control.signal }).next();
    control.abort(new Error('enough'));
    await expect(first).rejects.toThrow('enough');
  });

  it('reports progress up to the whole size', async () => {
    const folder = await aFolder({ 'a.json': ndjson });
    const seen: ReadProgress[] = [];
    await readAll([folder], { onProgress: (progress) => seen.push(progress) });
    const size = Buffer.byteLength(ndjson);
    expect(seen.at(-1)).toEqual({
      file: `${folder}/a.json`,
      bytesRead: size,
      bytesTotal: size,
      records: 5,
      bytesBefore: 0,
      bytesOfAll: size,
    });
  });

  it('reports progress over all inputs, whose whole is not known if one is a stream', async () => {
    const folder = await aFolder({ 'a.json': ndjson, 'b.json': ndjson + ndjson });
    const size = Buffer.byteLength(ndjson);
    const seen: ReadProgress[] = [];
    await readAll([folder], { onProgress: (progress) => seen.push(progress) });
    expect(seen.at(0)).toMatchObject({ bytesBefore: 0, bytesOfAll: 3 * size });
    expect(seen.at(-1)).toMatchObject({
      bytesBefore: size,
      bytesRead: 2 * size,
      bytesOfAll: 3 * size,
    });
    const stdin = Readable.from([Buffer.from(ndjson)]);
    await readAll([folder, '-'], { stdin, onProgress: (progress) => seen.push(progress) });
    expect(seen.at(-1)).toMatchObject({ file: '-', bytesBefore: 3 * size, bytesOfAll: undefined });
  });

  it('keeps to the limits it is given', async () => {
    const folder = await aFolder({
      'a.json': `${ndjson}{"a":"${'x'.repeat(5000)}"}\n{"a":${'['.repeat(9)}${']'.repeat(9)}}\n${ndjson}`,
    });
    const result = await readAll([folder], { limits: { recordBytes: 4000, depth: 8 } });
    expect(result.uuids).toEqual([...uuids, ...uuids]);
    expect(result.rejections).toEqual(['too-large 6', 'too-deep 7']);
  });

  it('leaves Object.prototype alone', async () => {
    const hostile = JSON.stringify(records[0]).replace('{', '{"__proto__":{"polluted":true},');
    const folder = await aFolder({ 'a.json': hostile });
    expect((await readAll([folder])).uuids).toEqual([uuids[0]]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

async function readRest(events: AsyncIterable<unknown>): Promise<void> {
  for await (const event of events) expect(event).toBeDefined();
}

describe('compressed files', { timeout: 60_000 }, () => {
  it('cut at any byte give what came before, and one rejection', async () => {
    const whole = gzipSync(ndjson);
    for (let length = 20; length < whole.length; length += 7) {
      const stdin = Readable.from([whole.subarray(0, length)]);
      const { uuids: found, rejections } = await readAll(['-'], { stdin });
      expect(uuids.slice(0, found.length)).toEqual(found);
      expect(rejections).toEqual([expect.stringMatching(/^truncated/)]);
    }
  });

  it('with a bad end lose no record', async () => {
    const bad = Buffer.from(gzipSync(ndjson));
    bad.writeUInt32LE(7, bad.length - 8);
    const folder = await aFolder({
      'a.gz': bad,
      'b.gz': Buffer.concat([gzipSync(ndjson), Buffer.from('garbage')]),
    });
    const result = await readAll([folder]);
    expect(result.uuids).toEqual([...uuids, ...uuids]);
    expect(result.rejections).toEqual(['corrupt-compression -', 'corrupt-compression -']);
  });

  it('that unfold a thousandfold cost no memory', async () => {
    const line = Buffer.alloc(1_000_000, ' ');
    const bomb = gzipSync(Buffer.concat(Array.from({ length: effort(50) }, () => line)));
    const before = process.memoryUsage.rss();
    const result = await readAll(['-'], { stdin: Readable.from([bomb, gzipSync(ndjson)]) });
    expect(result.uuids).toEqual(uuids);
    expect(process.memoryUsage.rss() - before).toBeLessThan(40_000_000);
  });

  it('can be stopped within one chunk that holds more records than anybody waits for', async () => {
    const folder = await aFolder({ 'a.log': `{"value":[{}${',{}'.repeat(300_000)}]}` });
    const stop = new AbortController();
    const seen: unknown[] = [];
    const reading = async (): Promise<void> => {
      for await (const item of readEvents([folder], { signal: stop.signal })) {
        if (seen.length === 0) setTimeout(() => stop.abort(new Error('stopped')), 0);
        seen.push(item);
      }
    };
    await expect(reading()).rejects.toThrow('stopped');
    expect(seen.length).toBeLessThan(300_000);
  });
});
