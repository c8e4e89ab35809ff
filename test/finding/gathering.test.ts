import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFields } from '../../src/event/field.ts';
import type { Json } from '../../src/event/json.ts';
import { displayFields } from '../../src/finding/displayed-fields.ts';
import {
  countByText,
  countTexts,
  createLineDigest,
  gatherTexts,
} from '../../src/finding/gathering.ts';
import { shownFields } from '../../src/finding/shown-fields.ts';
import { createEventTable } from '../../src/window/event-table.ts';
import { effort } from '../effort.ts';

const value = fc.oneof(
  fc.constantFrom('SUCCESS', 'FAILURE', '__proto__', ''),
  fc.array(fc.constantFrom('SUCCESS', 'ALLOW'), { minLength: 2, maxLength: 2 }),
  fc.constant(null),
);

/** What events with such outcomes are in a table, and what it says that they have. */
function remember(outcomes: readonly (Json | undefined)[]) {
  const table = createEventTable(displayFields(createFields()));
  const rows = outcomes.map((result, at) => {
    const raw = { outcome: { result: result ?? null } };
    return table.remember({ kind: 'event', uuid: `e${at}`, time: at, type: '', raw });
  });
  const texts = rows.map((row) => table.texts(row, 'outcome.result'));
  return { shown: shownFields(table), rows, texts };
}

test('what is gathered of events is what they have, one after the other', () => {
  fc.assert(
    fc.property(fc.array(value), fc.integer({ min: 1, max: 3 }), (outcomes, most) => {
      const { shown, rows, texts } = remember(outcomes);
      const isWanted = (text: string): boolean => text !== 'FAILURE';
      const gathered = gatherTexts('result', shown, most, isWanted);
      const counted = countTexts('result', shown, most);
      const all = countByText('result', shown);
      for (const row of rows) for (const { see } of [gathered, counted, all]) see(row);
      const distinct = [...new Set(texts.flat().filter(isWanted))];
      expect(gathered.result()).toEqual(distinct.slice(0, most));

      const firsts = texts.map(([first]) => first);
      const known = [...new Set(firsts.filter((text) => text !== undefined))];
      const events = (text: string): number => firsts.filter((first) => first === text).length;
      expect(counted.result()).toEqual(
        known.slice(0, most).map((text) => {
          return { text, row: rows[firsts.indexOf(text)], events: events(text) };
        }),
      );
      expect(Object.entries(all.result())).toEqual(
        [...known].sort().map((text) => [text, events(text)]),
      );
    }),
    { numRuns: effort(1_000, 100) },
  );
});

test.each([0, 1, 3, 4_000])('the digest of %i lines is that of the text', (count) => {
  const lines = Array.from({ length: count }, (_, at) => `line ${at} 名 \ud800`);
  const digest = createLineDigest();
  for (const line of lines) digest.add(line);
  const text = lines.map((line) => `${line}\n`).join('');
  expect(digest.hex()).toBe(createHash('sha256').update(text).digest('hex'));
});
