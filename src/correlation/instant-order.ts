import type { Correlation } from '../rule/correlation/correlation.ts';
import type { FixedColumn } from '../store/column.ts';
import type { Store } from '../store/store.ts';
import { type GroupMember, type GroupMembers, instantEnd } from './group-members.ts';

/**
 * What a member's values are worth where a condition asks for numbers that reach a floor; where the
 * first numbers are equal, the next ones tell.
 */
export type WeightOf = (member: GroupMember) => readonly number[];

/**
 * Puts the members of one instant, whose order nobody knows, in the order that helps the condition most:
 * what is sure before what is in doubt, great numbers before small ones, earlier steps before later
 * ones. Members that are alike for the condition stay in order of their ranks.
 */
export function arrange(
  members: GroupMembers,
  correlation: Correlation,
  weightOf: WeightOf | undefined,
  store: Store,
): GroupMembers {
  let places: FixedColumn | undefined;
  for (let start = 0; start < members.length; ) {
    const end = instantEnd(members, start);
    if (end - start > 1) {
      places ??= identity(members.length, store);
      const order = orderOf(members, start, end, correlation, weightOf);
      for (const [at, place] of order.entries()) places.set(start + at, place);
    }
    start = end;
  }
  if (!places) return members;
  const placeAt = places.get;
  return {
    length: members.length,
    at: (index) => members.at(placeAt(index)),
    timeAt: members.timeAt,
  };
}

function identity(length: number, store: Store) {
  const places = store.words(length);
  for (let at = 0; at < length; at++) places.set(at, at);
  return places;
}

function orderOf(
  members: GroupMembers,
  start: number,
  end: number,
  { type }: Correlation,
  weightOf: WeightOf | undefined,
): readonly number[] {
  const isOrdered = type === 'temporal_ordered';
  const keyed = Array.from({ length: end - start }, (_, at) => {
    const member = members.at(start + at);
    const { rules, doubtful } = member;
    return {
      place: start + at,
      doubt: doubtful.length === 0 ? 0 : rules.length > 0 ? 1 : 2,
      weight: weightOf?.(member) ?? [],
      step: isOrdered ? (rules[0] ?? 0) : 0,
    };
  });
  keyed.sort(
    (a, b) =>
      a.doubt - b.doubt || descending(a.weight, b.weight) || a.step - b.step || a.place - b.place,
  );
  return keyed.map(({ place }) => place);
}

function descending(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((number, place) => number !== b[place]);
  return at < 0 ? 0 : (b[at] as number) - (a[at] as number);
}
