import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical } from '../../../src/okta/archive/canonical-json.ts';

describe('the canonical text', () => {
  test.each([
    ['{"a":1,"b":[true,null]}', ' {\n"b" : [ true,null ] ,\t"a":1 }\r\n'],
    ['{"a":{"c":1,"d":2},"b":"x"}', '{"b":"x","a":{"d":2,"c":1}}'],
    ['"é / \\n \\u001f"', '"\\u00e9 \\/ \\u000a \\u001F"'],
    ['"\\ud83d\\ude00"', '"😀"'],
    ['{"\\u0061":1}', '{"a":1}'],
    ['[1,100,-0.5,0,1e2]', '[1.0,1e2,-5e-1,-0.0E7,100.00]'],
    ['[123456789012345678901234567890]', '[1234567890123456789012345678.90e2]'],
    ['{"__proto__":1,"a":[]}', '{"a":[ ],"__proto__":1}'],
    ['["\\\\","a\\"b,{}:[]"]', '[ "\\\\" , "a\\"b,{}:[]" ]'],
    ['{}', ' { } '],
  ])('is one for %s and %s', (a, b) => {
    expect(canonical(a)).toBe(canonical(b));
  });

  test.each([
    ['[1]', '["1"]'],
    ['[1,2]', '[2,1]'],
    ['[12]', '[1,2]'],
    ['[1]', '[-1]'],
    ['[10]', '[1]'],
    ['[0.1]', '[0.01]'],
    ['[9007199254740992]', '[9007199254740993]'],
    ['[0.1]', '[0.1000000000000000055511151231257827]'],
    ['[1e400]', '[1e401]'],
    ['{"a":1}', '{"a":1,"b":null}'],
    ['{"a":1}', '{"A":1}'],
    ['{"a":1,"a":2}', '{"a":2}'],
    ['{"a":1,"a":2}', '{"a":2,"a":1}'],
    ['"a b"', '"a  b"'],
    ['"\\ud800"', '"\\ufffd"'],
    ['null', 'false'],
    ['[]', '{}'],
    ['["a,b"]', '["a","b"]'],
    ['{"a":{"b":1}}', '{"a":{},"b":1}'],
  ])('is not one for %s and %s', (a, b) => {
    expect(canonical(a)).not.toBe(canonical(b));
  });

  /** The same value, written anew: members in another order, with other white space. */
  const rewritten = (value: unknown, dice: () => number): string => {
    const space = (): string => ['', ' ', '\n', '\t '][Math.floor(dice() * 4)] as string;
    const list = (parts: readonly string[]): string =>
      parts.map((part) => `${space()}${part}${space()}`).join(',');
    if (Array.isArray(value)) return `[${list(value.map((item) => rewritten(item, dice)))}]`;
    if (typeof value === 'object' && value !== null) {
      const members = Object.entries(value).map(
        ([name, item]) => `${JSON.stringify(name)}${space()}:${rewritten(item, dice)}`,
      );
      return `{${list(members.toSorted(() => dice() - 0.5))}}`;
    }
    return JSON.stringify(value);
  };

  test('does not depend on how a value is written, and reads back as the same value', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
        (value, stream) => {
          const dice = () => stream.next().value as number;
          const text = canonical(JSON.stringify(value));
          expect(canonical(rewritten(value, dice))).toBe(text);
          expect(canonical(text)).toBe(text);
          expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('differs where values differ', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const [first, second] = [JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b))];
        const isSame = canonical(JSON.stringify(first)) === canonical(JSON.stringify(second));
        let isEqual = true;
        try {
          expect(first).toEqual(second);
        } catch {
          isEqual = false;
        }
        expect(isSame).toBe(isEqual);
      }),
      { numRuns: 500 },
    );
  });

  test('takes any depth, and long numbers, in linear time', () => {
    const depth = 200_000;
    expect(canonical(`${'['.repeat(depth)}${']'.repeat(depth)}`)).toHaveLength(2 * depth);
    const zeros = '0'.repeat(1_000_000);
    expect(canonical(`[1${zeros}.${zeros}1]`)).toHaveLength(2_000_013);
    expect(canonical(`[1e${'9'.repeat(1_000_000)}]`)).toHaveLength(1_000_004);
  }, 30_000);
});
