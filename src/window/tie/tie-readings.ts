import type { Accumulator, FactValue, Values } from '../aggregate/accumulator.ts';
import type { BoundAggregate } from '../aggregate/bound-aggregate.ts';
import type { KnownFactValue, Orders } from '../fact-test.ts';
import type { Uncertainty } from '../uncertainty.ts';

/** One value that a fact has in some order. */
export interface TieReading {
  readonly value: FactValue;
  readonly restsOn?: number | undefined;
  /** Whether the others of the instant are counted; left out if only some are. */
  readonly joined?: boolean;
}

/** All values that a fact has, the first at hand; and whether it has the numbers between them. */
export interface Readings {
  readonly values: readonly TieReading[];
  readonly between?: 'whole' | 'any' | undefined;
}

/** Puts readings together with what is not known, at the least and at the most. */
export function knownOf(
  aggregate: BoundAggregate,
  { values, between }: Readings,
  [least, most]: readonly [Uncertainty | undefined, Uncertainty | undefined],
): KnownFactValue {
  // Where an event may be in doubt for one rule and sure for another, it brings both or neither.
  const uncertainties = ({ joined }: TieReading): readonly (Uncertainty | undefined)[] => {
    if (least === most) return [least];
    if (!aggregate.ofRules) return [least, most];
    return joined === false ? [least] : [most];
  };
  const states = values.flatMap((reading) =>
    uncertainties(reading).map((uncertainty) => ({
      ...aggregate.known(reading.value, uncertainty, { restsOn: reading.restsOn }),
      ...(reading.joined !== undefined && { joined: reading.joined }),
    })),
  );
  const [first, ...others] = states as [KnownFactValue, ...KnownFactValue[]];
  if (others.length === 0) return first;
  const numbers = values.flatMap(({ value }) => (typeof value === 'number' ? [value] : []));
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const isBetween = (value: number): boolean =>
    value > low && value < high && (between === 'any' || Number.isInteger(value));
  const at: Orders['at'] = (value) =>
    isBetween(value) ? aggregate.known(value, least, {}) : undefined;
  return { ...first, orders: { others, ...(between && { at }) } };
}

/** Reads an accumulator with one more event added. */
export function readWith(
  accumulator: Accumulator,
  values: Values,
  rank: number,
  own: Values,
): FactValue {
  accumulator.add(values, rank);
  const value = accumulator.read(own);
  accumulator.remove(values);
  return value;
}

/** Each value once; the first stays the first. */
export function differing(readings: readonly TieReading[]): readonly TieReading[] {
  const known = new Set<FactValue>();
  return readings.filter(({ value }) => {
    if (known.has(value)) return false;
    known.add(value);
    return true;
  });
}

/** Of so few events every choice is tried. */
export const mostChosen = 5;
/** Of more of them, so many of the least and of the greatest. */
const mostTried = 64;

/**
 * Reads an accumulator with every choice of some events added; of many events with those of the least
 * and those of the greatest weight, between which the others lie.
 */
export function readChoices(
  accumulator: Accumulator,
  events: readonly Values[],
  weigh: (values: Values) => number,
  read: () => FactValue,
): readonly TieReading[] {
  const found: FactValue[] = [read()];
  if (events.length <= mostChosen) {
    const choose = (at: number): void => {
      for (let next = at; next < events.length; next++) {
        accumulator.add(events[next] as Values, -1);
        found.push(read());
        choose(next + 1);
        accumulator.remove(events[next] as Values);
      }
    };
    choose(0);
  } else {
    const sorted = events.map((values) => ({ values, weight: weigh(values) }));
    sorted.sort((a, b) => a.weight - b.weight);
    for (const some of [sorted, sorted.toReversed()]) {
      const tried = some.slice(0, mostTried);
      for (const { values } of tried) {
        accumulator.add(values, -1);
        found.push(read());
      }
      for (const { values } of tried) accumulator.remove(values);
    }
  }
  return found.map((value) => ({ value }));
}
