import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { memberFields, parseArrays, parseField } from '../../src/event/field.ts';
import type { Json, JsonObject } from '../../src/event/json.ts';

vi.setConfig({ testTimeout: 60_000 });

function read(path: string, raw: JsonObject): readonly Json[] {
  return parseField(path).read(raw);
}

function nested(value: Json, levels: number): Json {
  return Array.from({ length: levels }).reduce<Json>((inner) => [inner], value);
}

describe('reading a field', () => {
  const people: JsonObject = {
    target: [
      { displayName: 'Ana', type: 'User' },
      { displayName: null },
      { type: 'AppInstance' },
      'stray',
      null,
      { displayName: 'Ben' },
    ],
  };

  test.each<[string, string, JsonObject, readonly Json[]]>([
    ['a key at the top', 'eventType', { eventType: 'a' }, ['a']],
    ['a path', 'actor.id', { actor: { id: '00u1' } }, ['00u1']],
    ['an object as it is', 'actor', { actor: { id: 1 } }, [{ id: 1 }]],
    ['false, 0 and empty text', 'a.b', { a: { b: [false, 0, ''] } }, [false, 0, '']],
    ['null', 'actor.id', { actor: { id: null } }, [null]],
    ['null at the top', 'device', { device: null }, [null]],
    ['nothing below null', 'device.id', { device: null }, []],
    ['nothing below text', 'actor.id.x', { actor: { id: 'text' } }, []],
    ['nothing where nothing is', 'actor.id', {}, []],
    ['one value per member of an array', 'target.displayName', people, ['Ana', null, 'Ben']],
    [
      'the members of an array at the end',
      'a.b',
      { a: { b: [1, [2, [3]], null] } },
      [1, 2, 3, null],
    ],
    ['nothing in an empty array', 'target', { target: [] }, []],
    ['nothing below an empty array', 'target.id', { target: [] }, []],
    ['arrays within arrays', 'a.b', { a: [[{ b: 1 }], [[{ b: 2 }]]] }, [1, 2]],
    [
      'arrays on several levels',
      'a.b.c',
      { a: [{ b: [{ c: 1 }, { c: 2 }] }, { b: { c: 3 } }] },
      [1, 2, 3],
    ],
    ['no array by index', 'target.0', { target: ['a'] }, []],
    ['no length of an array or text', 'target.length', { target: ['a'] }, []],
    ['a key that has the dots', 'a.b', { 'a.b': 1 }, [1]],
    ['both spellings', 'a.b', { a: { b: 1 }, 'a.b': 2 }, [1, 2]],
    ['dots inside a deeper key', 'a.b.c.d', { a: { 'b.c': { d: 1 } } }, [1]],
    ['a key with dots below an array', 'a.b.c', { a: [{ 'b.c': 1 }] }, [1]],
    ['keys with blanks', 'a.New Device', { a: { 'New Device': 1 } }, [1]],
    ['an empty key', 'a.', { a: { '': 1 } }, [1]],
    ['case as written', 'Actor.ID', { actor: { id: 1 } }, []],
  ])('gives %s', (_name, path, raw, wanted) => {
    expect(read(path, raw)).toEqual(wanted);
  });

  test.each([
    'constructor',
    'constructor.name',
    'toString',
    '__proto__',
    '__proto__.a',
    'a.__proto__',
    'a.constructor',
    'a.constructor.name',
    'hasOwnProperty',
  ])('finds no inherited %s', (path) => {
    const raw = { a: {} };
    expect(read(path, raw)).toEqual([]);
    expect(parseField(path).has(raw)).toBe(false);
  });

  test('finds hostile names that the record really has', () => {
    const raw = JSON.parse('{"__proto__": {"a": 1}, "constructor": {"name": 2}}') as JsonObject;
    expect(read('__proto__.a', raw)).toEqual([1]);
    expect(read('constructor.name', raw)).toEqual([2]);
    expect(({} as { a?: unknown }).a).toBeUndefined();
  });

  test('takes a plain object whose key is undefined as lacking it', () => {
    const raw = { a: undefined, b: { c: undefined } } as unknown as JsonObject;
    expect(read('a', raw)).toEqual([]);
    expect(read('b.c', raw)).toEqual([]);
    expect(parseField('a').has(raw)).toBe(false);
  });

  test.each<[string, string, JsonObject, boolean]>([
    ['a value', 'a.b', { a: { b: 1 } }, true],
    ['null', 'a.b', { a: { b: null } }, true],
    ['null at the top', 'a', { a: null }, true],
    ['empty text', 'a.b', { a: { b: '' } }, true],
    ['an empty array', 'a', { a: [] }, true],
    ['an empty array below', 'a.b', { a: { b: [] } }, true],
    ['an empty object', 'a', { a: {} }, true],
    ['a key in one of several members', 'a.b', { a: [{}, { b: null }] }, true],
    ['a key in no member', 'a.b', { a: [{}, { c: 1 }] }, false],
    ['a key of no member at all', 'a.b', { a: [] }, false],
    ['a key below null', 'a.b', { a: null }, false],
    ['a missing key', 'a', {}, false],
  ])('has: %s', (_name, path, raw, wanted) => {
    expect(parseField(path).has(raw)).toBe(wanted);
  });

  test('looks into 32 arrays around each other, and no deeper', () => {
    expect(read('a.b', { a: nested({ b: 1 }, 32) })).toEqual([1]);
    expect(read('a.b', { a: nested({ b: 1 }, 33) })).toEqual([]);
    expect(() => read('a.b', { a: { b: nested(1, 5_000) } })).not.toThrow();
  });
});

