import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { compilePredicate } from '../../src/detection/compile.ts';
import { createDispatch } from '../../src/detection/dispatch.ts';
import { eventTypesOf } from '../../src/detection/event-types.ts';
import type { Json, JsonObject } from '../../src/event/json.ts';
import type { Part } from '../../src/finding/account.ts';
import { standing, walk } from '../../src/finding/walk.ts';
import { parseRules } from '../../src/rule/link.ts';
import { modifiers } from '../../src/rule/modifier.ts';
import type { Rule } from '../../src/rule/rule.ts';
import { selected } from './oracle.ts';

vi.setConfig({ testTimeout: 60_000 });

const lists = new Map([
  ['L', ['ab', 'A*', '10.0.0.0/8', '2001:db8::1']],
  ['M', ['b', '']],
  ['N', ['10.0.0.0/8', '192.0.2.7', '2001:db8::/32']],
  ['none', []],
]);

const some = fc.constantFrom;
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
const one = <T>(values: fc.Arbitrary<T>, maxLength = 2): fc.Arbitrary<readonly T[]> =>
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
const tests: fc.Arbitrary<Test> = fc.oneof(
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
    one(some('f', 'g', 'g.f', 't.f')),
  ),
  with_(
    join(
      some(['minute'], ['hour'], ['day'], ['week'], ['month']),
      some<readonly string[]>([], ['neq'], ['all'], ['gte'], ['lt'], ['gt', 'all']),
    ),
    one(some(1, 2, 5, 7, 12)),
  ),
  with_(join(fc.constant(['year']), maybe('neq', 'lte')), one(some(2021, 2022, 2024))),
);

const path = some('f', 'g', 'g.f', 't.f', 't.g');
const quantifier = some('any', 'all', 'all_or_empty', 'none', '0', '-1', '2');
const chosen = fc.tuple(some('t', 'g', 't.f'), quantifier).map(([name, how]) => `${name}[${how}]`);
const asMap = (name: string, [names, values]: Test): JsonObject => ({
  [[name, ...names].join('|')]: values.length === 1 ? (values[0] as Json) : values,
});

const merged = (maps: readonly JsonObject[]): JsonObject => Object.assign({}, ...maps);

