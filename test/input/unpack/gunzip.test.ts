import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type ByteStream, isFault } from '../../../src/input/file/byte-stream.ts';
import { gunzip } from '../../../src/input/unpack/gunzip.ts';

/** The bytes in chunks, all in one buffer, as files are read. */
async function* flow(bytes: Uint8Array, size: number): ByteStream {
  const buffer = Buffer.alloc(size);
  for (let at = 0; at < bytes.length; at += size) {
    const length = Buffer.from(bytes).copy(buffer, 0, at, at + size);
    yield buffer.subarray(0, length);
  }
}

interface Result {
  readonly text: string;
  readonly faults: readonly string[];
  readonly largest: number;
}

async function unzip(bytes: Uint8Array, size = 1 << 18): Promise<Result> {
  const parts: Buffer[] = [];
  const faults: string[] = [];
  for await (const part of gunzip(flow(bytes, size))) {
    if (isFault(part)) faults.push(`${part.reason}: ${part.message}`);
    else parts.push(Buffer.from(part));
  }
  const largest = Math.max(0, ...parts.map((part) => part.length));
  return { text: Buffer.concat(parts).toString(), faults, largest };
}

const one = gzipSync('{"a":1}\n');
const two = gzipSync('{"a":2}\n');
const text = Array.from({ length: 40_000 }, (_, at) => `{"a":${at}}\n`).join('');

describe('gzip data', { timeout: 60_000 }, () => {
  it.each([
    ['one member', [one], '{"a":1}\n'],
    ['two members', [one, two], '{"a":1}\n{"a":2}\n'],
    ['an empty member between', [one, gzipSync(''), two], '{"a":1}\n{"a":2}\n'],
    ['zero padding at the end', [one, Buffer.alloc(1000)], '{"a":1}\n'],
    ['zero padding between', [one, Buffer.alloc(512), two], '{"a":1}\n{"a":2}\n'],
    ['more than one block', [gzipSync(text)], text],
  ])('of %s is read whole', async (_name, parts, expected) => {
    for (const size of [1 << 18, 1000, ...(expected.length < 100 ? [1, 2, 7] : [])]) {
      const result = await unzip(Buffer.concat(parts), size);
      expect(result.faults).toEqual([]);
      expect(result.text === expected).toBe(true);
    }
  });

  it('may have a name, a comment, extra data and a header checksum', async () => {
    const header = Buffer.from([0x1f, 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 3]);
    const extras = Buffer.concat([
      Buffer.from([3, 0, 1, 2, 3]),
      Buffer.from('name\0comment\0'),
      Buffer.from([9, 9]),
    ]);
    const bytes = Buffer.concat([header, extras, one.subarray(10)]);
    for (const size of [1, 1000])
      expect(await unzip(bytes, size)).toMatchObject({ text: '{"a":1}\n', faults: [] });
  });

  it('cut anywhere in its second member gives the first, and says that it was cut', async () => {
    const bytes = Buffer.concat([one, two]);
    for (let length = one.length + 1; length < bytes.length; length++) {
      const result = await unzip(bytes.subarray(0, length));
      expect(result.text.startsWith('{"a":1}\n')).toBe(true);
      expect('{"a":1}\n{"a":2}\n'.startsWith(result.text)).toBe(true);
      expect(result.faults).toEqual([expect.stringMatching(/^truncated: .* after byte \d+$/)]);
    }
  });

  it('cut in the middle gives nearly all that came before', async () => {
    const bytes = gzipSync(text, { level: 0 });
    const result = await unzip(bytes.subarray(0, bytes.length / 2));
    expect(text.startsWith(result.text)).toBe(true);
    expect(result.text.length).toBeGreaterThan(text.length / 2 - 1000);
    expect(result.faults).toHaveLength(1);
  });

  it('with other bytes behind it loses nothing, and says how many they are', async () => {
    const bytes = Buffer.concat([gzipSync(text), Buffer.from('garbage')]);
    const result = await unzip(bytes);
    expect(result.text === text).toBe(true);
    expect(result.faults).toEqual([
      `corrupt-compression: 7 bytes from byte ${bytes.length - 7} on are not gzip data`,
    ]);
  });

  it('with a wrong checksum or length loses nothing, and goes on', async () => {
    for (const back of [8, 4]) {
      const bad = Buffer.from(one);
      bad[one.length - back] = (bad[one.length - back] as number) ^ 1;
      const result = await unzip(Buffer.concat([bad, two]));
      expect(result.text).toBe('{"a":1}\n{"a":2}\n');
      expect(result.faults).toEqual([
        expect.stringMatching(/^corrupt-compression: .*checksum.* from byte 0 on$/),
      ]);
    }
  });

  it('with a broken member gives all members before it', async () => {
    const bad = Buffer.from(gzipSync(text));
    bad.fill(0xff, 100, 200);
    const result = await unzip(Buffer.concat([gzipSync(text), bad, one]));
    expect(result.text.startsWith(text)).toBe(true);
    expect(result.faults).toEqual([expect.stringMatching(/^corrupt-compression: .*broken/)]);
  });

  it('with an unknown method or flag is not gzip data', async () => {
    for (const [at, value] of [
      [2, 7],
      [3, 0x20],
    ] as const) {
      const bad = Buffer.from(one);
      bad[at] = value;
      const result = await unzip(bad);
      expect(result).toMatchObject({
        text: '',
        faults: [expect.stringMatching(/are not gzip data$/)],
      });
    }
  });

  it('comes to its end however slowly it is read', async () => {
    for (const bytes of [one, Buffer.concat([one, two])]) {
      let found = '';
      for await (const part of gunzip(flow(bytes, 1 << 18))) {
        if (!isFault(part)) found += Buffer.from(part).toString();
        await sleep(5);
      }
      expect(found).toBe(bytes === one ? '{"a":1}\n' : '{"a":1}\n{"a":2}\n');
    }
  });

  it('that unfolds a thousandfold comes in small blocks', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, 'x'));
    let bytes = 0;
    let largest = 0;
    for await (const part of gunzip(flow(bomb, 1 << 18))) {
      if (isFault(part)) throw new Error(part.message);
      bytes += part.length;
      largest = Math.max(largest, part.length);
    }
    expect(bytes).toBe(50_000_000);
    expect(largest).toBeLessThanOrEqual(64 * 1024);
  });
});
