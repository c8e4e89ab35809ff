import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isObject, type Json, own } from '../../src/event/json.ts';
import { membersOf } from '../../src/event/members.ts';
import { effort } from '../effort.ts';

const names = ['id', 'type', 'other'] as const;

/** An object whose keys it inherits, one with getters, and what is no object at all. */
class Heir {
  readonly id = 'own';
  get type(): string {
    return 'inherited';
  }
}
const strangers = [
  new Heir(),
  Object.create({ id: 'inherited' }),
  Object.assign(Object.create({ type: 'inherited' }), { id: 'own' }),
  Object.assign(Object.create(null), { id: 'own' }),
  Object.defineProperty({ type: 'own' }, 'id', { value: 'hidden', enumerable: false }),
  ['id'],
  'id',
  null,
  undefined,
] as readonly (Json | undefined)[];

const read = fc
  .array(fc.tuple(fc.constantFrom(...names, '__proto__', 'constructor'), fc.jsonValue()))
  .map((entries) => JSON.parse(JSON.stringify(Object.fromEntries(entries))) as Json);
const parsed = fc.constantFrom(
  ...['{"__proto__": {"id": "x"}}', '{"id": null}', '{"id": 1, "id": 2}', '[{"id": 1}]'],
);
const values = fc.oneof(
  read,
  parsed.map((text) => JSON.parse(text) as Json),
  fc.constantFrom(...strangers),
);

test('what is read by name is what the object has itself', () => {
  fc.assert(
    fc.property(values, (value) => {
      const members = membersOf<(typeof names)[number]>(value);
      for (const name of names) {
        expect(members[name]).toEqual(isObject(value) ? own(value, name) : undefined);
      }
    }),
    { numRuns: effort(5_000) },
  );
});
