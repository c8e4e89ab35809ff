import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { createDispatch } from '../../src/detection/dispatch.ts';
import { numberOf } from '../../src/detection/matcher.ts';
import { eventTypesOf } from '../../src/detection/possible-event-types.ts';
import type { Json, JsonObject } from '../../src/event/json.ts';
import { parseRules } from '../../src/rule/link.ts';
import type { Rule } from '../../src/rule/rule.ts';
import { holdsAlone } from './holds.ts';

vi.setConfig({ testTimeout: 60_000 });

const noLists = new Map();

/** A value of a rule, and a selection: text and numbers as a rule file has them. */
type Value = string | number | boolean | null;
interface Entry {
  readonly field: string;
  readonly modifiers: readonly string[];
  readonly values: readonly Value[];
}

function ruleOf(entries: readonly Entry[], condition = 'sel'): Rule {
  const maps = entries.map(({ field, modifiers, values }) => ({
    [[field, ...modifiers].join('|')]: values,
  }));
  const document = {
    title: 'T',
    logsource: { product: 'okta' },
    detection: {
      sel: maps.length === 1 ? maps[0] : Object.assign({}, ...maps),
      any: maps,
      condition,
    },
  };
  const [rule] = parseRules(JSON.stringify(document)).rules;
  if (!rule) throw new Error('no rule');
  return rule;
}

/** Every value under a field: arrays fan out, null counts, absence gives none. */
function valuesAt(value: Json, steps: readonly string[]): Json[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => valuesAt(item, steps));
  const [step, ...rest] = steps;
  if (step === undefined) return [value];
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return [];
  return valuesAt((value as JsonObject)[step] as Json, rest);
}

function isThere(value: Json, steps: readonly string[]): boolean {
  const [step, ...rest] = steps;
  if (step === undefined) return true;
  if (Array.isArray(value)) return value.some((item: Json) => isThere(item, steps));
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return false;
  return isThere((value as JsonObject)[step] as Json, rest);
}

/** The specification's pattern as a regular expression, written from its section on escaping. */
function patternOf(text: string, modifiers: readonly string[]): RegExp {
  const body = text.replace(/\\[*?\\]|[\s\S]/gu, (sign) => {
    if (sign === '*') return '[^]*';
    if (sign === '?') return '[^]';
    const plain = sign.length === 2 && sign.startsWith('\\') ? sign.slice(1) : sign;
    return plain.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
  });
  const has = (name: string): boolean => modifiers.includes(name);
  const before = has('contains') || has('endswith') ? '[^]*' : '';
  const after = has('contains') || has('startswith') ? '[^]*' : '';
  return new RegExp(`^${before}${body}${after}$`, has('cased') ? 'u' : 'iu');
}

function meets(value: Json, wanted: Value, modifiers: readonly string[]): boolean {
  const order = modifiers.find((name) => Object.hasOwn(orders, name));
  if (order) {
    // What of a text is a number has a test of its own; `Number` would take '0B1' for one.
    const number = numberOf(value);
    return number !== undefined && orders[order as 'gt'](number, wanted as number);
  }
  if (wanted === null) return false;
  if (value === null) return false;
  if (typeof value === 'object') {
    const open = modifiers.some((name) => ['contains', 'startswith', 'endswith'].includes(name));
    return (open ? /^\**$/ : /^\*+$/).test(String(wanted));
  }
  return patternOf(String(wanted), modifiers).test(String(value));
}

const orders = {
  gt: (a: number, b: number): boolean => a > b,
  gte: (a: number, b: number): boolean => a >= b,
  lt: (a: number, b: number): boolean => a < b,
  lte: (a: number, b: number): boolean => a <= b,
};

/** One entry of a selection on one event, as the specification and this project's decisions say. */
function naive({ field, modifiers, values }: Entry, raw: JsonObject): boolean {
  const steps = field.split('.');
  if (modifiers.includes('exists')) return isThere(raw, steps) === values[0];
  const given = valuesAt(raw, steps);
  const isMet = (wanted: Value): boolean =>
    wanted === null
      ? given.every((value) => value === null)
      : given.some((value) => meets(value, wanted, modifiers));
  const texts = modifiers.includes('neq') ? values.filter((value) => value !== null) : values;
  const met = modifiers.includes('all') ? texts.every(isMet) : texts.some(isMet);
  if (!modifiers.includes('neq')) return met;
  return given.some((value) => value !== null) && !met;
}

