import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  backoff,
  createRateBudget,
  readRate,
  waitAfterRefusal,
} from '../../../src/okta/http/rate-limit.ts';

const date = 'Fri, 20 Nov 2026 12:00:00 GMT';
const now = Date.UTC(2026, 10, 20, 12) / 1000;
const headers = (over: Record<string, string>) =>
  new Headers({ date, 'x-rate-limit-limit': '120', 'x-rate-limit-remaining': '0', ...over });

describe('a 429', () => {
  test.each([0, 1, 30, 59])(
    'with a reset in %i s waits until then and a second more',
    (seconds) => {
      const rate = readRate(headers({ 'x-rate-limit-reset': String(now + seconds) }));
      expect(waitAfterRefusal(rate, 0, 0)).toBe(seconds * 1000 + 1000);
    },
  );

  test.each([
    `${now + 10}, ${now + 20}`,
    '-5',
    'soon',
    '1e9',
    '0x10',
    '',
    String(now - 1),
    String((now + 10) * 1000),
    '4102444800',
    '99999999999999999999',
    'NaN',
    'Infinity',
  ])('with the reset %j waits as without', (reset) => {
    const rate = readRate(headers({ 'x-rate-limit-reset': reset }));
    expect(rate.untilReset).toBeUndefined();
    expect(waitAfterRefusal(rate, 3, 0.5)).toBe(8_000);
  });

  test('follows Retry-After where there is no reset', () => {
    expect(waitAfterRefusal(readRate(headers({ 'retry-after': '7' })), 0, 0)).toBe(8_000);
    expect(waitAfterRefusal(readRate(headers({ 'retry-after': '99999' })), 0, 0)).toBe(90_000);
    expect(waitAfterRefusal(readRate(headers({ 'retry-after': date })), 0, 0)).toBe(1_000);
  });

  test('for concurrency waits shortly, whatever the reset', () => {
    const rate = readRate(
      headers({ 'x-rate-limit-limit': '0', 'x-rate-limit-reset': String(now + 80) }),
    );
    for (let attempt = 0; attempt < 20; attempt++) {
      expect(waitAfterRefusal(rate, attempt, 0.999)).toBeLessThan(10_000);
    }
  });

  test('never waits less than a second, more than 90 s, or not a number', () => {
    const value = fc.oneof(
      fc.string(),
      fc.integer().map(String),
      fc.nat().map((n) => String(now + n)),
    );
    fc.assert(
      fc.property(
        value,
        value,
        value,
        value,
        fc.nat({ max: 2000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (limit, remaining, reset, retry, attempt, chance) => {
          const safe = (text: string) => text.replace(/[^\x20-\x7e]/g, '');
          const rate = readRate(
            headers({
              'x-rate-limit-limit': safe(limit),
              'x-rate-limit-remaining': safe(remaining),
              'x-rate-limit-reset': safe(reset),
              'retry-after': safe(retry),
            }),
          );
          const wait = waitAfterRefusal(rate, attempt, chance);
          expect(wait >= 1_000 && wait <= 90_000).toBe(true);
          expect(backoff(attempt, chance)).toBeLessThanOrEqual(60_000);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a budget', () => {
  const rate = (remaining: number, limit = 100) => ({
    limit,
    remaining,
    untilReset: 30_000,
    retryAfter: undefined,
    date: undefined,
  });

  test.each([
    [0.5, 51, 0],
    [0.5, 50, 31_000],
    [0.5, 0, 31_000],
    [1, 1, 0],
    [1, 0, 31_000],
    [0.1, 91, 0],
    [0.1, 90, 31_000],
  ])('of %f lets %i remain for others: waits %i ms', (share, remaining, wait) => {
    const budget = createRateBudget(share);
    budget.note(rate(remaining));
    expect(budget.pause()).toBe(wait);
  });

  test('of a busy org still spends one request a window', () => {
    const budget = createRateBudget(0.5);
    budget.note(rate(3));
    expect(budget.pause()).toBe(31_000);
    expect(budget.pause()).toBe(0);
  });

  test('without headers does not wait', () => {
    const budget = createRateBudget(0.5);
    budget.note(readRate(new Headers()));
    expect(budget.pause()).toBe(0);
  });
});
