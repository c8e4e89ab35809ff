import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ByteStream, byteSourceOf, isFault } from '../../../src/input/file/byte-stream.ts';
import { hasZstd, isZstd, unzstd } from '../../../src/input/unpack/zstd.ts';
import { type Cost, unfoldSlowly } from '../../../src/input/unpack/zstd-fallback.ts';
import {
  type FrameEnd,
  peekHeader,
  readFrame,
  skipFrame,
} from '../../../src/input/unpack/zstd-frame.ts';

/** The bytes in chunks, all in one buffer, as files are read. */
async function* flow(bytes: Uint8Array, size: number): ByteStream {
  const buffer = Buffer.alloc(size);
  for (let at = 0; at < bytes.length; at += size) {
    const length = Buffer.from(bytes).copy(buffer, 0, at, at + size);
    yield buffer.subarray(0, length);
  }
}

const magic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

function block(isLast: boolean, kind: number, size: number, body: Uint8Array): Buffer {
  const header = (size << 3) | (kind << 1) | (isLast ? 1 : 0);
  return Buffer.concat([Buffer.from([header, header >> 8, header >> 16]), body]);
}

/** A frame of unpacked blocks, one byte repeated 50 times among them, written by RFC 8878. */
function frame(text: string, header = [0x60, text.length + 50 - 256, 0]): Buffer {
  const half = text.length >> 1;
  const [a, b] = [Buffer.from(text.slice(0, half)), Buffer.from(text.slice(half))];
  return Buffer.concat([
    magic,
    Buffer.from(header),
    block(false, 0, a.length, a),
    block(false, 1, 50, Buffer.from(' ')),
    block(true, 0, b.length, b),
  ]);
}

const line = (at: number): string => `{"a":${at}${'0'.repeat(300)}}\n`;
const [one, two] = [frame(line(1)), frame(line(2))];
const skippable = Buffer.from([0x5a, 0x2a, 0x4d, 0x18, 5, 0, 0, 0, 1, 2, 3, 4, 5]);

async function walk(bytes: Uint8Array, size: number) {
  const feed = byteSourceOf(flow(bytes, size));
  const frames: string[] = [];
  const ends: FrameEnd[] = [];
  while (ends.at(-1) !== 'cut' && ends.at(-1) !== 'broken') {
    const parts: Uint8Array[] = [];
    for (const reading = readFrame(feed); ; ) {
      const { done, value } = await reading.next();
      if (done) {
        ends.push(value);
        break;
      }
      parts.push(value);
    }
    frames.push(Buffer.concat(parts).toString('latin1'));
  }
  return { frames, ends };
}

describe('a frame of Zstandard', () => {
  it.each([1, 7, 100, 4096])(
    'is followed to its end and no further, in chunks of %d',
    async (size) => {
      const { frames, ends } = await walk(Buffer.concat([one, two]), size);
      expect(frames).toEqual([one.toString('latin1'), two.toString('latin1'), '']);
      expect(ends).toEqual(['end', 'end', 'cut']);
    },
  );

  it.each([
    ['one byte of size', [0x20, 9]],
    ['four bytes of size', [0xa0, 1, 2, 3, 4]],
    ['eight bytes of size', [0xe0, 1, 2, 3, 4, 5, 6, 7, 8]],
    ['a window', [0x00, 0x50]],
    ['a window and a size', [0x40, 0x50, 1, 2]],
    ['a dictionary of one byte', [0x01, 0x50, 7]],
    ['a dictionary of two', [0x22, 7, 7, 9]],
    ['a dictionary of four', [0x23, 7, 7, 7, 7, 9]],
  ])('has a header with %s', async (_, header) => {
    const bytes = frame('{"a":1}', header);
    const { frames } = await walk(Buffer.concat([bytes, one]), 64);
    expect(frames.slice(0, 2)).toEqual([bytes.toString('latin1'), one.toString('latin1')]);
  });

  it('may have a checksum, and blocks of a kind that does not exist', async () => {
    const summed = Buffer.concat([frame('{"a":1}', [0x24, 9]), Buffer.from('sum!')]);
    const { frames } = await walk(Buffer.concat([summed, one]), 64);
    expect(frames[0]).toBe(summed.toString('latin1'));
    expect((await walk(summed.subarray(0, -1), 64)).ends).toEqual(['cut']);
    const odd = Buffer.concat([magic, Buffer.from([0x20, 9]), block(true, 3, 1, Buffer.from('x'))]);
    expect((await walk(odd, 64)).ends).toEqual(['broken']);
  });

  it('without data is passed over', async () => {
    for (const size of [1, 4096]) {
      const feed = byteSourceOf(flow(Buffer.concat([skippable, magic]), size));
      expect([await skipFrame(feed), feed.offset]).toEqual([true, skippable.length]);
      expect(await skipFrame(byteSourceOf(flow(skippable.subarray(0, -1), size)))).toBe(false);
    }
  });

  it('is known by how it begins', () => {
    expect(
      [one, skippable, Buffer.from('{"a"'), Buffer.from([0x60, 0x2a, 0x4d, 0x18])].map(isZstd),
    ).toEqual([true, true, false, false]);
  });
});

