import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileRules } from '../../src/detection/compile.ts';
import type { EngineOptions } from '../../src/engine/engine-options.ts';
import type { Outcome } from '../../src/engine/outcome.ts';
import { type RuleShelf, shelve } from '../../src/engine/rule-shelf.ts';
import { createWakingEngine } from '../../src/engine/waking-engine.ts';
import { wakeFor } from '../../src/engine/woken-rules.ts';
import { decodeEvent } from '../../src/event/decode.ts';
import type { Event } from '../../src/event/event.ts';
import type { JsonObject } from '../../src/event/json.ts';
import { builtInRules, loadRules } from '../../src/input/rule-files.ts';
import { by, someRules } from '../builders.ts';
import { oracleRuns, sample } from '../effort.ts';

const bundled = shelve(compileRules(await loadRules([builtInRules()])));

const eventsOf = (records: readonly JsonObject[]): readonly Event[] =>
  records.map((record) => decodeEvent(record) as Event);

/** What a hunt comes to, if rules may sleep in a log of fewer than so many records. */
function outcomes(
  records: readonly JsonObject[],
  shelf: RuleShelf,
  most: number,
  options: EngineOptions = {},
): readonly Outcome[] {
  const engine = createWakingEngine(shelf, options, most);
  for (const event of eventsOf(records)) for (const _ of engine.take(event) ?? []);
  for (const subject of ['event', 'alert'] as const) for (const _ of engine.evaluate(subject));
  return [...engine.report(() => true)].flatMap((outcome) => {
    if (!outcome) return [];
    // How much is remembered is another question.
    return outcome.kind === 'summary' ? { ...outcome, state: undefined as never } : outcome;
  });
}

const awake = 0;
const asleep = Number.POSITIVE_INFINITY;

function recordsIn(file: string): readonly JsonObject[] {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line));
}

const fixtures = join(import.meta.dirname, '../../fixtures');
const logs = readdirSync(join(fixtures, 'rules'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ndjson'))
  .sort()
  .filter((_, at) => at % 40 === 0);

describe('the bundled rules', () => {
  test.each(sample(logs, 5))('find the same if those sleep that %s does not concern', (log) => {
    const records = recordsIn(join(fixtures, 'rules', log));
    expect(outcomes(records, bundled, asleep)).toEqual(outcomes(records, bundled, awake));
  });

  test('mostly sleep if nothing but one kind of thing happened', () => {
    const [event] = recordsIn(join(fixtures, 'incidents/benign-day.ndjson'));
    const { rules, sleeping } = wakeFor(eventsOf([event as JsonObject]), bundled);
    expect(rules.length).toBeGreaterThan(0);
    expect(sleeping).toBeGreaterThan(rules.length * 4);
  });
});

/** Rules of every kind that can depend on one another, over events of three types. */
const rules = [
  { name: 'a', detection: { s: { eventType: 'a' }, condition: 's' } },
  { name: 'b', detection: { s: { eventType: 'b', 'outcome.result': 'FAILURE' }, condition: 's' } },
  {
    name: 'a-after-b',
    context: {
      before: {
        rules: ['b'],
        'group-by': ['actor.id'],
        before: '2h',
        fields: { n: { count: true } },
      },
    },
    detection: { s: { eventType: 'a', 'before.n|gte': 1 }, condition: 's' },
  },
  {
    name: 'b-without-a',
    context: {
      later: {
        rules: ['a'],
        'group-by': ['actor.id'],
        after: '2h',
        fields: { n: { count: true } },
      },
    },
    detection: { s: { eventType: 'b', 'later.n': 0 }, condition: 's' },
  },
  {
    name: 'many-targets',
    context: { all: { 'group-by': ['target.id'], before: '2h', fields: { n: { count: true } } } },
    detection: { s: { eventType: 'c', 'all.n|gte': 2 }, condition: 's' },
  },
  {
    name: 'twice',
    correlation: {
      type: 'event_count',
      rules: ['b'],
      'group-by': ['actor.id'],
      timespan: '3h',
      condition: { gte: 2 },
    },
  },
  {
    name: 'of-a',
    detection: {
      s: { eventType: ['a', 'c'] },
      own: { matches: 'a-after-b' },
      condition: 's and own',
    },
  },
  {
    name: 'alerts',
    logsource: { product: 'oktahunt', service: 'alert' },
    detection: { s: { level: 'medium' }, condition: 's' },
  },
  {
    name: 'stray',
    detection: { s: { eventType: 'a', 'actor.nothingOfOkta': 'x' }, condition: 's' },
  },
];

const record = fc
  .record({
    hours: fc.integer({ min: 0, max: 60 }),
    actor: fc.constantFrom('u', 'v'),
    type: fc.constantFrom('a', 'b', 'c'),
    result: fc.constantFrom('SUCCESS', 'FAILURE'),
    targets: fc.constantFrom(0, 1, 40),
  })
  .map(({ hours, actor, type, result, targets }) =>
    by(actor, hours / 4, {
      eventType: type,
      outcome: { result, reason: null },
      target: Array.from({ length: targets }, (_, at) => ({ id: `t${at}`, type: 'User' })),
    }),
  );

test('rules that may sleep find the same as rules that may not, whatever they refer to', () => {
  fc.assert(
    fc.property(fc.array(record, { maxLength: 12 }), fc.subarray(rules), (records, some) => {
      const names = new Set(some.map(({ name }) => name));
      const needed = rules.filter(
        ({ name }) => names.has(name) || ['a', 'b', 'a-after-b'].includes(name),
      );
      const shelf = shelve(compileRules(someRules(needed)));
      expect(outcomes(records, shelf, asleep)).toEqual(outcomes(records, shelf, awake));
    }),
    { numRuns: oracleRuns(600, 60) },
  );
}, 300_000);

test('none sleeps if more is told than what was found, nor if the memory may forget', () => {
  const records = [by('u', 1, { eventType: 'a' })];
  const shelf = shelve(compileRules(someRules(rules)));
  const evaluated = (options: EngineOptions): number => {
    const engine = createWakingEngine(shelf, options);
    for (const event of eventsOf(records)) engine.take(event);
    return [...engine.evaluate('event')].filter((step) => step).length;
  };
  const all = evaluated({ explain: { rule: 'a', event: 'x' } });
  expect(evaluated({})).toBeLessThan(all);
  expect(evaluated({ state: { budget: 2 ** 20 } })).toBe(all);
});
