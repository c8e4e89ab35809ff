import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/event/json.ts';
import { createStore } from '../../src/store/store.ts';
import {
  absent,
  createDictionary as create,
  isPlaceholder,
  maxMembers,
} from '../../src/window/dictionary.ts';
import { effort } from '../effort.ts';
import { tightStore } from '../store/builders.ts';

describe.each([
  ['of its own', 0, createStore],
  ['after many others', 3_000, tightStore],
])('a dictionary %s', (_, before, store) => {
  const createDictionary = () => {
    const dictionary = create(store());
    for (let n = 0; n < before; n++) dictionary.intern([`before ${n}`]);
    return dictionary;
  };

  test.each<[string, readonly Json[], readonly string[], readonly string[]]>([
    ['a text', ['ana'], ['ana'], ['ana']],
    ['text as it is written', ['Ana'], ['Ana'], ['Ana']],
    ['a number as text', [7], ['7'], ['7']],
    ['a truth as text', [false], ['false'], ['false']],
    ['several texts', ['a', 'b'], ['a', 'b'], ['a', 'b']],
    ['a text that is repeated', ['a', 'a'], ['a'], ['a']],
    ['the nulls among texts', [null, 'a', null], ['a'], ['a']],
    ['a text with a zero', ['\0'], ['\0'], ['\0']],
    ['what looks like a list', ['\x001,2'], ['\x001,2'], ['\x001,2']],
    ['such texts among others', ['\x001', 'a'], ['\x001', 'a'], ['\x001', 'a']],
    ['a placeholder', ['unknown'], ['unknown'], []],
    ['a placeholder in another case', ['UNKNOWN'], ['UNKNOWN'], []],
    ['a dash', ['-'], ['-'], []],
    ['the word null', ['null'], ['null'], []],
    ['no text', [''], [''], []],
    ['a placeholder among texts', ['-', 'a'], ['-', 'a'], ['a']],
    [
      'names of an object',
      ['__proto__', 'constructor'],
      ['__proto__', 'constructor'],
      ['__proto__', 'constructor'],
    ],
  ])('shows %s, and counts it or not', (_, values, texts, counted) => {
    const dictionary = createDictionary();
    const number = dictionary.intern(values);
    expect(dictionary.texts(number)).toEqual(texts);
    expect(dictionary.members(number).map(dictionary.text)).toEqual(counted);
    expect(dictionary.intern(values)).toBe(number);
  });

  test.each<[string, readonly Json[]]>([
    ['no value', []],
    ['null', [null]],
    ['nulls', [null, null]],
    ['objects', [{ a: 1 }]],
  ])('takes %s as absent', (_, values) => {
    const dictionary = createDictionary();
    expect(dictionary.intern(values)).toBe(absent);
    expect([dictionary.texts(absent), dictionary.members(absent)]).toEqual([[], []]);
  });

  test('gives a number and its text the same number', () => {
    const dictionary = createDictionary();
    expect(dictionary.intern([7])).toBe(dictionary.intern(['7']));
  });

  test('tells a list from its members', () => {
    const dictionary = createDictionary();
    const numbers = [['a'], ['b'], ['a', 'b'], ['b', 'a'], ['a,b']].map(dictionary.intern);
    expect(new Set(numbers).size).toBe(5);
  });

  test('tells only so many values of one field apart', () => {
    const dictionary = createDictionary();
    const many = Array.from({ length: maxMembers + 9 }, (_, n) => `v${n}`);
    expect(dictionary.texts(dictionary.intern(many))).toEqual(many.slice(0, maxMembers));
  });

  test('shows the same texts whenever it is asked for them, more and longer ones than stay at hand', () => {
    const dictionary = createDictionary();
    const lists = Array.from({ length: 12_000 }, (_, n) => {
      const text = `${n}${'-'.repeat(n % 1_000 === 0 ? 5_000 : n % 40)}`;
      return n % 3 === 0 ? [text, `second of ${n}`] : [text];
    });
    const numbers = lists.map(dictionary.intern);
    for (const step of [1, 1, 7, 11]) {
      const places = lists.map((_, at) => (at * step) % lists.length);
      const texts = places.map((at) => dictionary.texts(numbers[at] as number));
      expect(texts).toEqual(places.map((at) => lists[at]));
    }
  });
});

test('placeholders are told by what they are in lower case', () => {
  const placeholders = ['unknown', 'null', '-', ''];
  // The sign for kelvin is a k in lower case, a dotted I is two letters.
  const letter = fc.constantFrom(...'unkowlUNKOWL- \u212a\u0130x\0\u0155');
  const turned = fc
    .constantFrom(...placeholders)
    .chain((text) =>
      fc
        .array(fc.nat(2), { minLength: text.length, maxLength: text.length })
        .map((how) =>
          [...text]
            .map((one, at) => [one, one.toUpperCase(), one === 'k' ? '\u212a' : one][how[at] ?? 0])
            .join(''),
        ),
    );
  const texts = fc.oneof(
    turned,
    fc.array(letter, { maxLength: 9 }).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      expect(isPlaceholder(text)).toBe(placeholders.includes(text.toLowerCase()));
    }),
    { numRuns: effort(20_000) },
  );
});
