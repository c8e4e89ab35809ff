import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readFileSync, truncateSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createServer } from 'node:net';
import { Readable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ReadOptions, readEvents } from '../../../src/input/events.ts';
import { isFault } from '../../../src/input/file/byte-stream.ts';
import { discoverFiles } from '../../../src/input/file/discover.ts';
import { placeOf } from '../../../src/input/file/file-identity.ts';
import { readFile, readOpened } from '../../../src/input/file/read-file.ts';
import { toldInEnglish } from '../../../src/language/message.ts';
import { aRecord } from '../../event/builders.ts';
import { aFolder } from '../folder.ts';

const records = Array.from({ length: 20 }, () => aRecord());
const uuids = records.map(({ uuid }) => uuid);
const line = (at: number): string => `${JSON.stringify(records[at])}\n`;
const ndjson = records.map((_, at) => line(at)).join('');
const csv = `uuid,timestamp,event_type,actor.id,actor.alternate_id\n${records
  .map(({ uuid }) => `${uuid},2026-11-20T10:00:00Z,user.session.start,00u1,ana@example.com\n`)
  .join('')}`;

/** Reads, with something happening to the file when the first event is there. */
async function readWhile(file: string, happens: () => void, options?: ReadOptions) {
  const found: string[] = [];
  const told: string[] = [];
  let note: string | undefined;
  for await (const item of readEvents([file], options)) {
    if (item.kind === 'source') note = item.note;
    else if (item.kind === 'rejection') told.push(`${item.reason}: ${item.message}`);
    else if (found.push(item.uuid) === 1) happens();
  }
  return { found, told, note };
}

describe('a file that grows', () => {
  it('is read to the size it had when opened, and that is noted', async () => {
    const folder = await aFolder({ 'a.ndjson': ndjson });
    const file = `${folder}/a.ndjson`;
    const { found, told, note } = await readWhile(file, () => appendFileSync(file, line(0)));
    expect([found, told]).toEqual([uuids, []]);
    expect(note).toBe(
      `it was being written: read up to the ${ndjson.length} bytes it had at first`,
    );
  });

  it('and does not, has no note', async () => {
    const folder = await aFolder({ 'a.ndjson': ndjson });
    expect((await readWhile(`${folder}/a.ndjson`, () => {})).note).toBeUndefined();
  });

  it('may end inside a record, which is told as what it is', async () => {
    const cut = ndjson.slice(0, -40);
    const folder = await aFolder({ 'a.ndjson': cut });
    const file = `${folder}/a.ndjson`;
    const { found, told } = await readWhile(file, () => appendFileSync(file, ndjson.slice(-40)));
    expect(found).toEqual(uuids.slice(0, -1));
    expect(told).toEqual(['truncated: the text ends inside a record: the file was being written']);
  });

  it('may end inside a row whose cells are all there already', async () => {
    const cut = csv.slice(0, -'ple.com\n'.length);
    const folder = await aFolder({ 'a.csv': cut, 'whole.csv': csv.trimEnd() });
    const file = `${folder}/a.csv`;
    const { found, told } = await readWhile(file, () => appendFileSync(file, 'ple.com\n'));
    expect(found).toEqual(uuids.slice(0, -1));
    expect(told).toEqual(['truncated: the text ends inside a row: the file was being written']);
    expect((await readWhile(`${folder}/whole.csv`, () => {})).found).toEqual(uuids);
  });

  it('and was empty when opened gives nothing', async () => {
    const folder = await aFolder({ 'a.ndjson': '' });
    const handle = await open(`${folder}/a.ndjson`);
    onTestFinished(() => handle.close());
    const stats = await handle.stat();
    appendFileSync(`${folder}/a.ndjson`, ndjson);
    const grown: string[] = [];
    const flow = readOpened(handle, stats, { onGrowth: () => grown.push('grown') });
    expect([(await flow.next()).done, grown]).toEqual([true, ['grown']]);
  });

  it.skipIf(process.platform !== 'linux')('and says it is empty may be one of /proc', async () => {
    const parts: Uint8Array[] = [];
    for await (const part of readFile(placeOf('/proc/self/status'))) {
      if (!isFault(part)) parts.push(Buffer.from(part));
    }
    expect(Buffer.concat(parts).toString()).toContain('Pid:');
  });
});

describe('a file that shrinks while it is read', () => {
  const big = ndjson.repeat(Math.ceil(3_000_000 / ndjson.length));

  it('is an error that says so, also beside a record that was cut', async () => {
    for (const left of [line(0).length, 1_500_000]) {
      const folder = await aFolder({ 'a.ndjson': big });
      const file = `${folder}/a.ndjson`;
      const { told } = await readWhile(file, () => truncateSync(file, left));
      expect(told).toHaveLength(1);
      expect(told[0]).toMatch(
        /^truncated: .*the file became shorter while it was read: \d+ of \d+/,
      );
    }
  });

  it('and cut gzip data, tell both', async () => {
    const packed = gzipSync(ndjson);
    const folder = await aFolder({ 'a.gz': packed.subarray(0, -200) });
    const { told } = await readWhile(`${folder}/a.gz`, () => {});
    expect(told).toEqual([
      expect.stringMatching(
        /^truncated: the text ends inside a record: the gzip data ends too early/,
      ),
    ]);
    expect(gunzipSync(packed).toString()).toBe(ndjson);
  });
});

