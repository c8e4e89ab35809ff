import fc from 'fast-check';
import type { Json, JsonObject } from '../../src/event/json.ts';

/** The value lists that {@link selection} names. */
export const lists = new Map([
  ['L', ['ab', 'A*', '10.0.0.0/8', '2001:db8::1']],
  ['M', ['b', '']],
  ['N', ['10.0.0.0/8', '192.0.2.7', '2001:db8::/32']],
  ['none', []],
]);

export const some = fc.constantFrom;
const text = fc
  .array(some('a', 'B', '\u00e4', '1', '*', '?', '\\', '-', '/', '\u{1F600}', '\n'), {
    maxLength: 4,
  })
  .map((signs) => signs.join(''));
const short = some('ab', 'aB1', 'b-', 'fo\u00e4', '\u{1F600}a', 'a\\*b');
const times = [
  '2024-12-30T23:59:00Z',
  '2023-01-01T00:30:00+01:00',
  '2021-01-03T12:00:00Z',
  '2024-02-29T05:07:09Z',
] as const;
const number = some(0, 1, 10, -1, 1.5);
export const one = <T>(values: fc.Arbitrary<T>, maxLength = 2): fc.Arbitrary<readonly T[]> =>
  fc.array(values, { minLength: 1, maxLength });

/** Modifiers in an order that the language allows, and values that they take. */
type Test = readonly [readonly string[], readonly Json[]];
const maybe = (...names: string[]): fc.Arbitrary<readonly string[]> =>
  some<readonly string[]>([], ...names.map((name) => [name]));
const join = (...groups: fc.Arbitrary<readonly string[]>[]): fc.Arbitrary<readonly string[]> =>
  fc.tuple(...groups).map((all) => all.flat());
const with_ = (names: fc.Arbitrary<readonly string[]>, values: fc.Arbitrary<readonly Json[]>) =>
  fc.tuple(names, values) as fc.Arbitrary<Test>;
const open = maybe('contains', 'startswith', 'endswith');
const wide = maybe('wide', 'utf16le', 'utf16be', 'utf16');
const linking = some<readonly string[]>([], [], ['all'], ['neq'], ['all', 'neq']);

const plain = with_(
  join(maybe('cased'), open, linking),
  one(fc.oneof(text, number, fc.boolean()), 3),
);
const orNull = with_(linking, one(fc.oneof(text, fc.constant(null)), 3));
export const tests: fc.Arbitrary<Test> = fc.oneof(
  plain,
  orNull,
  with_(join(maybe('windash'), open, linking), one(text)),
  with_(join(wide, some(['base64'], ['base64offset']), maybe('cased'), open, linking), one(short)),
  with_(join(some(['wide'], ['utf16be']), open), one(short)),
  with_(
    join(
      some<readonly string[]>(
        ['expand'],
        ['cased', 'expand'],
        ['expand', 'contains'],
        ['startswith', 'expand'],
      ),
      linking,
    ),
    one(some('%L%', '%M%', '%L%%M%', 'x%M%*', '%none%', '\\*%L%')),
  ),
  with_(join(some(['cidr', 'expand'], ['expand', 'cidr']), linking), fc.constant(['%N%'])),
  with_(
    join(fc.constant(['cidr']), linking),
    one(some('10.0.0.0/8', '192.0.2.0/24', '2001:db8::/32')),
  ),
  with_(
    join(
      fc.constant(['re']),
      maybe('i', 'ignorecase'),
      maybe('m', 'multiline'),
      maybe('s', 'dotall'),
      open,
      linking,
    ),
    one(some('^a', 'B$', 'a.b', '[ab]+1', '(?:a|\u00e4)b?', 'ab', 'A', 'a{2}', 'a*b', '')),
  ),
  with_(join(some(['gt'], ['gte'], ['lt'], ['lte']), maybe('all')), one(number)),
  with_(
    fc.constant(['exists']),
    fc.boolean().map((value) => [value]),
  ),
  with_(
    join(fc.constant(['fieldref']), maybe('cased'), open, linking),
    one(some('f', 'g', 'g.f', 't.f', 't[0].f', 't[-1].g', 't[g=ab].f')),
  ),
  with_(
    join(
      some(
        ['minute'],
        ['minute'],
        ['minute'],
        ['hour'],
        ['day'],
        ['week'],
        ['month'],
        ['hour@Europe/Berlin'],
        ['day@Asia/Kolkata'],
      ),
      some<readonly string[]>([], ['neq'], ['all'], ['gte'], ['lt'], ['gt', 'all']),
    ),
    one(some(1, 2, 5, 7, 12)),
  ),
  with_(
    join(some(['daypart'], ['daypart@Pacific/Auckland']), linking),
    one(some('night', 'morning', 'afternoon', 'evening', null)),
  ),
  with_(join(some(['domain'], ['user']), open, linking), one(some('a', 'b', 'x', '*', 'B@'))),
  with_(
    join(some(['domain'], ['user'], ['hour']), fc.constant(['fieldref'])),
    one(some('f|domain', 'g|user', 'f|hour', 'f')),
  ),
  with_(
    join(some(['domain'], ['user'], ['weekday']), fc.constant(['exists'])),
    fc.boolean().map((value) => [value]),
  ),
  with_(join(some(['weekday'], ['weekday@Asia/Tokyo']), maybe('neq', 'gt')), one(some(1, 2, 6, 7))),
  with_(join(fc.constant(['year']), maybe('neq', 'lte')), one(some(2021, 2022, 2024))),
);

