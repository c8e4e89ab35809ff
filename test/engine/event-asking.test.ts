import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PreparedTest } from '../../src/detection/prepared-test.ts';
import { createAsking, typeField } from '../../src/engine/event-asking.ts';
import { createFields, type Field, parseField } from '../../src/event/field.ts';
import type { Json, JsonObject } from '../../src/event/json.ts';
import { createNumberRoom } from '../../src/event/numbering.ts';
import { createValueNumbers } from '../../src/event/value-numbers.ts';
import type { EventPlan } from '../../src/plan/event-plan.ts';
import { oracleRuns } from '../effort.ts';

const paths = [typeField, 'actor.id', 'target.type', 'target[0].type', undefined];
const value = fc.constantFrom<Json>('a', 'b', null);
const event = fc.record(
  {
    [typeField]: value,
    actor: fc.record({ id: value }),
    target: fc.array(fc.record({ type: value }), { maxLength: 2 }),
    'actor.id': value,
  },
  { requiredKeys: [] },
) as fc.Arbitrary<JsonObject>;

/** What a test wants of the values of its field, which it hears as one text. */
const wanted = fc.func(fc.boolean());

/** Fields whose numbers are taken back over and over. */
function forgetfulFields(most: number): (path: string) => Field {
  const room = createNumberRoom(most, 1_000);
  return (path) => {
    const field = parseField(path);
    return { ...field, numbers: createValueNumbers(field.found, room) };
  };
}

describe('tests that are asked of events', () => {
  test('answer each event as they would alone, in any order, however often', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(fc.tuple(fc.constantFrom(...paths), wanted), { minLength: 1, maxLength: 4 }),
          fc.array(fc.tuple(fc.constantFrom('actor.id'), wanted), { minLength: 2, maxLength: 3 }),
          fc.array(fc.tuple(fc.constantFrom('actor.id', 'a'), wanted), {
            minLength: 36,
            maxLength: 40,
          }),
        ),
        // Of each event some tests, from one on, once or however often.
        fc.array(fc.tuple(event, fc.nat({ max: 39 }), fc.nat({ max: 40 }), fc.boolean()), {
          minLength: 6,
          maxLength: 12,
        }),
        fc.option(fc.integer({ min: 2, max: 6 }), { nil: undefined }),
        (asked, events, most) => {
          const holds = asked.map(([path, want]): PreparedTest['holds'] => {
            const read = path === undefined ? undefined : parseField(path).found;
            return (raw) => want(JSON.stringify(read ? read(raw) : raw));
          });
          const tests = asked.map(([path], test) => ({ rule: 0, test, path }));
          const plan: EventPlan = { tests, parts: [], rules: [] };
          const maker = {
            test: (number: number) => ({ holds: holds[number] }) as PreparedTest,
            testsOf: () => [],
          };
          const fields = most === undefined ? createFields() : forgetfulFields(most);
          const known = new Map<string, Field>();
          const fieldOf = (path: string): Field => {
            const field = known.get(path) ?? fields(path);
            known.set(path, field);
            return field;
          };
          const turn = { raw: undefined as Json | undefined, event: 0 };
          const { ask, answer, steps } = createAsking(plan, maker, fieldOf, turn);
          for (const [raw, first, count, isOnce] of events) {
            turn.raw = raw;
            turn.event++;
            steps.length = 0;
            const want: number[] = [];
            const met = new Set<number>();
            for (let at = first; at < first + count; at++) {
              const number = at % tests.length;
              const isMet = holds[number]?.(raw) ?? false;
              expect((isOnce ? ask : answer)(number)).toBe(isMet);
              if (!isOnce || met.has(number) || tests[number]?.path === typeField) continue;
              met.add(number);
              want.push(number * 2 + (isMet ? 1 : 0));
            }
            expect(steps).toEqual(want);
          }
        },
      ),
      { numRuns: oracleRuns(2_000) },
    );
  });
});
