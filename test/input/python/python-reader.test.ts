import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Json } from '../../../src/event/json.ts';
import { defaultLimits } from '../../../src/input/limits.ts';
import type { ParsedItem } from '../../../src/input/parsed-item.ts';
import { parseLiteral } from '../../../src/input/python/python-literal.ts';
import { createPythonReader, isPython } from '../../../src/input/python/python-reader.ts';
import { python } from '../pipelines.ts';

/** What is read of a text that comes in chunks of so many bytes. */
function read(
  text: string | Buffer,
  chunk = 1 << 20,
  limits = defaultLimits,
): readonly ParsedItem[] {
  const bytes = Buffer.from(text);
  const reader = createPythonReader(limits);
  const items: ParsedItem[] = [];
  for (let at = 0; at < bytes.length; at += chunk) {
    items.push(...reader.push(bytes.subarray(at, at + chunk)));
  }
  return [...items, ...reader.end()];
}

const kinds = (items: readonly ParsedItem[]) =>
  items.map((item) => (item.kind === 'value' ? item.value : item.reason));

describe('a literal of Python', () => {
  test.each<[string, unknown]>([
    ["{'a': None, 'b': True, 'c': False}", { a: null, b: true, c: false }],
    ["{'a': 'it\\'s', \"b\": \"it's\", 'c': 'say \"x\"'}", { a: "it's", b: "it's", c: 'say "x"' }],
    ["{u'a': u'\\xe4\\u2028\\U0001f389\\n\\t\\\\'}", { a: 'ä\u2028🎉\n\t\\' }],
    [
      "{'a': [1, -2.5, 1e3, 10L, 0], 'b': (1, 2), 'c': ('x' 'y'), 'd': ()}",
      {
        ...{ a: [1, -2.5, 1000, 10, 0], b: [1, 2], c: 'xy', d: [] },
      },
    ],
    ["{'a': 'b'\n      'c', 'd': [\n], }", { a: 'bc', d: [] }],
    ["{'__proto__': {'x': 1}}", JSON.parse('{"__proto__":{"x":1}}')],
  ])('%s', (text, value) => {
    expect(parseLiteral(text, 64)).toEqual({ value });
  });

  test.each([
    ...[
      "{'a': datetime.datetime(2026, 3, 4)}",
      "{'a': __import__('os').system('id')}",
      "{'a': b'x'}",
    ],
    ...[
      "{'a': 1 + 1}",
      "{'a': nan}",
      "{'a': '\\N{DASH}'}",
      "{'a': f'{x}'}",
      '{1: 2}',
      "{'a'}",
      "{'a': 1",
    ],
    ...[
      "{'a': 'b\nc'}",
      "{'a': [1, 2}",
      "{'a': '\\xZZ'}",
      "{'a': 1} x",
      "{'a':: 1}",
      '{None: 1}',
      "{'a': 'x",
    ],
    `{'a': ${'['.repeat(100)}${']'.repeat(100)}}`,
  ])('%j is refused, and nothing of it evaluated', (text) => {
    expect(parseLiteral(text, 64)).toMatchObject({ told: expect.anything() });
  });

  it('is what was written', () => {
    const anything = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 4 }));
    fc.assert(
      fc.property(anything, fc.boolean(), (value, isPretty) => {
        const json = JSON.parse(JSON.stringify(value)) as Json;
        expect(parseLiteral(python(json, isPretty ? ' ' : ''), 64)).toEqual({ value: json });
      }),
    );
  });
});

describe('text that Python printed', () => {
  it('is told from JSON by how it begins', () => {
    for (const text of ["{'a': 1}", "[{'a': 1}]", " {u'a': 1}", "[\n {'a': 1}"]) {
      expect(isPython(Buffer.from(text))).toBe(true);
    }
    for (const text of ['{"a": 1}', '{}', "['a']", "x {'a': 1}", '']) {
      expect(isPython(Buffer.from(text))).toBe(false);
    }
  });

  it('gives the same records with their places, however it is cut', () => {
    const text =
      "{'a': '}\\'{'}\n[{'b': \"}'\"},\n {'c': ['ä',\n  {'d': 1}]}]\nnoise\n{'e': 1\n{'f': 1}\n";
    const whole = read(text);
    expect(kinds(whole)).toEqual([
      { a: "}'{" },
      { b: "}'" },
      { c: ['ä', { d: 1 }] },
      'bad-json',
      'bad-json',
      { f: 1 },
    ]);
    expect(whole.map(({ line }) => line)).toEqual([1, 2, 3, 5, 6, 7]);
    for (const { byte, length, ...item } of whole) {
      const piece = Buffer.from(text)
        .subarray(byte, byte + length)
        .toString();
      if (item.kind === 'value') expect(parseLiteral(piece, 64)).toEqual({ value: item.value });
    }
    for (const chunk of [1, 2, 3, 7]) expect(read(text, chunk)).toEqual(whole);
  });

  it('costs a record where it is cut, not UTF-8, or too large, and no other', () => {
    expect(kinds(read("{'a': 1}\n{'b': 'x"))).toEqual([{ a: 1 }, 'truncated']);
    expect(kinds(read("{'b': 'x\n{'a': 1}\n"))).toEqual(['bad-json', { a: 1 }]);
    const bad = Buffer.from("{'b': '\u00ff'}\n{'a': 1}\n", 'latin1');
    expect(kinds(read(bad))).toEqual(['bad-encoding', { a: 1 }]);
    const limits = { ...defaultLimits, recordBytes: 50 };
    for (const chunk of [1, 10, 1000]) {
      const large = `{'b': '${'x'.repeat(500)}'}\n{'a': 1}\n`;
      expect(kinds(read(large, chunk, limits))).toEqual(['too-large', { a: 1 }]);
    }
  });

  it('names the users of what it passes over', () => {
    const [item] = read("{'actor': {'alternateId': 'ana@example.com'}, 'x': oops}\n");
    expect(item).toMatchObject({ kind: 'damage', names: ['ana@example.com'] });
  });
});
