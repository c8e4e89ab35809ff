import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { aRecord } from '../../event/builders.ts';
import { aFolder } from '../folder.ts';
import { type Result, readAll } from '../read-all.ts';
import { packed } from '../wrapping.ts';

const records = Array.from({ length: 3 }, () => aRecord());
const uuids = records.map(({ uuid }) => uuid);
const ndjson = records.map((record) => `${JSON.stringify(record)}\n`).join('');

async function read(content: Buffer): Promise<Result> {
  return readAll([`${await aFolder({ 'a.bin': content })}/a.bin`]);
}

const several =
  'mkdir -p logs/deep; cp events.ndjson logs/deep/b.json; gzip -c events.ndjson > logs/c.gz; echo hello > logs/README';

describe('an archive', { timeout: 60_000 }, () => {
  it.each([
    ['zip', 'zip -qr p.zip logs; mv p.zip packed'],
    ['zip, stored', 'zip -q0r p.zip logs; mv p.zip packed'],
    ['zip, written to a pipe', 'zip -qr - logs > packed'],
    ['zip64', 'zip -qr -fz p.zip logs; mv p.zip packed'],
    ['tar', 'tar cf packed logs'],
    ['tar of the old form', 'tar --format=v7 -cf packed logs'],
    ['tar, pax', 'tar --format=pax -cf packed logs'],
    ['tar, GNU', 'tar --format=gnu -cf packed logs'],
    ['tar.gz', 'tar czf packed logs'],
  ])('%s: each file is read as what it is', async (_name, command) => {
    const {
      sources,
      rejections,
      uuids: found,
    } = await read(packed(`${several}; ${command}`, ndjson));
    expect(found).toEqual([...uuids, ...uuids]);
    expect(rejections).toEqual([]);
    const files = sources.map(
      ({ file, format, compression }) => `${file.split('a.bin')[1]} ${format} ${compression}`,
    );
    expect(files.slice(0, -1).sort()).toEqual([
      '/logs/README ignored none',
      '/logs/c.gz ndjson gzip',
      '/logs/deep/b.json ndjson none',
    ]);
    expect(sources.at(-1)?.note).toBe('3 files inside');
  });

  it.each([
    [
      'zip',
      (name: string) =>
        `mkdir -p ${name}; cp events.ndjson ${name}; zip -qr p.zip ${name}; mv p.zip packed`,
    ],
    [
      'tar, pax',
      (name: string) =>
        `mkdir -p ${name}; cp events.ndjson ${name}; tar --format=pax -cf packed ${name}`,
    ],
    [
      'tar, GNU',
      (name: string) =>
        `mkdir -p ${name}; cp events.ndjson ${name}; tar --format=gnu -cf packed ${name}`,
    ],
    [
      'tar, ustar',
      (name: string) =>
        `mkdir -p ${name}; cp events.ndjson ${name}; tar --format=ustar -cf packed ${name}`,
    ],
  ])('%s: names may be long', async (_name, command) => {
    const name = `${'x'.repeat(90)}/${'y'.repeat(60)}/ü`;
    const { sources, uuids: found } = await read(packed(command(name), ndjson));
    expect(found).toEqual(uuids);
    expect(sources.map(({ file }) => file.split('a.bin')[1])).toContain(`/${name}/events.ndjson`);
  });

  it('may be in an archive, but not in ever more of them', async () => {
    const wrap = (content: Buffer): Buffer => packed('tar cf packed events.ndjson', content);
    const two = wrap(wrap(Buffer.from(ndjson)));
    expect((await read(two)).uuids).toEqual(uuids);
    const result = await read(wrap(wrap(two)));
    expect(result).toMatchObject({ uuids: [], rejections: ['unreadable -'] });
  });

  it('that is empty holds nothing, and says so', async () => {
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    expect(await read(end)).toMatchObject({
      rejections: [],
      sources: [{ format: 'zip', records: 0 }],
    });
  });

  it.each([
    ['zip', 'zip -qr p.zip logs; mv p.zip packed'],
    ['zip, written to a pipe', 'zip -qr - logs > packed'],
    ['tar', 'tar cf packed logs'],
  ])('%s, cut anywhere, says so, and loses nothing before', async (_name, command) => {
    const whole = packed(`${several}; ${command}`, ndjson);
    const real = _name === 'tar' ? whole.length - 10_240 + 1024 : whole.length;
    for (let length = 600; length < real - 1024; length += 331) {
      const { uuids: found, rejections } = await read(whole.subarray(0, length));
      expect([...uuids, ...uuids].slice(0, found.length).sort()).toEqual([...found].sort());
      expect(rejections.length).toBeGreaterThan(0);
    }
  });

  it('with an encrypted file refuses that one by name', async () => {
    const command = `cp events.ndjson z.json; zip -q -P secret p.zip events.ndjson; zip -q p.zip z.json; mv p.zip packed`;
    const { uuids: found, rejections } = await read(packed(command, ndjson));
    expect(found).toEqual(uuids);
    expect(rejections).toEqual(['unreadable -']);
  });

  it('with a wrong checksum says so', async () => {
    const zip = packed('zip -q0 p.zip events.ndjson; mv p.zip packed', ndjson);
    const at = zip.indexOf('Ana Lopez');
    zip[at] = 0x42;
    const { uuids: found, rejections } = await read(zip);
    expect(found).toEqual(uuids);
    expect(rejections).toEqual(['corrupt-compression -']);
  });

  it('whose directory names more files than it holds says so', async () => {
    const zip = packed('zip -q p.zip events.ndjson; mv p.zip packed', ndjson);
    const directory = zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    const end = zip.indexOf(Buffer.from([0x50, 0x4b, 5, 6]));
    const twice = Buffer.concat([zip.subarray(0, end), zip.subarray(directory)]);
    expect((await read(twice)).rejections).toEqual(['corrupt-compression -']);
  });

  it('of a broken tar header ends with a word', async () => {
    const tar = packed(`${several}; tar cf packed logs`, ndjson);
    const second = tar.indexOf('logs/deep/b.json');
    tar[second] = 0x58;
    expect((await read(tar)).rejections).toContain('corrupt-compression -');
  });

  it('that unfolds to far more than any log is given up in time', async () => {
    const zeros = Buffer.alloc(1 << 20);
    const bomb = gzipSync(gzipSync(Buffer.concat(Array.from({ length: 100 }, () => zeros))));
    const { rejections } = await read(bomb);
    expect(rejections).toContain('too-large -');
  });

  it('has no use for the paths in it', async () => {
    const name = '../../../../tmp/oktahunt-evil.ndjson';
    const body = deflateRawSync(ndjson);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(8, 8);
    header.writeUInt32LE(body.length, 18);
    header.writeUInt16LE(name.length, 26);
    const { uuids: found, sources } = await read(Buffer.concat([header, Buffer.from(name), body]));
    expect(found).toEqual(uuids);
    expect(sources[0]?.file).toContain(name);
  });
});