describe('a pipe', () => {
  it('without a writer is told after a second, once, and can be left', async () => {
    const folder = await aFolder({});
    execFileSync('mkfifo', [`${folder}/pipe`]);
    const control = new AbortController();
    const waits: string[] = [];
    const since = performance.now();
    let told = 0;
    const reading = readEvents([`${folder}/pipe`], {
      signal: control.signal,
      onWait: (file, why) => {
        told = performance.now() - since;
        waits.push(`${file === `${folder}/pipe`} ${toldInEnglish(why)}`);
        setTimeout(() => control.abort(new Error('enough')), 50);
      },
    }).next();
    await expect(reading).rejects.toThrow('enough');
    expect(waits).toEqual(['true nobody writes to the pipe yet']);
    expect(told).toBeGreaterThan(950);
  });

  it('in which something is, is not told', async () => {
    const folder = await aFolder({ 'a.json': ndjson });
    execFileSync('mkfifo', [`${folder}/pipe`]);
    const writer = spawn('cp', [`${folder}/a.json`, `${folder}/pipe`]);
    const waits: string[] = [];
    const read = await readWhile(`${folder}/pipe`, () => {}, {
      onWait: (_file, why) => waits.push(toldInEnglish(why)),
    });
    await (writer.exitCode ?? once(writer, 'exit'));
    expect([read.found, waits]).toEqual([uuids, []]);
  });

  it('is waited for so long as the caller has patience', async () => {
    const folder = await aFolder({});
    execFileSync('mkfifo', [`${folder}/pipe`]);
    const { told } = await readWhile(`${folder}/pipe`, () => {}, { patience: 20 });
    expect(told).toEqual(['unreadable: nobody writes to the pipe']);
  });

  it('is read once, though its events are stripped and come after those of others', async () => {
    const folder = await aFolder({ 'a.csv': csv, 'b.ndjson': ndjson });
    execFileSync('mkfifo', [`${folder}/pipe`]);
    const writer = spawn('cp', [`${folder}/a.csv`, `${folder}/pipe`]);
    const events: boolean[] = [];
    for await (const item of readEvents([`${folder}/pipe`, `${folder}/b.ndjson`])) {
      if (item.kind === 'event') events.push(item.keeps !== undefined);
    }
    await (writer.exitCode ?? once(writer, 'exit'));
    expect(events).toEqual([...uuids.map(() => false), ...uuids.map(() => true)]);
  });

  it('on standard input that gives nothing is told as well', async () => {
    const waits: string[] = [];
    const control = new AbortController();
    const reading = readEvents(['-'], {
      stdin: new Readable({ read: () => {} }),
      signal: control.signal,
      onWait: (file, why) => {
        waits.push(`${file} ${toldInEnglish(why)}`);
        control.abort(new Error('enough'));
      },
    }).next();
    await expect(reading).rejects.toThrow('enough');
    expect(waits).toEqual(['- nothing has come from standard input yet']);
  });

  it.skipIf(process.platform !== 'linux')('may have no path of its own', async () => {
    const folder = await aFolder({ 'a.json': ndjson });
    const script = 'node bin/oktahunt.js convert-log <(cat "$0") <(cat "$0") | wc -l';
    const out = execFileSync('bash', ['-c', script, `${folder}/a.json`]);
    expect(out.toString().trim()).toBe(String(2 * records.length));
  });
});

/** Whether a terminal can be had to try with. */
const hasTerminals =
  process.platform === 'linux' && spawnSync('script', ['--version']).status === 0;

describe('what is no file', () => {
  const find = (path: string) => discoverFiles([path], Readable.from([]));

  it('is refused by name', async () => {
    const folder = await aFolder({});
    const server = createServer().listen(`${folder}/socket`);
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    await expect(find(`${folder}/socket`)).rejects.toThrow(/socket: this is a socket/);
  });

  it.skipIf(process.platform === 'win32')('is read if it is a device that ends', async () => {
    expect(await find('/dev/null')).toMatchObject([{ kind: 'file', isRegular: false }]);
    expect(readFileSync('/dev/null')).toHaveLength(0);
  });

  it.skipIf(!hasTerminals)('is refused if it is a terminal', () => {
    const command = 'node bin/oktahunt.js scan /dev/tty; echo code $?';
    const out = execFileSync('script', ['-qec', command, '/dev/null'], { encoding: 'utf8' });
    expect(out).toMatch(/\/dev\/tty: this is a terminal[\s\S]*code 3/);
  });
});
