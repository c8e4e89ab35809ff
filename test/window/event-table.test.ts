import { describe, expect, test } from 'vitest';
import { parseField } from '../../src/event/field.ts';
import { createEventTable } from '../../src/window/event-table.ts';
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

  test('refuses to speak of a field that it does not keep', () => {
    expect(() => createEventTable(kept).column('client.ipAddress')).toThrow(
      'the field client.ipAddress is not kept',
    );
  });
});
