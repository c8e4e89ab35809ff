import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FactValue, type Values, windowFunctions } from '../../src/context/functions.ts';
import { likeness, prepareName } from '../../src/context/likeness.ts';
import type { FactName } from '../../src/rule/window.ts';

const words = ['', 'ulfa', 'ulfah', 'olafulfa', 'olafulfar', 'ULFA', 'quentin', 'quintin'];
const text = (id: number): string => words[id] ?? `word ${id}`;

/** Each function over a whole window at once. */
const recomputed = {
  count: (members) => members.length,
  distinct: (members) => new Set(members.flat()).size,
  values: (members) => [...new Set(members.flat())].sort(),
  new: (members, own) => own.some((value) => !members.flat().includes(value)),
  switches: (members) => {
    const firsts = members.flatMap((values) => values.slice(0, 1));
    return firsts.filter((first, at) => at > 0 && first !== firsts[at - 1]).length;
  },
  similar: (members, own) => {
    const pairs = own.flatMap((a) => members.flat().map((b) => [a, b] as const));
    const likenesses = pairs.map(([a, b]) => likeness(prepareName(text(a)), prepareName(text(b))));
    return Math.max(0, ...likenesses.filter((alike) => alike < 1));
  },
} satisfies Record<FactName, (members: readonly Values[], own: Values) => FactValue>;

const values = fc.uniqueArray(fc.integer({ min: 1, max: words.length - 1 }), { maxLength: 3 });
const script = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('add' as const), values }),
    fc.record({ do: fc.constant('remove' as const), values }),
    fc.record({ do: fc.constant('read' as const), values }),
  ),
  { maxLength: 60 },
);

function sorted(value: FactValue): FactValue {
  return Array.isArray(value) ? [...value].sort() : value;
}

describe.each(Object.keys(windowFunctions) as FactName[])('%s', (name) => {
  test('is what it would be if the window were looked at anew, whatever came and went', () => {
    const property = fc.property(script, (steps) => {
      const accumulator = windowFunctions[name].create(text);
      const members: Values[] = [];
      for (const step of steps) {
        if (step.do === 'add') {
          accumulator.add(step.values);
          members.push(step.values);
        } else if (step.do === 'remove') {
          const first = members.shift();
          if (first) accumulator.remove(first);
        } else {
          expect(sorted(accumulator.read(step.values))).toEqual(
            recomputed[name](members, step.values),
          );
        }
      }
    });
    fc.assert(property, { numRuns: 500 });
  });
});

test('only what compares an event with its past leaves the event itself out', () => {
  const past = Object.entries(windowFunctions).filter(([, { past }]) => past);
  expect(past.map(([name]) => name)).toEqual(['new', 'similar']);
});
