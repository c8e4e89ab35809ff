import fc from 'fast-check';
import { expect, test } from 'vitest';
import { finish } from '../../src/store/pausable-work.ts';
import { features } from '../../src/surprise/feature.ts';
import { bitsOf, measureSurprise, strongestOf } from '../../src/surprise/surprise.ts';
import { effort } from '../effort.ts';
import { stretchedLogs } from './stretched-logs.ts';

test('a stretch has the bits of its strongest news, one of each aspect, the most first, less what is usual', () => {
  fc.assert(
    fc.property(stretchedLogs, (log) => {
      const measured = finish(measureSurprise(log));
      const { novelty, newsBits, bits, usual } = measured;
      const aspectOf = (news: number) => features[novelty.news.features[news] as number]?.aspect;
      const own = (news: number) => bitsOf(newsBits, news);
      for (let stretch = 0; stretch < log.stretches.size; stretch++) {
        const all = [...novelty.news.counts.keys()].slice(
          novelty.starts[stretch],
          novelty.starts[stretch + 1],
        );
        const best = all.filter((news) =>
          all.every((other, at) => {
            if (other === news || aspectOf(other) !== aspectOf(news)) return true;
            return own(other) < own(news) || (own(other) === own(news) && at > all.indexOf(news));
          }),
        );
        const strongest = strongestOf(measured, stretch);
        expect(new Set(strongest)).toEqual(new Set(best));
        expect(strongest.map(own)).toEqual(best.map(own).sort((a, b) => b - a));
        const sum = strongest.reduce((before, news) => before + own(news), 0);
        expect(bits[stretch]).toBe(sum - (usual[stretch] as number));
      }
    }),
    { numRuns: effort(500) },
  );
});
