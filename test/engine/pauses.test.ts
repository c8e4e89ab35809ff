import { describe, expect, test, vi } from 'vitest';
import type { Source } from '../../src/event/event.ts';
import type { Phase } from '../../src/hunt.ts';
import type { RuleSet } from '../../src/rule/rule.ts';
import { at, by, hunted, someRules } from '../builders.ts';
import { effort } from '../effort.ts';

vi.setConfig({ testTimeout: 60_000 });

const any = { s: { eventType: 'a' }, condition: 's' };

/** Rules whose judging takes each of the ways that it can take. */
const kinds: Readonly<Record<string, RuleSet>> = {
  'a rule without windows': someRules([{ detection: any }]),
  'one finding of all events': someRules([{ detection: any, fingerprint: ['eventType'] }]),
  'a window for each key': someRules([
    {
      context: { w: { 'group-by': ['actor.id'], before: '1h', fields: { n: { count: true } } } },
      detection: { s: { eventType: 'a', 'w.n|gte': 1 }, condition: 's' },
    },
  ]),
  'a window whose values its key decides': someRules([
    {
      context: { w: { before: '10h', fields: { n: { values: 'uuid' } } } },
      detection: { s: { eventType: 'a', 'w.n': 'x' }, condition: 's' },
    },
  ]),
  'a window that goes through all values': someRules([
    {
      context: { w: { before: '10h', fields: { n: { similar: 'uuid' } } } },
      detection: { s: { eventType: 'a', 'w.n|gte': 1_000_000 }, condition: 's' },
    },
  ]),
  'a window that slides': someRules([
    {
      context: {
        w: { 'group-by': ['actor.id'], before: '10h', fields: { n: { sum: 'published|hour' } } },
      },
      detection: { s: { eventType: 'a', 'w.n|gte': 1_000_000 }, condition: 's' },
    },
  ]),
  'a window that is asked for once': someRules([
    {
      context: { w: { before: '300d', fields: { n: { count: true } } } },
      detection: { s: { eventType: 'last', 'w.n|gte': 1 }, condition: 's' },
    },
  ]),
  'a count over all': someRules([
    { name: 'base', detection: any },
    {
      correlation: {
        type: 'event_count',
        rules: ['base'],
        timespan: '300d',
        condition: { gte: 100 },
      },
    },
  ]),
  'a number in buckets': someRules([
    { name: 'base', detection: any },
    { correlation: { type: 'event_count', rules: ['base'], timespan: '1d', condition: { eq: 5 } } },
  ]),
  'rules in any order': someRules([
    { name: 'base', detection: any },
    { name: 'last', detection: { s: { eventType: 'last' }, condition: 's' } },
    { correlation: { type: 'temporal', rules: ['base', 'last'], timespan: '300d' } },
  ]),
  'rules in order': someRules([
    { name: 'base', detection: any },
    { name: 'last', detection: { s: { eventType: 'last' }, condition: 's' } },
    { correlation: { type: 'temporal_ordered', rules: ['base', 'last'], timespan: '300d' } },
  ]),
  'a rule about alerts': someRules([
    { name: 'base', detection: any, fingerprint: ['actor.id'] },
    {
      logsource: { product: 'oktahunt', service: 'alert' },
      context: { w: { before: '300d', fields: { n: { count: true } } } },
      detection: { s: { 'w.n|gte': 2 }, condition: 's' },
    },
  ]),
};

const count = effort(8_000, 2_500);
/** Events of forty users out of order, and one of another type at their end. */
const log = [
  ...Array.from({ length: count }, (_, index) => by(`u${index % 40}`, ((index * 7) % count) / 60)),
  at(count, { eventType: 'last' }),
];

/** Hunts, and stops at a pause of a phase. */
async function broken(rules: RuleSet, phase: Phase, pauses: number, state?: { budget: number }) {
  let left = pauses;
  const shouldContinue = (asked: Phase): boolean => asked !== phase || left-- > 0;
  const ended = await hunted(log, rules, {
    shouldContinue,
    ...(state && { state: { ...state, seed: 1 } }),
  });
  return { ...ended, doubts: ended.summary.doubts.map(({ message }) => message) };
}

