import { describe, expect, test } from 'vitest';
import { parseRules } from '../../../src/rule/link.ts';
import type { Rule } from '../../../src/rule/rule.ts';
import { RuleError } from '../../../src/rule/yaml/diagnostic.ts';

const base = ['ra', 'rb', 'ready'].map(
  (name) =>
    `title: ${name}\nname: ${name}\nid: id-${name}\nlogsource: {product: okta}\ndetection: {a: {x: 1}, condition: a}\n`,
);

/** The base rules take 15 lines with their marks; a correlation's own begin on line 19. */
function load(...documents: readonly string[]): readonly Rule[] {
  return parseRules([...base, ...documents].join('---\n'), 'c.yml').rules;
}

function problemsOf(...documents: readonly string[]): readonly string[] {
  try {
    load(...documents);
    return [];
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    return error.problems.map(({ line, column, message }) => `${line - 18}:${column}: ${message}`);
  }
}

const correlation = (lines: string, head = 'title: C\nname: c\n'): string =>
  `${head}correlation:\n${lines
    .split('; ')
    .map((line) => `  ${line}\n`)
    .join('')}`;

const count = 'type: event_count; rules: [ra]; timespan: 5m; condition: {gte: 2}';

describe('a correlation', () => {
  test('has what its document says', () => {
    const rule = load(
      correlation(
        'type: value_count; rules: [ra, id-rb]; group-by: [user, client.ipAddress]; timespan: 2w; condition: {field: [x, y], gt: 1, lte: 2.5}; aliases: {user: {ra: actor.id, rb: target.id}}',
      ),
    ).at(-1);
    expect(rule).toMatchObject({
      name: 'c',
      level: 'medium',
      summary: '{user}, {client.ipAddress}: C',
      generate: true,
      about: 'event',
      fingerprint: [],
      correlation: {
        type: 'value_count',
        rules: [{ name: 'ra' }, { name: 'id-rb' }],
        groupBy: ['user', 'client.ipAddress'],
        timespan: 1_209_600_000,
        generate: false,
        condition: {
          kind: 'bounds',
          bounds: [
            { order: 'gt', value: 1 },
            { order: 'lte', value: 2.5 },
          ],
          field: ['x', 'y'],
        },
      },
    });
    expect(rule?.correlation?.aliases.get('user')).toEqual(
      new Map([
        ['ra', 'actor.id'],
        ['rb', 'target.id'],
      ]),
    );
  });

  test('needs no group-by, and for temporal types no condition: all rules must occur', () => {
    const [temporal, ordered] = load(
      correlation('type: temporal; rules: [ra, rb]; timespan: 5m'),
      correlation('type: temporal_ordered; rules: [ra, rb, ra]; timeframe: 5m', 'title: D\n'),
    ).slice(-2);
    const all = (value: number) => ({ kind: 'bounds', bounds: [{ order: 'gte', value }] });
    expect(temporal?.correlation).toMatchObject({ groupBy: [], condition: all(2) });
    expect(ordered?.correlation).toMatchObject({ timespan: 300_000, condition: all(3) });
  });

  test('may name its rules in the condition alone', () => {
    for (const type of ['temporal', 'temporal_extended']) {
      const rule = load(correlation(`type: ${type}; timespan: 5m; condition: ra and not rb`)).at(
        -1,
      );
      expect(rule?.correlation).toMatchObject({
        type: 'temporal',
        rules: [{ name: 'ra' }, { name: 'rb' }],
        condition: {
          expression: {
            kind: 'and',
            of: [
              { kind: 'rule', name: 'ra' },
              { kind: 'not', of: { name: 'rb' } },
            ],
          },
        },
      });
    }
  });

  test.each<[string, string, string, readonly boolean[]]>([
    ['silences its rules', count, '', [false, true, true, true]],
    ['does not, if it says so', `${count}; generate: true`, '', [true, true, true, true]],
    ['does not, if its document says so', count, 'generate: true\n', [true, true, true, true]],
  ])('%s', (_, lines, head, wanted) => {
    const rules = load(correlation(lines, `${head}title: C\nname: c\n`));
    expect(
      ['ra', 'rb', 'ready', 'c'].map((name) => rules.find((rule) => rule.name === name)?.generate),
    ).toEqual(wanted);
  });

  test('does not silence a rule that wants to report', () => {
    const loud = `generate: true\n${base[0]}`
      .replaceAll('ra', 'loud')
      .replace('geneloudte', 'generate');
    const rules = load(
      loud,
      correlation('type: event_count; rules: [loud]; timespan: 5m; condition: {gte: 2}'),
    );
    expect(rules.find(({ name }) => name === 'loud')?.generate).toBe(true);
  });

  test('silences a correlation it refers to', () => {
    const chain = correlation(
      'type: temporal; rules: [c, rb]; timespan: 5m',
      'title: D\nname: d\n',
    );
    const rules = load(chain, correlation(count));
    expect(rules.map(({ name, generate }) => [name, generate])).toEqual([
      ['ra', false],
      ['rb', false],
      ['ready', true],
      ['c', false],
      ['d', true],
    ]);
  });

  test('of rules about another product is left out, and so is what refers to it', () => {
    const foreign = 'title: W\nname: w\nlogsource: {product: windows}\ndetection: {}\n';
    const over = correlation(count.replace('ra', 'w'));
    const set = parseRules(
      [foreign, over, correlation(count.replace('ra', 'c'), 'title: D\n')].join('---\n'),
    );
    expect(set).toMatchObject({ rules: [], foreign: ['W', 'C', 'D'] });
  });
});