async function unpack(bytes: Uint8Array, size = 100, isNative = hasZstd()) {
  const parts: Buffer[] = [];
  const faults: string[] = [];
  const messages: string[] = [];
  for await (const part of unzstd(flow(bytes, size), isNative)) {
    if (isFault(part)) {
      faults.push(part.reason);
      messages.push(part.message);
    } else {
      parts.push(Buffer.from(part));
    }
  }
  const whole = Buffer.concat(parts);
  return { whole, text: whole.toString().replaceAll(' ', ''), faults, messages };
}

const engines = [
  ['the package', false],
  ['the runtime', true],
] as const;

describe.each(engines)('Zstandard data, unpacked by %s', (_name, isNative) => {
  const both = line(1) + line(2);
  const at = it.skipIf(isNative && !hasZstd());

  at.each<[string, readonly Uint8Array[], string, readonly string[]]>([
    ['two frames', [one, two], both, []],
    ['frames without data', [skippable, one, skippable, two, skippable], both, []],
    ['zero padding', [one, Buffer.alloc(1000)], line(1), []],
    ['something else after it', [one, Buffer.from('garbage')], line(1), ['corrupt-compression']],
    [
      'padding and something else',
      [one, Buffer.alloc(9), Buffer.from('x')],
      line(1),
      ['corrupt-compression'],
    ],
    ['a cut in the second frame', [one, two.subarray(0, 200)], line(1), ['truncated']],
    ['a cut in the header', [one, magic], line(1), ['truncated']],
    ['a cut in a frame without data', [one, skippable.subarray(0, 9)], line(1), ['truncated']],
    [
      'a bad block',
      [one, magic, Buffer.from([0x20, 9, 7, 0, 0, 1])],
      line(1),
      ['corrupt-compression'],
    ],
    ['a very short frame', [one, tiny('x')], `${line(1)}x`, []],
    ['an empty frame', [one, tiny('')], line(1), []],
    ['fewer bytes than it states', [one, tiny('x', 2)], line(1), ['corrupt-compression']],
    ['a dictionary', [one, magic, Buffer.from([0x21, 7, 1, 9, 0, 0, 1])], line(1), ['unreadable']],
    [
      'a window of 256 MB',
      [one, magic, Buffer.from([0, 18 << 3, 9, 0, 0, 1])],
      line(1),
      ['too-large'],
    ],
    [
      'a block of 2 MB',
      [one, magic, Buffer.from([0, 0x50, 3, 0, 0xff, 1])],
      line(1),
      ['corrupt-compression'],
    ],
  ])('%s', async (_, pieces, text, reasons) => {
    for (const size of [1, 100, 1 << 20]) {
      const { text: found, faults } = await unpack(Buffer.concat(pieces), size, isNative);
      expect(found.startsWith(text)).toBe(true);
      expect(faults).toEqual(reasons);
    }
  });

  at('its checksum is looked at', async () => {
    const packed = readFileSync('fixtures/input/events.ndjson.zst');
    const expected = readFileSync('fixtures/input/events.ndjson', 'utf8');
    const sound = await unpack(packed, 1000, isNative);
    expect([sound.whole.toString(), sound.faults]).toEqual([expected, []]);
    expect((packed[4] as number) & 4).toBe(4);
    for (const off of [1, 2, 3, 4]) {
      const broken = Buffer.from(packed);
      broken[broken.length - off] = (broken[broken.length - off] as number) ^ 1;
      expect((await unpack(broken, 1000, isNative)).faults).toEqual(['corrupt-compression']);
    }
  });
});

