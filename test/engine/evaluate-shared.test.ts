import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { compileRules } from '../../src/detection/compile.ts';
import type { EngineOptions } from '../../src/engine/engine-options.ts';
import { evaluateShared } from '../../src/engine/evaluate-shared.ts';
import type { HandedResult, SpentState } from '../../src/engine/handed-result.ts';
import { type RuleShelf, shelve } from '../../src/engine/rule-shelf.ts';
import { takeUnits, unitsOf } from '../../src/engine/rule-unit.ts';
import type { SharedLog } from '../../src/engine/shared-log.ts';
import type { JsonObject } from '../../src/event/json.ts';
import { hunt, huntAmong, type OtherEngines } from '../../src/hunt.ts';
import { leastBudget } from '../../src/store/buffer-pool.ts';
import { by, someRules } from '../builders.ts';
import { rulesOf } from '../correlation/builders.ts';
import { aCase as aCorrelationCase } from '../correlation/generators.ts';
import { oracleRuns } from '../effort.ts';
import { sharedSpill } from '../store/builders.ts';
import { bundled, incident, organizationLog, reportingShelf, windowCases } from './divided-logs.ts';

const rulesOn = (shelf: RuleShelf) => shelf.heads.map((_, place) => shelf.rule(place));

type Options = Pick<EngineOptions, 'since' | 'listSuppressed' | 'rawEvents'>;

/** All that a hunt tells, but for what remembering cost. */
async function outcomesOf(
  records: readonly JsonObject[],
  shelf: RuleShelf,
  options: EngineOptions,
  others?: OtherEngines,
): Promise<readonly string[]> {
  const all: string[] = [];
  const outcomes = others
    ? huntAmong(records, shelf, options, others)
    : hunt(records, shelf, options);
  for await (const outcome of outcomes) {
    if (outcome.kind === 'progress') continue;
    all.push(JSON.stringify(outcome.kind === 'summary' ? { ...outcome, state: null } : outcome));
  }
  return all;
}

/** Gives the places of units that fall to one of so many engines, by a seed, and then more than there are. */
function placesFor(engine: number, count: number, seed: number): () => number {
  let next = 0;
  const falls = (place: number): boolean =>
    Math.abs(Math.imul(place + 1, seed | 1) >> 7) % count === engine;
  return () => {
    while (next < 10_000 && !falls(next)) next++;
    return next++;
  };
}

/** Engines beside that of a hunt whose state is `state`, as threads would have them: they get copies, and give copies. */
function othersFor(shelf: RuleShelf, count: number, seed: number) {
  const spill = sharedSpill();
  const rules = rulesOn(shelf);
  const evaluate = (
    log: SharedLog,
    engine: number,
    options: Options,
    take: (result: HandedResult) => void,
  ): SpentState => {
    const state = { budget: leastBudget, spill: spill.over(log.frozen) };
    const next = placesFor(engine, count, seed);
    const work = evaluateShared(log, structuredClone(rules), next, { ...options, state });
    for (;;) {
      const step = work.next();
      if (step.done === true) return step.value;
      if (step.value) take(structuredClone(step.value));
    }
  };
  return {
    state: { budget: leastBudget * 4, spill: spill.own, seed },
    engines: (options: Options): OtherEngines => ({
      leastRecords: 1,
      begin: () => undefined,
      segments: () => [],
      next: placesFor(0, count, seed),
      evaluate(log, take) {
        spill.freeze(log.frozen);
        const given = structuredClone(log);
        return async () =>
          Array.from({ length: count - 1 }, (_, at) => evaluate(given, at + 1, options, take));
      },
    }),
  };
}

/** Several engines find what one finds. */
async function agree(
  records: readonly JsonObject[],
  shelf: RuleShelf,
  count: number,
  options: Options = {},
  seed = 7,
): Promise<void> {
  const { state, engines } = othersFor(shelf, count, seed);
  const together = await outcomesOf(records, shelf, { ...options, state }, engines(options));
  expect(together).toEqual(await outcomesOf(records, shelf, options));
}

/** How many rules each of so many engines tells the results of. */
function divided(shelf: RuleShelf, count: number, seed: number): readonly number[] {
  return Array.from({ length: count }, (_, engine) => {
    const taken = takeUnits(unitsOf(rulesOn(shelf)), placesFor(engine, count, seed));
    for (const _ of taken.turns());
    return rulesOn(shelf).filter(taken.owns).length;
  });
}

