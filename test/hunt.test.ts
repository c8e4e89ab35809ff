import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../src/engine/outcome.ts';
import { decodeEvent, reject } from '../src/event/decode.ts';
import type { Source } from '../src/event/event.ts';
import type { Json } from '../src/event/json.ts';
import type { Summary } from '../src/finding/summary.ts';
import { hunt, type Input } from '../src/hunt.ts';
import { tell } from '../src/language/message.ts';
import { aRuleSet, at, by, clock, hunted, someRules } from './builders.ts';

async function outcomesOf(input: Iterable<Input> | AsyncIterable<Input>): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for await (const outcome of hunt(input, aRuleSet())) {
    if (outcome.kind !== 'progress') outcomes.push(outcome);
  }
  return outcomes;
}

const bad = (file: string): Input => reject('bad-json', tell('record.neither'), { file, line: 1 });
const source = (file: string, records: number): Source => {
  return { kind: 'source', file, format: 'ndjson', compression: 'none', bytes: 1, records };
};

function balances(summary: Summary): void {
  const { records, evaluated, duplicate, filtered, skipped } = summary;
  expect(evaluated + duplicate + filtered + skipped).toBe(records);
}

describe('the progress', () => {
  test('comes before each rule, says how many are done, and stands before what was found', async () => {
    const rules = someRules([
      { name: 'one', detection: { s: { eventType: 'a' }, condition: 's' } },
      {
        correlation: { type: 'event_count', rules: ['one'], timespan: '1h', condition: { gte: 2 } },
      },
      {
        logsource: { product: 'oktahunt', service: 'alert' },
        detection: { s: { level: 'medium' }, condition: 's' },
      },
    ]);
    const outcomes: Outcome[] = [];
    for await (const outcome of hunt([at(1), bad('x')], rules)) outcomes.push(outcome);
    expect(outcomes.map(({ kind }) => kind)).toEqual([
      'rejection',
      'progress',
      'progress',
      'progress',
      'summary',
    ]);
    expect(outcomes.slice(1, 4)).toEqual(
      ['one', 'rule-1', 'rule-2'].map((rule, done) => ({ kind: 'progress', rule, done, rules: 3 })),
    );
  });
});

describe('the outcomes', () => {
  test('are rejections as they come, then findings, their cases, then one summary', async () => {
    const outcomes = await outcomesOf([at(2), bad('x'), at(1), { no: 'event' }, bad('y')]);
    expect(outcomes.map(({ kind }) => kind)).toEqual([
      'rejection',
      'rejection',
      'rejection',
      'finding',
      'case',
      'summary',
    ]);
    const files = outcomes.flatMap((outcome) =>
      outcome.kind === 'rejection' ? [outcome.origin?.file] : [],
    );
    expect(files).toEqual(['x', undefined, 'y']);
  });

  test('tell of a rejection before anything further is read', async () => {
    let read = 0;
    function* input(): Generator<Input> {
      for (const item of [at(1), bad('x'), at(2), at(3)]) {
        read++;
        yield item;
      }
    }
    const { value } = await hunt(input(), aRuleSet()).next();
    expect([(value as Outcome).kind, read]).toEqual(['rejection', 2]);
  });

  test('have the worst findings first, and among equals the earliest', async () => {
    const detection = (eventType: string) => ({ s: { eventType }, condition: 's' });
    const rules = someRules([
      { name: 'mild', level: 'low', detection: detection('m') },
      { name: 'grave', level: 'critical', detection: detection('g') },
      { name: 'also-grave', level: 'critical', detection: detection('g') },
      { name: 'middling', level: 'medium', detection: detection('a') },
    ]);
    const log = [
      by('ann', 1, { eventType: 'm' }),
      by('ann', 3, { eventType: 'g' }),
      by('bob', 2, { eventType: 'g' }),
      by('ann', 1),
    ];
    const { findings, summary } = await hunted(log, rules);
    expect(findings.map(({ rule, actor }) => [rule.name, actor?.id])).toEqual([
      ['also-grave', 'bob'],
      ['grave', 'bob'],
      ['also-grave', 'ann'],
      ['grave', 'ann'],
      ['middling', 'ann'],
      ['mild', 'ann'],
    ]);
    expect(summary.findings).toEqual({ informational: 0, low: 1, medium: 1, high: 0, critical: 4 });
  });

  test('leave out findings below the severity asked for', async () => {
    const log = [at(1)];
    expect(
      (await hunted(log, aRuleSet({ level: 'low' }), { minSeverity: 'low' })).findings,
    ).toHaveLength(1);
    expect(
      (await hunted(log, aRuleSet({ level: 'low' }), { minSeverity: 'medium' })).findings,
    ).toEqual([]);
  });
});

