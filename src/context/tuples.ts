/** Numbers for combinations of numbers. */
export interface Tuples {
  /**
   * Every combination of one number from each list, as one number each: equal combinations have
   * equal numbers. None if a list is empty; at most `limit`.
   */
  combine(lists: readonly (readonly number[])[], limit: number): readonly number[];
}

const noTuple = -1;

/** Makes an empty table of combinations; a single list stands for itself and is not stored. */
export function createTuples(): Tuples {
  const pairs = new Map<number, Map<number, number>>();
  let next = 0;
  const pair = (a: number, b: number): number => {
    const row = pairs.get(a) ?? new Map<number, number>();
    if (row.size === 0) pairs.set(a, row);
    const known = row.get(b);
    if (known !== undefined) return known;
    row.set(b, next);
    return next++;
  };
  return {
    combine(lists, limit) {
      if (lists.length === 0) return [noTuple];
      const [first, ...others] = lists as [readonly number[], ...(readonly number[])[]];
      let combined = first.length > limit ? first.slice(0, limit) : first;
      for (const list of others) {
        const [a, b] = [combined[0], list[0]];
        combined =
          combined.length === 1 && list.length === 1
            ? [pair(a as number, b as number)]
            : combined.flatMap((one) => list.map((other) => pair(one, other))).slice(0, limit);
      }
      return combined;
    },
  };
}
