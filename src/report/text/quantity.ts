import { groupedDigits } from '../../language/language.ts';
import type { Safe } from './escape.ts';

/** A number as people read it: `1,234`. */
export function grouped(amount: number): Safe {
  return groupedDigits(amount) as Safe;
}

/** A number with its noun, which takes an s unless the number is 1: `1 event`, `1,234 events`. */
export function quantity(
  amount: number,
  noun:
    | ('event' | 'event type' | 'record' | 'source' | 'file' | 'log' | 'user' | 'value')
    | (
        | 'rule'
        | 'filter'
        | 'finding'
        | 'case'
        | 'more case'
        | 'alert'
        | 'error'
        | 'warning'
        | 'note'
      )
    | ('day' | 'hour' | 'request' | 'duplicate' | 'uuid conflict'),
): Safe {
  return `${grouped(amount)} ${noun}${amount === 1 ? '' : 's'}` as Safe;
}