describe('text in debugContext.debugData', () => {
  const debug = (key: string, text: Json): JsonObject => ({
    debugContext: { debugData: { [key]: text } },
  });
  const behaviors = '{New Device=POSITIVE, New IP=NEGATIVE, Velocity=NEGATIVE}';

  test.each<[string, string, string, string, readonly Json[]]>([
    ['a key of a Java map', 'behaviors', behaviors, 'New Device', ['POSITIVE']],
    ['its last key', 'behaviors', behaviors, 'Velocity', ['NEGATIVE']],
    ['no key it lacks', 'behaviors', behaviors, 'New Country', []],
    [
      'values with commas',
      'risk',
      '{reasons=Anomalous Location, Anomalous Device, level=HIGH}',
      'reasons',
      ['Anomalous Location', 'Anomalous Device'],
    ],
    ['values with commas of any map', 'map', '{a=b, c, d=e}', 'a', ['b, c']],
    ['a map without braces', 'risk', 'reasons=A, B, level=HIGH', 'level', ['HIGH']],
    ['a map with blanks about its signs', 'risk', '{level = HIGH, reasons = A}', 'level', ['HIGH']],
    ['a map within a map', 'map', '{a={b={c=1}, d=2}, e=3}', 'a.b.c', ['1']],
    ['what follows an inner map', 'map', '{a={b={c=1}, d=2}, e=3}', 'e', ['3']],
    ['a class name of an inner map', 'map', '{a=Risk{b=1}, c=2}', 'a.b', ['1']],
    ['lists', 'list', '[{name=a, level=LOW}, {name=b, level=HIGH}]', 'level', ['LOW', 'HIGH']],
    ['a list within a map', 'map', '{a=[b, c], d=e}', 'a', ['b', 'c']],
    ['half a bracket within a value', 'map', '{name=a{b, level=HIGH}', 'level', ['HIGH']],
    ['the other half', 'map', '{name=a}b, level=HIGH}', 'level', ['HIGH']],
    ['brackets that hold no map', 'map', '{a={, level=HIGH, b=}}', 'level', ['HIGH']],
    ['very many brackets', 'map', `{a=${'{'.repeat(99)}, level=HIGH}`, 'level', ['HIGH']],
    ['both values of a key', 'map', '{level=HIGH, name=x, level=LOW}', 'level', ['HIGH', 'LOW']],
    ['what follows such a value', 'risk', '{reasons=A, B, level=HIGH}', 'level', ['HIGH']],
    ['a map behind a class name', 'risk', 'Risk{level=LOW, detail=x}', 'level', ['LOW']],
    ['values with equals signs', 'map', '{a=b=c, d=e}', 'a', ['b=c']],
    ['empty values', 'map', '{a=, d=e}', 'a', ['']],
    ['maps with blanks around', 'map', '  {a=b}\n', 'a', ['b']],
    ['values with line breaks', 'map', '{a=b\nc, d=e}', 'a', ['b\nc']],
    ['JSON objects', 'logOnlySecurityData', '{"risk":{"level":"HIGH"}}', 'risk.level', ['HIGH']],
    [
      'JSON arrays, each member',
      'tunnels',
      '[{"type":"VPN"},{"type":"TOR"}]',
      'type',
      ['VPN', 'TOR'],
    ],
    ['JSON in JSON', 'outer', JSON.stringify({ inner: JSON.stringify({ a: 1 }) }), 'inner.a', [1]],
    ['hostile keys as plain ones', 'map', '{__proto__=x, constructor=y}', '__proto__', ['x']],
    ['nothing in plain text', 'plain', 'a=b', 'a', []],
    ['nothing in a JSON number', 'plain', '17', 'a', []],
    ['nothing in an open map', 'plain', '{a=b', 'a', []],
    ['nothing in an empty map', 'plain', '{}', 'a', []],
    ['nothing in empty text', 'plain', '', 'a', []],
  ])('is opened for %s', (_name, key, text, below, wanted) => {
    expect(read(`debugContext.debugData.${key}.${below}`, debug(key, text))).toEqual(wanted);
  });

  test('stays readable as it is', () => {
    expect(read('debugContext.debugData.behaviors', debug('behaviors', behaviors))).toEqual([
      behaviors,
    ]);
  });

  test('is opened where the record has the path as one key', () => {
    const raw = { 'debugContext.debugData.behaviors': behaviors };
    expect(read('debugContext.debugData.behaviors.New IP', raw)).toEqual(['NEGATIVE']);
  });

  test.each<[string, string, JsonObject]>([
    ['the debug data', 'debugContext.debugData.a', { debugContext: { debugData: '{"a":1}' } }],
    ['a detail', 'actor.detailEntry.a', { actor: { detailEntry: '{"a":1}' } }],
    ['an actor', 'actor.id', { actor: '{"id":1}' }],
    ['targets', 'target.id', { target: '[{"id":1}]' }],
    ['a target', 'target.id', { target: ['{"id":1}'] }],
    [
      'a policy',
      'target.changeDetails.from.rule.a',
      { target: [{ changeDetails: { from: { rule: '{"a":1}' } } }] },
    ],
    ['all of it', 'target.changeDetails.to.a', { target: [{ changeDetails: '{"to":{"a":1}}' }] }],
  ])('is opened as well as JSON that stands for %s', (_name, path, raw) => {
    expect(read(path, raw)).toEqual([1]);
  });

  test.each<[string, string, JsonObject]>([
    ['a name', 'actor.displayName.a', { actor: { displayName: '{"a":1}' } }],
    ['an agent', 'client.userAgent.rawUserAgent.a', { client: { userAgent: '{"a":1}' } }],
    ['a whole agent', 'client.userAgent.os', { client: { userAgent: '{"os":1}' } }],
    ['an address', 'debugContext.debugData.url.a', debug('url', '{"a":1}')],
    ['a Java map in place of a map', 'actor.id', { actor: '{id=1, displayName=x}' }],
    ['what the log does not have', 'custom.a', { custom: '{"a":1}' }],
    ['what an actor does not have', 'actor.detail.a', { actor: { detail: '{"a":1}' } }],
  ])('is not opened if it is %s', (_name, path, raw) => {
    expect(read(path, raw)).toEqual([]);
  });

  test('counts as there when a key inside it is', () => {
    expect(
      parseField('debugContext.debugData.behaviors.Velocity').has(debug('behaviors', behaviors)),
    ).toBe(true);
    expect(
      parseField('debugContext.debugData.behaviors.Place').has(debug('behaviors', behaviors)),
    ).toBe(false);
  });

  const deep = 20_000;
  test.each([
    ['brackets', '['.repeat(deep)],
    ['closed brackets', '['.repeat(deep) + ']'.repeat(deep)],
    ['objects', `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`],
    ['braces', '{'.repeat(deep) + '}'.repeat(deep)],
    ['closing braces and blanks', `{${'} '.repeat(deep)}x`],
    ['a long word', 'x'.repeat(1_000_000)],
    ['a long blank', `${' '.repeat(1_000_000)}x`],
    ['commas', `{${', '.repeat(deep)}}`],
    ['equals signs', `{a${'='.repeat(deep)}}`],
    [
      'JSON in JSON in JSON',
      Array.from({ length: 12 }).reduce<string>((text) => JSON.stringify([text]), 'x'),
    ],
    ['half a pair', '{\ud83d=\ude00}'],
  ])('may be %s', (_name, text) => {
    const raw = debug('x', text);
    expect(() => read('debugContext.debugData.x.a', raw)).not.toThrow();
    expect(() => read('debugContext.debugData.x.a.a.a', raw)).not.toThrow();
  });

  test('may be anything', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      'a',
      '=',
      ', ',
      ':',
      ' ',
      '\\',
      '\n',
      '1',
      'R{',
    );
    const text = fc.array(piece, { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (value) => {
        const values = read('debugContext.debugData.x.a', debug('x', value));
        expect(Array.isArray(values)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  test('as a Java map gives back every entry that was written', () => {
    const key = fc.stringMatching(/^[A-Za-z][A-Za-z ]{0,8}[a-z]$/);
    const value = fc.stringMatching(/^[A-Za-z0-9 =.]{0,12}$/);
    fc.assert(
      fc.property(
        fc.dictionary(key, value, { minKeys: 1, maxKeys: 6, noNullPrototype: true }),
        (map) => {
          const entries = Object.entries(map);
          const raw = debug(
            'x',
            `{${entries.map(([name, text]) => `${name}=${text}`).join(', ')}}`,
          );
          for (const [name, text] of entries) {
            expect(read(`debugContext.debugData.x.${name}`, raw)).toEqual([text]);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('fields of any record', () => {
  const { json } = fc.letrec<{ json: Json }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<Json>(null, true, 0, 'x', ''),
      fc.array(tie('json'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'a.b', 'b.a'), tie('json'), {
        maxKeys: 3,
        noNullPrototype: true,
      }),
    ),
  }));
  const record = fc.dictionary(fc.constantFrom('a', 'b', 'a.b', 'b.a', 'a.b.a'), json, {
    noNullPrototype: true,
  });
  const path = fc
    .array(fc.constantFrom('a', 'b'), { minLength: 1, maxLength: 4 })
    .map((steps) => steps.join('.'));

  /** The values of a path, by the words of the rule: a key is any prefix of what is left of the path. */
  function naive(value: Json, rest: string): Json[] {
    if (Array.isArray(value)) return value.flatMap((item: Json) => naive(item, rest));
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value as JsonObject).flatMap(([key, inner]) => {
      if (key === rest) return flat(inner);
      return rest.startsWith(`${key}.`) ? naive(inner, rest.slice(key.length + 1)) : [];
    });
  }

  function flat(value: Json): Json[] {
    return Array.isArray(value) ? value.flatMap((item: Json) => flat(item)) : [value];
  }

  const sorted = (values: readonly Json[]): string[] =>
    values.map((value) => JSON.stringify(value)).sort();

  test('are those that a plain walk finds', () => {
    fc.assert(
      fc.property(record, path, (raw, text) => {
        expect(sorted(read(text, raw))).toEqual(sorted(naive(raw, text)));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('the arrays at a path', () => {
  const debug = (x: Json): JsonObject => ({ debugContext: { debugData: { x } } });

  test.each<[string, string, Json, readonly (readonly Json[])[]]>([
    ['an array', 'a', { a: [1, null, [2]] }, [[1, null, [2]]]],
    ['an empty array', 'a', { a: [] }, [[]]],
    ['a single value', 'a', { a: { b: 1 } }, [[{ b: 1 }]]],
    ['false', 'a', { a: false }, [[false]]],
    ['null', 'a', { a: null }, []],
    ['nothing', 'a', {}, []],
    ['no event at all', 'a', null, []],
    ['the arrays of several members', 'a.b', { a: [{ b: [1, 2] }, {}, { b: [3] }] }, [[1, 2], [3]]],
    ['a key with a dot', 'a.b', { 'a.b': [1], a: { b: [2] } }, [[2], [1]]],
    ['JSON of debugData', 'debugContext.debugData.x', debug('[{"a":1},2]'), [[{ a: 1 }, 2]]],
    ['a map of debugData', 'debugContext.debugData.x', debug('{a=1, b=2}'), [[{ a: '1', b: '2' }]]],
    ['plain text of debugData', 'debugContext.debugData.x', debug('a'), [['a']]],
    ['JSON elsewhere', 'a', { a: '[1]' }, [['[1]']]],
  ])('%s', (_name, path, raw, wanted) => {
    expect(parseArrays(path, undefined)(raw)).toEqual(wanted);
  });

  test('of a member are found from there', () => {
    expect(parseArrays('b', 'a')({ b: [1] })).toEqual([[1]]);
    expect(parseArrays('.', 'a')([1, 2])).toEqual([[1, 2]]);
    expect(parseArrays('.', 'a')('[1]')).toEqual([['[1]']]);
    expect(parseArrays('.', 'debugContext.debugData.x')('[1]')).toEqual([[1]]);
    expect(parseArrays('x', 'debugContext.debugData')({ x: '[1]' })).toEqual([[1]]);
    expect(parseArrays('b', 'a')(undefined)).toEqual([]);
  });
});

describe('a field of a member', () => {
  const of = memberFields('target');

  test('is read from the member', () => {
    expect(of('a.b').read({ a: [{ b: 1 }, { b: 2 }] })).toEqual([1, 2]);
    expect(of('a').read('text')).toEqual([]);
    expect(of('a').read([{ a: 1 }])).toEqual([1]);
    expect(of('debugContext.debugData.x.a').read({})).toEqual([]);
  });

  test('may be the member itself, and is not if there is none', () => {
    const itself = of('.');
    for (const value of [1, 'a', false, '', { a: 1 }]) expect(itself.read(value)).toEqual([value]);
    expect(itself.read([1, [2]])).toEqual([1, 2]);
    expect(itself.read(null)).toEqual([null]);
    expect(itself.read(undefined)).toEqual([]);
    expect(itself.has(null)).toBe(true);
    expect(itself.has(undefined)).toBe(false);
    expect(of('a').has(undefined)).toBe(false);
  });

  test('opens text where a field of an event is opened', () => {
    expect(memberFields('debugContext.debugData.x')('a.b').read({ a: '{b=1}' })).toEqual(['1']);
    expect(
      memberFields('debugContext')('debugData.x.a').read({ debugData: { x: '{a=1}' } }),
    ).toEqual(['1']);
    expect(memberFields('debugContext')('debugData.x').read({ debugData: '{x=1}' })).toEqual(['1']);
    expect(of('a.b').read({ a: '{b=1}' })).toEqual([]);
  });

  test('with one dot is a name of an event', () => {
    expect(parseField('.').read({ '': { '': 1 }, '.': 2 })).toEqual([1, 2]);
  });
});

describe('members that fit', () => {
  const user = { type: 'User', id: 'u', alternateId: 'ann@example.com' };
  const app = { type: 'AppInstance', id: 'a', roles: [{ id: 'r1' }, { id: 'r2' }] };
  const targets = { target: [app, user, { type: 'USER', id: 'v' }, null, 'x'] };

  test.each<[string, JsonObject, readonly Json[]]>([
    ['target[type=User].id', targets, ['u', 'v']],
    ['target[type=User,id=V].id', targets, ['v']],
    ['target[type=User].alternateId', targets, ['ann@example.com']],
    ['target[type=Group].id', targets, []],
    ['target[0].id', targets, ['a']],
    ['target[1].id', targets, ['u']],
    ['target[-3].id', targets, ['v']],
    ['target[3].id', targets, []],
    ['target[3]', targets, [null]],
    ['target[9].id', targets, []],
    ['target[type=AppInstance].roles[-1].id', targets, ['r2']],
    ['target.roles[id=r1].id', targets, ['r1']],
    ['target[roles.id=r2].id', targets, ['a']],
    ['target[.=x]', targets, ['x']],
    ['target[type=User].id', { target: user }, ['u']],
    ['target[type=User].id', { target: null }, []],
    ['target[type=User].id', {}, []],
    ['target[type=User].id', { target: JSON.stringify([app, user]) }, ['u']],
    ['target[type=User].id', { target: [JSON.stringify(user)] }, ['u']],
    ['target[0].id', { target: JSON.stringify([app, user]) }, ['a']],
    ['actor[type=User].id', { actor: user }, ['u']],
    [
      'x[n=1].y',
      {
        x: [
          { n: 1, y: 2 },
          { n: true, y: 3 },
          { n: '1', y: 4 },
        ],
      },
      [2, 4],
    ],
    ['x[n=a\\,b\\]\\*].y', { x: [{ n: 'a,b]*', y: 2 }] }, [2]],
    ['x[n=C:\\dir].y', { x: [{ n: 'c:\\dir', y: 2 }] }, [2]],
    ['x[n\\[0\\]=a].y', { x: [{ 'n[0]': 'a', y: 2 }] }, [2]],
    ['x\\[0\\].y', { 'x[0]': { y: 1 }, x: [{ y: 2 }] }, [1]],
    [
      'debugContext.debugData.t[type=VPN].ip',
      debugged('[{type=TOR, ip=1}, {type=VPN, ip=2}]'),
      ['2'],
    ],
    ['debugContext.debugData.t[0].ip', debugged('[{"type":"TOR","ip":1}]'), [1]],
    ['debugContext.debugData.t[0]', debugged('[{"type":"TOR","ip":1}]'), ['{"type":"TOR","ip":1}']],
    ['debugContext.debugData.t[m.a=1].b', debugged('[{"m":"{a=1}","b":"{c=d}"}]'), ['{c=d}']],
    [
      'debugContext.debugData.risk.reasons[-1]',
      { debugContext: { debugData: { risk: '{reasons=A, B}' } } },
      ['B'],
    ],
    [
      'client.userAgent.rawUserAgent[type=x].id',
      { client: { userAgent: { rawUserAgent: '[{"type":"x","id":1}]' } } },
      [],
    ],
    ['target[type=User].id', { 'target[type=User].id': ['of an alert'] }, ['of an alert']],
  ])('%s of %j', (path, raw, wanted) => {
    expect(read(path, raw)).toEqual(wanted);
    expect(parseField(path).has(raw)).toBe(wanted.length > 0);
  });

  function debugged(t: Json): JsonObject {
    return { debugContext: { debugData: { t } } };
  }

  test('are read of a member, too', () => {
    expect(memberFields('target')('roles[id=r2].id').read(app)).toEqual(['r2']);
    expect(memberFields('debugContext.debugData')('x[a=1].b').read({ x: '[{a=1, b=2}]' })).toEqual([
      '2',
    ]);
  });

  test('take time in proportion to the array, however it is nested', () => {
    const many = {
      target: Array.from({ length: 20_000 }, (_, id) => ({ type: id % 2 ? 'User' : 'x', id })),
    };
    expect(read('target[type=User].id', many)).toHaveLength(10_000);
    expect(() => read('a[0][0][0][0].b', { a: nested(1, 5_000) })).not.toThrow();
  });
});
