import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileRules } from '../../src/detection/compile.ts';
import type { EngineOptions } from '../../src/engine/engine-options.ts';
import type { LogSegment } from '../../src/engine/log-segment.ts';
import { createSegmentReader, type SegmentOptions } from '../../src/engine/read-segment.ts';
import { type RuleShelf, shelve } from '../../src/engine/rule-shelf.ts';
import { decoded } from '../../src/event/decoded.ts';
import type { Event, Source } from '../../src/event/event.ts';
import type { JsonObject } from '../../src/event/json.ts';
import { hunt, huntAmong, type OtherEngines, type ReadSegment } from '../../src/hunt.ts';
import { leastBudget } from '../../src/store/buffer-pool.ts';
import { finish } from '../../src/store/pausable-work.ts';
import { by, someRules } from '../builders.ts';
import { rulesOf } from '../correlation/builders.ts';
import { aCase as aCorrelationCase } from '../correlation/generators.ts';
import { oracleRuns } from '../effort.ts';
import { sharedSpill, spillToMemory } from '../store/builders.ts';
import { bundled, incident, organizationLog, reportingShelf, windowCases } from './divided-logs.ts';

const { packs } = bundled;

type Options = Omit<SegmentOptions, 'state'>;

/** A record as somebody reads it; what is no event is none that a segment could have. */
type Readable = JsonObject | Event;

const isEvent = (record: Readable): boolean => decoded(record).kind === 'event';

/** What was read, as a hunt hears of it behind the records. */
const sourceOf = (records: number): Source => ({
  kind: 'source',
  file: 'log.ndjson',
  format: 'ndjson',
  compression: 'none',
  bytes: 1,
  records,
});

/** Reads a segment as another thread would, which gives copies. */
function segmentOf(records: readonly Readable[], shelf: RuleShelf, options: Options): ReadSegment {
  const spill = sharedSpill();
  const rules = structuredClone(shelf.heads.map((_, place) => shelf.rule(place)));
  const state = { budget: leastBudget, spill: spill.own, seed: 99 };
  const reader = createSegmentReader(rules, { ...options, state });
  for (const record of records) reader.take(decoded(record) as Event);
  const log: LogSegment = structuredClone(finish(reader.end()));
  return {
    log,
    state: { budget: leastBudget, spill: spill.over(log.frozen) },
    release: () => undefined,
  };
}

/** Engines that read segments, and evaluate nothing. */
const readers = (segments: readonly ReadSegment[]): OtherEngines => {
  let left = segments;
  return {
    leastRecords: 1_000_000,
    begin: () => undefined,
    next: () => 0,
    evaluate: () => async () => [],
    segments() {
      const given = left;
      left = [];
      return given;
    },
  };
};

/** All that a hunt tells, but for what remembering cost. */
async function outcomesOf(
  records: readonly Readable[],
  all: number,
  shelf: RuleShelf,
  options: EngineOptions,
  segments: readonly ReadSegment[],
): Promise<readonly string[]> {
  const told: string[] = [];
  const input = [...records, sourceOf(all)];
  for await (const outcome of huntAmong(input, shelf, options, readers(segments))) {
    if (outcome.kind === 'progress') continue;
    told.push(JSON.stringify(outcome.kind === 'summary' ? { ...outcome, state: null } : outcome));
  }
  return told;
}

/** The records that fall to each of so many readers; what is no event, to the first. */
function dealt(records: readonly Readable[], readers: number, seed: number) {
  const spread = Math.imul(seed + 1, 0x9e3779b1) | 1;
  const falls = (at: number): number => (Math.imul(at + 1, spread) >>> 13) % readers;
  return Array.from({ length: readers }, (_, reader) =>
    records.filter((record, at) => (isEvent(record) ? falls(at) : 0) === reader),
  );
}

/** Joined segments tell what one log does, whatever is in which of them. */
async function agree(
  records: readonly Readable[],
  shelf: RuleShelf,
  count: number,
  options: Options = {},
  seed = 7,
): Promise<void> {
  const alone = await outcomesOf(records, records.length, shelf, options, []);
  const [own = [], ...others] = dealt(records, count, seed);
  const segments = others.map((segment) => segmentOf(segment, shelf, options));
  const state = { budget: leastBudget * 4, spill: spillToMemory(), seed };
  const given = { ...options, state };
  expect(await outcomesOf(own, records.length, shelf, given, segments)).toEqual(alone);
}

