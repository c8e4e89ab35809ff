import { describe, expect, it } from 'vitest';
import { createXxh64 } from '../../../src/input/unpack/xxh64.ts';

/** The same by the specification's letter, in whole numbers of any size. */
function naive(bytes: Uint8Array): number {
  const wrap = (value: bigint): bigint => BigInt.asUintN(64, value);
  const rotate = (value: bigint, bits: bigint): bigint =>
    wrap(value << bits) | (value >> (64n - bits));
  const [p1, p2, p3, p4, p5] = [
    0x9e3779b185ebca87n,
    0xc2b2ae3d27d4eb4fn,
    0x165667b19e3779f9n,
    0x85ebca77c2b2ae63n,
    0x27d4eb2f165667c5n,
  ] as const;
  const round = (lane: bigint, input: bigint): bigint =>
    wrap(rotate(wrap(lane + input * p2), 31n) * p1);
  const buffer = Buffer.from(bytes);
  let at = 0;
  let sum: bigint = p5;
  if (buffer.length >= 32) {
    const lanes = [wrap(p1 + p2), p2, 0n, wrap(-p1)];
    for (; at + 32 <= buffer.length; at += 32) {
      for (let i = 0; i < 4; i++) {
        lanes[i] = round(lanes[i] as bigint, buffer.readBigUInt64LE(at + i * 8));
      }
    }
    const [a, b, c, d] = lanes as [bigint, bigint, bigint, bigint];
    sum = wrap(rotate(a, 1n) + rotate(b, 7n) + rotate(c, 12n) + rotate(d, 18n));
    for (const lane of lanes) sum = wrap((sum ^ round(0n, lane)) * p1 + p4);
  }
  sum = wrap(sum + BigInt(buffer.length));
  for (; at + 8 <= buffer.length; at += 8) {
    sum = wrap(rotate(sum ^ round(0n, buffer.readBigUInt64LE(at)), 27n) * p1 + p4);
  }
  if (at + 4 <= buffer.length) {
    sum = wrap(rotate(sum ^ wrap(BigInt(buffer.readUInt32LE(at)) * p1), 23n) * p2 + p3);
    at += 4;
  }
  for (; at < buffer.length; at++) {
    sum = wrap(rotate(sum ^ wrap(BigInt(buffer[at] as number) * p5), 11n) * p1);
  }
  sum = wrap((sum ^ (sum >> 33n)) * p2);
  sum = wrap((sum ^ (sum >> 29n)) * p3);
  return Number((sum ^ (sum >> 32n)) & 0xffffffffn);
}

function sumOf(bytes: Uint8Array, size: number): number {
  const sum = createXxh64();
  for (let at = 0; at < bytes.length; at += size) sum.update(bytes.subarray(at, at + size));
  return sum.low();
}

describe('XXH64', () => {
  it('of nothing is as published', () => {
    expect(createXxh64().low()).toBe(0x51d8e999); // Of EF46DB3751D8E999.
  });

  it('is that of the specification for every length, in parts of any size', () => {
    const bytes = Buffer.from(
      Array.from({ length: 300 }, (_, at) => (at * 167 + (at >> 3)) & 0xff),
    );
    for (let length = 0; length <= bytes.length; length++) {
      const part = bytes.subarray(0, length);
      const expected = naive(part);
      for (const size of [1, 7, 32, 33, 300]) expect(sumOf(part, size)).toBe(expected);
    }
  });
});
