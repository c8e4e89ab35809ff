import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { compileRules } from '../../src/detection/compile.ts';
import type { EngineOptions } from '../../src/engine/engine-options.ts';
import type { HandedResults } from '../../src/engine/handed-results.ts';
import { shareRules } from '../../src/engine/rule-share.ts';
import { type RuleShelf, shelve } from '../../src/engine/rule-shelf.ts';
import { createShareEngine } from '../../src/engine/share-engine.ts';
import { decodeEvent } from '../../src/event/decode.ts';
import type { JsonObject } from '../../src/event/json.ts';
import { hunt, huntAmong, type OtherEngines } from '../../src/hunt.ts';
import { builtInRules, loadRules } from '../../src/input/rule-files.ts';
import { parseRules } from '../../src/rule/link.ts';
import { finish } from '../../src/store/pausable-work.ts';
import { by, someRules } from '../builders.ts';
import { rulesOf } from '../correlation/builders.ts';
import { aCase as aCorrelationCase } from '../correlation/generators.ts';
import { effort, oracleRuns } from '../effort.ts';
import { simulate } from '../organization/simulation.ts';
import { yamlOf } from '../window/builders.ts';
import { aCase, aCrowdedCase } from '../window/generators.ts';

const bundled = shelve(compileRules(await loadRules([builtInRules()])));

const rulesOn = (shelf: RuleShelf) => shelf.heads.map((_, place) => shelf.rule(place));

type Options = Pick<EngineOptions, 'since' | 'listSuppressed' | 'rawEvents'>;