const text = fc
  .array(
    fc.constantFrom('a', 'B', '\u00e4', '\u03a3', '1', '0', '*', '?', '\\', '\u{1F600}', '\n'),
    {
      maxLength: 4,
    },
  )
  .map((signs) => signs.join(''));
const plainValue = fc.oneof(text, fc.constantFrom<Value>(0, 1, 10, -1, 1.5, true, false));
const field = fc.constantFrom('f', 'g', 'g.f', 'h.f');

const entry: fc.Arbitrary<Entry> = fc.oneof(
  fc.record({
    field,
    modifiers: fc
      .tuple(
        fc.constantFrom<readonly string[]>(
          [],
          ['contains'],
          ['startswith'],
          ['endswith'],
          ['cased'],
        ),
        fc.constantFrom<readonly string[]>([], ['cased']),
        fc.constantFrom<readonly string[]>([], ['all'], ['neq'], ['all', 'neq']),
      )
      .map((groups) => [...new Set(groups.flat())]),
    values: fc.array(plainValue, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    field,
    modifiers: fc.constantFrom<readonly string[]>([], ['all'], ['neq']),
    values: fc.array(fc.oneof(plainValue, fc.constant(null)), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    field,
    modifiers: fc.constantFrom(['gt'], ['gte'], ['lt'], ['lte', 'all'], ['gt', 'all']),
    values: fc.array(fc.constantFrom(0, 1, 10, -1, 1.5), { minLength: 1, maxLength: 2 }),
  }),
  fc.record({
    field,
    modifiers: fc.constant(['exists']),
    values: fc.boolean().map((value) => [value]),
  }),
);

const leaf = fc.oneof(
  text.map((signs) => signs as Json),
  fc.constantFrom<Json>(null, true, false, 0, 1, 10, -1, 1.5, '1', '10', ' 1 ', 'TRUE', ''),
);
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('f', 'g'), tie('json'), { maxKeys: 2, noNullPrototype: true }),
  ),
}));
const record = fc.dictionary(fc.constantFrom('f', 'g', 'h'), json, { noNullPrototype: true });

describe('a compiled selection', () => {
  test('of one entry says what the specification says', () => {
    fc.assert(
      fc.property(entry, fc.array(record, { minLength: 1, maxLength: 20 }), (asked, events) => {
        const holds = holdsAlone(ruleOf([asked]).condition, noLists);
        for (const raw of events) expect(holds(raw)).toBe(naive(asked, raw));
      }),
      { numRuns: 800 },
    );
  });

  test('of several entries is all of them as a map, any of them as a list', () => {
    const several = fc.uniqueArray(entry, {
      minLength: 2,
      maxLength: 3,
      selector: (one) => [one.field, ...one.modifiers].join('|'),
    });
    fc.assert(
      fc.property(several, fc.array(record, { minLength: 1, maxLength: 20 }), (entries, events) => {
        const all = holdsAlone(ruleOf(entries).condition, noLists);
        const any = holdsAlone(ruleOf(entries, 'any').condition, noLists);
        const none = holdsAlone(ruleOf(entries, 'not any').condition, noLists);
        for (const raw of events) {
          expect(all(raw)).toBe(entries.every((one) => naive(one, raw)));
          expect(any(raw)).toBe(entries.some((one) => naive(one, raw)));
          expect(none(raw)).toBe(!any(raw));
        }
      }),
      { numRuns: 250 },
    );
  });
});

