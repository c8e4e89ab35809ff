import type { PossibleValues } from '../window/uncertainty.ts';
import { numberText } from './fact-text.ts';

/** What missing events could still make of a fact, `2 or more`; null if nothing. */
export function uncertaintyText(could: PossibleValues | undefined): string | null {
  if (!could) return null;
  switch (could.kind) {
    case 'range':
      return `${rangeText(could.low, could.high)}${could.absent ? ', or absent' : ''}`;
    case 'more':
      return 'these and other values';
    case 'other':
      return `any value${could.absent ? ', or absent' : ''}`;
    case 'either':
      return 'true or false';
  }
}

function rangeText(low: number, high: number): string {
  const [least, most] = [numberText(low), numberText(high)];
  if (low === high) return least;
  if (high === Number.POSITIVE_INFINITY) {
    return low === Number.NEGATIVE_INFINITY ? 'any number' : `${least} or more`;
  }
  return low === Number.NEGATIVE_INFINITY ? `${most} or less` : `${least} to ${most}`;
}
