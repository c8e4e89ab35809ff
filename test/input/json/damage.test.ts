import { describe, expect, it } from 'vitest';
import { toldInEnglish } from '../../../src/language/message.ts';
import { damages, scanned, unaccounted, values } from './scanned.ts';

const small = { recordBytes: 200, depth: 8, members: 100 };

const cases: readonly [
  name: string,
  input: string,
  found: readonly unknown[],
  lost: readonly string[],
][] = [
  ['nothing', '', [], []],
  ['white space', ' \n\t\r\n', [], []],
  ['an empty array', '[]', [], []],
  ['a byte order mark', '\ufeff{"a":1}', [{ a: 1 }], []],
  [
    'byte order marks of files put together',
    '\ufeff{"a":1}\n\ufeff{"a":2}\n\ufeff[{"a":3}]',
    [{ a: 1 }, { a: 2 }, { a: 3 }],
    [],
  ],
  ['a cut line', '{"a":1,\n{"a":2}\n', [{ a: 2 }], ['bad-json @ 0 + 7']],
  [
    'a line cut inside an inner array',
    '{"a":[{"b":1},\n{"a":2}\n{"a":3}\n',
    [{ a: 2 }, { a: 3 }],
    ['bad-json @ 0 + 14'],
  ],
  ['a line cut inside a string', '{"a":"x\n{"a":2}\n', [{ a: 2 }], ['bad-json @ 0 + 7']],
  [
    'a line that says too much',
    '{"a":1}}\n{"a":2} x\n{"a":3}',
    [{ a: 1 }, { a: 2 }, { a: 3 }],
    ['bad-json @ 7 + 1', 'bad-json @ 17 + 1'],
  ],
  [
    'a line with a brace missing in front',
    '{"a":1}\n"a":2},"b":{"c":3}}\n{"a":4}',
    [{ a: 1 }, { a: 4 }],
    ['bad-json @ 8 + 19'],
  ],
  [
    'a record closed too early',
    '{"a":"b":1},"c":{"d":1}}\n{"a":2}',
    [{ a: 2 }],
    ['bad-json @ 0 + 24'],
  ],
  ['no JSON at all', 'hello\nworld\n', [], ['bad-json @ 0 + 5', 'bad-json @ 6 + 5']],
  [
    'comments, NaN and single quotes',
    '// x\n{"a":NaN}\n{\'a\':1}\n{"a":1}',
    [{ a: 1 }],
    ['bad-json @ 0 + 4', 'bad-json @ 5 + 9', 'bad-json @ 15 + 7'],
  ],
  ['values that are no objects', '1\n"x"\nnull\n[2,"y,]"]', [1, 'x', null, 2, 'y,]'], []],
  ['a bad element', '[{"a":1},{"a":nope},{"a":3}]', [{ a: 1 }, { a: 3 }], ['bad-json @ 9 + 10']],
  ['a bad word as element', '[{"a":1},nope,{"a":3}]', [{ a: 1 }, { a: 3 }], ['bad-json @ 9 + 4']],
  [
    'a bad element of a pretty array',
    '[\n  {\n    "a": nope\n  },\n  {\n    "a": 2\n  }\n]',
    [{ a: 2 }],
    ['bad-json @ 4 + 19'],
  ],
  [
    'an open quote in a pretty array',
    '[\n  {\n    "a": "x\n  },\n  {\n    "a": 2\n  }\n]',
    [{ a: 2 }],
    ['bad-json @ 4 + 18'],
  ],
  [
    'an open quote in the style of Jackson',
    '[ {\n  "a" : 1\n}, {\n  "a" : "x\n}, {\n  "a" : 3\n} ]',
    [{ a: 1 }, { a: 3 }],
    ['bad-json @ 17 + 16'],
  ],
  [
    'an open quote in an array of lines',
    '[\n{"a":"x},\n{"a":2}\n]',
    [{ a: 2 }],
    ['bad-json @ 2 + 9'],
  ],
  [
    'an open quote in a compact array',
    '[{"a":1},{"a":"x},{"a":3},{"a":4}]',
    [{ a: 1 }, { a: 3 }, { a: 4 }],
    ['bad-json @ 9 + 9'],
  ],
  [
    'an element cut inside an inner array',
    '[\n{"a":[{"b":1},\n{"a":2},\n{"a":3}\n]\n',
    [{ a: 2 }, { a: 3 }],
    ['bad-json @ 2 + 14'],
  ],
  ['a missing comma', '[{"a":1} {"a":2}]', [{ a: 1 }, { a: 2 }], ['bad-json @ 9 + 0']],
  ['a trailing comma', '[{"a":1},]', [{ a: 1 }], ['bad-json @ 9 + 1']],
  ['two commas', '[{"a":1},,{"a":2}]', [{ a: 1 }, { a: 2 }], ['bad-json @ 9 + 1']],
  ['a comma in front', '[,{"a":2}]', [{ a: 2 }], ['bad-json @ 1 + 1']],
  ['a bracket too many', '[{"a":1}]]\n{"a":2}', [{ a: 1 }, { a: 2 }], ['bad-json @ 9 + 1']],
  [
    'lines with commas, reported once',
    '{"a":1},\n{"a":2},\n{"a":3}',
    [{ a: 1 }, { a: 2 }, { a: 3 }],
    ['bad-json @ 7 + 1'],
  ],
  [
    'an array that is not closed before the next line',
    '[{"a":1}\n{"a":2}\n{"a":3}\n',
    [{ a: 1 }, { a: 2 }, { a: 3 }],
    ['bad-json @ 9 + 0'],
  ],
  [
    'an array that is never closed',
    '[{"a":1},{"a":2}',
    [{ a: 1 }, { a: 2 }],
    ['truncated @ 16 + 0'],
  ],
  ['a last line that is cut', '{"a":1}\n{"a":', [{ a: 1 }], ['truncated @ 8 + 5']],
  ['a last element that is cut', '[{"a":1},{"a":', [{ a: 1 }], ['truncated @ 9 + 5']],
  ['a last string that is cut after a backslash', '{"a":"\\', [], ['truncated @ 0 + 7']],
  ['NUL bytes between records', '{"a":1}\0\0\0{"a":2}', [{ a: 1 }, { a: 2 }], ['bad-json @ 7 + 3']],
  [
    'NUL bytes inside a record',
    '{"a":"x\0\0\n{"a":2}\n',
    [{ a: 2 }],
    ['bad-json @ 0 + 7', 'bad-json @ 7 + 2'],
  ],
  ['NUL bytes at the end', '{"a":1}\n\0\0\0', [{ a: 1 }], ['bad-json @ 8 + 3']],
  [
    'a deep record',
    `{"a":${'['.repeat(8)}${']'.repeat(8)}}\n{"a":2}\n`,
    [{ a: 2 }],
    ['too-deep @ 0 + 22'],
  ],
  [
    'brackets in strings, which are not deep',
    `{"a":"${'['.repeat(50)}"}`,
    [{ a: '['.repeat(50) }],
    [],
  ],
  [
    'brackets side by side, which are not deep',
    `{"a":[${'[],'.repeat(30)}[]]}`,
    [{ a: Array(31).fill([]) }],
    [],
  ],
  ['a large record', `{"a":"${'x'.repeat(500)}"}\n{"a":2}`, [{ a: 2 }], ['too-large @ 0 + 508']],
  [
    'a large pretty record',
    `{\n "a": [\n${'  "x",\n'.repeat(50)}  "y"\n ]\n}\n{"a":2}`,
    [{ a: 2 }],
    ['too-large @ 0 + 370'],
  ],
  [
    'a large record before an object with a list',
    `{"a":"${'x'.repeat(500)}"}\n{"events":[{"a":2}]}\n{"a":3}`,
    [{ events: [{ a: 2 }] }, { a: 3 }],
    ['too-large @ 0 + 508'],
  ],
  ['a large element', `[{"a":"${'x'.repeat(500)}"},{"a":2}]`, [{ a: 2 }], ['too-large @ 1 + 508']],
  ['a large line of no JSON', `${'x'.repeat(500)}\n{"a":2}`, [{ a: 2 }], ['too-large @ 0 + 500']],
  ['a line of no JSON as large as allowed', `${'x'.repeat(200)}\r\n`, [], ['bad-json @ 0 + 200']],
  ['a large open quote', `{"a":"${'x'.repeat(500)}\n{"a":2}`, [{ a: 2 }], ['too-large @ 0 + 506']],
  ['many brackets', '['.repeat(300), [], ['too-large @ 8 + 292', 'truncated @ 300 + 0']],
];

