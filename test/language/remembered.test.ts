import fc from 'fast-check';
import { expect, test } from 'vitest';
import { languages } from '../../src/language/languages.ts';
import { fill } from '../../src/language/phrase.ts';
import { remembered } from '../../src/language/remembered.ts';
import { rememberedIn } from '../../src/language/remembered-words.ts';
import { effort } from '../effort.ts';

/** Words as a log may have them, names of what every object has among them. */
const text = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'toString', ''), fc.string());

test('what is remembered is what is made, whatever was asked for before', () => {
  const make = (one: string): string | undefined =>
    one.length % 2 === 0 ? undefined : one.toUpperCase();
  const known = remembered(make);
  fc.assert(
    fc.property(fc.array(text), (texts) => {
      for (const one of [...texts, ...texts]) expect(known(one)).toBe(make(one));
    }),
    { numRuns: effort(1_000, 100) },
  );
});

test('what comes again is made once, also if there is nothing', () => {
  const asked: string[] = [];
  const known = remembered((one) => void asked.push(one));
  for (const one of ['a', '__proto__', 'a', '__proto__', 'b']) known(one);
  expect(asked).toEqual(['a', '__proto__', 'b']);
});

test.each([
  ['many texts', 5_000, 1],
  ['long texts', 1, 301],
])('of %s not all are remembered', (_, count, length) => {
  let made = 0;
  const known = remembered(() => made++);
  for (let round = 0; round < 2; round++) {
    for (let one = 0; one < count; one++) known(String(one).padEnd(length, 'x'));
  }
  expect(made).toBeGreaterThan(count);
});

test('languages have nothing in common', () => {
  const { en, ja } = languages;
  const known = rememberedIn((one, { tag }) => `${tag} ${one}`);
  expect([en, ja, en, ja].map((language) => known('a', language))).toEqual([
    'en a',
    'ja a',
    'en a',
    'ja a',
  ]);
});

test('a phrase is filled as if every place were looked for anew', () => {
  const place = /\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g;
  const piece = fc.constantFrom(
    '{a}',
    '{b}',
    '{n}',
    '{n:one|many}',
    '{c}',
    '{n:|s}',
    '{',
    '}',
    ' $& ',
  );
  const values = fc.record({ a: text, b: fc.constant('{a}'), n: fc.integer({ min: 0, max: 2 }) });
  fc.assert(
    fc.property(fc.array(piece), values, (pieces, given) => {
      const phrase = pieces.join('');
      const wanted = phrase.replace(place, (whole, name: string, one?: string, many?: string) => {
        const value = new Map<string, string | number>(Object.entries(given)).get(name);
        if (value === undefined) return whole;
        if (one !== undefined) return (value === 1 ? one : many) ?? '';
        return typeof value === 'number' ? `#${value}` : value;
      });
      expect(fill(phrase, given, (number) => `#${number}`)).toBe(wanted);
    }),
    { numRuns: effort(2_000, 300) },
  );
});
