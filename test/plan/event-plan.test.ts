import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { compile } from '../../src/detection/compile.ts';
import { createPrefilter } from '../../src/detection/prefilter.ts';
import { aloneOf, prepareTests } from '../../src/detection/prepared-test.ts';
import { createEventJudge } from '../../src/engine/event-judge.ts';
import { createFields } from '../../src/event/field.ts';
import type { JsonObject } from '../../src/event/json.ts';
import { planEvents } from '../../src/plan/event-plan.ts';
import { parseRules } from '../../src/rule/link.ts';
import { event, lists, selection, some } from '../detection/generators.ts';
import { oracleRuns } from '../effort.ts';

vi.setConfig({ testTimeout: 60_000 });

const conditions = some(
  'a',
  'not a',
  'a and b',
  'a or not b',
  'not (a and b)',
  'a and w',
  'b or w',
  't and a',
  'not t or b',
  't and w',
);
const context = { near: { before: '1h', fields: { n: { count: true } } } };

const rule = fc.tuple(selection, selection, conditions).map(([a, b, condition]) => {
  const t = { eventType: 'x' };
  const detection: JsonObject = { a, b, t, w: { 'near.n|gte': 2 }, condition };
  const document = { title: 'T', logsource: { product: 'okta' }, context, detection };
  const [parsed] = parseRules(JSON.stringify(document), 'rules', lists).rules;
  if (!parsed) throw new Error('no rule');
  return compile([parsed.condition], lists);
});

describe('what several rules ask of an event', () => {
  test('has the same answers as if each rule asked for itself, whatever was asked before', () => {
    fc.assert(
      fc.property(
        fc.array(rule, { minLength: 1, maxLength: 5 }),
        fc.array(event, { minLength: 1, maxLength: 8 }),
        (some, events) => {
          const rules = [...some, ...some.slice(0, 1)].map((conditions) => ({ conditions }));
          const shared = createEventJudge(rules as never, createFields());
          const alone = rules.map(({ conditions }) => createPrefilter(conditions));
          for (const raw of [...events, ...events]) {
            for (const [at, own] of alone.entries()) {
              const told = shared.prefilterOf(at);
              expect(told.candidate(raw)?.slice()).toEqual(own.candidate(raw)?.slice());
              expect(told.isOpen(raw)).toBe(own.isOpen(raw));
              expect(told.truths(raw).slice()).toEqual(own.truths(raw).slice());
            }
          }
        },
      ),
      { numRuns: oracleRuns(600) },
    );
  });

  test('is remembered by its answers: what was decided of one event holds for those that answer alike', () => {
    fc.assert(
      fc.property(
        fc.array(rule, { minLength: 1, maxLength: 5 }),
        fc.array(fc.tuple(event, some('x', 'y'), some('x', 'y', undefined)), {
          minLength: 1,
          maxLength: 8,
        }),
        (conditions, drawn) => {
          // The type of an event is what it has in that field; of any other nothing is remembered.
          const events = drawn.map(([fields, type, eventType]) => {
            const raw: JsonObject = eventType === undefined ? fields : { ...fields, eventType };
            return [raw, type] as const;
          });
          const rules = conditions.map((one) => ({ conditions: one }));
          const judge = createEventJudge(rules as never, createFields());
          let decided = 0;
          const decide = judge.remembering(({ raw }) => {
            decided++;
            return rules.map((_, at) => judge.prefilterOf(at).candidate(raw)?.slice());
          });
          const alone = rules.map((one) => createPrefilter(one.conditions));
          const again = [...events, ...events.toReversed(), ...events];
          for (const [raw, type] of again) {
            const told = alone.map((prefilter) => prefilter.candidate(raw)?.slice());
            expect(decide({ raw: structuredClone(raw), type })).toEqual(told);
          }
          const others = events.filter(([raw, type]) => raw['eventType'] !== type).length;
          expect(decided).toBeGreaterThanOrEqual(others * 3);
          expect(decided - others * 3).toBeLessThanOrEqual(events.length - others);
        },
      ),
      { numRuns: oracleRuns(600) },
    );
  });

  test('has the same answer if a test is made without the others of its rule', () => {
    fc.assert(
      fc.property(rule, fc.array(event, { minLength: 1, maxLength: 8 }), (conditions, events) => {
        const together = prepareTests(conditions.tests, lists);
        for (const number of conditions.ofEvent) {
          const alone = prepareTests(aloneOf(conditions.tests, number), lists).at(-1);
          for (const raw of events) expect(alone?.holds(raw)).toBe(together[number]?.holds(raw));
        }
      }),
      { numRuns: oracleRuns(600) },
    );
  });

  test('is asked once, and is plain data', () => {
    fc.assert(
      fc.property(rule, (conditions) => {
        const once = planEvents([{ conditions }] as never);
        const twice = planEvents([
          { conditions },
          { conditions: structuredClone(conditions) },
        ] as never);
        expect([twice.tests, twice.parts]).toEqual([once.tests, once.parts]);
        expect(twice.rules[1]).toEqual(once.rules[0]);
        expect(structuredClone(twice)).toEqual(twice);
      }),
      { numRuns: oracleRuns(100) },
    );
  });
});