describe('damaged text', () => {
  it.each(cases)('%s', (_name, input, found, lost) => {
    const bytes = Buffer.from(input);
    for (const size of [1, 2, 3, 7, 64, 1000]) {
      const items = scanned(bytes, [size], small);
      expect(values(items)).toEqual(found);
      expect(damages(items)).toEqual(lost);
      expect(unaccounted(bytes, items)).toBeUndefined();
    }
  });

  it('invalid UTF-8 costs the one record', () => {
    const bad = [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82]];
    for (const inside of bad) {
      const bytes = Buffer.concat([
        Buffer.from('{"a":"ä"}\n{"a":"'),
        Buffer.from(inside),
        Buffer.from('"}\n{"a":3}'),
      ]);
      for (const size of [1, 100]) {
        const items = scanned(bytes, [size]);
        expect(values(items)).toEqual([{ a: 'ä' }, { a: 3 }]);
        expect(damages(items)).toEqual([`bad-encoding @ 11 + ${8 + inside.length}`]);
      }
    }
  });

  it('members are counted in the one record, wherever it lies', () => {
    const many = (count: number) => ({ a: Array.from({ length: count - 2 }, () => ({})) });
    for (const before of ['', ' ', '[{}],', '[[[{}]]]', '{}\n', '{} ']) {
      for (const [count, lost] of [
        [30, 0],
        [31, 1],
      ] as const) {
        const text = `${before}${JSON.stringify(many(count))}[{}]{}`;
        const items = scanned(text, [1000], { ...small, members: 30 });
        const tooLarge = damages(items).filter((damage) => damage.startsWith('too-large'));
        expect(tooLarge).toHaveLength(lost);
      }
    }
  });

  it('messages quote nothing of the text', () => {
    const hostile = '\u001b]0;owned\u0007';
    for (const input of [
      `{"a":${hostile}}`,
      hostile,
      `[${hostile}]`,
      `{"a":"${hostile}"}`,
      `{${hostile}`,
    ]) {
      const messages = scanned(input).map((item) =>
        item.kind === 'damage' ? toldInEnglish(item.told) : '',
      );
      expect(messages.join()).toMatch(/^[\x20-\x7e]+$/);
    }
  });

  it('keys such as __proto__ are plain keys', () => {
    const [item] = scanned(
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
    );
    expect(item?.kind === 'value' && Object.hasOwn(item.value as object, '__proto__')).toBe(true);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
