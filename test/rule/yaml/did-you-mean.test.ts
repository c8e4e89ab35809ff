import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { tell, toldInEnglish } from '../../../src/language/message.ts';
import {
  didYouMean,
  didYouMeanOf,
  editDistance,
  nearest,
} from '../../../src/rule/yaml/did-you-mean.ts';

vi.setConfig({ testTimeout: 60_000 });

describe('edit distance', () => {
  test.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['abc', 'abc', 0],
    ['abc', 'abcd', 1],
    ['abc', 'ac', 1],
    ['abc', 'axc', 1],
    ['abc', 'acb', 1],
    ['abc', 'cab', 2],
    ['contains', 'contians', 1],
    ['kitten', 'sitting', 3],
    ['ca', 'abc', 3],
  ])('from %j to %j is %i', (a, b, wanted) => {
    expect(editDistance(a, b)).toBe(wanted);
  });

  /** The definition of optimal string alignment, letter by letter. */
  function naive(a: string, b: string): number {
    if (a === '' || b === '') return a.length + b.length;
    const replaced = naive(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1);
    const best = Math.min(replaced, naive(a.slice(1), b) + 1, naive(a, b.slice(1)) + 1);
    const swapped = a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0];
    return swapped ? Math.min(best, naive(a.slice(2), b.slice(2)) + 1) : best;
  }

  test('is what its definition says', () => {
    const word = fc
      .array(fc.constantFrom('a', 'b', 'c'), { maxLength: 6 })
      .map((letters) => letters.join(''));
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b)).toBe(naive(a, b));
        expect(editDistance(b, a)).toBe(editDistance(a, b));
      }),
      { numRuns: 400 },
    );
  });
});

describe('the nearest word', () => {
  const words = ['contains', 'startswith', 'endswith', 'gte', 'lte', 'cidr', 're', 'm'];

  test.each([
    ['contians', 'contains'],
    ['CONTAINS', 'contains'],
    ['endwith', 'endswith'],
    ['startwiht', 'startswith'],
    ['cird', 'cidr'],
    ['gt', 'gte'],
    ['ie', 're'],
    ['M', 'm'],
    ['gtee', 'gte'],
  ])('to %s is %s', (word, wanted) => {
    expect(nearest(word, words)).toBe(wanted);
  });

  test.each(['wide', 'base64', 'x', '', 'yz', 'contradiction', 'c'.repeat(100_000)])(
    'to %.20s is none',
    (word) => {
      expect(nearest(word, words)).toBeUndefined();
    },
  );

  const types = ['event_count', 'value_count', 'value_median', 'temporal', 'temporal_ordered'];

  test.each([
    ['ordered_temporal', 'temporal_ordered'],
    ['orderd-temporal', 'temporal_ordered'],
    ['temporalOrdered', 'temporal_ordered'],
    ['countEvents', 'event_count'],
    ['median', 'value_median'],
    ['ordered', 'temporal_ordered'],
    ['Temporal', 'temporal'],
    ['count', undefined],
    ['ordered_ordered', undefined],
    ['a_b', undefined],
    ['_', undefined],
  ])('to %s, in whatever order its parts stand, is %s', (word, wanted) => {
    expect(nearest(word, types)).toBe(wanted);
  });

  test('is told with all that there is', () => {
    expect(toldInEnglish(didYouMeanOf('gt', ['gte', 'x']))).toBe(
      '; did you mean "gte"? There are gte, x',
    );
    expect(toldInEnglish(didYouMeanOf('wide', ['gte', 'x']))).toBe('; there are gte, x');
  });

  test('is the first of equals', () => {
    expect(nearest('cat', ['car', 'can'])).toBe('car');
  });

  test('becomes a question', () => {
    expect(didYouMean('gt', ['gte'])).toEqual(tell('hint.didYouMean', { meant: 'gte' }));
    expect(didYouMean('wide', ['gte'])).toBe('');
  });
});