describe('a log that was read in segments is the same as one that was read in one', () => {
  test.each([
    ['beyondtrust-2023-10-02', 2],
    ['cloudflare-2023-10-18', 3],
    ['1password-2023-09-29', 4],
    ['benign-day', 9],
  ])('by the bundled rules, %s in %d segments', async (name, count) => {
    await agree(incident(name), bundled.shelf, count, {
      listSuppressed: 5,
      rawEvents: true,
      packs,
    });
  });

  test('by the bundled rules, a simulated organization, copies among its records', async () => {
    const records = organizationLog().flatMap((event, at): readonly Readable[] => [
      event,
      ...(at % 20 === 0 ? [{ ...event, severity: 'WARN' }] : []),
      ...(at % 33 === 0 ? [event, { ...event, published: '2024-01-01T00:00:00Z' }] : []),
      ...(at % 41 === 0 ? [{ ...(decoded(event) as Event), keeps: ['actor', 'client'] }] : []),
      ...(at % 99 === 0 ? [{ uuid: null, published: 'never' }] : []),
    ]);
    await agree(records, bundled.shelf, 3, { packs });
    await agree(records, bundled.shelf, 2, { since: Date.parse('2026-01-02T00:00:00Z') }, 12_345);
  }, 300_000);

  test.each(windowCases)(
    'by random rules %s',
    async (_, cases) => {
      const property = fc.asyncProperty(
        cases,
        fc.integer({ min: 2, max: 4 }),
        fc.nat(),
        async ({ rules, arrival }, count, seed) => {
          await agree(arrival, reportingShelf(rules), count, {}, seed);
        },
      );
      await fc.assert(property, { numRuns: oracleRuns(600, 40) });
    },
    600_000,
  );

  test('by random correlations', async () => {
    const property = fc.asyncProperty(aCorrelationCase, fc.nat(), async (given, seed) => {
      const rules = rulesOf([given.low, given.high]);
      fc.pre(rules !== undefined);
      if (rules) await agree(given.arrival, shelve(compileRules(rules)), 2, {}, seed);
    });
    await fc.assert(property, { numRuns: oracleRuns(600, 40) });
  }, 600_000);

  test('of copies the same one is taken, in whichever segment it was', async () => {
    const start = { eventType: 'user.session.start', outcome: { result: 'SUCCESS' } };
    const session = { authenticationContext: { externalSessionId: 's' } };
    const used = by('u', 3, { uuid: 'one', client: { ipAddress: '192.0.2.1' }, ...session });
    const copies: readonly Readable[] = [
      by('u', 1, { uuid: 'one', ...start, ...session }),
      by('u', 2, { uuid: 'one', ...start, ...session }),
      by('v', 1, { uuid: 'one', ...start }),
      { ...used, eventType: 'other', severity: 'INFO', version: '0' },
      by('u', 4, { uuid: '6D9D9ECA-0000-4000-8000-00000000000A', ...session }),
      by('w', 4, { uuid: '6d9d9eca-0000-4000-8000-00000000000a', eventType: 'x', ...session }),
      by('w', 5, { uuid: 'stray', nonsense: { known: 'x' } }),
      ...[['actor'], ['client'], ['actor', 'authenticationContext']].map((keeps) => ({
        ...(decoded(by('k', 6, { uuid: 'kept', ...session })) as Event),
        keeps,
      })),
    ];
    const inSession = {
      session: {
        'group-by': ['authenticationContext.externalSessionId'],
        before: '1h',
        fields: { n: { count: true } },
      },
    };
    const rule = (name: string, selection: JsonObject): JsonObject => ({
      ...{ name, detection: { s: selection, condition: 's' } },
    });
    const shelf = shelve(
      compileRules(
        someRules([
          rule('starts', { eventType: 'user.session.start' }),
          rule('addressed', { 'client.ipAddress': '*' }),
          rule('named', { 'actor.alternateId': '*' }),
          rule('stray', { 'nonsense.known': 'x' }),
          { ...rule('lone', { 'session.n|lt': 2 }), context: inSession },
        ]),
      ),
    );
    const property = fc.asyncProperty(
      fc.array(fc.constantFrom(...copies), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 2, max: 4 }),
      fc.nat(),
      (records, count, seed) => agree(records, shelf, count, {}, seed),
    );
    await fc.assert(property, { numRuns: oracleRuns(1_000, 200) });
  }, 300_000);
});

describe('a segment', () => {
  const shelf = shelve(
    compileRules(someRules([{ name: 'a', detection: { s: { eventType: 'a' }, condition: 's' } }])),
  );

  test('is joined behind its source, and released then', async () => {
    const segment = segmentOf([by('u', 1, { eventType: 'a' })], shelf, {});
    let released = 0;
    const segments = [{ ...segment, release: () => released++ }];
    const told = await outcomesOf([by('u', 2, { eventType: 'b' })], 2, shelf, {}, segments);
    expect(released).toBe(1);
    expect(told.join()).toContain('"records":2,"evaluated":2');
  });

  test('of which the input counts no records breaks the run, since something was lost', async () => {
    const segment = segmentOf([by('u', 1, { eventType: 'a' })], shelf, {});
    await expect(outcomesOf([by('u', 2)], 1, shelf, {}, [segment])).rejects.toThrow(
      'do not add up',
    );
  });

  test('needs somewhere to spill to', () => {
    expect(() => finish(createSegmentReader([], {}).end())).toThrow('somewhere to spill to');
  });

  test('is told alone what a hunt tells', async () => {
    const records = [by('u', 1, { eventType: 'a' })];
    const told: string[] = [];
    for await (const outcome of hunt([...records, sourceOf(1)], shelf)) {
      if (outcome.kind !== 'progress') told.push(outcome.kind);
    }
    const joined = await outcomesOf([], 1, shelf, {}, [segmentOf(records, shelf, {})]);
    expect(joined.map((text) => JSON.parse(text).kind)).toEqual(told);
  });
});
