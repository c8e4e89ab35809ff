import { type Safe, safe } from './escape.ts';

const digits = new Intl.NumberFormat('en-US');

/** A number as people read it: `1,234`. */
export function grouped(amount: number): Safe {
  return digits.format(amount) as Safe;
}

/** A number with its noun, which takes an s unless the number is 1: `1 event`, `1,234 events`. */
export function quantity(
  amount: number,
  noun: 'event' | 'rule' | 'user' | 'finding' | 'record' | 'source' | 'day' | 'hour',
): Safe {
  return safe`${grouped(amount)} ${noun as Safe}${(amount === 1 ? '' : 's') as Safe}`;
}
