/** How a number is compared with a bound. */
export const orders = {
  gt: (actual, bound) => actual > bound,
  gte: (actual, bound) => actual >= bound,
  lt: (actual, bound) => actual < bound,
  lte: (actual, bound) => actual <= bound,
  eq: (actual, bound) => actual === bound,
  neq: (actual, bound) => actual !== bound,
} as const satisfies Record<string, (actual: number, bound: number) => boolean>;
export type BoundOrder = keyof typeof orders;

export interface Bound {
  readonly order: BoundOrder;
  readonly value: number;
}

/** What a number must be: one bound, or a lower and an upper one. */
export type Bounds = readonly Bound[];

/** Whether a number lies within bounds. */
export function isWithin(bounds: Bounds, actual: number): boolean {
  return bounds.every(({ order, value }) => orders[order](actual, value));
}

/** Whether bounds only ask for so much or more. */
export function isFloor(bounds: Bounds): boolean {
  return bounds.every(({ order }) => order === 'gt' || order === 'gte');
}
