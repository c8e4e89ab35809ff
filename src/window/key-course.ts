import type { Window } from '../rule/window/window.ts';
import type { FactName } from '../rule/window/window-function.ts';
import type { IntView } from '../store/column.ts';
import type { Store } from '../store/store.ts';
import type { Accumulator, Values } from './aggregate/accumulator.ts';
import type { BoundAggregate } from './aggregate/bound-aggregate.ts';
import { createCount } from './aggregate/counting.ts';
import { type CourseSteps, createCourseSteps } from './course-steps.ts';
import type { TimeIndex } from './time-index.ts';

/**
 * A fact of a key as time goes on, up to a limit: what it is in the window of an event of a moment, or the limit if
 * it is that or more. Undefined if following it would take too much time or room. Asked for in order of time it
 * takes no search.
 */
export interface KeyCourse {
  /** With all events of that moment. */
  mostAt(key: number, time: number): number | undefined;
  /** With none of them: in any order of theirs the fact lies between the two. */
  leastAt(key: number, time: number): number | undefined;
}

/** What the courses of a window's facts share. */
export interface CourseSetting {
  readonly window: Pick<Window, 'before' | 'until' | 'after'>;
  readonly timeIndex: Pick<TimeIndex, 'rowAt' | 'timeAt'>;
  /** The members of a key; undefined if somebody doubts who they are. */
  readonly sureMembers: (key: number) => IntView | undefined;
  readonly room: CourseRoom;
}

/** How many steps may still be kept. */
export interface CourseRoom {
  left: number;
}

/** So many steps are kept for one rule, if the budget is not small. */
const mostKept = 2 ** 19;
/** So many times as many as of other numbers may stand on the heap: they spare sweeps, and are gone with their rule. */
const share = 8;
/** What a key takes of that room beside its own steps. */
export const roomOfKey = 4;
/** A key with more members is looked at with pauses. */
export const mostFollowed = 2 ** 16;

/** Gives the room that the windows of one rule share. */
export function createCourseRoom(store: Pick<Store, 'atHand'>): CourseRoom {
  return { left: share * store.atHand(mostKept / share) };
}

/** Whole numbers that more members can only raise. */
const followed: ReadonlySet<FactName> = new Set(['count', 'distinct', 'most', 'switches'] as const);

/** Follows a fact up to a limit; undefined if that cannot be done, or if the window leaves out the event's own instant. */
export function followFact(
  { fact, valuesOf, create }: BoundAggregate,
  limit: number,
  setting: CourseSetting,
): KeyCourse | undefined {
  if (fact.each !== undefined || !followed.has(fact.compute)) return undefined;
  const isChain = fact.compute === 'switches';
  return createCourse({ valuesOf, create, limit, isChain }, setting);
}

/** Follows whether any member has a value that is wanted: 1 or 0. */
export function followValues(
  { valuesOf }: BoundAggregate,
  isWanted: (value: number) => boolean,
  setting: CourseSetting,
): KeyCourse | undefined {
  const wanted: BoundAggregate['valuesOf'] = (row, key) => valuesOf(row, key).filter(isWanted);
  const create = (): Accumulator => {
    const count = createCount();
    return {
      add: (values, rank) => values.length > 0 && count.add(values, rank),
      remove: (values) => values.length > 0 && count.remove(values),
      read: count.read,
    };
  };
  return createCourse({ valuesOf: wanted, create, limit: 1, isChain: false }, setting);
}

/** What is followed. */
interface Followed extends Pick<BoundAggregate, 'valuesOf' | 'create'> {
  readonly limit: number;
  /** Whether it matters in which order members came. */
  readonly isChain: boolean;
}

function createCourse(
  { valuesOf, create, limit, isChain }: Followed,
  { window, timeIndex, sureMembers, room }: CourseSetting,
): KeyCourse | undefined {
  const { before, until, after = 0 } = window;
  if (before === undefined) return undefined;
  // For how long an event is seen: times are whole milliseconds, and both ends of a window belong to it.
  const reach = { from: until ?? -after, to: before + 1 };
  const { rowAt, timeAt } = timeIndex;
  const steps = createCourseSteps();
  const places = new Map<number, number | undefined>();
  const follow = (key: number): number | undefined => {
    const members = sureMembers(key);
    if (!members || members.length > mostFollowed) return undefined;
    const valuesAt = (rank: number): Values => valuesOf(rowAt(rank), key);
    const { length } = steps;
    const place = steps.begin();
    const passing = { members, timeAt, valuesAt, accumulator: create(), isChain };
    const isKnown = addSteps(steps, passing, reach, { limit, room: room.left });
    if (!isKnown) steps.drop();
    room.left -= steps.length - length;
    return isKnown ? place : undefined;
  };
  const placeOf = (key: number): number | undefined => {
    let place = places.get(key);
    if (place === undefined && room.left > 0 && !places.has(key)) {
      room.left -= roomOfKey;
      place = follow(key);
      places.set(key, place);
    }
    return place;
  };
  const at = (key: number, time: number, isWith: boolean): number | undefined => {
    const place = placeOf(key);
    return place === undefined ? undefined : steps.at(place, time, isWith);
  };
  return {
    mostAt: (key, time) => at(key, time, true),
    leastAt: (key, time) => at(key, time, false),
  };
}

interface Passing {
  /** Ranks of the events of a key, ascending. */
  readonly members: IntView;
  readonly timeAt: (rank: number) => number;
  readonly valuesAt: (rank: number) => Values;
  readonly accumulator: Accumulator;
  readonly isChain: boolean;
}

/** Goes through the events of a key once. Gives false if there are more steps than room, or if their order matters and is not known. */
function addSteps(
  steps: CourseSteps,
  { members, timeAt, valuesAt, accumulator, isChain }: Passing,
  reach: { readonly from: number; readonly to: number },
  { limit, room }: { readonly limit: number; readonly room: number },
): boolean {
  const { length } = members;
  const end = steps.length + room;
  steps.add(Number.NEGATIVE_INFINITY, 0, 0);
  const held: Values[] = [];
  // A time is asked for twice, and reading it takes as long as all else that is done with an event.
  const timeOf = timesOf(members, timeAt);
  const read = (): number => Math.min(limit, accumulator.read(none) as number);
  let [first, last] = [0, 0];
  let comes = (timeOf[0] as number) + reach.from;
  let goes = (timeOf[0] as number) + reach.to;
  while (first < length) {
    const time = Math.min(comes, goes);
    for (; goes === time; goes = (timeOf[first] as number) + reach.to) {
      accumulator.remove(held[first++] as Values);
    }
    const least = read();
    const begin = held.length;
    for (; comes === time; comes = (timeOf[held.length] as number) + reach.from) {
      const rank = members.get(held.length);
      const values = valuesAt(rank);
      if (isChain && held.length > begin && values[0] !== held[begin]?.[0]) return false;
      held.push(values);
      accumulator.add(values, rank);
    }
    const number = held.length === begin ? least : read();
    if (number === last && number === least) continue;
    if (steps.length >= end) return false;
    last = number;
    steps.add(time, number, least);
  }
  return true;
}

const none: Values = [];

/** The time of each member, and one behind them all. */
function timesOf(members: IntView, timeAt: (rank: number) => number): ArrayLike<number> {
  const times = new Float64Array(members.length + 1);
  for (let at = 0; at < members.length; at++) times[at] = timeAt(members.get(at));
  times[members.length] = Number.POSITIVE_INFINITY;
  return times;
}
