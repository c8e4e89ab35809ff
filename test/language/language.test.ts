import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { english } from '../../src/language/english.ts';
import { say } from '../../src/language/language.ts';
import { inEnglish, languages } from '../../src/language/languages.ts';
import { fill, placesOf } from '../../src/language/phrase.ts';

const names = Object.keys(english) as (keyof typeof english)[];

describe.each(Object.entries(languages))('the texts in %s', (_, { texts }) => {
  test('are those of English, none missing, none more', () => {
    expect(Object.keys(texts).sort()).toEqual([...names].sort());
  });

  test.each(names)('%s has the places of the English text and no others', (name) => {
    expect([...placesOf(texts[name])].sort()).toEqual([...placesOf(english[name])].sort());
    expect(texts[name].trim()).not.toBe('');
  });
});

test('no two tables have a text of one name', () => {
  const folder = join(import.meta.dirname, '../../src/language/english');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const texts = files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/^ {2}'([^']+)':/gm)])
    .map(([, name]) => name);
  expect(texts.toSorted()).toEqual(names.toSorted());
});

describe('a phrase', () => {
  test.each([
    ['{n} {n:case|cases}', { n: 1 }, '1 case'],
    ['{n} {n:case|cases}', { n: 0 }, '0 cases'],
    ['{n} {n:case|cases}', { n: 1234 }, '1,234 cases'],
    ['{a} after {b}', { a: '{b}', b: '$&' }, '{b} after $&'],
    ['ケース {n} 件', { n: 2 }, 'ケース 2 件'],
  ])('%s', (phrase, values, text) => {
    expect(fill(phrase, values, (number) => number.toLocaleString('en-US'))).toBe(text);
  });

  test('is said in a language by its name', () => {
    const values = { count: 2, severities: '2 high', state: 'none is known to go on' };
    expect(say(inEnglish, 'screen.cases', values)).toBe(
      '2 cases to look at (2 high): none is known to go on.',
    );
  });
});