/** A header of a tar archive with a right checksum, and the data after it in whole blocks. */
function tarEntry(type: string, name: string, data: string, size = data.length): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write(`${size.toString(8).padStart(11, '0')} `, 124);
  header.write(' '.repeat(8), 148);
  header.write(type, 156);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, value) => total + value, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([
    header,
    Buffer.from(data),
    Buffer.alloc((512 - (data.length % 512)) % 512),
  ]);
}

const pax = (key: string, value: string | number): string => {
  const rest = ` ${key}=${value}\n`;
  const length = rest.length + String(rest.length + 2).length;
  return `${length}${rest}`;
};
const ending = Buffer.alloc(1024);

describe('a tar archive', () => {
  it('keeps the long name of a member beyond headers that say nothing about it', async () => {
    const { sources, uuids: found } = await read(
      Buffer.concat([
        tarEntry('L', '././@LongLink', 'a-long-name.json\0'),
        tarEntry('g', 'global', pax('comment', 'x')),
        tarEntry('K', '././@LongLink', 'a-target\0'),
        tarEntry('0', 'a-long', ndjson),
        tarEntry('0', 'short.json', ''),
        ending,
      ]),
    );
    expect(found).toEqual(uuids);
    expect(sources.map(({ file }) => file.split('a.bin')[1])).toEqual([
      '/a-long-name.json',
      '/short.json',
      '',
    ]);
  });

  it('has the size of a member in its attributes where that is beyond the header', async () => {
    const entry = tarEntry('0', 'a.json', ndjson, 0);
    const bytes = [tarEntry('x', 'pax', pax('size', ndjson.length)), entry, ending];
    expect(await read(Buffer.concat(bytes))).toMatchObject({ uuids, rejections: [] });
  });
});

describe('a zip archive whose sizes follow the data', () => {
  const data = deflateRawSync(Buffer.from(ndjson));

  /** Streamed as zip64: the sizes after the data are of eight bytes, which zip64's own field announces. */
  function streamed(isMarked: boolean): Buffer {
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(8, 6);
    header.writeUInt16LE(8, 8);
    header.writeUInt16LE(1, 26);
    header.writeUInt16LE(20, 28);
    const extra = Buffer.alloc(20);
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(16, 2);
    const after = Buffer.alloc(20);
    after.writeUInt32LE(crc32(ndjson), 0);
    after.writeBigUInt64LE(BigInt(data.length), 4);
    after.writeBigUInt64LE(BigInt(ndjson.length), 12);
    const mark = Buffer.from([0x50, 0x4b, 0x07, 0x08]);
    return Buffer.concat([
      header,
      Buffer.from('a'),
      extra,
      data,
      ...(isMarked ? [mark] : []),
      after,
    ]);
  }

  it.each([true, false])('is read to its end, the sizes marked: %s', async (isMarked) => {
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    const bytes = [streamed(isMarked), streamed(isMarked), entry, entry, end];
    const result = await read(Buffer.concat(bytes));
    expect(result).toMatchObject({ uuids: [...uuids, ...uuids], rejections: [] });
  });
});
