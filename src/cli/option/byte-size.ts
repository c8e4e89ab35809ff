import { leastBudget } from '../../store/buffer-pool.ts';
import { misuse } from '../failure.ts';

/** What becomes of state that exceeds its budget: a temporary file, or nothing. */
export const overflows = ['spill', 'forget'] as const;
export type Overflow = (typeof overflows)[number];

const units: Readonly<Record<string, number>> = { KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 };

/** The bytes that `512MB` says; KB, MB and GB are powers of 1,024. Anything else is misuse. */
export function parseBudget(text: string): number {
  const [, number, unit = ''] = /^(\d{1,6}(?:\.\d{1,3})?)\s?([KMG]B)$/i.exec(text) ?? [];
  const factor = units[unit.toUpperCase()];
  if (number === undefined || factor === undefined) {
    throw misuse(`--state-budget '${text}' is not a size`, 'give a number and KB, MB or GB: 512MB');
  }
  const bytes = Math.floor(Number(number) * factor);
  if (bytes < leastBudget) {
    throw misuse(`--state-budget ${text} is too small to work with`, 'give 64KB or more');
  }
  return bytes;
}
