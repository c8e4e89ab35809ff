import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fact } from '../../../src/rule/window/window.ts';
import type { FactName } from '../../../src/rule/window/window-function.ts';
import type { Accumulator, FactValue, Values } from '../../../src/window/aggregate/accumulator.ts';
import { aggregates } from '../../../src/window/aggregate/aggregates.ts';
import { prepareName, similarity } from '../../../src/window/aggregate/similarity.ts';
import { tightStore } from '../../store/builders.ts';

const words = ['', 'ulfa', 'ulfah', 'olafulfa', 'olafulfar', 'ULFA', 'quentin', 'quintin'];
const text = (id: number): string => words[id] ?? `word ${id}`;

type Recompute = (members: readonly Values[], own: Values) => FactValue;

const sorted = (members: readonly Values[]): number[] => members.flat().sort((a, b) => a - b);
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
const orNothing = (numbers: readonly number[], read: (some: readonly number[]) => number) =>
  numbers.length === 0 ? undefined : read(numbers);
const nearest = (members: readonly Values[]) => members.findLast((values) => values.length > 0);

/** Each function over a whole window at once. */
const recomputed = {
  count: (members) => members.length,
  distinct: (members) => new Set(members.flat()).size,
  most: (members) =>
    Math.max(0, ...words.map((_, id) => members.filter((values) => values.includes(id)).length)),
  values: (members) => [...new Set(members.flat())].sort(),
  switches: (members) => {
    const firsts = members.flatMap((values) => values.slice(0, 1));
    return firsts.filter((first, at) => at > 0 && first !== firsts[at - 1]).length;
  },
  share: (members) => orNothing(members.flat(), (all) => sum(all) / all.length),
  sum: (members) => orNothing(members.flat(), sum),
  avg: (members) => orNothing(members.flat(), (all) => sum(all) / all.length),
  min: (members) => sorted(members)[0],
  max: (members) => sorted(members).at(-1),
  median: (members) =>
    orNothing(sorted(members), (all) => {
      const [a, b] = [all[Math.ceil(all.length / 2) - 1], all[Math.floor(all.length / 2)]];
      return ((a as number) + (b as number)) / 2;
    }),
  percentile: (members) => sorted(members)[Math.ceil(members.flat().length * 0.7) - 1],
  rules: (members) => new Set(members.flat()).size,
  steps: (members) => {
    let [taken, from] = [0, 0];
    for (;;) {
      const at = members.findIndex((steps, index) => index >= from && steps.includes(taken + 1));
      if (at < 0) return taken;
      [taken, from] = [taken + 1, at + 1];
    }
  },
  new: (members, own) => own.some((value) => !members.flat().includes(value)),
  familiar: (members, own) => {
    const having = members.filter((values) => values.length > 0);
    const parts = own.map((value) => having.filter((some) => some.includes(value)).length);
    return having.length === 0 || own.length === 0 ? undefined : Math.min(...parts) / having.length;
  },
  surprise: (members, own) => {
    const having = members.filter((values) => values.length > 0);
    const counts = own.map((value) => having.filter((some) => some.includes(value)).length);
    if (having.length === 0 || own.length === 0) return undefined;
    const bits = -Math.log2((Math.min(...counts) + 0.5) / (having.length + 1));
    return Math.round(bits * 1_000) / 1_000;
  },
  similar: (members, own) => {
    const pairs = own.flatMap((a) => members.flat().map((b) => [a, b] as const));
    const likenesses = pairs.map(([a, b]) =>
      similarity(prepareName(text(a)), prepareName(text(b))),
    );
    return Math.max(0, ...likenesses.filter((alike) => alike < 1));
  },
  last: nearest,
} satisfies Partial<Record<FactName, Recompute>>;

const values = fc
  .uniqueArray(fc.integer({ min: 1, max: words.length - 1 }), { maxLength: 3 })
  .map((some) => some.sort());
const script = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('add' as const), values }),
    fc.record({ do: fc.constant('remove' as const), values }),
    fc.record({ do: fc.constant('read' as const), values }),
  ),
  { maxLength: 60 },
);

function setOf(value: FactValue): FactValue {
  return Array.isArray(value) ? [...value].sort() : value;
}

function accumulate(compute: FactName): Accumulator {
  const fact: Fact = { name: 'f', compute, of: ['x'], among: [], percent: 70 };
  return aggregates[compute].create({ fact, store: tightStore(), text });
}

/** Steps are counted from 0. */
const asSeen = (name: string, some: Values): Values =>
  name === 'steps' ? some.map((value) => value - 1) : some;

describe.each(Object.entries<Recompute>(recomputed))('%s', (name, recompute) => {
  test('is what it would be if the window were looked at anew, whatever came and went', () => {
    const property = fc.property(script, (steps) => {
      const accumulator = accumulate(name as FactName);
      const members: Values[] = [];
      let rank = 0;
      for (const step of steps) {
        if (step.do === 'add') {
          accumulator.add(asSeen(name, step.values), rank++);
          members.push(step.values);
        } else if (step.do === 'remove') {
          const first = members.shift();
          if (first) accumulator.remove(asSeen(name, first));
        } else {
          expect(setOf(accumulator.read(step.values))).toEqual(recompute(members, step.values));
        }
      }
    });
    fc.assert(property, { numRuns: 300 });
  });
});
