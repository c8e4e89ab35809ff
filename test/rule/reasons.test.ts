import { describe, expect, test } from 'vitest';
import { parseRules } from '../../src/index.ts';
import { partsOfTemplate } from '../../src/rule/reason-template.ts';
import { correlation, detecting, expectRefusal } from './builders.ts';

/** A rule with the window `w` (facts `n` and `ips`) and reasons, which begin on line 4. */
const reasoning = (reasons: string): string =>
  `context:\n  w: {before: 1h, fields: {n: {count: true}, ips: {distinct: client.ipAddress}}}\nreasons:\n${reasons}\n${detecting('{w.n|gte: 1, w.ips|gte: 1}')}`;

describe('reasons', () => {
  test('are read in order, with fields as the log spells them', () => {
    const text = reasoning(
      "  w.n: ['{w.n} {w.n:one|more}', 'x']\n  not sel: null\n  sel: 'by {ACTOR.alternateid|domain}, {w.ips|values}'",
    );
    const [rule] = parseRules(text).rules;
    expect([...(rule?.reasons ?? [])]).toEqual([
      ['w.n', ['{w.n} {w.n:one|more}', 'x']],
      ['not sel', []],
      ['sel', ['by {actor.alternateId|domain}, {w.ips|values}']],
    ]);
  });

  test.each<[string, string, number, readonly string[]]>([
    [
      'an unknown selection',
      "  sal: 'x'",
      4,
      ['no selection or fact "sal"', 'did you mean "sel"?'],
    ],
    ['an unknown selection behind not', "  not w.n: 'x'", 4, ['no selection "w.n"']],
    ['an unknown fact', "  w.m: 'x'", 4, ['no selection or fact "w.m"', 'w.n']],
    ['a place of an unknown fact', "  sel: '{w.ip}'", 4, ['window "w" has no fact "ip"', 'w.ips']],
    [
      'an unknown word about a fact',
      "  sel: '{w.ips|value}'",
      4,
      ['no "value"', '"values"', 'apart'],
    ],
    ['a word about a field', "  sel: '{actor.id|values}'", 4, ['"actor.id" is no fact']],
    [
      'a choice without a number',
      "  sel: '{actor.id:one|more}'",
      4,
      ['no number that could choose'],
    ],
    ['a lone brace', "  sel: '{w.n'", 4, ['brace']],
    ['an empty brace', "  sel: 'a {} b'", 4, ['brace']],
    ['an empty sentence', "  sel: ''", 4, ['must not be empty', 'null']],
    ['a sentence that is a map', '  sel: {a: b}', 4, ['sel must be text']],
  ])('refuse %s', (_, reasons, line, parts) => {
    expectRefusal(reasoning(reasons), line, ...parts);
  });

  test('are a map, and no filter has any', () => {
    expectRefusal(`reasons: [x]\n${detecting('{a: 1}')}`, 1, 'must be a map');
    const filter = `title: F\nlogsource: {product: okta, service: okta}\nfilter: {rules: any, a: {x: 1}, condition: not a}\nreasons: {a: x}\n`;
    expectRefusal(filter, 4, '"reasons" has no meaning in a filter');
  });

  test('of a correlation are about its condition', () => {
    const of = (reasons: string): string =>
      correlation({}).replace('title: C\n', `title: C\nreasons: ${reasons}\n`);
    const { rules } = parseRules(of("{condition: '{correlation.event_count} times'}"));
    expect(rules.find(({ title }) => title === 'C')?.reasons.size).toBe(1);
    expectRefusal(of('{base: x}'), 2, 'no selection or fact "base"');
  });
});

test.each([
  ['{w.n|apart}', [{ path: 'w.n', aspect: 'apart' }]],
  ['{published|hour} h', [{ path: 'published|hour' }, ' h']],
  ['a {w.n:b|c}', ['a ', { path: 'w.n', choice: ['b', 'c'] }]],
  ['{target[type=User].id}', [{ path: 'target[type=User].id' }]],
  ['plain', ['plain']],
] as const)('%s is read as %j', (template, parts) => {
  expect(partsOfTemplate(template)).toEqual(parts);
});
