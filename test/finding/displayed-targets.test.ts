import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFields } from '../../src/event/field.ts';
import type { Json, JsonObject } from '../../src/event/json.ts';
import { displayedFields, displayFields, readTarget } from '../../src/finding/displayed-fields.ts';
import { oracleRuns } from '../effort.ts';

const text = fc.constantFrom<Json>('a', 'b', '', null, 7);
const target = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.dictionary(
      fc.constantFrom('type', 'id', 'alternateId', 'displayName', '__proto__'),
      text,
    ),
  },
  { weight: 1, arbitrary: text },
) as fc.Arbitrary<Json>;
const targets = fc.oneof(fc.array(target, { maxLength: 3 }), target);

describe('the targets that findings show', () => {
  test('are those of each event, whatever others had under the same id', () => {
    fc.assert(
      fc.property(fc.array(targets, { maxLength: 12 }), (log) => {
        const fields = displayFields(createFields());
        const field = fields.find(({ path }) => path === displayedFields.targets);
        const parts = ['type', 'id', 'alternateId', 'displayName'];
        for (const some of log) {
          const raw: JsonObject = { target: some };
          const want = [some].flat().flatMap((one) => {
            if (typeof one !== 'object' || one === null) return [];
            return [parts.map((part) => textOf((one as JsonObject)[part]))];
          });
          expect(field?.read(raw).map((written) => readTarget(written as string))).toEqual(want);
        }
      }),
      { numRuns: oracleRuns(1_000) },
    );
  });

  test('are the same after more of them than are at hand', () => {
    const [read] = displayFields(createFields())
      .filter(({ path }) => path === displayedFields.targets)
      .map((field) => field.read);
    for (const round of [0, 1]) {
      for (let at = 0; at < 5_000; at++) {
        const one = { id: `${at}`, displayName: `${round}` };
        expect(read?.({ target: [one] })).toEqual([`[null,"${at}",null,"${round}"]`]);
      }
    }
  });
});

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
