import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFields, parseField } from '../../src/event/field.ts';
import { createEventTable, type EventTable } from '../../src/window/event-table.ts';
import { oracleRuns } from '../effort.ts';
import { anEvent } from '../event/builders.ts';

const kept = ['actor.id', 'target.displayName', 'actor.id'].map(parseField);

describe('a memory', () => {
  test('gives back identifiers of any kind, times, and the fields it keeps', () => {
    const table = createEventTable(kept);
    const uuids = [
      'Evt-1',
      'abcdef01-2345-4678-9abc-def012345678',
      '00000000-0000-0000-0000-000000000000',
    ];
    const rows = uuids.map((uuid, index) =>
      table.remember(
        anEvent({
          uuid,
          published: `2024-01-01T00:00:00.00${index}Z`,
          actor: { id: `user ${index}` },
          target: [{ displayName: 'a' }, { displayName: 'b' }],
        }),
      ),
    );
    expect(rows.map(table.uuid)).toEqual(uuids);
    expect(rows.map((row) => table.time(row) % 1000)).toEqual([0, 1, 2]);
    expect(rows.map((row) => table.texts(row, 'actor.id'))).toEqual([
      ['user 0'],
      ['user 1'],
      ['user 2'],
    ]);
    expect(table.texts(0, 'target.displayName')).toEqual(['a', 'b']);
    expect(table.size).toBe(3);
  });

  test('keeps an absent field as no text', () => {
    const table = createEventTable(kept);
    const row = table.remember(anEvent({ actor: null }));
    expect(table.texts(row, 'actor.id')).toEqual([]);
  });

  test('keeps what few events have, on one walk or not', () => {
    const present = fc.record(
      {
        actor: fc.record({ id: fc.constantFrom('a', 'b') }),
        device: fc.record({ id: fc.constantFrom('d', 'e', null) }),
        target: fc.array(fc.record({ displayName: fc.constantFrom('x', 'y', '') }), {
          maxLength: 2,
        }),
        'device.id': fc.constantFrom('dotted'),
      },
      { requiredKeys: [] },
    );
    const paths = ['actor.id', 'device.id', 'target.displayName', 'target[0].displayName'];
    fc.assert(
      fc.property(fc.array(fc.tuple(present, fc.nat({ max: 40 })), { maxLength: 12 }), (runs) => {
        const alone = paths.map(parseField);
        const tables = [createFields(), parseField].map((fieldOf) =>
          createEventTable(paths.map(fieldOf)),
        );
        const events = runs.flatMap(([fields, empty]) => [
          ...Array.from({ length: empty }, () => anEvent({ actor: null, target: null })),
          anEvent({ actor: null, target: null, ...fields } as never),
        ]);
        const moved = createEventTable(alone);
        for (const event of events) for (const table of tables) table.remember(event);
        const [first] = tables as [EventTable];
        const numbers = (number: number): number =>
          moved.dictionary.intern(first.dictionary.texts(number));
        for (const row of first.rows()) moved.adopt(first, row, numbers);
        for (const [row, { raw }] of events.entries()) {
          for (const field of alone) {
            const texts = [...new Set(field.read(raw).filter((value) => value !== null))];
            for (const table of [...tables, moved]) {
              expect(table.texts(row, field.path)).toEqual(texts);
            }
          }
        }
      }),
      { numRuns: oracleRuns(500) },
    );
  });

  test('keeps what has no number since it is too long, whatever the event before had', () => {
    const long = fc.constantFrom('a', 'b').map((letter) => letter.repeat(1_025));
    const value = fc.oneof(long, fc.array(long, { maxLength: 3 }), fc.constant(null));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 12 }), (values) => {
        const table = createEventTable([createFields()('a')]);
        for (const [row, a] of values.entries()) {
          table.remember(anEvent({ a } as never));
          const texts = [...new Set([a].flat())].filter((text) => text !== null);
          expect(table.texts(row, 'a')).toEqual(texts);
        }
      }),
      { numRuns: oracleRuns(500) },
    );
  });

  test('refuses to speak of a field that it does not keep', () => {
    expect(() => createEventTable(kept).column('client.ipAddress')).toThrow(
      'the field client.ipAddress is not kept',
    );
  });
});