const words = fc.oneof(
  with_(maybe('all', 'cased', 'windash', 'base64offset'), one(short)),
  with_(fc.constant(['expand']), one(some('%L%', 'x%M%'))),
);
const { selection } = fc.letrec<{ selection: JsonObject }>((tie) => {
  const member: fc.Arbitrary<readonly [string, Test]> = fc.oneof(
    fc.tuple(some('.', 'f', 'g', 'f.g', '.[any]', 'f[0]', 'g[all].f'), tests),
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
const event = fc.oneof(
  fc.dictionary(some('f', 'g', 't'), json, { noNullPrototype: true }),
  fc
    .tuple(leaf, leaf, fc.array(fc.record({ f: leaf, g: leaf }, { noNullPrototype: true })))
    .map(([f, g, t]) => ({ f, g, t }) as JsonObject),
);

function ruleOf(detection: JsonObject): Rule {
  const document = { title: 'T', logsource: { product: 'okta' }, detection };
  const [rule] = parseRules(JSON.stringify(document), 'rules', lists).rules;
  if (!rule) throw new Error('no rule');
  return rule;
}

describe('the compiled language and the plain one', () => {
  test('agree on every selection', () => {
    const seen = new Map<string, Set<boolean>>();
    const names = [...Object.keys(modifiers), '[any]', '[all]', '[all_or_empty]', '[none]', '[-1]'];
    fc.assert(
      fc.property(selection, fc.array(event, { minLength: 12, maxLength: 12 }), (asked, events) => {
        const holds = compilePredicate(ruleOf({ sel: asked, condition: 'sel' }).condition, lists);
        const keys = JSON.stringify(asked).split(/["|]|(?=\[)|(?<=\])/);
        const answers = events.map((raw) => selected(asked, raw, lists));
        expect(events.map(holds)).toEqual(answers);
        for (const name of names.filter((one) => keys.includes(one))) {
          seen.set(name, new Set([...(seen.get(name) ?? []), ...answers]));
        }
      }),
      { numRuns: 1500 },
    );
    // No part of the language was left out, nor always answered the same.
    const missed = names.filter((name) => seen.get(name)?.size !== 2);
    expect(missed).toEqual([]);
  });

  test('agree if the index of event types decides first', () => {
    const type = some<Json>('a', 'A', 'b', 'a-b', '1', '2024-02-29T05:07:09Z');
    const typed = fc.oneof(
      { arbitrary: one(type).map((values) => ({ eventType: values })), weight: 4 },
      { arbitrary: tests.map((asked) => asMap('eventType', asked)), weight: 1 },
      { arbitrary: tests.map((asked) => asMap('eventType[any]', asked)), weight: 1 },
    );
    const conditions: readonly (readonly [
      string,
      (a: boolean, b: boolean, c: boolean) => boolean,
    ])[] = [
      ['a and b', (a, b) => a && b],
      ['a or b', (a, b) => a || b],
      ['not a', (a) => !a],
      ['a and not b', (a, b) => a && !b],
      ['not (a and b) or c', (a, b, c) => !(a && b) || c],
      ['1 of them', (a, b, c) => a || b || c],
      ['all of them', (a, b, c) => a && b && c],
      ['c and (a or b)', (a, b, c) => c && (a || b)],
    ];
    let excluded = 0;
    fc.assert(
      fc.property(
        fc.tuple(typed, fc.oneof(typed, selection), typed),
        some(...conditions),
        fc.array(fc.tuple(type, event), { minLength: 5, maxLength: 12 }),
        ([a, b, c], [condition, means], events) => {
          const rule = ruleOf({ a, b, c, condition });
          const dispatch = createDispatch([{ types: eventTypesOf(rule.condition) }]);
          const holds = compilePredicate(rule.condition, lists);
          for (const [eventType, rest] of events) {
            const raw = { ...rest, eventType };
            const [x, y, z] = [a, b, c].map((one) => selected(one, raw, lists));
            const answer = means(x === true, y === true, z === true);
            const wanted = dispatch(String(eventType)).length > 0;
            if (!wanted) excluded++;
            expect(wanted && holds(raw)).toBe(answer);
          }
        },
      ),
      { numRuns: 600 },
    );
    expect(excluded).toBeGreaterThan(300);
  });

  test('agree with the walk that explains, whose every part is what is below it', () => {
    const check = ({ kind, verdict, parts, text, found }: Part): void => {
      const inner = parts.map((part) => part.verdict === 'yes');
      const means: Partial<Record<Part['kind'], () => boolean>> = {
        and: () => inner.every(Boolean),
        or: () => inner.some(Boolean),
        not: () => inner[0] === false,
        selection: () => inner[0] === true,
        member: () => inner[0] === true,
        members: () => {
          const [met, all] = (found[0] as string).match(/\d+/g)?.map(Number) ?? [];
          if (text.endsWith('[all]')) return all !== 0 && met === all;
          if (text.endsWith('[all_or_empty]')) return met === all;
          return text.endsWith('[none]') ? met === 0 : met !== 0;
        },
      };
      expect([kind, verdict === 'yes']).toEqual([kind, means[kind]?.() ?? verdict === 'yes']);
      if (kind === 'members' && parts.length < 20) {
        expect(found[0]).toContain(`${inner.filter(Boolean).length} of ${inner.length} member`);
      }
      parts.forEach(check);
    };
    fc.assert(
      fc.property(selection, fc.array(event, { minLength: 4, maxLength: 4 }), (asked, events) => {
        const { condition } = ruleOf({ sel: asked, condition: 'sel' });
        for (const raw of events) {
          const around = { row: 0, views: new Map(), keys: new Map() };
          const part = walk(condition, { ...around, raw, lists });
          expect(part.verdict).toBe(selected(asked, raw, lists) ? 'yes' : 'no');
          expect(standing(condition, raw, lists)).toBe(part.verdict === 'yes' ? 2 : 0);
          check(part);
        }
      }),
      { numRuns: 500 },
    );
  });
});
