import { describe, expect, test } from 'vitest';
import { compile } from '../../src/detection/compile.ts';
import { prepareTests } from '../../src/detection/prepared-test.ts';
import {
  and,
  no,
  not,
  or,
  type Truth,
  truthOf,
  undecided,
  yes,
} from '../../src/detection/truth.ts';
import { evaluate, prepareVerdict } from '../../src/detection/verdict.ts';
import { parseRules } from '../../src/rule/link.ts';

const truths: readonly Truth[] = [no, undecided, yes];

describe('three-valued truth', () => {
  test.each([
    [no, no, no, no],
    [no, undecided, no, undecided],
    [no, yes, no, yes],
    [undecided, undecided, undecided, undecided],
    [undecided, yes, undecided, yes],
    [yes, yes, yes, yes],
  ])('of %i and %i: both is %i, either is %i', (a, b, both, either) => {
    expect([and(a, b), and(b, a)]).toEqual([both, both]);
    expect([or(a, b), or(b, a)]).toEqual([either, either]);
  });

  test('is turned round by not, but what is undecided stays so', () => {
    expect(truths.map(not)).toEqual([yes, undecided, no]);
    expect([truthOf(true), truthOf(false)]).toEqual([yes, no]);
  });
});

describe('a rule in two steps', () => {
  const set = (condition: string) =>
    parseRules(`
title: T
logsource: {product: okta}
context:
  w: {before: 1h, fields: {n: {count: true}, m: {distinct: client.ipAddress}}}
detection:
  plain: {f: a}
  word: [secret]
  count: {w.n|gte: 2}
  addresses: {w.m|gte: 2}
  both: {f: a, w.n|gte: 2}
  either: [{f: a}, {w.n|gte: 2}]
  condition: ${condition}
raise:
  - {level: high, condition: addresses}
`).rules[0];

  /** The verdict on an event, with the truth of each fact comparison in the order of the rule. */
  function verdict(condition: string, raw: { f?: string }, ...facts: readonly Truth[]): Truth {
    const rule = set(condition);
    if (!rule) throw new Error('no rule');
    const { tests, verdicts } = compile([rule.condition]);
    const [first] = verdicts;
    const prepared = prepareTests(tests, new Map());
    const answers = {
      test: (number: number) => truthOf(prepared[number]?.holds(raw) === true),
      fact: (number: number) => facts[number] as Truth,
    };
    const truth = prepareVerdict(first)(answers);
    expect(evaluate(first, answers)).toBe(truth);
    return truth;
  }

  test.each<[string, string, readonly Truth[], Truth]>([
    ['plain and count', 'a', [undecided], undecided],
    ['plain and count', 'b', [undecided], no],
    ['plain and count', 'a', [yes], yes],
    ['plain or count', 'a', [undecided], yes],
    ['plain or count', 'b', [undecided], undecided],
    ['plain and not count', 'a', [undecided], undecided],
    ['plain and not count', 'a', [no], yes],
    ['not (plain and count)', 'b', [undecided], yes],
    ['count and addresses', 'a', [no, undecided], no],
    ['count or addresses', 'a', [undecided, yes], yes],
    ['1 of them', 'b', [no, no, no, no], no],
    ['both', 'a', [undecided], undecided],
    ['both', 'b', [yes], no],
    ['either', 'a', [no], yes],
    ['either', 'b', [undecided], undecided],
    ['not either', 'a', [undecided], no],
    ['plain and not word and (count or addresses)', 'a', [no, undecided], undecided],
  ])('%s, for %s with the facts %j, is %i', (condition, f, facts, wanted) => {
    expect(verdict(condition, { f }, ...facts)).toBe(wanted);
  });

  test('keeps the facts of the condition before those of its raises', () => {
    const rule = set('plain and count');
    if (!rule) throw new Error('no rule');
    const compiled = compile([rule.condition, ...rule.raises.map((raise) => raise.condition)]);
    expect(compiled.facts.map(({ fact }) => fact?.name)).toEqual(['n', 'm']);
    expect(compiled.ownFacts).toBe(1);
    expect(compiled.verdicts).toHaveLength(2);
  });
});
