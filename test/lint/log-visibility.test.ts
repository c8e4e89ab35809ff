import { describe, expect, test } from 'vitest';
import { compileRules } from '../../src/detection/compile.ts';
import { createRuleEventTypes } from '../../src/engine/rule-event-types.ts';
import type { JsonObject } from '../../src/event/json.ts';
import { createLogVisibility } from '../../src/lint/log-visibility.ts';
import { parseRules } from '../../src/rule/link.ts';
import type { Rule, RuleSet } from '../../src/rule/rule.ts';
import { anEvent } from '../event/builders.ts';

const okta = { product: 'okta', service: 'okta' };
const ofType = (name: string, over: JsonObject = {}): JsonObject => ({
  title: name,
  name,
  logsource: okta,
  detection: { one: { eventType: name }, condition: 'one' },
  ...over,
});
const blind = ofType('blind', {
  detection: { one: { eventType: 'a', 'securityContext.asNumber': 64500 }, condition: 'one' },
});
const correlation = (section: JsonObject, name = 'top'): JsonObject => ({
  title: name,
  name,
  correlation: { timespan: '1h', generate: true, ...section },
});
const alerts = (detection: JsonObject): JsonObject => ({
  title: 'top',
  name: 'top',
  logsource: { product: 'oktahunt', service: 'alert' },
  detection: { one: detection, condition: 'one' },
});

function setOf(top: readonly JsonObject[]): RuleSet {
  const base = [ofType('a', { tags: ['attack.t1539'] }), ofType('b'), ofType('c'), blind];
  return parseRules([...base, ...top].map((one) => JSON.stringify(one)).join('\n---\n'));
}

/** What a log with events of the types `a` and `b` has for the rule `top`. */
function feedOf(...top: readonly JsonObject[]) {
  const survey = createLogVisibility(setOf(top));
  for (const eventType of ['a', 'b']) survey.see(anEvent({ eventType, securityContext: null }));
  return survey.feeds().find(({ rule }) => rule === 'top');
}

const count = { type: 'event_count', condition: { gte: 2 } };

describe('a correlation', () => {
  test.each<[JsonObject, string]>([
    [{ ...count, rules: ['a'] }, 'fed'],
    [{ ...count, rules: ['c'] }, 'starved'],
    [{ ...count, rules: ['blind'] }, 'blind'],
    [{ ...count, rules: ['a', 'c'] }, 'fed'],
    [{ ...count, rules: ['c', 'blind'] }, 'blind'],
    [{ type: 'value_count', condition: { field: 'actor.id', lt: 3 }, rules: ['c'] }, 'starved'],
    [{ type: 'temporal', rules: ['a', 'b'] }, 'fed'],
    [{ type: 'temporal', rules: ['a', 'c'] }, 'starved'],
    [{ type: 'temporal', rules: ['a', 'blind'] }, 'blind'],
    [{ type: 'temporal', rules: ['a', 'b', 'c'], condition: { gte: 2 } }, 'fed'],
    [{ type: 'temporal', rules: ['a', 'b', 'c'], condition: { lt: 3 } }, 'fed'],
    [{ type: 'temporal_ordered', rules: ['a', 'b', 'c'], condition: { gte: 2 } }, 'fed'],
    [{ type: 'temporal_ordered', rules: ['a', 'c', 'b'], condition: { gte: 2 } }, 'starved'],
    [{ type: 'temporal', condition: 'a and not c' }, 'fed'],
    [{ type: 'temporal', condition: 'c and not a' }, 'starved'],
    [{ type: 'temporal', condition: 'c or b' }, 'fed'],
    [{ type: 'temporal', condition: 'a and not (b and c)' }, 'fed'],
    [{ type: 'temporal', condition: 'a and not (not c)' }, 'starved'],
    [{ type: 'temporal_ordered', condition: 'a and not b and c' }, 'starved'],
  ])('%j is %s', (section, status) => {
    expect(feedOf(correlation(section))?.status).toBe(status);
  });

  test('tells the types of its rules, and which of them are starved', () => {
    expect(feedOf(correlation({ ...count, rules: ['a', 'b', 'c'] }))).toMatchObject({
      types: ['a', 'b'],
      needs: ['a', 'b', 'c'],
      starvedFeeders: ['c'],
    });
  });

  test('is fed through other correlations', () => {
    const below = (rule: string) => correlation({ ...count, rules: [rule] }, 'below');
    const above = correlation({ type: 'temporal', rules: ['below', 'b'] });
    expect(feedOf(above, below('a'))?.status).toBe('fed');
    expect(feedOf(above, below('c'))?.status).toBe('starved');
  });

  test('of a long row of pairs is looked at in little time', () => {
    const row = Array.from({ length: 40 }, (_, at) => {
      const rules = at === 0 ? ['a', 'b'] : [`l${at - 1}`, `r${at - 1}`];
      return ['l', 'r'].map((side) => correlation({ ...count, rules }, `${side}${at}`));
    }).flat();
    const top = correlation({ ...count, rules: ['l39', 'r39'] });
    expect(feedOf(...row, top)?.status).toBe('fed');
  });
});

describe('a rule about alerts', () => {
  test.each<[JsonObject, string]>([
    [{ score: 1 }, 'fed'],
    [{ 'rule.name': 'a' }, 'fed'],
    [{ 'rule.name': 'c' }, 'starved'],
    [{ 'rule.name': 'blind' }, 'blind'],
    [{ technique: 'T1539' }, 'fed'],
    [{ technique: 'T1110' }, 'starved'],
    [{ 'rule.tags|contains': 'attack' }, 'fed'],
  ])('that asks for %j is %s', (detection, status) => {
    expect(feedOf(alerts(detection))).toMatchObject({ status, blind: [], absent: [] });
  });

  test('wants the event types of the rules that it can want', () => {
    const set = setOf([alerts({ 'rule.name': ['a', 'c'] })]);
    const top = set.rules.find(({ name }) => name === 'top') as Rule;
    expect(createRuleEventTypes(compileRules(set), ['a', 'b', 'c'])(top)).toEqual(['a', 'c']);
  });
});
