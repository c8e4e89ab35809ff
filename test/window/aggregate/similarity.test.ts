import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  leastSimilarity,
  prepareName,
  similarity,
} from '../../../src/window/aggregate/similarity.ts';

const alike = (a: string, b: string, floor?: number): number =>
  similarity(prepareName(a), prepareName(b), floor);

test.each([
  ['the same', 'svc-backup', 'svc-backup', 1],
  ['another case', 'Ana@Example.com', 'ana@example.COM', 1],
  ['another separator', 'svc-backup', 'svc_backup', 0.99],
  ['no separator', 'svc.backup', 'svcbackup', 0.99],
  ['Cyrillic letters', 'admin@example.com', 'аdmіn@example.com', 0.99],
  ['digits for letters', 'johnson', 'j0hn5on', 0.99],
  ['rn for m', 'adam', 'adarn', 0.99],
  ['cl for d', 'admin', 'aclmin', 0.99],
  ['an accent', 'jose', 'josé', 0.99],
  ['full-width letters', 'admin', 'ａｄｍｉｎ', 0.99],
  ['an unseen character', 'admin', 'ad\u200bmin', 0.99],
  ['a character that turns the text', 'admin', '\u202eadmin', 0.99],
  ['one letter of ten', 'jonathanwu', 'jonathanvu', 0.9],
  ['two letters swapped', 'jonahtanwu', 'jonathanwu', 0.9],
  ['one domain: only the names count', 'ab@example.com', 'xy@example.com', 0],
  ['one name, domains alike', 'ana@example.com', 'ana@examp1e.com', 0.99],
  ['one name, domains unlike', 'ana@example.com', 'ana@other.org', 0],
  ['a login and a bare name', 'svc_backup@example.com', 'svc-backup', 0.99],
  ['nothing in common', 'ana', 'zoltan', 0],
  ['too little in common', 'abcdefghij', 'abcdefzzzz', 0],
])('%s: %s and %s', (_, a, b, expected) => {
  expect(alike(a, b)).toBeCloseTo(expected, 10);
});

const name = fc.oneof(
  fc.string({
    unit: fc.constantFrom('a', 'b', 'r', 'n', 'l', '1', '_', '@', 'é', 'а'),
    maxLength: 9,
  }),
  fc.string({ unit: 'binary', maxLength: 150 }),
  fc.emailAddress(),
);

describe('of any two names', () => {
  test('it is 0, or from the least likeness to 1, and the same both ways', () => {
    const property = fc.property(name, name, (a, b) => {
      const found = alike(a, b);
      expect(found === 0 || (found >= leastSimilarity && found <= 1)).toBe(true);
      expect(alike(b, a)).toBe(found);
    });
    fc.assert(property, { numRuns: 3000 });
  });

  test('it is 1 only for the same name, whatever its case and with or without its domain', () => {
    const property = fc.property(name, name, (a, b) => {
      const [first, second] = [a, b].map((text) => text.slice(0, 128).toLowerCase());
      const bare = (text = ''): string => text.replace(/(?<=^.+)@[^@]*$/s, '');
      const hasDomain = (text = ''): boolean => text.lastIndexOf('@') > 0;
      const onlyOneHasDomain = hasDomain(first) !== hasDomain(second);
      const same = first === second || (onlyOneHasDomain && bare(first) === bare(second));
      expect(alike(a, b) === 1).toBe(same);
      expect(alike(a, a)).toBe(1);
    });
    fc.assert(property, { numRuns: 3000 });
  });

  test('a floor changes nothing above it and hides what lies below', () => {
    const floors = fc.double({ min: 0, max: 1, noNaN: true });
    const property = fc.property(name, name, floors, (a, b, floor) => {
      const found = alike(a, b);
      const floored = alike(a, b, floor);
      expect(floored === found || (floored === 0 && found <= floor + 1e-9)).toBe(true);
    });
    fc.assert(property, { numRuns: 3000 });
  });
});

test('names are compared by their first 128 characters', () => {
  const long = 'ab'.repeat(64);
  expect(alike(`${long}x`, `${long}y`)).toBe(1);
  expect(alike(`x${long}`, `y${long}`)).toBeLessThan(1);
});
