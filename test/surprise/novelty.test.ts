import fc from 'fast-check';
import { expect, test } from 'vitest';
import { finish } from '../../src/store/pausable-work.ts';
import { type FeatureName, featureNumbers, features } from '../../src/surprise/feature.ts';
import { recordFirsts, recordHistory } from '../../src/surprise/history.ts';
import { findNovelty, newsAt } from '../../src/surprise/novelty.ts';
import { findRarity } from '../../src/surprise/rarity.ts';
import { hourIn, isTaught, isVouched, valueIn } from '../../src/surprise/shown-entry.ts';
import type { Stretch, StretchedLog } from '../../src/surprise/stretch.ts';
import { effort } from '../effort.ts';
import { stretchedLogs, stretchesOf } from './stretched-logs.ts';

/** Whether each stretch of a log is odd: few are. */
const oddities = fc
  .array(fc.constantFrom(1, 0, 0, 0, 0, 0, 0, 0), { minLength: 60, maxLength: 60 })
  .map((odd) => Uint8Array.from(odd));

/** What is new in each stretch, word for word. */
function naiveNovelty(log: StretchedLog) {
  const all = stretchesOf(log);
  const entriesOf = ({ start, end }: Stretch) => [...log.shown.subarray(start, end)];
  const featureOf = (value: number) => log.values[value]?.feature ?? -1;
  const wasShown = (value: number, { subject, from }: Stretch): boolean =>
    all.some(
      (other) =>
        other.subject === subject &&
        entriesOf(other).some(
          (entry) =>
            valueIn(entry) === value && isTaught(entry) && other.from + hourIn(entry) < from - 1,
        ),
    );
  return all.map((stretch) => {
    const past = all.filter(
      ({ subject, from }) => subject === stretch.subject && from < stretch.from - 1,
    );
    const day = Math.floor(stretch.from / 24);
    const days = new Set(all.map(({ from }) => Math.floor(from / 24)).filter((one) => one < day));
    const entries = entriesOf(stretch);
    const fresh = entries.filter((entry) => !wasShown(valueIn(entry), stretch));
    const isNew = (name: FeatureName) =>
      fresh.some((entry) => featureOf(valueIn(entry)) === featureNumbers[name]);
    const news = features.flatMap(({ aspect }, feature) => {
      const own = fresh.filter((entry) => featureOf(valueIn(entry)) === feature);
      if (own.length === 0) return [];
      const isHome = isNew('country') || isNew('region') || isNew('network');
      const isConfirmed =
        aspect === 'place'
          ? own.every(isVouched) && !isNew('device')
          : aspect === 'machine' && !isHome;
      return [{ feature, count: own.length, isConfirmed }];
    });
    return {
      earlier: past.length,
      earlierHours: past.reduce((sum, { hours }) => sum + hours, 0),
      days: days.size,
      shown: [...new Set(entries.map((entry) => featureOf(valueIn(entry))))].sort((a, b) => a - b),
      news,
    };
  });
}

function bitsIn(bits = 0): readonly number[] {
  return [...features.keys()].filter((feature) => (bits & (1 << feature)) !== 0);
}

test('what is new is what its subject never showed before, with what speaks for it', () => {
  fc.assert(
    fc.property(stretchedLogs, (log) => {
      const novelty = finish(findNovelty(log, recordFirsts(log)));
      const found = stretchesOf(log).map((_, at) => {
        const numbers = [...novelty.news.counts.keys()];
        const own = numbers.slice(novelty.starts[at], novelty.starts[at + 1]);
        expect(own).toEqual(bitsIn(novelty.fresh[at]).map((one) => newsAt(novelty, at, one)));
        return {
          earlier: novelty.earlier[at],
          earlierHours: novelty.earlierHours[at],
          days: novelty.days[at],
          shown: bitsIn(novelty.shown[at]),
          news: own.map((one) => ({
            feature: novelty.news.features[one],
            count: novelty.news.counts[one],
            isConfirmed: novelty.news.confirmed[one] === 1,
          })),
        };
      });
      expect(found).toEqual(naiveNovelty(log));
    }),
    { numRuns: effort(1_000) },
  );
});

test('how rare it is is the same whether or not it was found before with nothing odd', () => {
  let left = 0;
  fc.assert(
    fc.property(stretchedLogs, oddities, (log, odd) => {
      const firsts = recordFirsts(log);
      const novelty = finish(findNovelty(log, firsts));
      const plain = recordHistory(log, new Uint8Array(log.stretches.size), firsts);
      const history = recordHistory(log, odd, firsts);
      const before = finish(findRarity(log, novelty, plain));
      const anew = finish(findRarity(log, novelty, history));
      // Nobody shows this value: where it still stands, what was there before was left.
      const nothing = {
        values: before.values.map(() => -1),
        shares: before.shares.map(() => Number.NaN),
      };
      const again = finish(findRarity(log, novelty, history, { rarity: nothing, history: plain }));
      for (const [news, value] of again.values.entries()) {
        const { values, shares } = value === -1 ? before : again;
        expect([values[news], shares[news]]).toEqual([anew.values[news], anew.shares[news]]);
        if (value === -1) left++;
      }
    }),
    { numRuns: effort(5_000) },
  );
  expect(left).toBeGreaterThan(0);
});

test('who shows a value is who taught it in a stretch that is not odd', () => {
  fc.assert(
    fc.property(stretchedLogs, oddities, (log, odd) => {
      const history = recordHistory(log, odd);
      const users = log.values.map(() => new Set<number>());
      for (const [at, { subject, start, end }] of stretchesOf(log).entries()) {
        if (odd[at] === 1) continue;
        for (const entry of log.shown.subarray(start, end)) {
          if (isTaught(entry)) users[valueIn(entry)]?.add(subject);
        }
      }
      for (const [value, own] of users.entries()) {
        const { subjects, starts } = history.users;
        expect([...subjects.subarray(starts[value], starts[value + 1])]).toEqual(
          [...own].sort((a, b) => a - b),
        );
        expect(history.countOf(value)).toBe(own.size);
        for (const subject of log.subjects.keys()) {
          expect(history.has(subject, value)).toBe(own.has(subject));
        }
      }
    }),
    { numRuns: effort(1_000) },
  );
});