/** All that a hunt tells, but for what remembering cost. */
async function outcomesOf(
  records: readonly JsonObject[],
  shelf: RuleShelf,
  options: Options,
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

/** Engines with shares of the rules, as threads would have them: they get copies, and give copies. */
function othersOver(
  records: readonly JsonObject[],
  shelf: RuleShelf,
  count: number,
  options: Options,
): OtherEngines | undefined {
  const [share, ...shares] = shareRules(rulesOn(shelf), count);
  if (!share || shares.length === 0) return undefined;
  const evaluate = (place: number): HandedResults => {
    const rules = structuredClone(rulesOn(shelf));
    const engine = createShareEngine(
      rules,
      structuredClone(shares[place] as typeof share),
      options,
    );
    for (const record of records) {
      const decoded = decodeEvent(record);
      if (decoded.kind === 'event') engine.take(decoded);
      else engine.reject(decoded);
    }
    return structuredClone(finish(engine.results()));
  };
  return {
    share,
    taken: () => undefined,
    ended: (counts) => async () => {
      const handed = shares.map((_, place) => evaluate(place));
      for (const one of handed) expect(counts).toMatchObject(one.counts);
      return handed;
    },
  };
}

/** Whether there was anything to divide; then both find the same. */
async function agree(
  records: readonly JsonObject[],
  shelf: RuleShelf,
  count: number,
  options: Options = {},
): Promise<boolean> {
  const others = othersOver(records, shelf, count, options);
  if (!others) return false;
  const together = await outcomesOf(records, shelf, options, others);
  expect(together).toEqual(await outcomesOf(records, shelf, options));
  return true;
}

describe('shares of the bundled rules', () => {
  const rules = rulesOn(bundled);
  const places = rules.flatMap(({ about }, place) => (about === 'event' ? place : []));

  test.each([1, 2, 3, 4, 16])('are %d, in which each rule is told of once', (count) => {
    const shares = shareRules(rules, count);
    expect(shares).toHaveLength(count);
    expect(shares.flatMap(({ own }) => own).sort((a, b) => a - b)).toEqual(places);
    for (const { own, atWork } of shares) {
      expect(atWork).toEqual(expect.arrayContaining([...own]));
      for (const place of atWork) {
        expect(atWork).toEqual(expect.arrayContaining([...(bundled.heads[place]?.needs ?? [])]));
      }
    }
  });

  test('have about as much to do', () => {
    const sizes = shareRules(rules, 4).map(({ atWork }) => atWork.length);
    expect(Math.max(...sizes)).toBeLessThan(Math.min(...sizes) * 1.5);
  });
});

describe('engines with shares of the rules find what one finds', () => {
  const incident = (name: string): readonly JsonObject[] =>
    readFileSync(join(import.meta.dirname, '../../fixtures/incidents', name), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

  test.each([
    ['beyondtrust-2023-10-02.ndjson', 2],
    ['cloudflare-2023-10-18.ndjson', 3],
    ['1password-2023-09-29.ndjson', 4],
    ['benign-day.ndjson', 16],
  ])('by the bundled rules, of %s by %d engines', async (name, count) => {
    const options = { listSuppressed: 5, rawEvents: true };
    expect(await agree(incident(name), bundled, count, options)).toBe(true);
  });

  test('by the bundled rules, of a simulated organization, copies among its records', async () => {
    const events = [
      ...simulate({ engine: 'identity', seed: 7, events: effort(8_000, 800), people: 40 }),
    ];
    const records = events.flatMap((event, at) => [
      event,
      ...(at % 50 === 0 ? [{ ...event, severity: 'WARN' }] : []),
      ...(at % 99 === 0 ? [{ uuid: null, published: 'never' }] : []),
    ]);
    expect(await agree(records, bundled, 3)).toBe(true);
  }, 300_000);

  test.each([
    ['of windows', aCase],
    ['of windows where most events share their instant', aCrowdedCase],
  ])(
    'by random rules %s',
    async (_, cases) => {
      let divided = 0;
      const property = fc.asyncProperty(
        cases,
        fc.integer({ min: 2, max: 4 }),
        async ({ rules, arrival }, count) => {
          const text = yamlOf(rules, 'top').replaceAll('"generate":false', '"generate":true');
          const shelf = shelve(compileRules(parseRules(text)));
          if (await agree(arrival, shelf, count)) divided++;
        },
      );
      const numRuns = oracleRuns(600, 100);
      await fc.assert(property, { numRuns });
      expect(divided / numRuns).toBeGreaterThan(0.3);
    },
    600_000,
  );

  test('by random correlations', async () => {
    let divided = 0;
    const property = fc.asyncProperty(aCorrelationCase, async (given) => {
      const set = rulesOf([given.low, given.high]);
      fc.pre(set !== undefined);
      if (set && (await agree(given.arrival, shelve(compileRules(set)), 2))) divided++;
    });
    await fc.assert(property, { numRuns: oracleRuns(600, 100) });
    expect(divided).toBeGreaterThan(0);
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
      shareRules(rulesOn(shelfOf(documents)), 4).length;
    expect(count([...rules, feed, alone])).toBe(4);
    expect(count([...rules, feed, alone, filter])).toBe(2);
  });

  test('is told of as by one engine', async () => {
    const records = ['f', 'a', 'b', 'd'].flatMap((eventType, at) =>
      ['u', 'v'].map((id) => by(id, 1 + at / 10, { eventType, uuid: `${eventType}-${id}` })),
    );
    const shelf = shelfOf([...rules, feed, alone, filter]);
    expect(await agree(records, shelf, 2, { listSuppressed: 9 })).toBe(true);
    const told = await outcomesOf(records, shelf, {});
    expect(told.join()).toContain('"events":1');
  });
});

test('the others evaluate meanwhile: they are told that the log has ended before the first rule is evaluated', async () => {
  const records = [by('u', 1, { eventType: 'a' })];
  const rules = ['a', 'b'].map((name) => ({
    name,
    detection: { one: { eventType: name }, condition: 'one' },
  }));
  const shelf = shelve(compileRules(someRules(rules)));
  const others = othersOver(records, shelf, 2, {}) as OtherEngines;
  const ended = vi.fn(others.ended);
  const told: number[] = [];
  for await (const { kind } of huntAmong(records, shelf, {}, { ...others, ended })) {
    if (kind === 'progress') told.push(ended.mock.calls.length);
  }
  expect(told).toEqual([1]);
});

test('results about events that an engine never took are refused', async () => {
  const records = [by('u', 1, { eventType: 'a' }), by('u', 2, { eventType: 'b' })];
  const rules = ['a', 'b'].map((name) => ({
    name,
    detection: { one: { eventType: name }, condition: 'one' },
  }));
  const shelf = shelve(compileRules(someRules(rules)));
  const others = othersOver(records, shelf, 2, {}) as OtherEngines;
  const lying = { ...others, ended: () => others.ended({} as never) };
  await expect(outcomesOf([], shelf, {}, lying)).rejects.toThrow();
});
