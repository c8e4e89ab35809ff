import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createUuidSet, uuidOf, wordsOf } from '../../src/store/uuid-set.ts';
import { effort } from '../effort.ts';
import { tightStore } from './builders.ts';

const hex = (word: number): string => word.toString(16).padStart(8, '0');
const fromWords = (words: readonly number[]): string =>
  words
    .map(hex)
    .join('')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** Identifiers that differ in few bits, so that they meet in the table. */
const near = fc
  .tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 }), fc.nat({ max: 3 }), fc.nat({ max: 3 }))
  .map(fromWords);
const identifier = fc.oneof(fc.uuid(), near, fc.constantFrom('', '0', 'evt-1', 'EVT-1', ' '));

describe('a set of identifiers', () => {
  test('knows what it was given, exactly', () => {
    const property = fc.property(fc.array(identifier, { maxLength: 300 }), (added) => {
      const [set, known] = [createUuidSet(tightStore()), new Set<string>()];
      for (const uuid of added) {
        expect(set.add(uuid)).toBe(!known.has(uuid));
        known.add(uuid);
      }
    });
    fc.assert(property, { numRuns: 300 });
  });

  test('forgets nothing as it grows, however the identifiers are spread', () => {
    const spreads = [
      (n: number) => [n, 0, 0, 0],
      (n: number) => [0, 0, 0, n],
      (n: number) => [n >>> 8, n & 255, 0, 0],
      (n: number) => [0, n, 0, n],
      (n: number) => [Math.imul(n, 0x9e3779b1) >>> 0, n, ~n >>> 0, 0x80000000],
    ];
    for (const spread of spreads) {
      const set = createUuidSet(tightStore());
      const all = Array.from({ length: 6000 }, (_, n) => fromWords(spread(n)));
      expect(all.map(set.add).every((added) => added)).toBe(true);
      expect(all.map(set.add).some((added) => added)).toBe(false);
    }
  });

  test('takes the zero UUID as one like any other', () => {
    const set = createUuidSet();
    const zero = '00000000-0000-0000-0000-000000000000';
    expect([set.add(zero), set.add(zero)]).toEqual([true, false]);
  });

  test('takes upper and lower case of a UUID as the same, of other text as different', () => {
    const set = createUuidSet();
    const uuid = 'abcdef01-2345-4678-9abc-def012345678';
    expect([set.add(uuid), set.add(uuid.toUpperCase())]).toEqual([true, false]);
    expect([set.add('evt-a'), set.add('EVT-A'), set.add('evt-a')]).toEqual([true, true, false]);
  });

  test('is not misled by names of an object', () => {
    const set = createUuidSet();
    expect(['__proto__', 'constructor', '__proto__'].map(set.add)).toEqual([true, true, false]);
  });
});

describe('the words of a UUID', () => {
  test('spell it again in lower case', () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        expect(uuidOf(wordsOf(uuid.toUpperCase()) ?? [])).toBe(uuid);
      }),
    );
  });

  test.each([
    '',
    'abcdef01-2345-4678-9abc-def01234567',
    'abcdef01-2345-4678-9abc-def0123456789',
    'abcdef0123454678-9abc-def012345678xx',
    'gbcdef01-2345-4678-9abc-def012345678',
    'abcdef01-2345-4678-9abc-def01234567\n',
  ])('do not exist for %j', (text) => {
    expect(wordsOf(text)).toBeUndefined();
  });
});

test('words are those of the usual form, and of nothing like it', () => {
  const usual = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
  const letter = fc.constantFrom(...'0g-G@`:/ \0', '\u0130', '\uff11', '\u0661');
  const changed = fc
    .tuple(fc.uuid(), fc.boolean(), fc.array(fc.tuple(fc.nat(36), letter), { maxLength: 2 }))
    .map(([uuid, isUpper, changes]) => {
      const letters = [...(isUpper ? uuid.toUpperCase() : uuid)];
      for (const [at, other] of changes) letters[at] = other;
      return letters.join('');
    });
  fc.assert(
    fc.property(changed, (text) => {
      const hex = text.replaceAll('-', '').match(/.{8}/g) ?? [];
      const words = usual.test(text) ? hex.map((part) => Number.parseInt(part, 16)) : undefined;
      expect(wordsOf(text)).toEqual(words);
    }),
    { numRuns: effort(20_000) },
  );
});
