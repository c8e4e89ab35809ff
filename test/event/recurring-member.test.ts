import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { createFields, parseField } from '../../src/event/field.ts';
import type { Json, JsonObject } from '../../src/event/json.ts';
import { createRecurringMember } from '../../src/event/recurring-member.ts';
import { createByValue } from '../../src/event/value-numbers.ts';
import { oracleRuns } from '../effort.ts';

vi.setConfig({ testTimeout: 60_000 });

/** Few, and alike: they meet at the same places, and one is how another begins. */
const value = fc.oneof(
  fc.constantFrom<Json>('User', 'x', '', null, 1, '1', true, [], {}, ['User'], [['x']]),
  fc.constantFrom<Json>({ type: 'User' }, { type: 'User', id: 'x' }, { id: 'x', type: 'User' }),
);
const mostly = fc.oneof({ weight: 4, arbitrary: fc.constantFrom('User', 'x') }, value);
const target = fc.dictionary(fc.constantFrom('id', 'type', 'a'), mostly, { maxKeys: 3 });
const targets = fc.oneof(
  { weight: 5, arbitrary: fc.array(target, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.array(value, { maxLength: 3 }) },
  { weight: 1, arbitrary: value },
);
/** As `JSON.parse` makes them: no two events share an object. */
const events = fc
  .array(fc.tuple(targets, fc.dictionary(fc.constantFrom('target.id', 'target.a', 'b'), value)), {
    maxLength: 20,
  })
  .map((drawn) =>
    [...drawn, ...drawn].map(
      ([own, others]) => JSON.parse(JSON.stringify({ ...others, target: own })) as JsonObject,
    ),
  );

describe('numbers of a member that comes again', () => {
  test('are those of the same, in the same order', () => {
    fc.assert(
      fc.property(events, (drawn) => {
        const member = createRecurringMember('target');
        const field = member.addField() as number;
        const said = [''];
        for (const raw of drawn) {
          const { target: own } = raw as { readonly target: Json };
          const text = JSON.stringify(own);
          const at = member.at(raw);
          expect(member.at(raw)).toBe(at);
          if (!Array.isArray(own)) expect(at).toBe(-1);
          if (at < 0) continue;
          const known = member.numbers[at + field] as number;
          if (known > 0) expect(said[known]).toBe(text);
          else member.numbers[at + field] = said.push(text) - 1;
        }
      }),
      { numRuns: oracleRuns(2_000) },
    );
  });

  test('are known when it comes again, and forgotten together', () => {
    const member = createRecurringMember('target');
    const event = (id: string): JsonObject => ({ target: [{ id, type: 'User' }] });
    const places = ['a', 'b', 'a'].map((id) => member.at(event(id)));
    expect(places[2]).toBe(places[0]);
    expect(places[1]).not.toBe(places[0]);
    member.numbers[places[0] as number] = 7;
    member.forget();
    expect(member.numbers[member.at(event('a'))]).toBe(0);
  });

  test('are none of what inherits, or says too much', () => {
    const member = createRecurringMember('target');
    const inherited = Object.create({ id: 'x' }) as JsonObject;
    expect(member.at({ target: [inherited] })).toBe(-1);
    expect(member.at({ target: [{ a: undefined }] as never })).toBe(-1);
    expect(member.at({ target: Array.from({ length: 300 }, () => null) })).toBe(-1);
    expect(member.at(Object.create({ target: [] }) as JsonObject)).toBe(-1);
  });

  test('tell of each field what the field finds', () => {
    const paths = [
      ...['target', 'target.id', 'target.a', 'target.type', 'target.a.id', 'target[0].id'],
      ...[
        'target[type=User].id',
        'target[type=User].a',
        'target.a[type=User].id',
        'target.id|user',
      ],
    ];
    fc.assert(
      fc.property(events, (drawn) => {
        const fieldOf = createFields();
        const found = paths.map(() => new Map<number, string>());
        for (const raw of drawn) {
          for (const [place, path] of paths.entries()) {
            const number = fieldOf(path).numbers.of(raw);
            const text = JSON.stringify(parseField(path).found(raw));
            expect(number === 0).toBe(text === '[]');
            if (number < 0) continue;
            const known = found[place] as Map<number, string>;
            expect(known.get(number) ?? text).toBe(text);
            known.set(number, text);
          }
        }
      }),
      { numRuns: oracleRuns(1_000) },
    );
  });

  test('change nothing where all values are let go of in between', () => {
    const paths = ['target.id', 'target.a', 'target[type=User].id', 'b'];
    fc.assert(
      fc.property(events, fc.array(fc.boolean(), { minLength: 40 }), (drawn, cuts) => {
        const fieldOf = createFields();
        const textAt = (path: string, raw: Json): string =>
          JSON.stringify(parseField(path).found(raw));
        const told = paths.map((path) =>
          createByValue(fieldOf(path).numbers, (raw) => textAt(path, raw).length),
        );
        for (const [at, raw] of drawn.entries()) {
          if (cuts[at]) fieldOf.forgetValues();
          for (const [place, path] of paths.entries()) {
            expect(told[place]?.(raw)).toBe(textAt(path, raw).length);
          }
        }
      }),
      { numRuns: oracleRuns(1_000) },
    );
  });

  test('are kept of a few fields', () => {
    const member = createRecurringMember('target');
    const fields = Array.from({ length: 40 }, () => member.addField());
    expect(new Set(fields).size).toBe(33);
    expect(fields.at(-1)).toBeUndefined();
  });
});
