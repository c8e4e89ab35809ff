import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFields } from '../../../src/event/field.ts';
import type { Json, JsonObject } from '../../../src/event/json.ts';
import { createActorReader } from '../../../src/window/log/actor-reader.ts';
import { effort } from '../../effort.ts';

const text = fc.constantFrom(
  '00u1',
  '',
  'unknown',
  '{id=00u2}',
  '{"id":"00u3"}',
  '{"id":["00u4"]}',
);
const id = fc.oneof(
  text,
  fc.constantFrom<Json>(null, 7, true, [], ['00u5', '00u6'], [null, '00u7'], { id: '00u8' }),
);
const entriesOf = (name: string) =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(name, 'id', '__proto__', 'type'), id), {
      selector: ([key]) => key,
      maxLength: 3,
    })
    .map((entries): JsonObject => Object.fromEntries(entries));
const actor = fc.oneof(
  id,
  entriesOf('id'),
  fc.array(entriesOf('id'), { maxLength: 2 }),
  entriesOf('id').map((own) => JSON.stringify(own)),
);
const events = fc
  .uniqueArray(
    fc.oneof(
      fc.tuple(fc.constant('actor'), actor),
      fc.tuple(fc.constantFrom('actor.id', 'eventType', '__proto__'), id),
    ),
    { selector: ([key]) => key, maxLength: 4 },
  )
  .map((entries): JsonObject => Object.fromEntries(entries));

test('who acted is what the field reads first, if that is a text', () => {
  fc.assert(
    fc.property(events, (raw) => {
      const field = createFields()('actor.id');
      const [first] = field.read(raw);
      expect(createActorReader(field)(raw)).toBe(typeof first === 'string' ? first : undefined);
    }),
    { numRuns: effort(20_000) },
  );
});
