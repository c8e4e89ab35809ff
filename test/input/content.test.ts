import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { aRecord } from '../build.ts';
import { aFolder } from './folder.ts';
import { readAll } from './read-all.ts';

const record = aRecord();
const uuids = [record['uuid']];
const ndjson = `${JSON.stringify(record)}\n`;
const garbage = 'Oct 2 09:00 a line of some other log\n';

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
      'UTF-16 with a mark',
      Buffer.from('\ufeff[{}]', 'utf16le'),
      'bad-encoding',
      /UTF-16, little endian/,
    ],
    [
      'UTF-16 without',
      Buffer.from('[{"a":1}]', 'utf16le'),
      'bad-encoding',
      /UTF-16, little endian/,
    ],
    [
      'UTF-16, big endian',
      Buffer.from('[{"a":1}]', 'utf16le').swap16(),
      'bad-encoding',
      /UTF-16, big endian/,
    ],
    ['a zip archive', Buffer.from('PK\x03\x04....'), 'unreadable', /zip archive/],
    ['Zstandard', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0]), 'unreadable', /Zstandard/],
    ['gzip in gzip', gzipSync(gzipSync('{}')), 'unreadable', /gzip data within gzip data/],
    [
      'a console CSV',
      'severity,event_type,display_message,actor.id,actor.alternate_id\n',
      'unreadable',
      /CSV export/,
    ],
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
