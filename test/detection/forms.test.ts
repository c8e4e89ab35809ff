import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { parseField } from '../../src/event/field.ts';
import type { Json, JsonObject } from '../../src/event/json.ts';
import { parseRules } from '../../src/rule/link.ts';
import { hunted, someRules } from '../builders.ts';
import { effort } from '../effort.ts';
import { holdsAlone } from './holds.ts';

vi.setConfig({ testTimeout: 60_000 });

const noLists = new Map();

function holdsOf(selection: Json): (raw: Json) => boolean {
  const document = {
    title: 'T',
    logsource: { product: 'okta' },
    detection: { sel: selection, condition: 'sel' },
  };
  const [rule] = parseRules(JSON.stringify(document)).rules;
  if (!rule) throw new Error('no rule');
  return holdsAlone(rule.condition, noLists);
}

/** As Java writes maps and lists. */
function javaText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(javaText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value as JsonObject);
  return `{${entries.map(([key, inner]) => `${key}=${javaText(inner)}`).join(', ')}}`;
}

/** As `json.dumps` of Python writes JSON. */
function spacedText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(spacedText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value as JsonObject);
  return `{${entries.map(([key, inner]) => `"${key}": ${spacedText(inner)}`).join(', ')}}`;
}

const word = fc.constantFrom('POSITIVE', 'NEGATIVE', 'a', 'b', 'New Device', 'x y', 'HIGH', 'a:b');
const key = fc.constantFrom('level', 'New Device', 'New Geo-Location', 'a', 'b', 'x:1');
const textMap = fc.letrec<{ value: Json; map: JsonObject }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    { arbitrary: word, weight: 4 },
    { arbitrary: tie('map'), weight: 1 },
    { arbitrary: fc.array(word, { minLength: 1, maxLength: 3 }), weight: 1 },
    { arbitrary: fc.array(tie('map'), { minLength: 1, maxLength: 2 }), weight: 1 },
  ),
  map: fc.dictionary(key, tie('value'), { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
})).map;
const jsonMap = fc.letrec<{ value: Json; map: JsonObject }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    { arbitrary: word, weight: 4 },
    {
      arbitrary: fc.constantFrom<Json>(1, 0, true, false, null, '', 'a, b', '{c', 'd=e'),
      weight: 2,
    },
    { arbitrary: tie('map'), weight: 1 },
    { arbitrary: fc.array(tie('value'), { maxLength: 3 }), weight: 1 },
  ),
  map: fc.dictionary(key, tie('value'), { maxKeys: 3, noNullPrototype: true }),
})).map;

/** Where Okta has, or lets others have, maps and lists of its own making. */
const places: readonly (readonly [path: string, at: (value: Json) => JsonObject])[] = [
  ['debugContext.debugData.behaviors', (value) => debug({ behaviors: value })],
  ['debugContext.debugData.logOnlySecurityData', (value) => debug({ logOnlySecurityData: value })],
  ['debugContext.debugData.anything', (value) => debug({ anything: value })],
  ['securityContext.risk', (value) => ({ securityContext: { risk: value } })],
  [
    'target.changeDetails.from.rule',
    (value) => ({ target: [{ changeDetails: { from: { rule: value } } }] }),
  ],
  ['target.detailEntry', (value) => ({ target: [{ detailEntry: value }] })],
  ['transaction.detail', (value) => ({ transaction: { detail: value } })],
];
const place = fc.constantFrom(...places);

function debug(debugData: JsonObject): JsonObject {
  return { debugContext: { debugData } };
}

const modifier = fc.constantFrom(
  '',
  '|contains',
  '|startswith',
  '|endswith',
  '|neq',
  '|cased',
  '|exists',
  '|contains|all',
  '|re',
);
const piece = fc.constantFrom(
  'POSITIVE',
  'New Device',
  'level=HIGH',
  'a=b',
  'a={',
  '{a',
  '}',
  '[',
  ', ',
  '"',
  '"a":"b"',
  '"a": "b"',
  'b',
  '*',
  'a?',
  'HIGH',
  '1',
  'true',
  '{"',
);
const wanted = fc.oneof(
  piece,
  fc.tuple(piece, piece).map(([a, b]) => a + b),
);
const below = fc.constantFrom('', '.level', '.a', '.New Device', '.a.b', '.a.a', '.b.level');
const fieldTest = fc
  .tuple(below, modifier, wanted, fc.boolean())
  .map(([path, how, text, isNull]) => (of: string): Json => {
    if (how === '|exists') return { [`${of}${path}|exists`]: isNull };
    if (how === '|re') return { [`${of}${path}|re`]: text.replace(/[^\w ]/g, '\\$&') };
    if (how === '' && isNull && text === '*') return { [`${of}${path}`]: null };
    return { [`${of}${path}${how}`]: how.endsWith('all') ? [text, 'b'] : text };
  });
