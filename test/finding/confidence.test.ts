import { describe, expect, test } from 'vitest';
import { tellCases } from '../../src/finding/case/corroboration.ts';
import { confidenceOf, confidences, scoreOf } from '../../src/finding/confidence.ts';
import { levels } from '../../src/rule/level.ts';
import { aCase, aFinding } from '../report/builders.ts';

describe('confidence', () => {
  test.each([
    ['stable', 0, 'high'],
    ['test', 0, 'medium'],
    ['experimental', 0, 'low'],
    ['experimental', 1, 'medium'],
    ['experimental', 2, 'high'],
    ['deprecated', 0, 'low'],
    ['stable', 9, 'high'],
    ['__proto__', 1, 'medium'],
  ])('of a rule that is %s, with %d others in the case, is %s', (status, others, confidence) => {
    expect(confidenceOf(status, others)).toBe(confidence);
  });
});

test('a score is higher for a higher severity, whatever the confidence', () => {
  const scores = levels.flatMap((level) =>
    confidences.map((confidence) => scoreOf(level, confidence)),
  );
  expect(scores).toEqual([...scores].sort((a, b) => a - b));
  expect(new Set(scores).size).toBe(levels.length * confidences.length);
  expect(Math.min(...scores)).toBeGreaterThan(0);
  expect(Math.max(...scores)).toBeLessThan(100);
});

describe('findings with their cases', () => {
  const of = (digit: string, name: string, over: Parameters<typeof aFinding>[0] = {}) =>
    aFinding({
      fingerprint: `okh1:${digit.repeat(20)}`,
      rule: { ...aFinding().rule, name, status: 'experimental' },
      confidence: 'low',
      score: 1,
      ...over,
    });
  const found = [
    of('1', 'a'),
    of('2', 'a'),
    of('3', 'b'),
    of('4', 'c', { severity: 'low' }),
    of('5', 'd'),
    of('6', 'e'),
  ];
  const print = (digits: string) => [...digits].map((digit) => `okh1:${digit.repeat(20)}`);
  const cases = [
    aCase({ id: 'okc_000000000001', findings: print('12345'), cleanUp: print('5') }),
    aCase({ id: 'okc_000000000002', findings: print('6') }),
  ];
  const told = found.map(tellCases(found, cases));

  test('know their case', () => {
    expect(told.map((finding) => finding.case?.at(-1))).toEqual([...'111112']);
  });

  test('are the likelier, the more other rules of weight tell of the case; clean-up tells nothing', () => {
    // The rules of weight are a and b: of the same rule twice, a low one and the clean-up none counts.
    expect(told.map(({ confidence }) => confidence)).toEqual([
      'medium',
      'medium',
      'medium',
      'high',
      'high',
      'low',
    ]);
    expect(told[0]?.score).toBe(scoreOf('high', 'medium'));
  });
});
