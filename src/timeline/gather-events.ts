import type { Event } from '../event/event.ts';
import { lowerBound } from '../store/binary-search.ts';
import { viewOf } from '../store/column.ts';
import { createStore } from '../store/store.ts';
import { createUuidIndex } from '../store/uuid-set.ts';
import { type Copy, compareCopies, copyOf } from '../window/event-content.ts';
import type { EventJoins } from './event-joins.ts';
import { createPlaceHistory, type PlaceHistory } from './known-places.ts';
import type { Signs } from './signs.ts';
import { byTime, type TimelineEvent } from './timeline-event.ts';

/** What a second pass over a log gives: the events of a timeline, bounded, and what was counted beside. */
export interface GatheredEvents {
  /** In order of time. */
  readonly events: readonly TimelineEvent[];
  readonly asked: number;
  readonly joined: number;
  /** Events beyond the limit, and the time they span (milliseconds); undefined if there are none. */
  readonly leftOut: LeftOut | undefined;
  /** By session id: events of it that were neither asked for nor joined. */
  readonly unasked: ReadonlyMap<string, number>;
  readonly history: PlaceHistory;
}

export interface LeftOut {
  readonly events: number;
  readonly first: number;
  readonly last: number;
}

export interface EventGatherer {
  see(event: Event, read: TimelineEvent): void;
  gathered(): GatheredEvents;
}

interface Setup {
  readonly isAsked: (event: TimelineEvent) => boolean;
  readonly joins: EventJoins;
  readonly signs: Signs;
  /** So many events are kept, those that are nearest in time to what findings tell of; without any the latest. */
  readonly limit: number;
}

interface Kept {
  readonly event: TimelineEvent;
  readonly copy: Copy;
  readonly distance: number;
}

/** What became of an event; a copy that says more about it raises that. */
const fates = { unasked: 1, joined: 2, asked: 3 } as const;

/**
 * Makes an empty gatherer. Of copies of one event one is taken, whichever comes first; it is remembered of
 * every event of the timeline that it was counted (some 45 bytes), but only `limit` are kept whole.
 */
export function createEventGatherer({ isAsked, joins, signs, limit }: Setup): EventGatherer {
  const store = createStore();
  const known = createUuidIndex(store);
  const fateOf = store.column(8);
  const counts = [0, 0, 0, 0];
  const unasked = new Map<string, number>();
  const history = createPlaceHistory(signs);
  let kept = new Map<string, Kept>();
  let leftOut: LeftOut | undefined;
  let ceiling: Kept | undefined;
  const omit = (time: number): void => {
    leftOut = {
      events: (leftOut?.events ?? 0) + 1,
      first: Math.min(time, leftOut?.first ?? time),
      last: Math.max(time, leftOut?.last ?? time),
    };
  };
  const trim = (): void => {
    const nearest = [...kept.values()].sort(nearestFirst);
    for (const { event } of nearest.slice(limit)) omit(event.time);
    kept = new Map(nearest.slice(0, limit).map((one) => [one.event.uuid, one]));
    ceiling = nearest[limit - 1];
  };
  const keep = (one: Kept, isNew: boolean): void => {
    const { uuid, time } = one.event;
    const before = kept.get(uuid);
    if (before) {
      if (compareCopies(one.copy, before.copy) < 0) kept.set(uuid, one);
    } else if (isNew) {
      if (ceiling && nearestFirst(one, ceiling) > 0) omit(time);
      else kept.set(uuid, one);
      if (kept.size > limit * 2) trim();
    }
  };
  return {
    see(event, read) {
      history.see(read);
      const session = joins.sharedSession(read);
      const fate = isAsked(read)
        ? fates.asked
        : joins.isJoined(read)
          ? fates.joined
          : session === undefined
            ? 0
            : fates.unasked;
      if (fate === 0) return;
      const number = known.number(event.uuid);
      const before = fateOf.get(number);
      if (fate > before) {
        fateOf.set(number, fate);
        counts[before] = (counts[before] as number) - 1;
        counts[fate] = (counts[fate] as number) + 1;
      }
      if (session !== undefined && fate > before && Math.min(before, fate) <= fates.unasked) {
        const change = fate === fates.unasked ? 1 : before === fates.unasked ? -1 : 0;
        unasked.set(session, (unasked.get(session) ?? 0) + change);
      }
      if (fate === fates.unasked) return;
      const distance = signs.uuids.has(event.uuid) ? -1 : distanceTo(signs.moments, event.time);
      keep({ event: read, copy: copyOf(event), distance }, before < fates.joined);
    },
    gathered() {
      if (kept.size > limit) trim();
      const events = [...kept.values()].map(({ event }) => event).sort(byTime);
      const [, , joined = 0, asked = 0] = counts;
      return { events, asked, joined, leftOut, unasked, history };
    },
  };
}

function nearestFirst(a: Kept, b: Kept): number {
  return a.distance - b.distance || byTime(a.event, b.event);
}

/** Milliseconds to the nearest moment; without any, less the later it is. */
function distanceTo(moments: readonly number[], time: number): number {
  if (moments.length === 0) return Number.MAX_SAFE_INTEGER - time;
  const at = lowerBound(viewOf(moments), time);
  return Math.min(
    ...[moments[at - 1], moments[at]].map((moment) =>
      moment === undefined ? Number.POSITIVE_INFINITY : Math.abs(moment - time),
    ),
  );
}