const block = fc.tuple(fc.constantFrom('any', 'all', 'none', '0'), wanted).map(
  ([quantifier, text]) =>
    (of: string): Json => ({
      [`${of}.a[${quantifier}]`]: { level: text },
    }),
);
const words = wanted
  .filter((text) => !/[*?]/.test(text))
  .map(
    (text) =>
      (_of: string): Json => [text],
  );
const asked = fc.oneof({ arbitrary: fieldTest, weight: 6 }, block, words);

describe('a map means the same', () => {
  test('as JSON text, with or without blanks, and as an object', () => {
    const answers = new Set<string>();
    fc.assert(
      fc.property(place, jsonMap, asked, ([path, at], map, test) => {
        const holds = holdsOf(test(path));
        const object = holds(at(map));
        for (const text of [JSON.stringify(map), spacedText(map)]) {
          expect([text, holds(at(text))]).toEqual([text, object]);
          expect(parseField(path).read(at(text))).toEqual(parseField(path).read(at(map)));
        }
        answers.add(`${path} ${object}`);
      }),
      { numRuns: effort(4_000, 1_000) },
    );
    expect(answers.size).toBe(places.length * 2);
  });

  test('as the text of Java, and as an object', () => {
    fc.assert(
      fc.property(place, textMap, asked, ([path, at], map, test) => {
        const holds = holdsOf(test(path));
        expect([javaText(map), holds(at(javaText(map)))]).toEqual([javaText(map), holds(at(map))]);
        expect(parseField(path).read(at(javaText(map)))).toEqual(parseField(path).read(at(map)));
      }),
      { numRuns: effort(4_000, 1_000) },
    );
  });

  test('as JSON text within JSON text', () => {
    fc.assert(
      fc.property(place, jsonMap, asked, ([path, at], map, test) => {
        const holds = holdsOf(test(path));
        const [inner, outer] = [
          { a: map, b: 'x' },
          { a: JSON.stringify(map), b: 'x' },
        ];
        expect(holds(at(JSON.stringify(outer)))).toBe(holds(at(outer)));
        expect(parseField(path).read(at(JSON.stringify(outer)))).toEqual(
          parseField(path).read(at(inner)),
        );
        expect(parseField(`${path}.a.level`).read(at(outer))).toEqual(
          parseField(`${path}.a.level`).read(at(inner)),
        );
      }),
      { numRuns: effort(2_000, 500) },
    );
  });
});

