import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../src/event/json.ts';
import { type Copy, compareCopies, copyOf, saysTheSame } from '../../src/window/event-content.ts';

const copy = (raw: JsonObject, time = 0, keeps?: readonly string[]): Copy =>
  copyOf({ raw, time, ...(keeps && { keeps }) });

/** The same content with the keys of every object the other way round. */
function turned(value: Json): Json {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, member]) => [key, turned(member)]));
}

/** JSON with sorted keys: another way to tell whether contents are the same. */
function spelled(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(spelled).join()}]`;
  // JSON has no words for what 1e400 is read as, and one for both zeros.
  if (typeof value === 'number') return String(value + 0);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${spelled(member)}`).join()}}`;
}

const leaf = fc.constantFrom<Json>(
  null,
  true,
  false,
  0,
  1,
  -1,
  '',
  '-',
  '1',
  'a',
  'b',
  'aa',
  'aaa',
  'null',
  'nu',
  '\u0101',
  'a\0',
  'a\ud800',
  -0,
  Number.POSITIVE_INFINITY,
  1.5,
  1e21,
);
const keys = fc.constantFrom('a', 'b', 'c', '1', 'a.b', '', '__proto__', 'constructor', 'toString');
const { content } = fc.letrec<{ content: Json }>((tie) => ({
  content: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie('content'), { maxLength: 3 }),
    fc
      .uniqueArray(fc.tuple(keys, tie('content')), { maxLength: 3, selector: ([key]) => key })
      .map((entries): Json => Object.fromEntries(entries)),
  ),
}));

test('contents have the same digest if, and only if, they are equal as JSON is equal', () => {
  const property = fc.property(content, content, (a, b) => {
    const [first, second] = [copy({ a }), copy({ a: b })];
    expect(saysTheSame(first, copy({ a: turned(a) }))).toBe(true);
    expect(saysTheSame(first, second)).toBe(spelled(a) === spelled(b));
  });
  fc.assert(property, { numRuns: 20_000 });
});

test.each<[string, Json, Json]>([
  ['text and number', '1', 1],
  ['null and its text', null, 'null'],
  ['a list and its member', ['a'], 'a'],
  ['an empty list and an empty map', [], {}],
  ['the order of a list', ['a', 'b'], ['b', 'a']],
  ['what stands under which key', { a: 'x', b: 'y' }, { a: 'y', b: 'x' }],
  ['a key and its value', { a: 'b' }, { b: 'a' }],
])('tells apart %s', (_, a, b) => {
  expect(saysTheSame(copy({ a }), copy({ a: b }))).toBe(false);
});

test('what an object inherits is no content, whatever it is an object of', () => {
  class Base {
    readonly kept = 'x';
  }
  const inherited: Record<string, Json> = { kept: 'y', other: 'z' };
  const plain = copy({ a: { kept: 'x' } });
  for (const like of [Object.create(inherited), Object.create(null), new Base()]) {
    expect(copy({ a: Object.assign(like, { kept: 'x' }) })).toEqual(plain);
  }
});

test('counts values, not what only fills a place', () => {
  const full = (raw: JsonObject): number => copy(raw).fullness >> 1;
  expect(full({ a: [1, 'x', { b: true, c: false }], d: 0 })).toBe(5);
  expect(full({ a: null, b: '', c: '-', d: 'UNKNOWN', e: 'null', f: [], g: {} })).toBe(0);
});

test('the fullest comes first, of equals the whole format, the earliest, then one of them always', () => {
  const [thin, other, early] = [
    copy({ a: 'x' }, 5),
    copy({ a: 'x', b: 'y' }, 7),
    copy({ a: 'x', b: 'z' }, 6),
  ];
  const stripped = copy({ a: 'x', b: 'z' }, 0, ['a']);
  const same = copy({ a: 'x', b: 'w' }, 6);
  const ordered = [thin, stripped, other, early].sort(compareCopies);
  expect(ordered).toEqual([early, other, stripped, thin]);
  expect(compareCopies(early, same)).not.toBe(0);
  expect(Math.sign(compareCopies(early, same))).toBe(-Math.sign(compareCopies(same, early)));
  expect(compareCopies(early, copy({ b: 'z', a: 'x' }, 6))).toBe(0);
});

test('what was digested before makes no difference, however much it was', () => {
  const wide = (value: Json): JsonObject =>
    Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`key ${at}`, value]));
  const [first, again] = [copy(wide('x')), copy({ a: 'x', ...wide('x') })];
  expect(copy(wide('y'))).not.toEqual(first);
  expect(copy(wide('x'))).toEqual(first);
  expect(copy({ ...wide('x'), a: 'x' })).toEqual(again);
  const long = 'x'.repeat(1_000);
  const texts = [copy({ a: long }), copy({ a: `${long}y` }), copy({ a: 'x' }), copy({ a: long })];
  expect(texts[3]).toEqual(texts[0]);
  expect(texts.map(({ high }) => high === texts[0]?.high)).toEqual([true, false, false, true]);
});

test('a value that comes again in the same place counts every time', () => {
  const twice = [
    { b: 'x', c: null },
    { b: 'x', c: null },
    { b: 'x', c: 1 },
  ];
  expect(copy({ a: twice }).fullness >> 1).toBe(4);
  expect(copy({ a: twice })).toEqual(copy({ a: structuredClone(twice) }));
});