/** Paths to members that fit; what they ask for stands in some events. */
const fitting = some(
  't[f=ab].g',
  't[g=1].f',
  't[f=AB,g=true].g',
  't[f=b].f',
  't[g=xab]',
  'g[f=10].g[g=ab].f',
  't.f[g=ab]',
  'f[.=ab]',
);
const path = fc.oneof(
  { arbitrary: some('f', 'g', 'g.f', 't.f', 't.g'), weight: 4 },
  { arbitrary: fitting, weight: 1 },
);
const quantifier = some('any', 'all', 'all_or_empty', 'none', '0', '-1', '2');
const chosen = fc.tuple(some('t', 'g', 't.f'), quantifier).map(([name, how]) => `${name}[${how}]`);
export const asMap = (name: string, [names, values]: Test): JsonObject => ({
  [[name, ...names].join('|')]: values.length === 1 ? (values[0] as Json) : values,
});

const merged = (maps: readonly JsonObject[]): JsonObject => Object.assign({}, ...maps);

const words = fc.oneof(
  with_(maybe('all', 'cased', 'windash', 'base64offset'), one(short)),
  with_(fc.constant(['expand']), one(some('%L%', 'x%M%'))),
);
/** A selection as a rule writes it, in every corner of the language. */
export const { selection } = fc.letrec<{ selection: JsonObject }>((tie) => {
  const member: fc.Arbitrary<readonly [string, Test]> = fc.oneof(
    fc.tuple(some('.', 'f', 'g', 'f.g', '.[any]', 'f[0]', 'g[all].f', 'g[f=ab].g'), tests),
    fc.tuple(fc.constant(''), words),
  );
  const inner: fc.Arbitrary<Json> = fc.oneof(
    { maxDepth: 2 },
    one(member).map((all) => merged(all.map(([name, asked]) => asMap(name, asked)))),
    one(tie('selection') as fc.Arbitrary<Json>),
    fc.tuple(member, member).map(([a, b]) => ({
      a: asMap(...a),
      b: [asMap(...b)],
      condition: 'a and not b',
    })),
  );
  return {
    selection: fc
      .array(
        fc.oneof(
          {
            arbitrary: fc.tuple(path, tests).map(([name, asked]) => asMap(name, asked)),
            weight: 4,
          },
          {
            arbitrary: fc
              .tuple(chosen, some('', '.f', '.g', '[0]', '[any].f'), tests)
              .map(([name, below, asked]) => asMap(name + below, asked)),
            weight: 3,
          },
          {
            arbitrary: fc.tuple(chosen, inner).map(([name, value]) => ({ [name]: value })),
            weight: 3,
          },
          { arbitrary: words.map((asked) => asMap('', asked)), weight: 1 },
        ),
        { minLength: 1, maxLength: 2 },
      )
      .map(merged),
  };
});

/** Text in which some of what is asked for stands. */
const encoded = fc.tuple(some('', 'x', 'xy'), short, some('', 'z')).map(([before, core, after]) => {
  const plainCore = core.replace('\\*', '*');
  return Buffer.from(before + plainCore + after).toString('base64');
});
const wider = fc.tuple(short, fc.boolean(), some('', '\ufeff')).map(([core, big, mark]) => {
  const bytes = Buffer.from(mark + core.replace('\\*', '*'), 'utf16le');
  return (big ? bytes.swap16() : bytes).toString('base64');
});
const leaf = fc.oneof(
  text.map((signs) => signs as Json),
  some<Json>(null, true, false, 0, 1, 10, -1, 1.5, '10', 'TRUE', '', 'ab', 'AB', 'xab', 'b', 'A*b'),
  some<Json>('a@b', 'A@B', 'x@a@b', '@a', 'b@'),
  some<Json>(...times, '10.1.2.3', '192.0.2.7', '2001:db8::1', '203.0.113.9', 'c\0m', 'a\0b\0'),
  encoded,
  wider,
);
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3 },
    { arbitrary: leaf, weight: 3 },
    { arbitrary: fc.array(tie('json'), { maxLength: 3 }), weight: 1 },
    {
      arbitrary: fc.dictionary(some('f', 'g'), tie('json'), { maxKeys: 2, noNullPrototype: true }),
      weight: 1,
    },
  ),
}));
/** An event in which some of what selections ask for stands. */
export const event: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.dictionary(some('f', 'g', 't'), json, { noNullPrototype: true }),
  fc
    .tuple(leaf, leaf, fc.array(fc.record({ f: leaf, g: leaf }, { noNullPrototype: true })))
    .map(([f, g, t]) => ({ f, g, t }) as JsonObject),
);