describe('a risk', () => {
  const risks: readonly Json[] = [
    '{reasons=Anomalous Device, Anomalous Location, level=HIGH}',
    'reasons=Anomalous Device, Anomalous Location, level=HIGH',
    '{level=HIGH, reasons=Anomalous Device, Anomalous Location}',
    'Risk{level=HIGH, reasons=Anomalous Device, Anomalous Location}',
    '{reasons=[Anomalous Device, Anomalous Location], level=HIGH}',
    '{"level":"HIGH","reasons":"Anomalous Device, Anomalous Location"}',
    { level: 'HIGH', reasons: 'Anomalous Device, Anomalous Location' },
    { level: 'HIGH', reasons: ['Anomalous Device', 'Anomalous Location'] },
  ];
  const path = 'debugContext.debugData.risk';

  test.each<[JsonObject, boolean]>([
    [{ [`${path}.level`]: 'high' }, true],
    [{ [`${path}.level`]: null }, false],
    [{ [`${path}.reasons`]: 'Anomalous Location' }, true],
    [{ [`${path}.reasons`]: 'Anomalous Device, Anomalous Location' }, true],
    [{ [`${path}.reasons|contains`]: 'Device, Anomalous' }, true],
    [{ [`${path}.reasons|all`]: ['Anomalous Device', 'Anomalous Location'] }, true],
    [{ [`${path}.reasons|neq`]: 'Anomalous Device' }, false],
    [{ [`${path}.reasons[any]`]: 'Anomalous Location' }, true],
    [{ [`${path}.reasons[0]`]: 'Anomalous Device' }, true],
    [{ [`${path}|contains`]: 'level=HIGH' }, true],
    [{ [`${path}|contains`]: 'reasons=Anomalous Device, Anomalous Location' }, true],
    [{ [`${path}|contains`]: '"level":"HIGH"' }, true],
    [{ [`${path}|contains`]: 'level=LOW' }, false],
    [{ [`${path}|contains`]: 'level=LOW', eventType: null }, false],
  ])('%j is %j of all its forms', (selection, answer) => {
    const holds = holdsOf(selection);
    expect(risks.map((risk) => [risk, holds(debug({ risk }))])).toEqual(
      risks.map((risk) => [risk, answer]),
    );
  });

  test.each<Json>(['', '{level=HIGH', 'level', 'HIGH', '{}', '[]', null])(
    'in %j has no level',
    (risk) => {
      expect(holdsOf({ [`${path}.level`]: null })(debug({ risk }))).toBe(true);
    },
  );

  test.each<readonly [string, Json, Json]>([
    ['a level with blanks about its sign', '{level = HIGH}', 'HIGH'],
    ['a level before a line break', '{level=HIGH}\n', 'HIGH'],
    ['a reason with a sign in it', '{reasons=a=b, level=HIGH}', 'HIGH'],
    ['a level of another name', '{reasons=x, previous_level=LOW, level=HIGH}', 'HIGH'],
    ['no reason', '{reasons=, level=HIGH}', 'HIGH'],
  ])('has %s', (_name, risk, level) => {
    expect(parseField(`${path}.level`).read(debug({ risk }))).toEqual([level]);
  });
});

describe('what others write', () => {
  const hostile = '{"level":"LOW","type":"Admin","id":"x"}';
  test.each<[string, JsonObject, JsonObject]>([
    [
      'an agent',
      { client: { userAgent: { rawUserAgent: hostile } } },
      { 'client.userAgent.rawUserAgent': '{level=LOW*' },
    ],
    ['a name', { actor: { displayName: hostile } }, { 'actor.displayName|contains': 'level=LOW' }],
    ['an address', debug({ url: hostile }), { 'debugContext.debugData.url|contains': 'level=LOW' }],
    [
      'an agent without its map',
      { client: { userAgent: hostile } },
      { 'client.userAgent.id': 'x' },
    ],
    [
      'a name in words',
      { actor: { displayName: hostile } },
      ['level=LOW'] as unknown as JsonObject,
    ],
  ])('is never opened: %s', (_name, raw, selection) => {
    expect(holdsOf(selection)(raw)).toBe(false);
  });

  test('hides nothing that stands behind it', () => {
    for (const name of ['{', '[', '}', ']', '{x=', ', x', 'x={', '='.repeat(9), '{'.repeat(99)]) {
      const risk = `{name=${name}, level=HIGH}`;
      expect([
        name,
        holdsOf({ 'debugContext.debugData.risk.level': 'HIGH' })(debug({ risk })),
      ]).toEqual([name, true]);
    }
  });

  test.each<[string, (size: number) => string]>([
    ['brackets', (size) => '['.repeat(size)],
    ['braces and their halves', (size) => '{a='.repeat(size / 3) + '}'.repeat(size / 3)],
    [
      'maps that are none after all',
      (size) => `${'{p=q, a='.repeat(16)}${'x}'.repeat(16)}, `.repeat(size / 160),
    ],
    ['maps within a map that are none', (size) => `{${'a={b=c}x, '.repeat(size / 10)}}`],
    ['commas', (size) => `{${', '.repeat(size / 2)}}`],
    ['signs', (size) => `{a${'='.repeat(size)}}`],
    ['blanks', (size) => `{${' '.repeat(size)}x`],
    [
      'entries',
      (size) => `{${Array.from({ length: size / 10 }, (_, at) => `k${at}=v`).join(', ')}}`,
    ],
    ['JSON', (size) => JSON.stringify(Array.from({ length: size / 4 }, () => [1]))],
    ['deep JSON', (size) => '['.repeat(size / 2) + ']'.repeat(size / 2)],
    [
      'text in text',
      (size) => JSON.stringify({ a: JSON.stringify({ a: '{a=b}, '.repeat(size / 7) }) }),
    ],
  ])('takes time in proportion: %s', (_name, made) => {
    const timeOf = (size: number): number => {
      const value = made(size);
      const raw = debug({ behaviors: `{x=${value}}`, anything: value });
      const started = process.cpuUsage();
      holdsOf({ 'debugContext.debugData.behaviors|contains': 'zzz' })(raw);
      holdsOf({ 'debugContext.debugData.anything.x.y': 'zzz' })(raw);
      holdsOf({ 'debugContext.debugData.anything[any].x': 'zzz' })(raw);
      holdsOf(['zzz'])(raw);
      return process.cpuUsage(started).user / 1e6;
    };
    expect(timeOf(300_000)).toBeLessThan(6);
  });
});

