import fc from 'fast-check';
import { expect, test } from 'vitest';
import { finish } from '../../src/store/pausable-work.ts';
import { recordFirsts, recordHistory } from '../../src/surprise/history.ts';
import { findNovelty } from '../../src/surprise/novelty.ts';
import { isTaught, valueIn } from '../../src/surprise/shown-entry.ts';
import { effort } from '../effort.ts';
import { stretchedLogs } from './stretched-logs.ts';

/** Whether each stretch of a log is odd: few are. */
const oddities = fc
  .array(fc.constantFrom(1, 0, 0, 0, 0, 0, 0, 0), { minLength: 60, maxLength: 60 })
  .map((odd) => Uint8Array.from(odd));

test('what is new is the same whether or not it was found before with nothing odd', () => {
  let alike = 0;
  fc.assert(
    fc.property(stretchedLogs, oddities, (log, odd) => {
      const firsts = recordFirsts(log);
      const plain = recordHistory(log, new Uint8Array(log.stretches.length), firsts);
      const history = recordHistory(log, odd, firsts);
      const novelty = finish(findNovelty(log, plain));
      const again = finish(findNovelty(log, history, { novelty, history: plain }));
      expect(again).toEqual(finish(findNovelty(log, recordHistory(log, odd))));
      for (const [at, found] of again.entries()) if (found === novelty[at]) alike++;
    }),
    { numRuns: effort(5_000) },
  );
  expect(alike).toBeGreaterThan(0);
});

test('who shows a value is who taught it in a stretch that is not odd', () => {
  fc.assert(
    fc.property(stretchedLogs, oddities, (log, odd) => {
      const history = recordHistory(log, odd);
      const users = log.values.map(() => new Set<number>());
      for (const [at, { subject, start, end }] of log.stretches.entries()) {
        if (odd[at] === 1) continue;
        for (const entry of log.shown.subarray(start, end)) {
          if (isTaught(entry)) users[valueIn(entry)]?.add(subject);
        }
      }
      for (const [value, own] of users.entries()) {
        expect([...history.usersOf(value)]).toEqual([...own].sort((a, b) => a - b));
        expect(history.countOf(value)).toBe(own.size);
        for (const subject of log.subjects.keys()) {
          expect(history.has(subject, value)).toBe(own.has(subject));
        }
      }
    }),
    { numRuns: effort(1_000) },
  );
});
