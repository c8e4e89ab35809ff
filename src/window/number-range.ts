import type { Formula } from '../rule/expression.ts';
import type { KnownFactValue } from './fact-test.ts';

/** The numbers that something could be, once everything is known: all from `low` to `high`, or nothing. */
export interface NumberRange {
  /** Greater than `high` if it is no number whatever happens. */
  readonly low: number;
  readonly high: number;
  /** Whether it could be nothing. */
  readonly absent: boolean;
}

const infinite = Number.POSITIVE_INFINITY;

/** No number whatever happens. */
export const noNumber: NumberRange = { low: infinite, high: -infinite, absent: true };

export function exactly(value: number): NumberRange {
  return { low: value, high: value, absent: false };
}

/** What is in either of two. */
export function eitherOf(a: NumberRange, b: NumberRange): NumberRange {
  return {
    low: Math.min(a.low, b.low),
    high: Math.max(a.high, b.high),
    absent: a.absent || b.absent,
  };
}

/** A fact as a number; true is 1 and false is 0. */
export function rangeOf({ value, could }: Pick<KnownFactValue, 'value' | 'could'>): NumberRange {
  if (could?.kind === 'range') return could;
  if (could?.kind === 'either') return { low: 0, high: 1, absent: false };
  return value === undefined ? noNumber : exactly(Number(value));
}

/** A number as a fact that can be tested. */
export function asFact({ low, high, absent }: NumberRange): KnownFactValue {
  if (low > high) return { value: undefined, could: undefined };
  if (low === high && !absent) return { value: low, could: undefined };
  return { value: undefined, could: { kind: 'range', low, high, absent } };
}

type Sign = Extract<Formula, { kind: 'operation' }>['sign'];

/**
 * What an operation can give, whatever two operands are within what they could be. Nothing on either side
 * gives nothing, and so does a division by 0.
 */
export function combineRanges(sign: Sign, a: NumberRange, b: NumberRange): NumberRange {
  if (a.low > a.high || b.low > b.high) return noNumber;
  const absent = a.absent || b.absent;
  switch (sign) {
    case '+':
      return { low: a.low + b.low, high: a.high + b.high, absent };
    case '-':
      return { low: a.low - b.high, high: a.high - b.low, absent };
    case '*':
      return { ...spread(a, b, product), absent };
    case '/':
      return divide(a, b, absent);
  }
}

/** The ends of a range that grows or falls along both operands lie at ends of theirs. */
function spread(a: NumberRange, b: NumberRange, of: (x: number, y: number) => number) {
  const corners = [of(a.low, b.low), of(a.low, b.high), of(a.high, b.low), of(a.high, b.high)];
  return { low: Math.min(...corners), high: Math.max(...corners) };
}

/** An end without bound stands for numbers of any size, and 0 times any of them is 0. */
function product(x: number, y: number): number {
  return x === 0 || y === 0 ? 0 : x * y;
}

function divide(a: NumberRange, b: NumberRange, absent: boolean): NumberRange {
  if (b.low > 0 || b.high < 0) return { ...spread(a, b, quotient), absent };
  // What is divided by may be 0, or come as near to it as it likes from either side.
  const above = b.high > 0 ? spread(a, { ...b, low: 0 }, quotient) : undefined;
  const below = b.low < 0 ? spread(a, { ...b, high: -0 }, quotient) : undefined;
  return [above, below]
    .flatMap((part) => (part ? { ...part, absent: true } : []))
    .reduce(eitherOf, noNumber);
}

/** Also by ends: 0 is what lies next to it, and an end without bound is any number however large. */
function quotient(x: number, y: number): number {
  if (x === 0 || !Number.isFinite(y)) return 0;
  return x / y;
}
