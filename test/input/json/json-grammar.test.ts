import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check, createGrammar, findFault } from '../../../src/input/json/json-grammar.ts';
import { toldInEnglish } from '../../../src/language/message.ts';

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('the grammar of JSON', { timeout: 60_000 }, () => {
  const piece = fc.constantFrom(
    ...'{}[],:"\\ \n\t-+.eE019',
    'true',
    'null',
    '"a"',
    '1.5',
    '\\u00e4',
    '\\n',
    '{"a":1}',
    'é',
    '\u0001',
  );

  it('is that of JSON.parse', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        expect(findFault(Buffer.from(text)) === undefined).toBe(parses(text));
      }),
      { numRuns: 3000 },
    );
  });

  it('is that of JSON.parse for values with one character changed', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), piece, (json, at, change) => {
        const where = at % json.length;
        const text = json.slice(0, where) + change + json.slice(where + 1);
        expect(findFault(Buffer.from(text)) === undefined).toBe(parses(text));
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['{"a":nope}', 5, 'a value is expected'],
    ['{"a" 1}', 5, 'a colon is expected'],
    ['{a:1}', 1, 'a key in double quotes is expected'],
    ['{"a":1,}', 7, 'a key in double quotes is expected'],
    ['{"a":1 "b":2}', 7, 'a comma or } is expected'],
    ['[1 2]', 3, 'a comma or ] is expected'],
    ['[01]', 1, 'a value is expected'],
    ['["\t"]', 2, 'a control character stands in a string'],
    ['["\\x"]', 3, 'an escape is not known'],
    ['["\\u12g4"]', 3, '\\u needs four digits'],
    ['["abc', 5, 'a string is not closed'],
    ['{}{}', 2, 'the end is expected'],
    ['[[1]', 4, 'the text ends too early'],
  ])('%s: at %i %s', (text, at, message) => {
    const fault = findFault(Buffer.from(text));
    expect([fault?.at, fault && toldInEnglish(fault.told)]).toEqual([at, message]);
  });

  it('can be checked piece by piece', () => {
    const text = Buffer.from('{"a":[{"b":1},{"c":{}}]}');
    const grammar = createGrammar();
    for (const to of [1, 6, 7, 14, 20, text.length])
      expect(check(grammar, text, to)).toBeUndefined();
    expect(grammar.expects).toBe('nothing');
  });
});
