import { BlockList, isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { contains, parseAddress, parseNetwork } from '../../../src/rule/detection/network.ts';

vi.setConfig({ testTimeout: 60_000 });

const ipv4 = fc.ipV4();
const ipv6 = fc.ipV6();

/** 128 or 32 bits as text of zeros and ones. */
function bits(bytes: readonly number[]): string {
  return bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('');
}

describe('an address', () => {
  const v6 = (tail: readonly number[], head: readonly number[] = []): number[] => [
    ...head,
    ...Array<number>(16 - head.length - tail.length).fill(0),
    ...tail,
  ];

  test.each<[string, readonly number[]]>([
    ['203.0.113.7', [203, 0, 113, 7]],
    ['0.0.0.0', [0, 0, 0, 0]],
    ['255.255.255.255', [255, 255, 255, 255]],
    ['::', v6([])],
    ['::1', v6([1])],
    ['1::', v6([], [0, 1])],
    ['2001:db8::5', v6([5], [0x20, 0x01, 0x0d, 0xb8])],
    ['2001:DB8::5', v6([5], [0x20, 0x01, 0x0d, 0xb8])],
    ['1:2:3:4:5:6:7:8', [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8]],
    ['1:2:3:4:5:6:7::', [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 0]],
    ['64:ff9b::192.0.2.33', v6([192, 0, 2, 33], [0, 0x64, 0xff, 0x9b])],
    ['1:2:3:4:5:6:192.0.2.33', [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 192, 0, 2, 33]],
    ['fe80::1%eth0', v6([1], [0xfe, 0x80])],
    ['::ffff:203.0.113.7', [203, 0, 113, 7]],
    ['::FFFF:cb00:7107', [203, 0, 113, 7]],
    ['0:0:0:0:0:ffff:cb00:7107', [203, 0, 113, 7]],
    ['::fffe:203.0.113.7', v6([0xff, 0xfe, 203, 0, 113, 7])],
  ])('%s is read', (text, wanted) => {
    expect(parseAddress(text)).toEqual(wanted);
  });

  test.each([
    '',
    ' 1.2.3.4',
    '1.2.3.4 ',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.256',
    '1.2.3.-4',
    '1.2.3.',
    '01.2.3.4',
    '1.2.3.004',
    '00.0.0.0',
    '0x7f.0.0.1',
    '1e1.0.0.1',
    '2130706433',
    '\u0661.2.3.4',
    '1.2.3.4\n',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    '::1:2:3:4:5:6:7:8',
    '1:2:3:4::5:6:7:8',
    '12345::',
    'g::',
    '1:',
    ':1',
    '1.2.3.4::',
    '1.2.3.4::1',
    '::1.2.3.4:5',
    '::1.2.3',
    '::01.2.3.4',
    '1:2:3:4:5:6:7:1.2.3.4',
    '[::1]',
    '10.0.0.0/8',
    'example.com',
    '1:'.repeat(100_000),
  ])('%.40s is none', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });

  test('of any text is read exactly where the platform sees one', () => {
    const near = fc
      .array(
        fc.constantFrom('1', '0', '255', '256', 'f', 'ffff', '.', ':', '::', '1.2.3.4', '12'),
        { maxLength: 14 },
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(near, ipv4, ipv6), (text) => {
        expect(parseAddress(text) !== undefined).toBe(isIP(text) !== 0);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('a network', () => {
  test.each([
    ['203.0.113.0/24', '203.0.113.255', true],
    ['203.0.113.0/24', '203.0.114.0', false],
    ['203.0.113.77/24', '203.0.113.1', true],
    ['203.0.113.7/32', '203.0.113.7', true],
    ['203.0.113.7/32', '203.0.113.6', false],
    ['203.0.113.6/31', '203.0.113.7', true],
    ['0.0.0.0/0', '255.1.2.3', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['::/0', '2001:db8::1', true],
    ['::/0', '203.0.113.7', false],
    ['2001:db8::/32', '2001:db8:ffff::1', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['2001:db8::/33', '2001:db8:8000::', false],
    ['2001:db8::/33', '2001:db8:7fff::', true],
    ['10.0.0.0/8', '::ffff:10.9.8.7', true],
    ['::ffff:10.0.0.0/104', '10.9.8.7', true],
    ['::ffff:10.0.0.0/104', '11.9.8.7', false],
    ['::ffff:0:0/96', '203.0.113.7', true],
    ['fe80::/10', 'fe80::1%eth0', true],
  ])('%s, asked for %s, says %s', (network, address, wanted) => {
    const [range, point] = [parseNetwork(network), parseAddress(address)];
    expect(range && point && contains(range, point)).toBe(wanted);
  });

  test.each([
    '',
    '/',
    '/8',
    '10.0.0.0',
    '10.0.0.0/',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    '10.0.0.0/ 8',
    '10.0.0.0/8 ',
    '10.0.0.0/1e1',
    '10.0.0.0/255.0.0.0',
    '10.0.0/8',
    '010.0.0.0/8',
    '::/129',
    '::ffff:10.0.0.0/95',
    '::ffff:10.0.0.0/129',
  ])('%s is none', (text) => {
    expect(parseNetwork(text)).toBeUndefined();
  });

  test.each([
    ['IPv4', ipv4, 32],
    ['IPv6', ipv6, 128],
  ])(
    'of %s holds the addresses whose first bits are its own, as the platform says too',
    (_name, address, most) => {
      const sameStart = fc.tuple(address, address, fc.integer({ min: 0, max: most }));
      fc.assert(
        fc.property(sameStart, ([base, other, length]) => {
          const [range, a, b] = [
            parseNetwork(`${base}/${length}`),
            parseAddress(base),
            parseAddress(other),
          ];
          if (!range || !a || !b) throw new Error('generated text is an address');
          // An IPv4 address mapped into IPv6 has other rules; the table above holds them.
          fc.pre(a.length === most / 8 && b.length === most / 8);
          expect(contains(range, a)).toBe(true);
          expect(contains(range, b)).toBe(bits(a).slice(0, length) === bits(b).slice(0, length));
          const family = most === 32 ? 'ipv4' : 'ipv6';
          const platform = new BlockList();
          platform.addSubnet(base, length, family);
          expect(contains(range, b)).toBe(platform.check(other, family));
        }),
        { numRuns: 1000 },
      );
    },
  );

  test('tells neighbours apart at every length', () => {
    for (let length = 1; length <= 32; length++) {
      const range = parseNetwork(`170.170.170.170/${length}`);
      const flipped = [170, 170, 170, 170].map((byte, index) =>
        index === (length - 1) >> 3 ? byte ^ (0x80 >> ((length - 1) & 7)) : byte,
      );
      expect(range && contains(range, flipped)).toBe(false);
      expect(range && contains(range, [170, 170, 170, 170])).toBe(true);
    }
  });
});
