import type { Field } from '../event/field.ts';
import type { Json } from '../event/json.ts';

/** Numbers for the values of one field, so that what depends on the value alone is asked once for each. */
export interface ValueNumbers {
  /**
   * The number of the value that an event has: 0 if the field is absent. -1 if it is a map or list, stands
   * in several places, or is too long to be kept.
   */
  of(raw: Json): number;
  /** How often all numbers were taken back, since there were too many. */
  readonly round: number;
}

/** So many values have a number at one time, of so many letters together. */
const mostValues = 4_096;
const mostLetters = 131_072;

/** Longer texts have none: few of them come again. */
const longest = 1_024;

/** Prepares to number the values of a field; an event that is asked again has the same answer at once. */
export function createValueNumbers({ found }: Pick<Field, 'found'>): ValueNumbers {
  const numbers = new Map<Json, number>();
  let letters = 0;
  let last: Json | undefined;
  let answer = 0;
  const numberOf = (value: Json): number => {
    const known = numbers.get(value);
    if (known !== undefined) return known;
    if (numbers.size === mostValues || letters > mostLetters) {
      numbers.clear();
      letters = 0;
      values.round++;
    }
    if (typeof value === 'string') letters += value.length;
    numbers.set(value, numbers.size + 1);
    return numbers.size;
  };
  const values = {
    round: 0,
    of(raw: Json): number {
      if (raw === last) return answer;
      last = raw;
      const there = found(raw);
      const value = there[0] as Json;
      if (there.length === 0) answer = 0;
      else if (there.length > 1 || (typeof value === 'object' && value !== null)) answer = -1;
      else if (typeof value === 'string' && value.length > longest) answer = -1;
      else answer = numberOf(value);
      return answer;
    },
  };
  return values;
}