describe('the books', () => {
  test('balance with duplicates, rejections and events outside the time asked for', async () => {
    const [first, second] = [at(1), at(5)];
    const input = [first, bad('x'), first, second, { x: 1 }, second, second, at(9)];
    const options = { since: Date.parse(clock(2)), until: Date.parse(clock(9)) };
    const { summary } = await hunted(input, aRuleSet(), options);
    expect(summary).toMatchObject({
      records: 8,
      evaluated: 1,
      duplicate: 3,
      filtered: 2,
      skipped: 2,
      skippedBy: { 'bad-json': 1, 'not-an-event': 1 },
    });
    balances(summary);
  });

  test('balance for any input', async () => {
    const item = fc.oneof(
      fc.nat({ max: 8 }).map((n) => at(n, { uuid: `u${n}` })),
      fc.constant(bad('x')),
      fc.jsonValue().map((value) => value as Input),
    );
    const property = fc.asyncProperty(fc.array(item, { maxLength: 20 }), async (input) => {
      const { summary, rejections } = await hunted(input, aRuleSet(), {
        since: Date.parse(clock(4)),
      });
      balances(summary);
      expect([summary.records, summary.skipped]).toEqual([input.length, rejections.length]);
    });
    await fc.assert(property, { numRuns: 150 });
  });

  test('are held against the sources; a lost record is an error, not an answer', async () => {
    const { summary } = await hunted(
      [at(1), source('a', 1), at(2), bad('b'), source('b', 2)],
      aRuleSet(),
    );
    expect(summary.sources.map(({ file }) => file)).toEqual(['a', 'b']);
    await expect(hunted([at(1), source('a', 2)], aRuleSet())).rejects.toThrow(
      'record counts do not add up',
    );
  });
});

describe('the input', () => {
  const log = [by('ann', 1), by('bob', 2, { eventType: 'b' }), by('ann', 3)];

  test('may be plain objects or decoded events, at once or over time', async () => {
    async function* slowly(): AsyncGenerator<Input> {
      yield* log;
    }
    const plain = await outcomesOf(log);
    expect(await outcomesOf(log.map((record) => decodeEvent(record)))).toEqual(plain);
    expect(await outcomesOf(slowly())).toEqual(plain);
    expect(plain.map(({ kind }) => kind)).toEqual(['finding', 'case', 'summary']);
  });

  test.each<[string, Json]>([
    ['null', null],
    ['text', 'x'],
    ['a number', 7],
    ['an array', []],
  ])('that is %s is rejected', async (_, value) => {
    const { rejections } = await hunted([value as unknown as Input], aRuleSet());
    expect(rejections.map(({ reason }) => reason)).toEqual(['not-an-object']);
  });

  test.each(['event', 'rejection', 'source', 'finding', '__proto__'])(
    'may have a field named kind that says %s',
    async (kind) => {
      const { summary, findings } = await hunted([at(1, { kind }), { kind }], aRuleSet());
      expect([findings.length, summary.evaluated, summary.skipped]).toEqual([1, 1, 1]);
    },
  );

  test('that is nothing is doubted', async () => {
    const { summary } = await hunted([], aRuleSet());
    expect(summary.doubts).toEqual([{ code: 'nothing-read', message: 'no events were read' }]);
    expect(summary).toMatchObject({ records: 0, coverage: { first: null, last: null, gaps: [] } });
    expect(summary.rules).toMatchObject([{ status: 'evaluated', missing: [] }]);
  });

  test('without one event in it is doubted', async () => {
    const { summary } = await hunted([bad('x'), bad('x')], aRuleSet());
    expect(summary.doubts.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'nothing-read: none of the records is an Okta System Log event',
      'skipped: 2 of 2 records could not be read (2 bad-json)',
    ]);
  });

  test('is let go of when the reader has enough', async () => {
    let closed = false;
    async function* endless(): AsyncGenerator<Input> {
      try {
        for (;;) yield bad('x');
      } finally {
        closed = true;
      }
    }
    for await (const outcome of hunt(endless(), aRuleSet())) {
      expect(outcome.kind).toBe('rejection');
      break;
    }
    expect(closed).toBe(true);
  });

  test('may be left among the findings', async () => {
    const kinds: string[] = [];
    for await (const { kind } of hunt([by('ann', 1), by('bob', 1)], aRuleSet())) {
      if (kind === 'progress') continue;
      kinds.push(kind);
      break;
    }
    expect(kinds).toEqual(['finding']);
  });

  test('that fails, fails the hunt', async () => {
    async function* broken(): AsyncGenerator<Input> {
      yield at(1);
      throw new Error('the disk is gone');
    }
    await expect(outcomesOf(broken())).rejects.toThrow('the disk is gone');
  });
});
