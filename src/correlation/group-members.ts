import type { Row } from '../window/event-table.ts';

/** An event as an alert of rules; the same event is one member, however many rules it alerts. */
export interface GroupMember {
  readonly row: Row;
  readonly rank: number;
  /** Milliseconds. */
  readonly time: number;
  /** The rules it surely alerts, by their place in the correlation. */
  readonly rules: readonly number[];
  /** The rules of which that is undecided. */
  readonly doubtful: readonly number[];
}

/** Members in order of time; those of one instant in the order that helps the condition most. */
export interface GroupMembers {
  readonly length: number;
  at(index: number): GroupMember;
  /** The time of the member at a place, in milliseconds. */
  timeAt(index: number): number;
}

/** Members that stand on the heap. */
export function listOf(members: readonly GroupMember[]): GroupMembers {
  return {
    length: members.length,
    at: (index) => members[index] as GroupMember,
    timeAt: (index) => (members[index] as GroupMember).time,
  };
}

/** The first place behind those that share the instant of a place. */
export function instantEnd(members: GroupMembers, start: number): number {
  let end = start + 1;
  while (end < members.length && members.timeAt(end) === members.timeAt(start)) end++;
  return end;
}
