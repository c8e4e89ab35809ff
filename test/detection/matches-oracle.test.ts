import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { JsonObject } from '../../src/event/json.ts';
import { parseRules } from '../../src/rule/link.ts';
import { effort } from '../effort.ts';
import { event, lists, selection } from './generators.ts';
import { holdsAlone } from './holds.ts';
import { selected } from './oracle.ts';

vi.setConfig({ testTimeout: 60_000 });

/** What is asked of a rule, in the words of a selection, and what the plain oracle makes of it. */
interface Asking {
  readonly detection: JsonObject;
  readonly holds: (raw: JsonObject) => boolean;
}

/** A rule that asks whether an event matches some of the rules before it, and of the event itself. */
const asking = (before: readonly Asking[]): fc.Arbitrary<Asking> =>
  fc
    .record({
      own: selection,
      asked: fc.subarray([...before.keys()], { minLength: before.length > 0 ? 1 : 0 }),
      way: fc.constantFrom('both', 'either', 'own alone', 'others alone'),
    })
    .map(({ own, asked, way }) => {
      const names = asked.map((at) => `rule-${at}`);
      const others = (raw: JsonObject): boolean =>
        asked.some((at) => before[at]?.holds(raw) === true);
      const itself = (raw: JsonObject): boolean => selected(own, raw, lists);
      if (names.length === 0) return { detection: { own, condition: 'own' }, holds: itself };
      const [first = ''] = names;
      const detection = { own, others: { matches: names.length === 1 ? first : names } };
      const condition = {
        both: 'own and others',
        either: 'own or others',
        'own alone': 'own and not others',
        'others alone': 'others and not own',
      }[way] as string;
      const holds = (raw: JsonObject): boolean => {
        const [one, other] = [itself(raw), others(raw)];
        if (way === 'both') return one && other;
        if (way === 'either') return one || other;
        return way === 'own alone' ? one && !other : other && !one;
      };
      return { detection: { ...detection, condition }, holds };
    });

/** Four rules, each of which can ask for those before it. */
const chain = [0, 1, 2].reduce<fc.Arbitrary<readonly Asking[]>>(
  (rules) => rules.chain((before) => asking(before).map((one) => [...before, one])),
  asking([]).map((one) => [one]),
);

test('an event matches a rule that asks for other rules as the plain oracle says', () => {
  let [yes, no] = [0, 0];
  const property = fc.property(chain, fc.array(event, { minLength: 8 }), (rules, events) => {
    const text = rules.map(({ detection }, at) =>
      JSON.stringify({
        title: 'T',
        name: `rule-${at}`,
        logsource: { product: 'okta', service: 'okta' },
        detection,
      }),
    );
    const parsed = parseRules(text.join('\n---\n'), 'rules', lists).rules;
    for (const [at, { holds }] of rules.entries()) {
      const rule = parsed.find(({ name }) => name === `rule-${at}`);
      if (!rule) throw new Error(`rule-${at} is gone`);
      const told = events.map(holdsAlone(rule.condition, lists));
      expect(told).toEqual(events.map(holds));
      yes += told.filter(Boolean).length;
      no += told.filter((one) => !one).length;
    }
  });
  fc.assert(property, { numRuns: effort(3_000, 120) });
  expect(Math.min(yes, no)).toBeGreaterThan(0);
});