describe('engines that share a log find what one finds', () => {
  test.each([
    ['beyondtrust-2023-10-02', 2],
    ['cloudflare-2023-10-18', 3],
    ['1password-2023-09-29', 4],
    ['benign-day', 16],
  ])('by the bundled rules, of %s by %d engines', async (name, count) => {
    const options = { listSuppressed: 5, rawEvents: true };
    await agree(incident(name), bundled.shelf, count, options);
  });

  test('by the bundled rules, of a simulated organization, copies among its records', async () => {
    const records = organizationLog().flatMap((event, at) => [
      event,
      ...(at % 50 === 0 ? [{ ...event, severity: 'WARN' }] : []),
      ...(at % 99 === 0 ? [{ uuid: null, published: 'never' }] : []),
    ]);
    await agree(records, bundled.shelf, 3);
  }, 300_000);

  test.each(windowCases)(
    'by random rules %s',
    async (_, cases) => {
      let shared = 0;
      const property = fc.asyncProperty(
        cases,
        fc.integer({ min: 2, max: 4 }),
        fc.nat(),
        async ({ rules, arrival }, count, seed) => {
          const shelf = reportingShelf(rules);
          await agree(arrival, shelf, count, {}, seed);
          if (divided(shelf, count, seed).filter((rules) => rules > 0).length > 1) shared++;
        },
      );
      const numRuns = oracleRuns(600, 100);
      await fc.assert(property, { numRuns });
      expect(shared / numRuns).toBeGreaterThan(0.3);
    },
    600_000,
  );

  test('by random correlations', async () => {
    const property = fc.asyncProperty(aCorrelationCase, fc.nat(), async (given, seed) => {
      const set = rulesOf([given.low, given.high]);
      fc.pre(set !== undefined);
      if (set) await agree(given.arrival, shelve(compileRules(set)), 2, {}, seed);
    });
    await fc.assert(property, { numRuns: oracleRuns(600, 100) });
  }, 600_000);
});

describe('a rule that only feeds others, and has a filter', () => {
  const hour = {
    'group-by': ['actor.id'],
    before: '1h',
    rules: ['feed'],
    fields: { n: { count: true } },
  };
  const rules = ['a', 'b', 'c'].map((name) => ({
    name,
    context: { hour },
    detection: { one: { eventType: name }, many: { 'hour.n|gte': 1 }, condition: 'one and many' },
  }));
  const feed = {
    name: 'feed',
    generate: false,
    detection: { s: { eventType: 'f' }, condition: 's' },
  };
  const filter = {
    name: 'no',
    filter: { rules: ['feed'], selection: { 'actor.id': 'v' }, condition: 'not selection' },
  };
  const alone = { name: 'alone', detection: { one: { eventType: 'd' }, condition: 'one' } };
  const shelfOf = (documents: readonly JsonObject[]) => shelve(compileRules(someRules(documents)));

  test('keeps those together, since it is told what was taken from it', () => {
    const count = (documents: readonly JsonObject[]): number =>
      unitsOf(rulesOn(shelfOf(documents))).length;
    expect(count([...rules, feed, alone])).toBe(4);
    expect(count([...rules, feed, alone, filter])).toBe(2);
  });

  test('is told of as by one engine', async () => {
    const records = ['f', 'a', 'b', 'd'].flatMap((eventType, at) =>
      ['u', 'v'].map((id) => by(id, 1 + at / 10, { eventType, uuid: `${eventType}-${id}` })),
    );
    const shelf = shelfOf([...rules, feed, alone, filter]);
    for (const seed of [1, 2, 3, 4]) await agree(records, shelf, 2, { listSuppressed: 9 }, seed);
    const told = await outcomesOf(records, shelf, {});
    expect(told.join()).toContain('"events":1');
  });
});

describe('a hunt among other engines', () => {
  const records = [by('u', 1, { eventType: 'a' }), by('u', 2, { eventType: 'b' })];
  const rules = ['a', 'b'].map((name) => ({
    name,
    detection: { one: { eventType: name }, condition: 'one' },
  }));
  const shelf = shelve(compileRules(someRules(rules)));

  test('shares the log before it evaluates the first rule, so that all evaluate at the same time', async () => {
    const { state, engines } = othersFor(shelf, 2, 2_391_484);
    const others = engines({});
    const evaluate = vi.fn(others.evaluate);
    const told: number[] = [];
    for await (const { kind } of huntAmong(records, shelf, { state }, { ...others, evaluate })) {
      if (kind === 'progress') told.push(evaluate.mock.calls.length);
    }
    expect(told.length).toBeGreaterThan(0);
    expect(new Set(told)).toEqual(new Set([1]));
  });

  test.each([
    ['the log is not worth it', true, 3],
    ['there is nothing to spill to', false, 1],
  ])('does all by itself if %s', async (_, spills, leastRecords) => {
    const { state, engines } = othersFor(shelf, 2, 2_391_484);
    const { spill: _spill, ...inMemory } = state;
    const evaluate = vi.fn(() => async () => []);
    const others = { ...engines({}), leastRecords, evaluate };
    const given = { state: spills ? state : inMemory };
    const alone = await outcomesOf(records, shelf, {});
    expect(await outcomesOf(records, shelf, given, others)).toEqual(alone);
    expect(evaluate).not.toHaveBeenCalled();
  });

  test('leaves undecided what others had no time for', async () => {
    const { state, engines } = othersFor(shelf, 2, 2_391_484);
    const others: OtherEngines = { ...engines({}), evaluate: () => async () => [] };
    const told = (await outcomesOf(records, shelf, { state }, others)).join();
    expect(told).toContain('interrupted before the rule was evaluated');
  });
});