describe('a correlation is refused', () => {
  const cases: readonly (readonly [name: string, lines: string, ...wanted: string[]])[] = [
    [
      'without a type',
      'rules: [ra]; timespan: 5m',
      '4:3: a correlation needs a type, such as event_count',
    ],
    [
      'of an unknown type',
      `${count.replace('event_count', 'event_cuont')}`,
      '4:9: there is no type "event_cuont"; did you mean "event_count"?',
    ],
    [
      'without rules',
      'type: event_count; timespan: 5m; condition: {gte: 2}',
      '4:3: a correlation needs rules: the names or ids of the rules it is about',
    ],
    ['with no rule in rules', count.replace('[ra]', '[]'), '5:3: rules is empty'],
    ['with a rule twice', count.replace('[ra]', '[ra, rb, ra]'), '5:19: "ra" is named twice'],
    [
      'without a timespan',
      'type: temporal; rules: [ra, rb]',
      '4:3: a correlation needs a timespan, such as 10m',
    ],
    [
      'with both names of the timespan',
      `${count}; timeframe: 5m`,
      '8:3: timeframe is the old name of timespan; give one of them',
    ],
    [
      'with an unknown key',
      `${count}; group_by: [actor.id]`,
      '8:3: a correlation has no "group_by"; did you mean "group-by"?',
    ],
    [
      'without a condition',
      'type: event_count; rules: [ra]; timespan: 5m',
      '4:3: event_count needs a condition, such as {gte: 5}',
    ],
    [
      'with an unknown rule',
      count.replace('[ra]', '[redy]'),
      '5:11: there is no rule "redy"; did you mean "ready"?',
    ],
    [
      'that refers to itself',
      count.replace('[ra]', '[c]'),
      '1:1: rules refer to each other in a circle: c -> c',
    ],
    [
      'with a generate that is no switch',
      `${count}; generate: 1`,
      '8:13: generate must be true or false',
    ],
    [
      'with an order that is none',
      count.replace('gte', 'get'),
      '7:15: a condition has no "get"; did you mean "gt"?',
    ],
    ['with a bound that is text', count.replace('gte: 2', "gte: '2'"), '7:20: gte needs a number'],
    [
      'with a bound that is no number',
      count.replace('gte: 2', 'gte: .nan'),
      '7:20: gte needs a number',
    ],
    [
      'with a bound beyond counting',
      count.replace('gte: 2', 'gte: 1e99'),
      '7:20: gte needs a number',
    ],
    [
      'with an empty condition',
      count.replace('gte: 2', ''),
      '7:14: a condition needs one of gt, gte, lt, lte, eq, neq, or a lower and an upper bound',
    ],
    [
      'with two lower ends',
      count.replace('gte: 2', 'gte: 2, gt: 3'),
      '7:14: a condition needs one of',
    ],
    [
      'with three bounds',
      count.replace('gte: 2', 'gte: 2, lt: 3, eq: 2'),
      '7:14: a condition needs one of',
    ],
    [
      'with a condition that is text',
      count.replace('{gte: 2}', 'ra'),
      '7:14: condition must be a map such as {gte: 5}',
    ],
    [
      'with a threshold of 0',
      count.replace('gte: 2', 'gte: 0'),
      '7:14: this always holds, since a count is never below 0',
    ],
    ['with a threshold below 0', count.replace('gte: 2', 'gt: -1'), '7:14: this always holds'],
    ['with what can never be', count.replace('gte: 2', 'lt: 1'), '7:14: this can never hold'],
    ['with half an event', count.replace('gte: 2', 'eq: 1.5'), '7:14: this can never hold'],
    ['with an empty range', count.replace('gte: 2', 'gt: 3, lt: 4'), '7:14: this can never hold'],
    [
      'with more rules than it has',
      'type: temporal; rules: [ra, rb]; timespan: 5m; condition: {gte: 3}',
      '7:14: this can never hold',
    ],
    [
      'with a field it does not take',
      count.replace('gte: 2', 'gte: 2, field: x'),
      '7:14: event_count takes no field; value_count does',
    ],
    [
      'without the field it needs',
      count.replace('event', 'value'),
      '7:14: value_count needs the field it is about',
    ],
    [
      'with two fields where one is measured',
      count.replace('event_count', 'value_sum').replace('gte: 2', 'gte: 2, field: [x, y]'),
      '7:14: value_sum takes one field',
    ],
    [
      'with a percentile where none is',
      count
        .replace('event_count', 'value_sum')
        .replace('gte: 2', 'gte: 2, field: x, percentile: 9'),
      '7:14: only value_percentile takes a percentile',
    ],
    [
      'with a percentile of 0',
      count
        .replace('event_count', 'value_percentile')
        .replace('gte: 2', 'gte: 2, field: x, percentile: 0'),
      '7:45: percentile must be more than 0 and at most 100',
    ],
    [
      'with aliases that are a list',
      `${count}; aliases: [user]`,
      '8:12: aliases must be a map of names, each a map of rules',
    ],
    [
      'with an alias that nothing uses',
      `${count}; group-by: [users]; aliases: {user: {ra: x}}`,
      '9:13: no group-by uses the alias "user"; did you mean "users"?',
    ],
    [
      'with an alias that is text',
      `${count}; group-by: [user]; aliases: {user: x}`,
      '9:19: the alias "user" must be a map of rules to fields',
    ],
    [
      'with an alias for another rule',
      `${count}; group-by: [user]; aliases: {user: {rb: x}}`,
      '9:20: the correlation has no rule "rb"',
    ],
    [
      'with a rule in the condition that is not among its rules',
      'type: temporal; rules: [ra, ready]; timespan: 5m; condition: ra and redy',
      '7:21: the correlation\'s rules have no "redy"; did you mean "ready"?',
    ],
    [
      'with a rule that the condition leaves out',
      'type: temporal; rules: [ra, rb]; timespan: 5m; condition: ra',
      '7:14: the condition does not use "rb"',
    ],
    [
      'with a condition that absence meets',
      'type: temporal; timespan: 5m; condition: not ra',
      '6:14: this holds even if nothing happens; at least one rule must have occurred',
    ],
    [
      'with a condition that ends too early',
      'type: temporal; timespan: 5m; condition: ra and',
      '6:20: the condition ends too early',
    ],
    [
      'with a rule in the condition that there is not',
      'type: temporal; timespan: 5m; condition: ra and redy',
      '6:14: there is no rule "redy"; did you mean "ready"?',
    ],
    [
      'in order, with alternatives',
      'type: temporal_ordered; timespan: 5m; condition: ra or rb',
      '6:14: an ordered condition takes only rules, each with or without "not", joined by "and"',
    ],
    [
      'of an extended type without rules to join',
      'type: temporal_extended; rules: [ra]; timespan: 5m',
      '4:3: this type needs a condition over rules, such as "a and not b"',
    ],
  ];
  test.each(cases)('%s', (_, lines, ...wanted) => {
    const found = problemsOf(correlation(lines));
    expect(
      found.map((problem, at) => (problem.startsWith(wanted[at] ?? '-') ? wanted[at] : problem)),
    ).toEqual(wanted);
  });

  test.each<[string, string]>([
    ['0s', 'a duration cannot be zero'],
    ['0', 'a duration cannot be zero'],
    ['-5m', 'a duration cannot be negative'],
    ['1.5h', 'use a smaller unit instead of a fraction'],
    ['10', 'the unit is missing'],
    ['5M', 'M means months elsewhere, which have no fixed length; m is minutes, d is days'],
    ['1y', 'years have no fixed length; write days'],
    ['5H', 'the unit is in lower case'],
    ['1000000000d', 'it is too long'],
    ['367d', 'it is too long'],
  ])('with a timespan of %s', (timespan, reason) => {
    expect(problemsOf(correlation(count.replace('5m', timespan)))).toEqual([
      `6:13: timespan must be a duration from 1s to 366d, such as 30m, 12h or 7d, not "${timespan}"; ${reason}`,
    ]);
  });

  test.each<[string, string, string]>([
    ['a context', 'context: {}\n', '1:1: "context" has no meaning in a correlation'],
    ['a raise', 'raise: []\n', '1:1: "raise" has no meaning in a correlation'],
    ['a fingerprint', 'fingerprint: [x]\n', '1:1: "fingerprint" has no meaning in a correlation'],
    [
      'a detection',
      'logsource: {product: okta}\ndetection: {}\n',
      '5:1: a document has one of detection, correlation and filter, not two of them',
    ],
  ])('with %s', (_, extra, wanted) => {
    expect(problemsOf(correlation(count, `${extra}title: C\nname: c\n`))).toEqual([wanted]);
  });

  test('without a title', () => {
    expect(problemsOf(correlation(count, 'name: c\n'))).toEqual([
      '1:1: a correlation needs a title',
    ]);
  });

  test('in a circle, which is shown', () => {
    const one = (name: string, rule: string): string =>
      correlation(count.replace('ra', rule), `title: T\nname: ${name}\n`);
    expect(problemsOf(one('c', 'd'), one('d', 'e'), one('e', 'c'))).toEqual([
      '1:1: rules refer to each other in a circle: c -> d -> e -> c',
    ]);
  });

  test('if it joins rules about events and about alerts', () => {
    const alert =
      base[0]
        ?.replaceAll('ra', 'risk')
        .replace('{product: okta}', '{product: oktahunt, service: alert}') ?? '';
    expect(problemsOf(correlation(count.replace('[ra]', '[ra, risk]')), alert)).toEqual([
      '5:15: "risk" is about alerts, not events',
    ]);
  });
});
