import { describe, expect, test } from 'vitest';
import { select } from '../../src/cli/scan/rule-selection.ts';
import type { Json, JsonObject } from '../../src/event/json.ts';
import { parseRules } from '../../src/rule/link.ts';
import { at, hunted } from '../builders.ts';

const okta = { product: 'okta', service: 'okta' };
const alert = { product: 'oktahunt', service: 'alert' };

const ofType = (name: string, over: JsonObject = {}): JsonObject => ({
  title: `Title of ${name}`,
  name,
  id: `id-${name}`,
  logsource: okta,
  fingerprint: ['uuid'],
  detection: { one: { eventType: name }, condition: 'one' },
  ...over,
});

const spray = ofType('spray', {
  level: 'medium',
  tags: ['attack.credential-access', 'attack.t1110.003'],
});
const token = ofType('token', { level: 'high', tags: ['attack.persistence', 'attack.t1098'] });
const grant = ofType('grant', { level: 'low', score: 25, tags: ['attack.privilege_escalation'] });

const about = (detection: JsonObject, over: JsonObject = {}): JsonObject => ({
  title: 'Over alerts',
  name: 'over',
  logsource: alert,
  detection,
  ...over,
});

const risk = about(
  {
    enough: { 'day.score|gte': 100 },
    broad: { 'day.tactics|gte': 3 },
    condition: 'enough or broad',
  },
  {
    title: 'Gathered risk',
    name: 'risk',
    level: 'critical',
    context: {
      day: {
        'group-by': ['entity.id'],
        before: '24h',
        fields: { score: { sum: 'score' }, tactics: { distinct: 'tactic' } },
      },
    },
  },
);

const event = (
  eventType: string,
  hours: number,
  id: string,
  over: { readonly [key: string]: Json } = {},
) =>
  at(hours, {
    eventType,
    actor: { id, type: 'User', alternateId: `${id}@example.com` },
    uuid: `${eventType}-${id}-${hours}`,
    ...over,
  });
const silence = [-40, -20, 0, 20, 40].map((hours) => event('x', hours, 'nobody'));

const setOf = (...documents: readonly JsonObject[]) =>
  parseRules(documents.map((each) => JSON.stringify(each)).join('\n---\n'));

async function found(events: readonly JsonObject[], ...documents: readonly JsonObject[]) {
  const { findings } = await hunted([...silence, ...events], setOf(...documents));
  return findings.filter(({ rule }) =>
    documents.some(({ name, logsource }) => name === rule.name && logsource === alert),
  );
}

describe('the risk of an entity', () => {
  const own = { target: [] };

  test('adds up over the findings of a day, and rests on the events of the log', async () => {
    const events = [
      event('spray', 1, 'ann', own),
      event('token', 5, 'ann', own),
      event('token', 6, 'bob', own),
    ];
    const [finding, ...others] = await found(events, spray, token, grant, risk);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      title: 'Gathered risk',
      severity: 'critical',
      actor: { id: 'ann', login: 'ann@example.com' },
      why: [{ field: 'day.score', window: { key: { 'entity.id': 'ann' } } }],
      evidence: {
        eventCount: 2,
        events: [
          { uuid: 'spray-ann-1', eventType: 'spray', role: 'context' },
          { uuid: 'token-ann-5', eventType: 'token', role: 'match' },
        ],
      },
    });
  });

  test('is enough although the log begins less than a day before, since it can only grow', async () => {
    const events = [event('spray', 1, 'ann', own), event('token', 5, 'ann', own)];
    const rules = setOf(spray, token, risk);
    const { findings } = await hunted(events, rules);
    expect(findings.map(({ rule }) => rule.name)).toContain('risk');
    const calm = about(
      { calm: { 'day.score|lt': 1_000 }, condition: 'calm' },
      { context: (risk as { context: Json }).context },
    );
    expect(await hunted(events, setOf(spray, token, calm))).toMatchObject({
      summary: { rules: expect.arrayContaining([expect.objectContaining({ undecided: 2 })]) },
    });
  });

  test('does not add up over more than a day', async () => {
    const events = [event('spray', 1, 'ann', own), event('token', 25.1, 'ann', own)];
    expect(await found(events, spray, token, grant, risk)).toEqual([]);
  });

  test('counts tactics, and what happened to the entity as a target', async () => {
    const target = { target: [{ id: 'ann', type: 'User', alternateId: 'ann@example.com' }] };
    const events = [
      event('spray', 1, 'ann', own),
      event('grant', 2, 'bob', target),
      event('spray', 3, 'ann', own),
    ];
    expect(
      await found(
        events,
        spray,
        { ...token, detection: { one: { eventType: 'grant' }, condition: 'one' }, level: 'low' },
        grant,
        risk,
      ),
    ).toHaveLength(1);
  });

  test('is the same however the log is ordered', async () => {
    const events = [
      event('spray', 1, 'ann', own),
      event('token', 5, 'ann', own),
      event('grant', 6, 'ann', own),
    ];
    const forwards = await found(events, spray, token, grant, risk);
    expect(await found(events.toReversed(), grant, risk, token, spray)).toEqual(forwards);
  });

  test('counts an episode of a correlation as one alert', async () => {
    const many = {
      title: 'Many',
      name: 'many',
      level: 'critical',
      correlation: {
        type: 'event_count',
        rules: ['spray'],
        'group-by': ['actor.id'],
        timespan: '1h',
        condition: { gte: 3 },
      },
    };
    const events = [1, 1.1, 1.2, 1.3].map((hours) => event('spray', hours, 'ann', own));
    const [finding] = await found(events, spray, many, risk);
    expect(finding?.evidence.events.map(({ uuid }) => uuid)).toEqual([
      'spray-ann-1',
      'spray-ann-1.1',
      'spray-ann-1.2',
    ]);
  });
});

