import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hunt } from '../../src/hunt.ts';
import { parseRules } from '../../src/rule/link.ts';
import {
  combineRanges,
  eitherOf,
  exactly,
  type NumberRange,
  noNumber,
} from '../../src/window/number-range.ts';
import { oracleRuns } from '../effort.ts';
import { yamlOf } from './builders.ts';
import { aComputedCase, type Case } from './generators.ts';
import { haveFewOrders, judgeNaively } from './oracle.ts';

const runs = oracleRuns(600);

async function tell({ arrival, rules }: Pick<Case, 'arrival' | 'rules'>) {
  const alerts: string[] = [];
  let undecided = 0;
  for await (const outcome of hunt(arrival, parseRules(yamlOf(rules, 'top')))) {
    if (outcome.kind === 'finding') {
      alerts.push(outcome.evidence.events.find(({ role }) => role === 'match')?.uuid ?? 'none');
    }
    if (outcome.kind === 'summary') undecided = outcome.rules[0]?.undecided ?? -1;
  }
  return { alerts: alerts.sort(), undecided };
}

/** What the engine decides is so; it may leave open what depends on how facts hang together. */
test.each([false, true])(
  'of facts that are compared with each other nothing is said that is not so (one instant: %s)',
  async (crowded) => {
    let [asked, open] = [0, 0];
    const property = fc.asyncProperty(aComputedCase(crowded), async (one) => {
      fc.pre(haveFewOrders(one.records));
      const told = await tell(one);
      const verdicts = [...(judgeNaively(one.records, one.rules).get('top') ?? [])];
      const having = (wanted: number): readonly string[] =>
        verdicts.flatMap(([uuid, verdict]) => (verdict === wanted ? [uuid] : []));
      expect(having(2)).toEqual(expect.arrayContaining(told.alerts));
      expect(told.alerts.length + told.undecided).toBeGreaterThanOrEqual(
        having(2).length + having(1).length,
      );
      asked += verdicts.length;
      open += told.undecided - having(1).length;
    });
    await fc.assert(property, { numRuns: runs });
    expect(open / asked).toBeLessThan(crowded ? 0.2 : 0.1);
  },
  600_000,
);

const end = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 2, 0.5),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
);
const aRange: fc.Arbitrary<NumberRange> = fc
  .tuple(end, end, fc.boolean(), fc.constantFrom('', '', 'low', 'high', 'both', 'none'))
  .map(([a, b, absent, beyond]) => {
    if (beyond === 'none') return noNumber;
    const low = ['low', 'both'].includes(beyond) ? Number.NEGATIVE_INFINITY : Math.min(a, b);
    const high = ['high', 'both'].includes(beyond) ? Number.POSITIVE_INFINITY : Math.max(a, b);
    return { low, high, absent };
  });

/** Some of the numbers in a range, and nothing if it may be that. */
function samplesOf(
  { low, high, absent }: NumberRange,
  part: number,
): readonly (number | undefined)[] {
  const [least, most] = [Math.max(low, -1e9), Math.min(high, 1e9)];
  const numbers = [least, most, least + (most - least) * part, 0, 1e-9, -1e-9, 1, -1];
  return [
    ...numbers.filter((number) => number >= low && number <= high),
    ...(absent ? [undefined] : []),
  ];
}

test('what an operation can give holds all that it gives', () => {
  const property = fc.property(
    aRange,
    aRange,
    fc.constantFrom('+' as const, '-' as const, '*' as const, '/' as const),
    fc.double({ min: 0, max: 1, noNaN: true }),
    (a, b, sign, part) => {
      const given = combineRanges(sign, a, b);
      for (const x of samplesOf(a, part)) {
        for (const y of samplesOf(b, part)) {
          const isNothing = x === undefined || y === undefined || (sign === '/' && y === 0);
          if (isNothing) expect(given.absent).toBe(true);
          else {
            const value = { '+': x + y, '-': x - y, '*': x * y, '/': x / y }[sign];
            expect(value).toBeGreaterThanOrEqual(given.low);
            expect(value).toBeLessThanOrEqual(given.high);
          }
        }
      }
      const isExact = [a, b].every(({ low, high, absent }) => low === high && !absent);
      if (isExact && !(sign === '/' && b.low === 0)) expect(given.low).toBe(given.high);
    },
  );
  fc.assert(property, { numRuns: runs * 10 });
});

test('what is in either of two ranges is in both together', () => {
  expect(eitherOf(exactly(1), exactly(3))).toEqual({ low: 1, high: 3, absent: false });
  expect(eitherOf(noNumber, exactly(3))).toEqual({ low: 3, high: 3, absent: true });
});
