/** How bad it is if a rule is right, lowest first (Sigma specification 2.1, "level"). */
export const levels = ['informational', 'low', 'medium', 'high', 'critical'] as const;
/** How bad a finding is if it is true. */
export type Level = (typeof levels)[number];

/** Whether `level` is `threshold` or higher. */
export function isAtLeast(level: Level, threshold: Level): boolean {
  return levels.indexOf(level) >= levels.indexOf(threshold);
}

/** The higher of two levels. */
export function worse(a: Level, b: Level): Level {
  return isAtLeast(a, b) ? a : b;
}

/** What a finding adds to a sum of risk, by level. */
export const scores: Readonly<Record<Level, number>> = {
  informational: 0,
  low: 10,
  medium: 30,
  high: 70,
  critical: 100,
};
