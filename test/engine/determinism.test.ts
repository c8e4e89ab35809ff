import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { decodeEvent } from '../../src/event/decode.ts';
import type { JsonObject } from '../../src/event/json.ts';
import type { Input } from '../../src/hunt.ts';
import { builtInRules, loadRules } from '../../src/input/rule-files.ts';
import { aRuleSet, by, hunted } from '../builders.ts';
import { effort } from '../effort.ts';

const incidents = join(import.meta.dirname, '../../fixtures/incidents');
const builtIn = await loadRules([builtInRules()]);

describe('the clock', () => {
  afterEach(() => vi.unstubAllGlobals());

  test('is never asked, nor is chance', async () => {
    const refuse = (): never => {
      throw new Error('asked');
    };
    const Real = Date;
    class Timeless extends Real {
      constructor(...given: readonly unknown[]) {
        if (given.length === 0) refuse();
        super(given[0] as number);
      }
      static override now = refuse;
    }
    vi.stubGlobal('Date', Timeless);
    vi.stubGlobal('performance', { now: refuse });
    vi.stubGlobal('Math', Object.assign(Object.create(Math), { random: refuse }));
    const { findings } = await hunted(recordsOf('beyondtrust-2023-10-02'), builtIn);
    expect(findings.length).toBeGreaterThan(0);
  });
});

function recordsOf(slug: string): JsonObject[] {
  const lines = readFileSync(join(incidents, `${slug}.ndjson`), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) => JSON.parse(line));
}

/** Numbers from 0 to 1 that follow from a seed (mulberry32). */
function createDice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The records in another order: each moves within the milliseconds, or anywhere. */
function shuffled(records: readonly JsonObject[], seed: number, within = Number.POSITIVE_INFINITY) {
  const dice = createDice(seed);
  const placed = records.map((record) => {
    const time = Number.isFinite(within) ? Date.parse(String(record['published'])) : 0;
    return { record, at: time + dice() * Math.min(within, 1e12) };
  });
  return placed.sort((a, b) => a.at - b.at).map(({ record }) => record);
}

const minutes = 60_000;

describe.each(
  readdirSync(incidents)
    .filter((file) => file.endsWith('.ndjson'))
    .map((file) => file.replace('.ndjson', '')),
)('the incident %s', (slug) => {
  const records = recordsOf(slug);
  const told = async (input: readonly Input[]): Promise<string> => {
    const { findings, summary } = await hunted(input, builtIn);
    const { coverage, rules, actors, doubts } = summary;
    return JSON.stringify([findings, coverage, rules, actors, doubts]);
  };
  let plain: Promise<string> | undefined;
  const asItIs = (): Promise<string> => {
    plain ??= told(records);
    return plain;
  };
  const third = (rest: number): JsonObject[] => records.filter((_, index) => index % 3 === rest);

  test.each<[string, (records: readonly JsonObject[]) => readonly Input[]]>([
    ['reversed', (all) => [...all].reverse()],
    ['in full twice', (all) => [...all, ...all]],
    [
      'with duplicates in between',
      (all) => all.flatMap((record, n) => (n % 5 ? [record] : [record, record])),
    ],
    ['split over three files', () => [...third(2), ...third(0), ...third(1)]],
    ['decoded', (all) => all.map((record) => decodeEvent(record, { file: 'x' }))],
  ])(
    'gives the same findings to the byte when it comes %s',
    async (_, change) => {
      expect(await told(change(records))).toBe(await asItIs());
    },
    60_000,
  );

  test('gives the same findings to the byte however it is shuffled', async () => {
    const expected = await asItIs();
    const seeds = fc.record({
      seed: fc.integer(),
      within: fc.constantFrom(5 * minutes, 5 * minutes, Number.POSITIVE_INFINITY),
    });
    const property = fc.asyncProperty(seeds, async ({ seed, within }) => {
      expect(await told(shuffled(records, seed, within))).toBe(expected);
    });
    await fc.assert(property, { numRuns: effort(6, 2) });
  }, 120_000);
});

test('a rule that holds for each of very many events makes one finding for each fingerprint', async () => {
  const count = effort(50_000);
  function* flood(): Generator<Input> {
    for (let n = 0; n < count; n++) yield by(`u${n % 7}`, n / count);
  }
  const { findings, summary } = await hunted(flood(), aRuleSet());
  expect(findings).toHaveLength(7);
  expect(findings.reduce((sum, { evidence }) => sum + evidence.eventCount, 0)).toBe(count);
  expect(JSON.stringify(findings).length).toBeLessThan(200_000);
  expect(summary).toMatchObject({ evaluated: count, actors: 7 });
}, 60_000);