describe('an alert as an event', () => {
  test.each<[string, JsonObject, boolean]>([
    ['rule.name', { 'rule.name': 'spray' }, true],
    ['rule.id', { 'rule.id': 'id-spray' }, true],
    ['rule.title', { 'rule.title|contains': 'of spray' }, true],
    ['rule.tags', { 'rule.tags': 'attack.t1110.003' }, true],
    ['level', { level: 'medium' }, true],
    ['score', { score: 30 }, true],
    ['tactic', { tactic: 'credential-access' }, true],
    ['technique', { technique: 'T1110.003' }, true],
    [
      'entity',
      {
        'entity.id': 'ann',
        'entity.type': 'User',
        'entity.name': 'ann@example.com',
        'entity.role': 'actor',
      },
      true,
    ],
    ['the type of its event', { eventType: 'spray' }, true],
    ['another type', { eventType: 'token' }, false],
    [
      'any field of its event',
      { 'client.geographicalContext.city': 'Lyon', 'debugContext.debugData.dtHash': 'aa11' },
      true,
    ],
    ['another value of such a field', { 'client.geographicalContext.city': 'Oslo' }, false],
  ])('is found by %s', async (_, selection, wanted) => {
    const over = about({ sel: selection, condition: 'sel' });
    expect(await found([event('spray', 1, 'ann')], spray, over)).toHaveLength(wanted ? 1 : 0);
  });

  test('has the score of its rule, if that says one', async () => {
    const over = about({ sel: { score: 25 }, condition: 'sel' });
    expect(await found([event('grant', 1, 'ann')], grant, over)).toHaveLength(1);
  });

  test('spells tactics in one way', async () => {
    const over = about({ sel: { tactic: 'privilege-escalation' }, condition: 'sel' });
    expect(await found([event('grant', 1, 'ann')], grant, over)).toHaveLength(1);
  });

  test.each<[string, JsonObject]>([
    [
      'of a rule about alerts',
      about({ sel: { 'rule.name': 'over' }, condition: 'sel' }, { name: 'second' }),
    ],
    [
      'of a rule that does not report',
      about({ sel: { 'rule.name': 'quiet' }, condition: 'sel' }, { name: 'second' }),
    ],
  ])('is none %s', async (_, second) => {
    const over = about({ sel: { 'rule.name': 'spray' }, condition: 'sel' });
    const quiet = ofType('spray', { name: 'quiet', id: 'id-quiet', generate: false });
    const findings = await found([event('spray', 1, 'ann')], spray, quiet, over, second);
    expect(findings.map(({ rule }) => rule.name)).toEqual(['over']);
  });

  test('may be correlated', async () => {
    const over = about({ sel: { tactic: '*' }, condition: 'sel' });
    const often = {
      title: 'Often',
      name: 'often',
      correlation: {
        type: 'value_count',
        rules: ['over'],
        'group-by': ['actor.id'],
        timespan: '1h',
        condition: { field: 'rule.name', gte: 2 },
      },
    };
    const events = [event('spray', 1, 'ann'), event('token', 1.5, 'ann')];
    const { findings } = await hunted([...silence, ...events], setOf(spray, token, over, often));
    const own = findings.find(({ rule }) => rule.name === 'often');
    expect(own?.evidence.events.map(({ uuid }) => uuid)).toEqual(['spray-ann-1', 'token-ann-1.5']);
    expect(own?.why[0]?.values).toEqual(['spray', 'token']);
  });
});

describe('a selection', () => {
  const events = [event('spray', 1, 'ann'), event('token', 5, 'ann')];

  test('of a rule about alerts lets the others be heard, though they do not report', async () => {
    const only = select(setOf(spray, token, risk), { only: ['risk'], skip: [] });
    const { findings, summary } = await hunted([...silence, ...events], only);
    expect(findings.map(({ rule }) => rule.name)).toEqual(['risk']);
    expect(summary.rules.map(({ name }) => name)).toEqual(['risk']);
  });

  test('of a correlation keeps its rules at work, in silence', async () => {
    const both = {
      title: 'Both',
      name: 'both',
      correlation: { type: 'temporal', rules: ['spray', 'token'], timespan: '5h', generate: true },
    };
    const only = select(setOf(spray, token, both), { only: ['both'], skip: [] });
    const { findings } = await hunted([...silence, ...events], only);
    expect(findings.map(({ rule }) => rule.name)).toEqual(['both']);
  });
});
