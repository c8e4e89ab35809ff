import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { createEventWalk } from '../../src/event/event-walk.ts';
import { createFields, parseField } from '../../src/event/field.ts';
import { createGuesses } from '../../src/event/guesses.ts';
import type { Json, JsonObject } from '../../src/event/json.ts';
import { createNumberRoom } from '../../src/event/numbering.ts';
import { createByValue, createValueNumbers } from '../../src/event/value-numbers.ts';
import { oracleRuns } from '../effort.ts';

vi.setConfig({ testTimeout: 60_000 });

const names = ['actor', 'id', 'target', 'type', 'displayName', 'debugContext', 'debugData', 'a'];
const keys = fc.constantFrom(
  ...names,
  'actor.id',
  'target.type',
  'debugData.a',
  'debugContext.debugData.a',
  'target[type=User].id',
  '__proto__',
  'constructor',
);
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<Json>('User', 'x', '', null, 0, false, 7) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Json>(
        '{a=b, id=c}',
        '{"a": [1, {"a": 2}]}',
        '[{a=1}, {a=2}]',
        'a=b',
      ),
    },
    { weight: 1, arbitrary: fc.array(tie('json'), { maxLength: 3 }) },
    { weight: 2, arbitrary: fc.dictionary(keys, tie('json'), { maxKeys: 4 }) },
  ),
}));
/** With prototypes of both kinds, as `JSON.parse` and people make them. */
const anyEvent = fc.dictionary(keys, json, { maxKeys: 6 });
const published = fc.constantFrom<Json>(
  '2024-02-29T10:17:37.491Z',
  '2025-07-01T23:59:59.000Z',
  '2025-07-01T23:59:59+02:00',
  'now',
);
const event = fc
  .tuple(anyEvent, fc.constantFrom<Json>('x', 'y', null), published)
  .map(([raw, id, time]) => ({
    published: time,
    actor: { id },
    ...raw,
  })) as fc.Arbitrary<JsonObject>;
const path = fc.oneof(
  fc
    .array(fc.constantFrom(...names), { minLength: 1, maxLength: 3 })
    .map((steps) => steps.join('.')),
  fc.constantFrom(
    'target[type=User].id',
    'target[type=user].displayName',
    'target[id=x,type=User].a',
    'target[0].id',
    'target[-1]',
    'target.a[type=User].id',
    'actor[type=User]',
    'actor.id|domain',
    'a|hour',
    'published|hour',
    'published|year',
    'published|daypart',
    'debugContext.debugData.a.id',
  ),
);

/** The same for values that cannot be told apart, and for no others. */
function inWords(values: readonly Json[]): string {
  return JSON.stringify(values);
}

describe('fields that are found on one walk', () => {
  test('are those that are found one by one, whatever was asked before', () => {
    fc.assert(
      fc.property(
        fc.array(path, { minLength: 1, maxLength: 8 }),
        fc.array(event, { minLength: 1, maxLength: 5 }),
        path,
        (paths, events, late) => {
          const fieldOf = createFields();
          const compare = (text: string, raw: JsonObject): void => {
            const [shared, alone] = [fieldOf(text), parseField(text)];
            expect(shared.found(raw)).toEqual(alone.found(raw));
            expect(shared.read(raw)).toEqual(alone.read(raw));
            expect(shared.views(raw)).toEqual(alone.views(raw));
            expect(shared.has(raw)).toBe(alone.has(raw));
            expect(shared.isCrowded(raw)).toBe(alone.read(raw).length > 1);
            const number = shared.numbers.of(raw);
            const what = inWords(alone.found(raw));
            expect(number === 0).toBe(what === '[]');
            if (number < 0) return;
            const ofField = numbers.get(text) ?? new Map<number, string>();
            numbers.set(text, ofField);
            expect(ofField.get(number) ?? what).toBe(what);
            const others = [...ofField].filter(([, other]) => other === what);
            expect(others.every(([other]) => other === number)).toBe(true);
            ofField.set(number, what);
          };
          const numbers = new Map<string, Map<number, string>>();
          for (const raw of [...events, ...events]) for (const text of paths) compare(text, raw);
          // A path that is new while an event is at hand.
          compare(late, events.at(-1) as JsonObject);
        },
      ),
      { numRuns: oracleRuns(4_000) },
    );
  });

  test('have nothing that an event inherits', () => {
    const inherited = Object.create({ actor: { id: 'x' } }) as JsonObject;
    expect(createFields()('actor.id').found(inherited)).toEqual([]);
    class Record {
      readonly actor = { id: 'own' };
    }
    expect(createFields()('actor.id').found(new Record() as never)).toEqual(['own']);
  });
});

