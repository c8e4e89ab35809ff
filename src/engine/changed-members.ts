import type { Row } from '../window/event-table.ts';
import type { RuleMatches } from '../window/window-members.ts';

/** The members that a rule gives to windows, by what is known of each. */
export type MemberTruths = ReadonlyMap<Row, number>;

const [surely, perhaps] = [1, 2];

/** Holds on to members that come in any order, some perhaps twice. */
export function truthsOfMembers({ sure, doubtful }: RuleMatches): MemberTruths {
  const truths = new Map<Row, number>();
  for (const row of sure) truths.set(row, surely);
  for (const row of doubtful) truths.set(row, (truths.get(row) ?? 0) | perhaps);
  return truths;
}

/** The earliest time of an event of which something else is known; infinite if there is none. */
export function earliestChange(
  before: MemberTruths,
  now: MemberTruths,
  timeOf: (row: Row) => number,
): number {
  let time = Number.POSITIVE_INFINITY;
  for (const [some, others] of [
    [before, now],
    [now, before],
  ] as const) {
    for (const [row, truth] of some) {
      if (others.get(row) !== truth) time = Math.min(time, timeOf(row));
    }
  }
  return time;
}