/** A frame of one block, with the size that it states. */
function tiny(text: string, size = text.length): Buffer {
  const header = Buffer.from([0x20, size]);
  return Buffer.concat([magic, header, block(true, 0, text.length, Buffer.from(text))]);
}

const hasPacker = spawnSync('zstd', ['--version']).status === 0;

describe.skipIf(!hasPacker)('what the common packer wrote', { timeout: 60_000 }, () => {
  const words = [
    'user.session.start',
    'SUCCESS',
    'ana@example.com',
    '203.0.113.7',
    '\u00e9t\u00e9',
  ];
  let seed = 7;
  const next = (): number => {
    seed = (seed * 48271) % 2147483647;
    return seed;
  };
  const text = Array.from(
    { length: 20_000 },
    (_, at) => `${at % 7 ? words[next() % 5] : next()}\n`,
  ).join('');

  it.each(['-1', '-3 --no-check', '-9', '-19', '--ultra -22', '--long=27', '--fast=5', '-3 -B100'])(
    'is unpacked by the package: %s',
    async (options) => {
      const packed = spawnSync('zstd', ['-q', '-c', ...options.split(' ')], { input: text });
      const { whole, faults } = await unpack(packed.stdout, 1 << 20, false);
      expect(faults).toEqual([]);
      expect(whole.toString() === text).toBe(true);
    },
  );

  it('and was damaged is never another text, and never an exception', async () => {
    const whole = text.slice(0, 200_000);
    const packed = spawnSync('zstd', ['-q', '-c', '-9'], { input: whole }).stdout;
    for (let round = 0; round < 60; round++) {
      const broken = Buffer.from(packed);
      broken[next() % packed.length] = next() & 0xff;
      const found = await unpack(broken, 1 << 20, false);
      expect(found.faults.length > 0 || found.whole.toString() === whole).toBe(true);
    }
  });
});

describe('unpacking by the package', () => {
  async function unfold(bytes: Uint8Array, most: Cost) {
    const feed = byteSourceOf(flow(bytes, 1 << 16));
    const header = await peekHeader(feed);
    if (!header) throw new Error('no header');
    const faults: string[] = [];
    for (const parts = unfoldSlowly(feed, header, most); ; ) {
      const { done, value } = await parts.next();
      if (done) return { ending: value, faults };
      if (isFault(value)) faults.push(`${value.reason}: ${value.message}`);
    }
  }

  it('ends when a block of some bytes would take minutes', async () => {
    // No literals, 98,047 sequences that all repeat 65,539 bytes, and no bits to tell more of them.
    const slow = Buffer.from([0x00, 0xff, 0xff, 0xff, 0x54, 0, 2, 52, 1]);
    const bytes = Buffer.concat([magic, Buffer.from([0, 0x50]), block(true, 2, slow.length, slow)]);
    const since = performance.now();
    expect((await unfold(bytes, { time: 100, moved: 2 ** 36 })).ending).toBe('broken');
    expect(performance.now() - since).toBeLessThan(5_000);
  });

  it('ends when there are so many empty blocks that moving windows takes all the time', async () => {
    const header = Buffer.from([0, 0x50]);
    const empty = block(false, 0, 0, Buffer.alloc(0));
    const bytes = Buffer.concat([magic, header, ...Array.from({ length: 300 }, () => empty)]);
    const most = { time: 5_000, moved: 100 * 2 ** 20 };
    expect(await unfold(bytes, most)).toEqual({
      ending: 'reported',
      faults: [expect.stringMatching(/^too-large: .*zstd -d/)],
    });
  });
});
