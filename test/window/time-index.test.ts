import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { finish } from '../../src/store/pausable-work.ts';
import { createEventTable } from '../../src/window/event-table.ts';
import { createTimeIndex } from '../../src/window/time-index.ts';
import { anEvent } from '../event/builders.ts';

function remembered(events: readonly (readonly [uuid: string, time: number])[]) {
  const table = createEventTable([]);
  for (const [uuid, time] of events) {
    table.remember(anEvent({ uuid, published: new Date(time).toISOString() }));
  }
  return { table, timeIndex: finish(createTimeIndex(table)) };
}

describe('a timeline', () => {
  const uuid = fc.oneof(fc.uuid(), fc.constantFrom('a', 'b', 'Z', 'é', '0'));
  const events = fc.uniqueArray(fc.tuple(uuid, fc.nat({ max: 4 })), {
    selector: ([uuid]) => uuid,
    maxLength: 30,
  });

  test('is in order of time, and of uuid within one instant', () => {
    const property = fc.property(events, (given) => {
      const { table, timeIndex } = remembered(given);
      const expected = [...given].sort(([a, t], [b, u]) => t - u || (a < b ? -1 : 1));
      const ranks = [...given.keys()];
      const rows = ranks.map(timeIndex.rowAt);
      const found = rows.map((row) => [table.uuid(row), table.time(row)]);
      expect(found).toEqual(expected);
      expect(ranks.map(timeIndex.timeAt)).toEqual(expected.map(([, time]) => time));
      expect(rows.map(timeIndex.rankOf)).toEqual(ranks);
    });
    fc.assert(property, { numRuns: 300 });
  });

  test('finds the first event at a time or after it', () => {
    const { timeIndex } = remembered([
      ['a', 10],
      ['b', 20],
      ['c', 20],
      ['d', 30],
    ]);
    const found = [0, 10, 11, 20, 21, 30, 31].map(timeIndex.firstAt);
    expect(found).toEqual([0, 0, 1, 1, 3, 3, 4]);
  });
});
