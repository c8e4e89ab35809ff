import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { aRecord } from '../../event/builders.ts';
import { aFolder } from '../folder.ts';
import { readAll } from '../read-all.ts';

const record = aRecord();
const uuids = [record['uuid']];
const ndjson = `${JSON.stringify(record)}\n`;
const garbage = 'Oct 2 09:00 a line of some other log\n';

const nested = (times: number): Buffer =>
  times === 0 ? Buffer.from(ndjson) : gzipSync(nested(times - 1));

describe('what is no log', () => {
  const inputs = {
    'a.json': ndjson,
    'b.txt': garbage,
    'c.gz': gzipSync(garbage),
    'd.png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
  };

  it('is passed over in a folder, with a note', async () => {
    const { uuids: found, rejections, sources } = await readAll([await aFolder(inputs)]);
    expect(found).toEqual(uuids);
    expect(rejections).toEqual([]);
    expect(sources.map(({ format }) => format)).toEqual([
      'ndjson',
      'ignored',
      'ignored',
      'ignored',
    ]);
    expect(sources[1]?.note).toMatch(/^no log/);
  });

  it.each(['b.txt', 'c.gz', 'd.png'])('is rejected when it is named: %s', async (name) => {
    const { rejections, sources } = await readAll([`${await aFolder(inputs)}/${name}`]);
    expect(rejections.length).toBeGreaterThan(0);
    expect(sources[0]?.note).toBe('nothing in it is a System Log event');
  });

  it.each([
    ['empty', '', 'the file is empty'],
    ['white space', ' \n\n', 'the file holds no records'],
    ['an empty array', '[]\n', 'the file holds no records'],
    ['compressed nothing', gzipSync(''), 'the file holds no records'],
  ])('has a note: %s', async (_name, content, note) => {
    const result = await readAll([`${await aFolder({ 'a.json': content })}/a.json`]);
    expect(result).toMatchObject({ rejections: [], sources: [{ records: 0, note }] });
  });

  it.each([
    [
      'UTF-32 with a mark',
      Buffer.from([0xff, 0xfe, 0, 0, 0x5b, 0, 0, 0, 0x5d, 0, 0, 0]),
      'bad-encoding',
      /UTF-32, little endian/,
    ],
    [
      'UTF-32, big endian',
      Buffer.from([0, 0, 0, 0x5b, 0, 0, 0, 0x5d]),
      'bad-encoding',
      /UTF-32, big endian/,
    ],
    ['bzip2', Buffer.from('BZh91AY'), 'unreadable', /bzip2/],
    ['a 7-Zip archive', Buffer.from("7z\xbc\xaf'\x1c", 'latin1'), 'unreadable', /7-Zip/],
    ['a Parquet file', Buffer.from('PAR1....'), 'unreadable', /Parquet.*JSON/],
    ['gzip in gzip in gzip in gzip in gzip', nested(5), 'unreadable', /packed too often/],
  ])(
    'but may hold one is rejected by name, wherever it is found: %s',
    async (_name, content, reason, note) => {
      const folder = await aFolder({ 'a.x': content });
      for (const path of [folder, `${folder}/a.x`]) {
        const result = await readAll([path]);
        expect(result.rejections).toEqual([`${reason} -`]);
        expect(result.sources[0]).toMatchObject({
          format: 'unreadable',
          note: expect.stringMatching(note),
        });
      }
    },
  );

  it('but is packed more often than anybody does, is rejected by name', async () => {
    const frame = (inner: Buffer): Buffer => {
      const block = (inner.length << 3) | 1;
      const head = [0x28, 0xb5, 0x2f, 0xfd, 0x20, inner.length, block & 0xff, block >> 8, 0];
      return Buffer.concat([Buffer.from(head), inner]);
    };
    const layers = Array.from({ length: 5 }).reduce<Buffer>(frame, Buffer.from('{}'));
    const folder = await aFolder({ 'a.zst': layers, 'b.zst': frame(Buffer.from('{}')) });
    const { rejections, sources } = await readAll([folder]);
    expect(rejections).toEqual(['unreadable -', 'not-an-event 1']);
    expect(sources[0]?.note).toMatch(/Zstandard data, packed too often/);
  });

  it('because it cannot be read, is rejected when found in a folder', async () => {
    const folder = await aFolder({ 'a.json': ndjson, gone: { link: 'nowhere' } });
    const result = await readAll([folder]);
    expect(result.rejections).toEqual(['unreadable -']);
    expect(result.sources[1]).toMatchObject({
      format: 'unreadable',
      records: 1,
      note: 'there is no such file',
    });
  });
});

describe('what is packed', () => {
  it.each([
    ['gzip in gzip', nested(2)],
    ['gzip in gzip in gzip in gzip', nested(4)],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${ndjson}`, 'utf16le')],
    ['UTF-16 without', Buffer.from(ndjson, 'utf16le')],
    ['UTF-16, big endian', Buffer.from(`\ufeff${ndjson}`, 'utf16le').swap16()],
    ['UTF-16, compressed', gzipSync(Buffer.from(`\ufeff${ndjson}`, 'utf16le'))],
  ])('is unpacked: %s', async (_name, content) => {
    const result = await readAll([await aFolder({ 'a.x': content })]);
    expect(result).toMatchObject({ uuids, rejections: [], sources: [{ format: 'ndjson' }] });
  });
});

describe('logs of other products', () => {
  it.each([
    [
      { eventVersion: '1.08', eventSource: 'iam.amazonaws.com' },
      /AWS CloudTrail, not an Okta System Log/,
    ],
    [{ Records: [{ eventVersion: '1.08', eventSource: 'x' }] }, /AWS CloudTrail/],
    [{ correlationId: 'x', userPrincipalName: 'a@example.com' }, /Entra/],
    [{ kind: 'admin#reports#activity' }, /Google Workspace/],
    [{ class_uid: 3002 }, /OCSF without the raw/],
    [{ event_type: 'FLOW_START', execution_id: 'x', flow_id: 'y' }, /Okta Workflows/],
    [{ unknown: 1 }, /^nothing in it is a System Log event$/],
  ])('are named: %j', async (record, note) => {
    const folder = await aFolder({ 'a.json': JSON.stringify([record, record]) });
    const { sources, rejections } = await readAll([folder]);
    expect(rejections).toEqual(['not-an-event 1', 'not-an-event 1']);
    expect(sources[0]?.note).toMatch(note);
  });

  it('among events are told as well', async () => {
    const folder = await aFolder({ 'a.json': `${ndjson}{"class_uid":3002}\n` });
    expect((await readAll([folder])).sources[0]?.note).toMatch(/^some records look like OCSF/);
  });
});
