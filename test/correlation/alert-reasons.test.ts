import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/event/json.ts';
import type { Finding } from '../../src/finding/finding.ts';
import { by, hunted, someRules } from '../builders.ts';
import { oracleRuns } from '../effort.ts';

/** Whether all that a finding about alerts gives as its reasons is true of the findings below it. */

const runs = oracleRuns(150, 40);
const minute = 60_000;
const feeders = [
  { name: 'spray', score: 20, tags: ['attack.credential-access'] },
  { name: 'token', score: 50, tags: ['attack.persistence', 'attack.credential-access'] },
  { name: 'grant', score: 5, tags: [] },
];
const many = { name: 'many', score: 70, tags: ['attack.impact'] };

const documents: readonly JsonObject[] = [
  ...feeders.map((rule) => ({
    ...rule,
    fingerprint: ['uuid'],
    detection: { one: { eventType: rule.name }, condition: 'one' },
  })),
  {
    ...many,
    correlation: {
      ...{ type: 'event_count', rules: ['spray'], 'group-by': ['actor.id'], timespan: '30m' },
      condition: { gte: 2 },
      generate: true,
    },
  },
];

/** What a rule counts over alerts, and what that comes to. */
const facts = {
  sum: ['score', (alerts) => alerts.reduce((sum, alert) => sum + alert.score, 0)],
  count: [true, (alerts) => alerts.length],
  tactics: ['tactic', (alerts) => new Set(alerts.flatMap(({ tactics }) => tactics)).size],
  names: ['rule.name', (alerts) => new Set(alerts.map(({ rule }) => rule)).size],
} as const satisfies Record<string, readonly [string | true, (alerts: readonly Alert[]) => number]>;
type FactName = keyof typeof facts;

/** An alert, as the specification of rules about alerts describes it. */
interface Alert {
  readonly uuid: string;
  readonly time: number;
  readonly rule: string;
  readonly score: number;
  readonly tactics: readonly string[];
  readonly keys: Readonly<Record<string, readonly string[]>>;
}

function alertOf({ rule, evidence, actor, targets }: Finding): Alert {
  const { score, tags } = [...feeders, many].find(({ name }) => name === rule.name) as typeof many;
  const match = evidence.events.find(({ role }) => role === 'match');
  return {
    uuid: match?.uuid ?? '',
    time: Date.parse(match?.published ?? ''),
    rule: rule.name,
    score,
    tactics: tags.map((tag) => tag.replace('attack.', '')),
    keys: {
      'actor.id': [actor?.id ?? ''],
      'entity.id': [actor?.id ?? '', ...targets.map(({ id }) => id ?? '')],
      'rule.name': [rule.name],
    },
  };
}

/** Every choice of some of a few things. */
function choicesOf<T>(things: readonly T[]): readonly (readonly T[])[] {
  return things.reduce<readonly (readonly T[])[]>(
    (choices, thing) => choices.flatMap((some) => [some, [...some, thing]]),
    [[]],
  );
}

const anEvent = fc.record({
  minute: fc.nat({ max: 240 }),
  type: fc.constantFrom('spray', 'spray', 'token', 'grant'),
  actor: fc.constantFrom('u1', 'u2'),
  targets: fc.subarray(['u1', 'u3']),
});

test('every fact of a finding about alerts is true of the findings below it', async () => {
  let told = 0;
  const property = fc.asyncProperty(
    fc.uniqueArray(anEvent, { minLength: 3, maxLength: 14, selector: (one) => one.minute }),
    fc.constantFrom<FactName>('sum', 'count', 'tactics', 'names'),
    fc.constantFrom('entity.id', 'actor.id', 'rule.name'),
    fc.constantFrom(20, 60, 120),
    fc.integer({ min: 1, max: 4 }),
    async (events, name, key, before, many) => {
      const [of, compute] = facts[name];
      const least = name === 'sum' ? many * 25 : many;
      const kind = name === 'tactics' || name === 'names' ? 'distinct' : name;
      const over = {
        name: 'over',
        logsource: { product: 'oktahunt', service: 'alert' },
        fingerprint: ['uuid'],
        context: { w: { 'group-by': [key], before: `${before}m`, fields: { f: { [kind]: of } } } },
        detection: { enough: { 'w.f|gte': least }, condition: 'enough' },
      };
      const records = events.map(({ minute, type, actor, targets }) =>
        by(actor, minute / 60, {
          uuid: `event-${minute}`,
          eventType: type,
          target: targets.map((id) => ({ id, type: 'User' })),
        }),
      );
      const edges = [-2_000, -1_000, 0, 241, 1_000].map((minute) => {
        return by('nobody', minute / 60, { uuid: `edge${minute}`, eventType: 'x' });
      });
      const { findings } = await hunted([...records, ...edges], someRules([...documents, over]));
      const alerts = findings.filter(({ rule }) => rule.name !== 'over').map(alertOf);
      for (const { rule, why } of findings) {
        if (rule.name !== 'over') continue;
        told += why.length;
        for (const { fact, field, window } of why) {
          expect(field).toBe('w.f');
          const value = Number(/^\D*?(\d+)\D/.exec(fact)?.[1]);
          expect(value).toBeGreaterThanOrEqual(least);
          const wanted = window?.key[key] as string;
          const [from, to] = [window?.from, window?.to].map((time) => Date.parse(time ?? ''));
          if (from === undefined || to === undefined) throw new Error('a window has edges');
          expect(to - from).toBe(before * minute);
          const near = alerts.filter((one) => one.keys[key]?.includes(wanted) && one.time <= to);
          const now = near.filter(({ time }) => time === to);
          expect(now).not.toEqual([]);
          const earlier = near.filter(({ time }) => time < to && time >= from);
          // Alerts of one instant may have come in any order.
          const possible = choicesOf(now).map((some) => [...earlier, ...some]);
          expect(possible.map(compute)).toContain(value);
          const counted = ({ tactics }: Alert): boolean => name !== 'tactics' || tactics.length > 0;
          const totals = possible.map((some) => some.filter(counted).length);
          expect(totals).toContain(window?.events.total);
        }
      }
    },
  );
  await fc.assert(property, { numRuns: runs });
  expect(told).toBeGreaterThan(runs);
}, 120_000);
