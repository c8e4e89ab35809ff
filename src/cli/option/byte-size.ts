import { tell } from '../../language/message.ts';
import { leastBudget } from '../../store/buffer-pool.ts';
import { misuse } from '../failure.ts';

/** What happens to state beyond its budget: it spills to a temporary file, or is dropped. */
export const overflows = ['spill', 'forget'] as const;
export type Overflow = (typeof overflows)[number];

const units: Readonly<Record<string, number>> = { KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 };

/** The bytes of a size such as `512MB`; KB, MB and GB are powers of 1,024. Anything else is misuse. */
export function parseBudget(text: string): number {
  const [, number, unit = ''] = /^(\d{1,6}(?:\.\d{1,3})?)\s?([KMG]B)$/i.exec(text) ?? [];
  const factor = units[unit.toUpperCase()];
  if (number === undefined || factor === undefined) {
    throw misuse(tell('misuse.noSize', { text }), tell('misuse.giveSize'));
  }
  const bytes = Math.floor(Number(number) * factor);
  if (bytes < leastBudget) {
    throw misuse(tell('misuse.smallSize', { text }), tell('misuse.leastSize'));
  }
  return bytes;
}
