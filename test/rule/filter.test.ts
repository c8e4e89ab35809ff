import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/event/json.ts';
import { linkRules, parseRules } from '../../src/rule/link.ts';
import { parseRuleFile } from '../../src/rule/rule-file.ts';
import { RuleError } from '../../src/rule/yaml/diagnostic.ts';
import { at, hunted } from '../builders.ts';

const okta = { product: 'okta', service: 'okta' };
const rule = (name: string, over: JsonObject = {}): JsonObject => ({
  title: name,
  name,
  id: `id-${name}`,
  logsource: okta,
  fingerprint: ['uuid'],
  detection: { sel: { eventType: 'a' }, condition: 'sel' },
  ...over,
});
const filter = (
  rules: JsonObject['rules'],
  over: JsonObject = {},
  logsource: JsonObject = okta,
) => ({
  title: 'F',
  name: 'quiet',
  logsource,
  filter: { rules: rules as string, sel: { 'actor.id': 'bot' }, condition: 'not sel', ...over },
});

const setOf = (...documents: readonly JsonObject[]) =>
  parseRules(documents.map((each) => JSON.stringify(each)).join('\n---\n'), 'f.yml');

const log = ['bot', 'ann'].map((id, hours) => at(hours, { actor: { id } }));

async function actors(...documents: readonly JsonObject[]): Promise<readonly string[]> {
  const { findings } = await hunted(log, setOf(...documents));
  return findings.map((finding) => `${finding.rule.name}: ${finding.actor?.id}`).sort();
}

describe('a filter', () => {
  test.each<[string, JsonObject, readonly string[]]>([
    ['by name', filter(['a']), ['a: ann', 'b: ann', 'b: bot']],
    ['by id', filter('id-a'), ['a: ann', 'b: ann', 'b: bot']],
    ['in a list', filter(['a', 'id-b']), ['a: ann', 'b: ann']],
    ['any', filter('any'), ['a: ann', 'b: ann']],
    ['any, of a wider log source', filter('any', {}, { product: 'okta' }), ['a: ann', 'b: ann']],
    [
      'any, of another category',
      filter('any', {}, { ...okta, category: 'x' }),
      ['a: ann', 'a: bot', 'b: ann', 'b: bot'],
    ],
    ['that keeps', filter(['a'], { condition: 'sel' }), ['a: bot', 'b: ann', 'b: bot']],
    [
      'by a pattern over its own',
      filter(['a'], { condition: 'not 1 of s*' }),
      ['a: ann', 'b: ann', 'b: bot'],
    ],
    [
      'by all of its own',
      filter(['a'], { condition: 'not all of them' }),
      ['a: ann', 'b: ann', 'b: bot'],
    ],
  ])('reaches rules %s', async (_, document, wanted) => {
    expect(await actors(document, rule('a'), rule('b'))).toEqual(wanted);
  });

  test('is told with the outcome of a rule it narrows', async () => {
    const { summary } = await hunted(log, setOf(filter(['a']), rule('a'), rule('b')));
    expect(summary.rules.map(({ name, filters }) => [name, filters])).toEqual([
      ['a', ['quiet']],
      ['b', undefined],
    ]);
  });

  test('does not let the rule see its selections', () => {
    const broad = rule('a', { detection: { own: { x: 1 }, condition: 'all of *' } });
    const [found] = setOf(filter(['a']), broad).rules;
    expect(found?.condition).toMatchObject({
      kind: 'and',
      of: [{ name: 'own' }, { kind: 'filter', of: { kind: 'not' } }],
    });
  });

  test('may stand in another file', () => {
    const files = [filter(['a']), rule('a')].map((document, index) =>
      parseRuleFile(JSON.stringify(document), `${index}.yml`),
    );
    expect(linkRules(files, new Map()).rules.map(({ filters }) => filters)).toEqual([['quiet']]);
  });

  test('of another product is left out', () => {
    const set = setOf(filter(['zzz'], {}, { product: 'windows' }), rule('a'));
    expect([set.foreign, set.rules[0]?.filters]).toEqual([['F'], []]);
  });
});

describe('a filter is refused', () => {
  const count = {
    title: 'C',
    name: 'count',
    correlation: { type: 'event_count', rules: ['a'], timespan: '5m', condition: { gte: 2 } },
  };
  test.each<[string, JsonObject, string]>([
    ['that names no rule there is', filter(['aa']), 'there is no rule "aa"; did you mean "a"?'],
    [
      'that names a correlation',
      filter(['count']),
      '"count" is a correlation; filter the rules it refers to',
    ],
    [
      'outside of whose log source the rule lies',
      filter(['a'], {}, { ...okta, category: 'x' }),
      'the log source of "a" is outside the filter\'s',
    ],
    [
      'without rules',
      { title: 'F', logsource: okta, filter: { sel: { x: 1 }, condition: 'sel' } },
      'a filter needs rules: names or ids, or any for all rules',
    ],
    ['with an empty list of rules', filter([]), 'rules is empty'],
    [
      'without a condition',
      { title: 'F', logsource: okta, filter: { rules: 'any', sel: { x: 1 } } },
      'the filter has no condition',
    ],
    [
      'with a selection it has not',
      filter('any', { condition: 'not other' }),
      'there is no selection "other"',
    ],
    ['without a title', { ...filter('any'), title: null }, 'title must be text'],
    [
      'that is a list',
      { title: 'F', logsource: okta, filter: [] },
      'filter must be a map with rules, selections and a condition',
    ],
    [
      'that is a rule as well',
      { ...filter('any'), detection: {} },
      'a document has one of detection, correlation and filter, not two of them',
    ],
  ])('%s', (_, document, wanted) => {
    const load = () => setOf(rule('a'), count, document);
    expect(load).toThrow(RuleError);
    expect(load).toThrow(wanted);
  });
});
