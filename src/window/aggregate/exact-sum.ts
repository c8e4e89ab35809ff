/** A sum to which numbers are added, and from which they are taken, without any error. */
export interface ExactSum {
  add(value: number): void;
  /** The sum, rounded once. */
  value(): number;
}

/**
 * Makes an empty sum. Rounding at each step would make the sum depend on what came and went before;
 * here it depends only on what is in it. Kept as numbers that do not overlap, smallest first
 * (Shewchuk, "Adaptive Precision Floating-Point Arithmetic", 1997). Values must be far from the
 * largest that a number can be.
 */
export function createExactSum(): ExactSum {
  const parts: number[] = [];
  return {
    add(value) {
      let carried = value;
      let kept = 0;
      for (const part of parts) {
        const [big, small] = Math.abs(carried) < Math.abs(part) ? [part, carried] : [carried, part];
        const sum = big + small;
        const rest = small - (sum - big);
        if (rest !== 0) parts[kept++] = rest;
        carried = sum;
      }
      parts.length = kept;
      if (carried !== 0) parts.push(carried);
    },
    value: () => round(parts),
  };
}

/** Adds up from the largest; what is left decides a tie between two neighbouring numbers. */
function round(parts: readonly number[]): number {
  let at = parts.length - 1;
  let sum = parts[at] ?? 0;
  let rest = 0;
  while (at > 0 && rest === 0) {
    const part = parts[--at] as number;
    const before = sum;
    sum = before + part;
    rest = part - (sum - before);
  }
  const next = parts[at - 1] ?? 0;
  if (rest === 0 || Math.sign(rest) * next <= 0) return sum;
  const doubled = rest * 2;
  const nudged = sum + doubled;
  return nudged - sum === doubled ? nudged : sum;
}
