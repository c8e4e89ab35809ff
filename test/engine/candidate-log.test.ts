import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCandidateLog } from '../../src/engine/candidate-log.ts';
import { finish } from '../../src/store/pausable-work.ts';
import { createStore } from '../../src/store/store.ts';
import { oracleRuns } from '../effort.ts';

const truths = fc.array(fc.boolean(), { minLength: 2, maxLength: 2 });
const candidacy = fc.record({ run: fc.constantFrom('a', 'b', 'c'), tests: truths });
const lists = fc.array(
  fc.uniqueArray(candidacy, { selector: ({ run }) => run, minLength: 1, maxLength: 3 }),
  { minLength: 1, maxLength: 4 },
);

describe('the candidates of rules', () => {
  test('are those that were added, also under other numbers', () => {
    fc.assert(
      fc.property(
        lists,
        fc.array(fc.nat({ max: 3 }), { maxLength: 30 }),
        fc.array(candidacy, { maxLength: 5 }),
        fc.integer({ min: 1, max: 3 }),
        (some, events, single, every) => {
          const log = createCandidateLog<string>(createStore());
          const naive: { run: string; row: number; tests: readonly boolean[] }[] = [];
          for (const [row, at] of events.entries()) {
            const found = some[at % some.length] ?? [];
            log.add(row, found);
            naive.push(...found.map(({ run, tests }) => ({ run, row, tests })));
          }
          for (const [at, { run, tests }] of single.entries()) {
            log.addTo(run, events.length + at, tests);
            naive.push({ run, row: events.length + at, tests });
          }
          const rowOf = (row: number): number | undefined =>
            row % every === 0 ? row / every : undefined;
          const moved = finish(log.renumbered(rowOf, createStore()));
          for (const run of ['a', 'b', 'c']) {
            const own = naive.filter((one) => one.run === run);
            const rowsOf = (one: Pick<typeof log, 'of'>) => {
              const { rows, tests } = finish(one.of(run, createStore()));
              return Array.from({ length: rows.length }, (_, at) => [rows.get(at), tests(at)]);
            };
            expect(rowsOf(log)).toEqual(own.map(({ row, tests }) => [row, tests]));
            expect(rowsOf(moved)).toEqual(
              own.flatMap(({ row, tests }) => {
                const to = rowOf(row);
                return to === undefined ? [] : [[to, tests]];
              }),
            );
          }
        },
      ),
      { numRuns: oracleRuns(1_000) },
    );
  });

  test('are those of the log in order of time, where nothing else was added', () => {
    const events = fc.array(fc.nat({ max: 3 }), { maxLength: 30 });
    fc.assert(
      fc.property(
        lists,
        events,
        fc.boolean(),
        fc.array(candidacy, { maxLength: 2 }),
        (...given) => {
          const [some, all, isReversed, single] = given;
          const log = createCandidateLog<string>(createStore());
          for (const [row, at] of all.entries()) log.add(row, some[at % some.length] ?? []);
          for (const { run, tests } of single) log.addTo(run, all.length, tests);
          const length = all.length + 1;
          const rankOf = (row: number): number => (isReversed ? all.length - row : row);
          const sorted = finish(log.sorted({ length, rankOf }, createStore()));
          for (const run of ['a', 'b', 'c']) {
            const rowsOf = (one: Pick<typeof log, 'of'>) => {
              const { rows, tests, inOrder } = finish(one.of(run, createStore()));
              const entries = Array.from({ length: rows.length }, (_, at) => ({
                rank: rankOf(rows.get(at)),
                tests: tests(at),
              }));
              return { entries, inOrder };
            };
            const { entries, inOrder } = rowsOf(sorted);
            expect(inOrder).toBe(!single.some((one) => one.run === run));
            const byRank = rowsOf(log).entries.toSorted((a, b) => a.rank - b.rank);
            if (inOrder) expect(entries).toEqual(byRank);
            expect(entries.toSorted((a, b) => a.rank - b.rank)).toEqual(byRank);
          }
        },
      ),
      { numRuns: oracleRuns(500) },
    );
  });
});
