/** A bend less sharp than this share of the whole is no knee. */
const leastBend = 0.15;

/**
 * Where a falling row of counts bends most sharply, by its place: up to there each step takes much, and
 * from there on little. It is the point farthest below the straight line between the first count and
 * the last that is above 0. Undefined if the row has no such bend, or rises anywhere.
 */
export function kneeOf(counts: readonly number[]): number | undefined {
  const end = counts.findLastIndex((count) => count > 0);
  const row = counts.slice(0, end + 1);
  if (row.some((count, at) => at > 0 && count > (row[at - 1] as number))) return undefined;
  const [first, last] = [row[0] ?? 0, row.at(-1) ?? 0];
  if (row.length < 3 || first === last) return undefined;
  const bends = row.map((count, at) => 1 - at / (row.length - 1) - (count - last) / (first - last));
  const sharpest = Math.max(...bends);
  return sharpest < leastBend ? undefined : bends.indexOf(sharpest);
}