describe('dispatch by event type', () => {
  const type = fc.constantFrom(
    'a',
    'A',
    'b',
    'a.b',
    '\u03b1\u03c3',
    '\u0391\u03a3',
    '\u03b1\u03c2',
    '1',
    'a*',
  );
  const typeEntry: fc.Arbitrary<Entry> = fc.record({
    field: fc.constant('eventType'),
    modifiers: fc.constantFrom<readonly string[]>(
      [],
      [],
      [],
      ['cased'],
      ['neq'],
      ['contains'],
      ['all'],
    ),
    values: fc.array(fc.oneof(type, fc.constantFrom<Value>('a?', '*', 1, '')), {
      minLength: 1,
      maxLength: 3,
    }),
  });
  const otherEntry = entry.filter(({ modifiers }) => !modifiers.includes('exists'));
  const condition = fc.constantFrom(
    'one and two',
    'one or two',
    'not one',
    'one and not two',
    'not (one and two)',
    'one and (two or three)',
    '1 of them',
    'all of them',
    'one and word',
    'one or word',
  );

  test('never leaves out a rule that could hold', () => {
    const inputs = fc.tuple(typeEntry, fc.oneof(typeEntry, otherEntry), typeEntry, condition);
    const event = fc.tuple(type, record).map(([eventType, rest]) => ({ ...rest, eventType }));
    let excluded = 0;
    fc.assert(
      fc.property(
        inputs,
        fc.array(event, { minLength: 1, maxLength: 12 }),
        ([one, two, three, how], events) => {
          const selection = ({ field: name, modifiers, values }: Entry): object => ({
            [[name, ...modifiers].join('|')]: values,
          });
          const [rule] = parseRules(
            JSON.stringify({
              title: 'T',
              logsource: { product: 'okta' },
              detection: {
                one: selection(one),
                two: selection(two),
                three: selection(three),
                word: ['a'],
                condition: how,
              },
            }),
          ).rules;
          if (!rule) throw new Error('no rule');
          const member = { types: eventTypesOf(rule.condition) };
          const dispatch = createDispatch([member]);
          const holds = holdsAlone(rule.condition, noLists);
          for (const raw of events) {
            if (dispatch(raw.eventType).length === 0) {
              excluded++;
              expect(holds(raw)).toBe(false);
            }
          }
        },
      ),
      { numRuns: 500 },
    );
    expect(excluded).toBeGreaterThan(50);
  });

  test('leaves out the rules that name other types, and keeps their order', () => {
    const members = [
      { name: 'first', types: new Set(['a', 'b']) },
      { name: 'any', types: undefined },
      { name: 'never', types: new Set<string>() },
      { name: 'last', types: new Set(['b']) },
    ];
    const dispatch = createDispatch(members);
    const names = (type: string): string[] => dispatch(type).map(({ name }) => name);
    expect(names('a')).toEqual(['first', 'any']);
    expect(names('B')).toEqual(['first', 'any', 'last']);
    expect(names('zzz')).toEqual(['any']);
    expect(names('a')).toEqual(['first', 'any']);
    for (let at = 0; at < 20_000; at++) dispatch(`invented.${at}`);
    expect(names('invented.1')).toEqual(['any']);
    expect(names('b')).toEqual(['first', 'any', 'last']);
  });

  test.each([
    ['{eventType: [a, B]}', ['a', 'b']],
    ["{eventType: 'a*'}", undefined],
    ["{eventType|contains: 'a'}", undefined],
    ['{eventType|neq: a}', undefined],
    ['{eventType|cased: A}', ['a']],
    ['{eventType|re: a}', undefined],
    ['{eventType: [a, null]}', undefined],
    ["{eventType: ''}", undefined],
    ['{eventType: a, f: b}', ['a']],
    ['[{eventType: a, f: b}, {eventType: c}]', ['a', 'c']],
    ['[{eventType: a}, {f: b}]', undefined],
    ['{other.eventType: a}', undefined],
    ['[word]', undefined],
  ])('of %s knows %j', (selection, wanted) => {
    const [rule] = parseRules(
      `title: T\nlogsource: {product: okta}\ndetection: {sel: ${selection}, condition: sel}\n`,
    ).rules;
    const types = rule && eventTypesOf(rule.condition);
    expect(types && [...types]).toEqual(wanted);
  });
});

describe('the number of a value', () => {
  test.each<[Json, number | undefined]>([
    [5, 5],
    ['5', 5],
    [' 5\n', 5],
    ['+5', 5],
    ['-5.5', -5.5],
    ['5.', 5],
    ['.5', 0.5],
    ['1e3', 1000],
    ['1E-3', 0.001],
    ['', undefined],
    [' ', undefined],
    ['.', undefined],
    ['5 6', undefined],
    ['0x10', undefined],
    ['1_000', undefined],
    ['1,5', undefined],
    ['\u0665', undefined],
    ['Infinity', undefined],
    ['NaN', undefined],
    [true, undefined],
    [null, undefined],
    [['5'], undefined],
    [{ a: 5 }, undefined],
  ])('%j is %j', (value, wanted) => {
    expect(numberOf(value)).toBe(wanted);
  });

  test.each([
    ['digits', `${'1'.repeat(200_000)}x`],
    ['blanks', `1${' '.repeat(200_000)}x`],
    ['blanks and digits', `${' '.repeat(100_000)}${'1'.repeat(100_000)}e`],
  ])('is none in very many %s', (_name, value) => {
    expect(numberOf(value)).toBeUndefined();
  });
});