describe('evaluating', () => {
  test.each(Object.entries(kinds))('pauses often, and can be given up: %s', async (_, rules) => {
    let pauses = 0;
    const whole = await hunted(log, rules, {
      shouldContinue: (phase) => {
        if (phase === 'evaluating') pauses++;
        return true;
      },
    });
    // Sorting, grouping and judging each go through all events; a pause comes every thousand or so.
    expect(pauses).toBeGreaterThan((3 * count) / 1_024);
    expect(whole.summary.doubts).toEqual([]);
    for (const after of [0, 1, pauses >> 1, pauses - 2]) {
      const { summary, doubts } = await broken(rules, 'evaluating', after);
      expect(summary.records, `after ${after} of ${pauses}`).toBe(whole.summary.records);
      const unjudged = summary.rules.filter(({ because }) =>
        because.includes('the run was interrupted before the rule was evaluated'),
      );
      expect(unjudged.length).toBeGreaterThan(0);
      for (const { status, undecided } of unjudged) {
        expect({ status, undecided }).toEqual({ status: 'undecided', undecided: count + 1 });
      }
      expect(doubts).toEqual([
        `interrupted before ${unjudged.length} rule${unjudged.length === 1 ? '' : 's'} could be evaluated`,
      ]);
      const names = new Set(unjudged.map(({ name }) => name));
      const judged = whole.summary.rules.filter(({ name }) => !names.has(name));
      expect(summary.rules.filter(({ name }) => !names.has(name))).toEqual(judged);
    }
  });

  test('given up while events are forgotten loses no record, and nothing that was found', async () => {
    const rules = kinds['a rule without windows'] as RuleSet;
    const state = { budget: 150_000 };
    let pauses = 0;
    const whole = await hunted(log, rules, {
      state: { ...state, seed: 1 },
      shouldContinue: () => {
        pauses++;
        return true;
      },
    });
    expect(whole.summary.state.forgottenEvents).toBeGreaterThan(0);
    const fingerprints = new Set(whole.findings.map(({ fingerprint }) => fingerprint));
    for (const share of [0, 0.2, 0.4, 0.6, 0.8]) {
      const { summary, findings, doubts } = await broken(
        rules,
        'evaluating',
        Math.floor(pauses * share),
        state,
      );
      expect(summary.records).toBe(count + 1);
      expect(doubts).toContain('interrupted before 1 rule could be evaluated');
      for (const { fingerprint } of findings) expect(fingerprints).toContain(fingerprint);
      expect(summary.rules[0]?.status).toBe('undecided');
    }
  });

  test('rests where it pauses, if it is told to', async () => {
    let rests = 0;
    const shouldContinue = async (): Promise<boolean> => {
      await new Promise((done) => setImmediate(done));
      rests++;
      return true;
    };
    const { findings } = await hunted(log, kinds['a rule without windows'] as RuleSet, {
      shouldContinue,
    });
    expect(findings.length).toBeGreaterThan(0);
    expect(rests).toBeGreaterThan(10);
  });
});

describe('reporting', () => {
  const rules = kinds['a rule without windows'] as RuleSet;

  /** What a whole hunt reports, and how often it pauses while findings are ranked. */
  async function ranked() {
    let pauses = 0;
    const whole = await hunted(log, rules, {
      shouldContinue: (phase) => {
        if (phase === 'reporting') pauses++;
        return true;
      },
    });
    return { whole, ranking: pauses - whole.findings.length };
  }

  test('that is given up says how many findings are left', async () => {
    const { whole, ranking } = await ranked();
    expect(whole.findings.length).toBeGreaterThan(30);
    const { findings, summary, doubts } = await broken(rules, 'reporting', ranking + 3);
    expect(findings).toEqual(whole.findings.slice(0, 4));
    expect(doubts).toEqual([
      `interrupted before ${whole.findings.length - 4} findings could be reported`,
    ]);
    expect(summary.findings).toEqual(whole.summary.findings);
  });

  test('pauses while sessions are compared, and can be given up there', async () => {
    const { whole, ranking } = await ranked();
    expect(ranking).toBeGreaterThan(4);
    for (const after of [0, 1, ranking - 1]) {
      const { findings, doubts } = await broken(rules, 'reporting', after);
      expect(findings).toEqual([]);
      expect(doubts).toEqual([
        `interrupted before ${whole.findings.length} findings could be reported`,
      ]);
    }
  });

  test('to the end is no doubt', async () => {
    const { whole, ranking } = await ranked();
    const { doubts } = await broken(rules, 'reporting', ranking + whole.findings.length);
    expect(doubts).toEqual([]);
  });
});

test('the books of a log that was cut short balance with the account of its reader', async () => {
  const source = (file: string, records: number): Source => {
    return { kind: 'source', file, format: 'ndjson', compression: 'none', bytes: 1, records };
  };
  const rules = kinds['a rule without windows'] as RuleSet;
  await expect(hunted([at(1), source('a', 1), at(2)], rules)).rejects.toThrow('do not add up');
  const { summary } = await hunted([at(1), source('a', 1), at(2), source('b', 1)], rules);
  expect(summary.records).toBe(2);
});
