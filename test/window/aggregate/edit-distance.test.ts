import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editDistance } from '../../../src/rule/yaml/did-you-mean.ts';
import { createEditDistance } from '../../../src/window/aggregate/edit-distance.ts';

const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '\ud800', 'é'), maxLength: 40 });
const word = fc.oneof(
  letters,
  fc.string({ maxLength: 40 }),
  fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 30, maxLength: 34 }),
);

describe('the edits from one word to another', () => {
  test('are as many as the edit distance, up to the limit', () => {
    const property = fc.property(word, word, fc.nat({ max: 40 }), (one, other, limit) => {
      const expected = editDistance(one, other);
      const edits = createEditDistance(one);
      expect(edits(other, Number.POSITIVE_INFINITY)).toBe(expected);
      if (expected <= limit) expect(edits(other, limit)).toBe(expected);
      else expect(edits(other, limit)).toBeGreaterThan(limit);
    });
    fc.assert(property, { numRuns: 5000 });
  });

  test.each([
    ['', '', 0],
    ['', 'ab', 2],
    ['ab', '', 2],
    ['ab', 'ba', 1],
    ['ca', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['a'.repeat(32), 'a'.repeat(31), 1],
    ['a'.repeat(33), 'a'.repeat(31), 2],
  ])('from %j to %j are %i', (one, other, expected) => {
    expect(createEditDistance(one)(other, Number.POSITIVE_INFINITY)).toBe(expected);
  });
});