describe('numbers of values', () => {
  const found = fc.array(fc.constantFrom<Json>('a', 'b', 1, '1', true, null, '', { a: 1 }), {
    maxLength: 3,
  });

  test('are the same for what is the same, and for nothing else, in one round', () => {
    fc.assert(
      fc.property(
        fc.array(found, { maxLength: 40 }),
        fc.integer({ min: 2, max: 12 }),
        (events, most) => {
          const numbers = createValueNumbers(
            (raw) => raw as readonly Json[],
            createNumberRoom(most, 1_000),
          );
          let [round, known] = [numbers.round, new Map<number, string>()];
          for (const values of events) {
            const number = numbers.of(values);
            if (numbers.round !== round) [round, known] = [numbers.round, new Map()];
            if (number < 0) continue;
            const text = JSON.stringify(values);
            expect(number === 0).toBe(values.length === 0);
            expect(known.get(number) ?? text).toBe(text);
            const others = [...known].filter(([, other]) => other === text);
            expect(others.every(([other]) => other === number)).toBe(true);
            known.set(number, text);
          }
        },
      ),
      { numRuns: oracleRuns(2_000) },
    );
  });

  test('save work and change nothing, however little room there is', () => {
    fc.assert(
      fc.property(
        fc.array(found, { maxLength: 40 }),
        fc.integer({ min: 1, max: 8 }),
        (events, most) => {
          const read = (raw: Json): readonly Json[] => raw as readonly Json[];
          const room = createNumberRoom(most, 1_000);
          const [first, second] = [0, 1].map(() => createValueNumbers(read, room));
          const lengthOf = (raw: Json): number => JSON.stringify(raw).length;
          const told = [first, second].map((numbers) =>
            createByValue(numbers as ReturnType<typeof createValueNumbers>, lengthOf),
          );
          for (const values of events) {
            for (const tell of told) expect(tell(values)).toBe(lengthOf(values));
          }
        },
      ),
      { numRuns: oracleRuns(2_000) },
    );
  });

  test('are guessed right or not at all', () => {
    const value = fc.constantFrom<Json>('a', 'b', 1, '1', true, null, '', { x: 1 });
    const few = fc.array(fc.constantFrom<Json>('a', 'b'), { maxLength: 4 });
    const values = fc.oneof(value, few, fc.array(value, { maxLength: 3 }));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('x', 'y', undefined), values), {
          maxLength: 60,
          size: 'max',
        }),
        fc.integer({ min: 2, max: 12 }),
        (events, most) => {
          const walk = createEventWalk();
          const walked = { walk, place: walk.add(['v', 'of']) };
          const room = createNumberRoom(most, 1_000);
          const find = parseField('v.of').found;
          const guesses = createGuesses(walk);
          const numbers = createValueNumbers(find, room, { walked, guesses });
          const listed = createValueNumbers(find, room, { guesses });
          const lengthOf = (raw: Json): number => inWords(find(raw)).length;
          const told = [numbers, listed].map((one) => createByValue(one, lengthOf));
          for (const [id, v] of events) {
            const members = [v].flat().map((of) => ({ of }));
            const raw: JsonObject = { actor: id === undefined ? null : { id }, v: members };
            for (const tell of told) expect(tell(raw)).toBe(lengthOf(raw));
          }
        },
      ),
      { numRuns: oracleRuns(2_000) },
    );
  });

  test('are right for more actors and fields than guesses are kept for', () => {
    const fieldOf = createFields();
    const paths = Array.from({ length: 140 }, (_, at) => `f${at}`);
    const events = Array.from({ length: 2_100 }, (_, at): JsonObject => {
      const rest = Object.fromEntries(paths.map((path, place) => [path, (at * place) % 3]));
      return { actor: { id: `${at}` }, ...rest };
    });
    const seen = paths.map(() => new Map<number, Json>());
    let wrong = 0;
    for (const raw of [...events.slice(-30), ...events, ...events.slice(0, 30)]) {
      for (const [place, path] of paths.entries()) {
        const number = fieldOf(path).numbers.of(raw);
        const known = seen[place] as Map<number, Json>;
        if ((known.get(number) ?? raw[path]) !== raw[path]) wrong++;
        known.set(number, raw[path] as Json);
      }
    }
    expect(wrong).toBe(0);
    expect(seen.map(({ size }) => size)).toEqual(paths.map((_, at) => (at % 3 === 0 ? 1 : 3)));
  });

  test('are given up where values do not come again', () => {
    const numbers = createValueNumbers((raw) => [raw]);
    for (let at = 0; at < 5_000; at++) numbers.of(`value ${at}`);
    expect(numbers.of('value 4999')).toBe(-1);
  });

  test('are given again where values come again that were all new at first', () => {
    const numbers = createValueNumbers((raw) => raw as readonly Json[]);
    const event = (at: number): Json => [`a ${at}`, `b ${at}`];
    for (let at = 0; at < 3_000; at++) numbers.of(event(at));
    expect(numbers.of(event(0))).toBe(-1);
    for (let at = 0; at < 20_000; at++) numbers.of(event(at % 500));
    expect(numbers.of(event(0))).toBeGreaterThan(0);
  });

  test('count several values of an event as one that is new', () => {
    const numbers = createValueNumbers((raw) => raw as readonly Json[]);
    const event = (at: number): Json => ['a', 'b', 'c'].map((part) => `${part} ${at >> 1}`);
    for (let at = 0; at < 5_000; at++) numbers.of(event(at));
    expect(numbers.of(event(4_999))).toBeGreaterThan(0);
  });
});
