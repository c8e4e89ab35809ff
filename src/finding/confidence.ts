import type { Level } from '../rule/level.ts';

/** How likely a finding is an attack, from the least on. */
export const confidences = ['low', 'medium', 'high'] as const;
export type Confidence = (typeof confidences)[number];

/**
 * What the status of a rule promises of its false alarms (Sigma specification, `status`: a stable rule gave none that
 * are obvious, one under test few, an experimental one may give many).
 */
const promised: ReadonlyMap<string, number> = new Map([
  ['stable', 2],
  ['test', 1],
]);

/** How many points a level counts at medium confidence, and how far confidence moves it; levels do not overlap. */
const points: Readonly<Record<Level, number>> = {
  informational: 10,
  low: 30,
  medium: 50,
  high: 70,
  critical: 90,
};
const shift: Readonly<Record<Confidence, number>> = { low: -9, medium: 0, high: 9 };

/**
 * How likely it is: what the rule's status promises, and one step more for each other rule whose finding of medium
 * severity or higher is in the same case.
 */
export function confidenceOf(status: string, otherRules: number): Confidence {
  const steps = (promised.get(status) ?? 0) + otherRules;
  return confidences[Math.min(steps, confidences.length - 1)] as Confidence;
}

/** Severity and confidence as one number from 1 to 99, to sort by: a finding of a higher level always has more. */
export function scoreOf(severity: Level, confidence: Confidence): number {
  return points[severity] + shift[confidence];
}
