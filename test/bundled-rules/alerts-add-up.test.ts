import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/event/json.ts';
import { linkRules } from '../../src/rule/link.ts';
import { parseRuleFile } from '../../src/rule/rule-file.ts';
import { by, clock, hunted } from '../builders.ts';

const bundled = [
  'risk/alerts-add-up',
  'base/alert-below-high',
  'base/alert-medium',
  'base/alert-high',
];
const files = bundled.map((name) =>
  parseRuleFile(readFileSync(join(import.meta.dirname, `../../rules/${name}.yml`), 'utf8'), name),
);
const tactics = ['credential-access', 'persistence', 'discovery', 'impact', 'collection'];
const gradings = ['low', 'medium', 'high'].flatMap((level) =>
  tactics.flatMap((tactic) => [`${level} ${tactic}`, `${level} ${tactic} twin`]),
);
/** A rule for each level and tactic, and another one like it, all with a second tactic in common. */
const graded = gradings.map((grading): JsonObject => {
  const [level = '', tactic = ''] = grading.split(' ');
  return {
    title: grading,
    name: grading,
    logsource: { product: 'okta', service: 'okta' },
    level,
    tags: [`attack.${tactic}`, 'attack.t1078', 'attack.stealth'],
    fingerprint: ['uuid'],
    detection: {
      one: { eventType: grading },
      also: { 'debugContext.debugData.also': grading },
      condition: 'one or also',
    },
  };
});
const text = graded.map((document) => JSON.stringify(document)).join('\n---\n');
const rules = linkRules([...files, parseRuleFile(text, 'graded.yml')], new Map());

type Told = readonly [hours: number, grading: string, over?: JsonObject];
const log = (alerts: readonly Told[]) => [
  ...[0, 12, 24, 36, 48].map((hours) => by('nobody', hours, { eventType: 'x', uuid: `x${hours}` })),
  ...alerts.map(([hours, eventType, over = {}], at) =>
    by('ann', hours, { eventType, uuid: `e${at}`, target: [], ...over }),
  ),
];
const added = async (alerts: readonly Told[]) => {
  const { findings, summary } = await hunted(log(alerts), rules);
  const own = summary.rules.find(({ name }) => name === 'alerts-add-up');
  expect(own).toMatchObject({ undecided: 0 });
  return findings.filter(({ rule }) => rule.name === 'alerts-add-up');
};

const [one, two, three, four] = tactics;
const bob = { actor: { id: 'bob', type: 'User', alternateId: 'bob@example.com' } };
const onAnn = { target: [{ id: 'ann', type: 'User', alternateId: 'ann@example.com' }] };
const console_ = { target: [{ id: 'app', type: 'AppInstance', displayName: 'Admin Console' }] };

