import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Sees } from '../../src/rule/window/window-function.ts';
import { viewOf } from '../../src/store/column.ts';
import type { BoundAggregate } from '../../src/window/aggregate/bound-aggregate.ts';
import { createContributionOf } from '../../src/window/contribution.ts';
import { readWindowContents, type WindowContents } from '../../src/window/window-contents.ts';
import { oracleRuns } from '../effort.ts';

/** Events by rank; a row is as far from the end as its rank is from the beginning. Few times, so that many share one. */
const someLog = fc.record({
  events: fc
    .array(
      fc.record({
        time: fc.nat({ max: 40 }),
        isMember: fc.boolean(),
        takes: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.constant(true)),
      }),
      { minLength: 1, maxLength: 150, size: 'max' },
    )
    .map((events) => events.sort((a, b) => a.time - b.time)),
  candidates: fc.array(
    fc.record({
      at: fc.nat(),
      before: fc.option(fc.nat({ max: 60 }), { nil: undefined }),
      until: fc.constantFrom<number>(0, 0, 0, 5),
      after: fc.constantFrom<number>(0, 0, 20),
      joined: fc.constantFrom(undefined, true, false),
    }),
    { minLength: 1, maxLength: 12 },
  ),
  most: fc.constantFrom<number>(0, 2_000, 1_000_000),
});
type Log = typeof someLog extends fc.Arbitrary<infer T> ? T : never;
type Candidate = Log['candidates'][number];

const sees: readonly Sees[] = ['all', 'until', 'before', 'all'];

/** The events of a window that a fact sees, by rank, one after the other. */
function naively({ events }: Log, rank: number, candidate: Candidate, seen: Sees = 'all') {
  const { time } = events[rank] as Log['events'][number];
  const { start, end } = boundsOf(candidate, time, events);
  const [first, last] = [
    events.findIndex((one) => one.time === time),
    events.findLastIndex((one) => one.time === time),
  ];
  const looksOn = start === last + 1;
  return [...events.keys()].filter((other) => {
    const isInstant = other >= first && other <= last;
    const isWithin = other >= start && other < end;
    if (!events[other]?.isMember) return false;
    if (!isWithin && !(candidate.joined && looksOn && isInstant)) return false;
    if (other === rank) return !looksOn && seen !== 'before';
    if (isInstant && candidate.joined === false) return false;
    return seen === 'all' || other <= last;
  });
}

function boundsOf({ before, until, after }: Candidate, time: number, events: Log['events']) {
  const firstAt = (from: number): number => events.filter((one) => one.time < from).length;
  const start = before === undefined ? firstAt(time + 1) : firstAt(time - Math.max(before, until));
  return { start, end: firstAt(time + after - (before === undefined ? 0 : until) + 1) };
}

function open(log: Log) {
  const { events, most } = log;
  const rowOf = (rank: number): number => events.length - 1 - rank;
  const timeIndex = {
    length: events.length,
    rowAt: rowOf,
    rankOf: rowOf,
    timeAt: (rank: number) => events[rank]?.time ?? 0,
    firstAt: (time: number) => events.filter((one) => one.time < time).length,
  };
  let asked = 0;
  const aggregates = sees.map((seen, fact) => ({
    sees: seen,
    takesAll: fact === 3,
    contributes(row: number) {
      asked++;
      return events[rowOf(row)]?.takes[fact] === true;
    },
  })) as unknown as readonly BoundAggregate[];
  const ranks = viewOf([...events.keys()].filter((rank) => events[rank]?.isMember));
  const windowMembers = { ranksOf: () => ranks } as unknown as Parameters<
    typeof readWindowContents
  >[0]['windowMembers'];
  const contributionOf = createContributionOf(aggregates, rowOf, most);
  const read = (rank: number, candidate: Candidate): WindowContents => {
    const { time } = events[rank] as Log['events'][number];
    const edges = { from: 0, to: 0, startKnown: true, endKnown: true, heard: 0 };
    const bounds = { ...boundsOf(candidate, time, events), ...edges };
    const window = { aggregates, windowMembers, timeIndex, bounds, known: [], contributionOf };
    return readWindowContents({ ...window, key: 7, row: rowOf(rank) });
  };
  return { read, rowOf, asked: () => asked };
}

test('what is counted of a window is what an event by event look at it gives, whatever was asked before', () => {
  let several = 0;
  fc.assert(
    fc.property(someLog, (log) => {
      const { events } = log;
      const { read, rowOf } = open(log);
      for (const candidate of log.candidates) {
        const rank = candidate.at % events.length;
        const contents = read(rank, candidate);
        const all = naively(log, rank, candidate).map(rowOf);
        expect(contents.rows(candidate.joined)).toEqual(all);
        for (const [fact, seen] of sees.entries()) {
          const wanted = naively(log, rank, candidate, seen)
            .filter((other) => events[other]?.takes[fact])
            .map(rowOf);
          const { total, first, last } = contents.contribution(fact, candidate.joined);
          expect([total, first, last]).toEqual([wanted.length, wanted[0], wanted.at(-1)]);
          expect(contents.contributing(fact, candidate.joined)).toEqual(wanted);
          if (total > 32) several++;
        }
        const edge = naively(log, rank, { ...candidate, joined: undefined }).map(rowOf);
        const isThird = (row: number): boolean => row % 3 === 0;
        expect(contents.ends(isThird)).toEqual(
          [edge.find(isThird), edge.findLast(isThird)].filter((row) => row !== undefined),
        );
      }
    }),
    { numRuns: oracleRuns(2_000) },
  );
  expect(several).toBeGreaterThan(10);
});

test('a member of which a count was asked is not asked again, as long as its key is at hand', () => {
  const events = Array.from({ length: 100 }, (_, time) => ({
    ...{ time, isMember: true },
    takes: [time % 2 === 0, false, false, true] as [boolean, boolean, boolean, true],
  }));
  const { read, asked } = open({ events, candidates: [], most: 1_000 });
  const window = { at: 0, until: 0, after: 0, joined: undefined };
  expect(read(80, { ...window, before: 40 }).contribution(0).total).toBe(21);
  expect(asked()).toBe(41);
  expect(read(90, { ...window, before: 60 }).contribution(0).total).toBe(31);
  expect(asked()).toBe(61);
});