describe('words', () => {
  const holds = holdsOf(['New Device']);

  test('find the names in a map that stands for a text of Okta', () => {
    expect(holds(debug({ behaviors: { 'New Device': 'POSITIVE' } }))).toBe(true);
    expect(holds(debug({ behaviors: '{New Device=POSITIVE}' }))).toBe(true);
  });

  test('find no names of fields, also where a text stands for the map of them', () => {
    const find = holdsOf(['displayName', 'requestApiTokenId', 'dtHash']);
    const event = {
      actor: { displayName: 'x' },
      transaction: { detail: { requestApiTokenId: 'y' } },
      debugContext: { debugData: { dtHash: 'z' } },
      target: [{ displayName: 'x' }],
    };
    const text = (value: JsonObject): JsonObject =>
      Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [name, JSON.stringify(inner)]),
      );
    expect(find(event)).toBe(false);
    expect(find(text(event))).toBe(false);
    expect(find({ ...event, transaction: { detail: '{"requestApiTokenId":"y"}' } })).toBe(false);
    expect(holdsOf(['y'])(text(event))).toBe(true);
    expect(holdsOf(['z'])(text(event))).toBe(true);
  });
});

describe('what is remembered of a map', () => {
  const forms: readonly Json[] = [
    '{New Device=POSITIVE, New IP=NEGATIVE}',
    '{"New Device":"POSITIVE","New IP":"NEGATIVE"}',
    '{"New Device": "POSITIVE", "New IP": "NEGATIVE"}',
    { 'New Device': 'POSITIVE', 'New IP': 'NEGATIVE' },
  ];
  const log = forms.map((behaviors, at) => ({
    eventType: 'user.session.start',
    uuid: `00000000-0000-4000-8000-00000000000${at}`,
    published: `2024-05-01T10:00:0${at}.000Z`,
    actor: { id: `u${at}` },
    debugContext: {
      debugData: {
        behaviors,
        logOnlySecurityData: { risk: { level: 'LOW' } },
      },
    },
  }));

  test('is the same as key, as counted value, in summaries and reasons', async () => {
    const rules = someRules([
      {
        name: 'together',
        context: {
          same: {
            'group-by': ['debugContext.debugData.behaviors'],
            before: '1h',
            learn: '1s',
            fields: {
              n: { count: true },
              forms: { distinct: 'debugContext.debugData.behaviors' },
              last: { last: 'debugContext.debugData.logOnlySecurityData' },
            },
          },
        },
        detection: {
          s: { 'same.n': 4, 'same.forms': 1, 'same.last': '{risk={level=LOW}}' },
          t: { 'debugContext.debugData.behaviors|contains': '"New Device":"POSITIVE"' },
          condition: 's and t',
        },
        summary: '{debugContext.debugData.behaviors}: {same.forms}',
        fingerprint: ['debugContext.debugData.behaviors'],
      },
    ]);
    const { findings } = await hunted(log, rules);
    expect(findings.map(({ title }) => title)).toEqual([
      '{New Device=POSITIVE, New IP=NEGATIVE}: 1',
    ]);
    expect(findings[0]?.why.map(({ field }) => field)).toContain(
      'debugContext.debugData.behaviors',
    );
  });

  test('is compared with other fields as the same', async () => {
    const rule = {
      detection: {
        s: { 'debugContext.debugData.behaviors|fieldref': 'debugContext.debugData.before' },
        condition: 's',
      },
    };
    const pairs = forms.flatMap((behaviors) => forms.map((before) => debug({ behaviors, before })));
    const holds = holdsOf(rule.detection.s);
    expect(pairs.map(holds)).toEqual(pairs.map(() => true));
    expect(holds(debug({ behaviors: forms[0] as Json, before: '{a=b}' }))).toBe(false);
  });
});
