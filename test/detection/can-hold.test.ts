import { describe, expect, test } from 'vitest';
import { wantsType } from '../../src/detection/can-hold.ts';
import { compile } from '../../src/detection/compile.ts';
import { eventTypesOf } from '../../src/detection/possible-event-types.ts';
import { builtInRules, loadRules } from '../../src/input/rule-files.ts';
import { parseRules } from '../../src/rule/link.ts';

const types = ['user.session.start', 'user.session.end', 'policy.rule.update'];

function wanted(detection: object): string[] {
  const rule = { title: 'x', logsource: { product: 'okta' }, detection };
  const lists = new Map([['ends', ['user.session.end']]]);
  const { rules } = parseRules(JSON.stringify(rule), 'x.yml', lists);
  const [first] = rules;
  return first ? types.filter(wantsType(compile([first.condition], lists))) : [];
}

describe('a condition can want', () => {
  test.each<[string, object, readonly string[]]>([
    ['the type it names', { a: { eventType: 'USER.session.start' }, condition: 'a' }, [types[0]!]],
    ['types by pattern', { a: { eventType: 'user.*' }, condition: 'a' }, types.slice(0, 2)],
    ['types of a list', { a: { 'eventType|expand': '%ends%' }, condition: 'a' }, [types[1]!]],
    [
      'all but those it refuses',
      { a: { 'eventType|neq': types[0] }, condition: 'a' },
      types.slice(1),
    ],
    ['all but those it negates', { a: { eventType: 'user.*' }, condition: 'not a' }, [types[2]!]],
    ['any, if it asks for something else', { a: { 'actor.id': 'x' }, condition: 'a' }, types],
    ['any, if it negates something else', { a: { 'actor.id': 'x' }, condition: 'not a' }, types],
    ['any, if it asks for words', { a: ['x'], condition: 'a' }, types],
    [
      'those that both parts want',
      { a: { eventType: 'user.*' }, b: { 'eventType|endswith': '.end' }, condition: 'a and b' },
      [types[1]!],
    ],
    [
      'those that one part wants',
      {
        a: { eventType: types[0] },
        b: { eventType: types[2], 'actor.id': 'x' },
        condition: 'a or b',
      },
      [types[0]!, types[2]!],
    ],
    [
      'none, if its parts exclude each other',
      { a: { eventType: types[0] }, b: { eventType: types[1] }, condition: 'a and b' },
      [],
    ],
  ])('%s', (_, detection, expected) => {
    expect(wanted(detection)).toEqual(expected);
  });

  test('no type that the index of event types leaves out', async () => {
    const { rules, lists } = await loadRules([builtInRules()]);
    for (const { condition } of rules) {
      const indexed = eventTypesOf(condition);
      if (!indexed) continue;
      expect(indexed.size).toBeGreaterThan(0);
      expect(
        types.filter(wantsType(compile([condition], lists))).filter((type) => !indexed.has(type)),
      ).toEqual([]);
      expect([...indexed].some(wantsType(compile([condition], lists)))).toBe(true);
    }
  });
});