describe('findings on one account add up to a high one', () => {
  test.each<[string, readonly Told[], string]>([
    [
      'two mediums of different tactics',
      [
        [1, `medium ${one}`],
        [24, `medium ${two}`],
      ],
      'e1',
    ],
    [
      'in the other order',
      [
        [1, `medium ${two}`],
        [24, `medium ${one}`],
      ],
      'e1',
    ],
    [
      'a medium and lows of two other tactics',
      [
        [1, `low ${one}`],
        [2, `medium ${two}`],
        [3, `low ${three}`],
      ],
      'e2',
    ],
    [
      'what it did and what was done to it',
      [
        [1, `medium ${one}`, { ...bob, ...onAnn }],
        [2, `medium ${two}`],
      ],
      'e1',
    ],
    [
      'although a high one comes later',
      [
        [1, `medium ${one}`],
        [2, `medium ${two}`],
        [3, `high ${one}`],
      ],
      'e1',
    ],
    [
      'at one moment',
      [
        [1, `medium ${one}`],
        [1, `medium ${two}`],
      ],
      'e0',
    ],
    [
      'a day after a high one',
      [
        [0.5, `high ${one}`],
        [25, `medium ${one}`],
        [26, `medium ${two}`],
      ],
      'e2',
    ],
  ])('%s', async (_, alerts, decisive) => {
    const findings = await added(alerts);
    expect(findings).toMatchObject([{ severity: 'high', evidence: { decisive } }]);
  });

  test('lows alone are medium, from five tactics on', async () => {
    const lows = tactics.map((tactic, at): Told => [1 + at, `low ${tactic}`]);
    expect(await added(lows)).toMatchObject([{ severity: 'medium', evidence: { decisive: 'e4' } }]);
    expect(await added(lows.slice(0, 4))).toEqual([]);
  });

  test.each<[string, readonly Told[]]>([
    [
      'mediums of one tactic',
      [
        [1, `medium ${one}`],
        [2, `medium ${one} twin`],
        [3, `medium ${one}`],
      ],
    ],
    ['lows of one tactic', [1, 2, 3, 4].map((hours) => [hours, `low ${one}`])],
    ['lows of three tactics', [one, two, three].map((tactic, at) => [1 + at, `low ${tactic}`])],
    [
      'a medium and many lows of one other tactic',
      [[1, `medium ${one}`], ...[2, 3, 4, 5].map((hours): Told => [hours, `low ${two}`])],
    ],
    [
      'two mediums of different tactics on two accounts',
      [
        [1, `medium ${one}`],
        [2, `medium ${two}`, bob],
      ],
    ],
    [
      'with only an application in common',
      [
        [1, `medium ${one}`, console_],
        [2, `medium ${two}`, { ...bob, ...console_ }],
      ],
    ],
    [
      'more than a day apart',
      [
        [1, `medium ${one}`],
        [25.1, `medium ${two}`],
      ],
    ],
    [
      'about one event',
      [[1, `medium ${one}`, { debugContext: { debugData: { also: `medium ${two}` } } }]],
    ],
    [
      'after a high one',
      [
        [1, `high ${one}`],
        [2, `medium ${one}`],
        [3, `medium ${two}`],
      ],
    ],
    [
      'at the moment of a high one',
      [
        [1, `medium ${one}`],
        [2, `medium ${two}`, { debugContext: { debugData: { also: `high ${three}` } } }],
      ],
    ],
    ['informational and nothing else', [[1, `low ${four}`]]],
  ])('not %s', async (_, alerts) => {
    expect(await added(alerts)).toEqual([]);
  });

  test('once a day, and it lists what added up', async () => {
    const findings = await added([
      [1, `medium ${one}`],
      [2, `medium ${two}`],
      [3, `medium ${three}`],
      [4, `low ${four}`],
    ]);
    expect(findings).toHaveLength(1);
    const [finding] = findings;
    expect(finding?.title).toBe('findings of several tactics within a day add up: ann@example.com');
    expect(finding?.why.map(({ fact }) => fact)).toEqual([
      '2 different values of headline in the previous day with the same account.id: ' +
        `${clock(1)} medium medium credential-access, ${clock(2)} medium medium persistence`,
      '2 different values of stage in the previous day with the same account.id: credential-access, persistence',
      '2 different values of uuid in the previous day with the same account.id: e0, e1',
      'no `alert-high` event in the previous day and the following second with the same account.id',
      'level = medium',
    ]);
    expect(finding?.evidence.events.map(({ uuid }) => uuid)).toEqual(['e0', 'e1', 'e2', 'e3']);
  });

  test('also in a log of an hour', async () => {
    const hour = [
      by('nobody', 1, { eventType: 'x', uuid: 'x' }),
      by('ann', 1.5, { eventType: `medium ${one}`, uuid: 'e0', target: [] }),
      by('ann', 2, { eventType: `medium ${two}`, uuid: 'e1', target: [] }),
      by('nobody', 2.5, { eventType: 'x', uuid: 'y' }),
    ];
    const { findings } = await hunted(hour, rules);
    expect(findings.map(({ rule }) => rule.name)).toContain('alerts-add-up');
  });
});
