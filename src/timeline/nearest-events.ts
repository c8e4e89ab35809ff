import type { Event } from '../event/event.ts';
import { lowerBound } from '../store/binary-search.ts';
import { viewOf } from '../store/column.ts';
import { type Copy, compareCopies, copyOf } from '../window/event-content.ts';
import type { Signs } from './signs.ts';
import { byTime, type TimelineEvent } from './timeline-event.ts';

/** Events beyond a limit, and the time they span (milliseconds). */
export interface LeftOut {
  readonly events: number;
  readonly first: number;
  readonly last: number;
}

/** As many events as a limit allows, those that matter most. */
export interface NearestEvents {
  /** Takes a record; `isNew` unless another of the same event was taken before. */
  keep(event: Event, read: TimelineEvent, isNew: boolean): void;
  /** In order of time, and how many were let go. */
  all(): { readonly events: readonly TimelineEvent[]; readonly leftOut: LeftOut | undefined };
}

interface Kept {
  readonly event: TimelineEvent;
  readonly copy: Copy;
  readonly distance: number;
}

/**
 * Keeps the events that are nearest in time to what findings tell of, theirs before all others; without any
 * findings the latest. Of copies of one event one is taken, whichever comes first.
 */
export function createNearestEvents({ moments, uuids }: Signs, limit: number): NearestEvents {
  let kept = new Map<string, Kept>();
  let leftOut: LeftOut | undefined;
  let farthest: Kept | undefined;
  const omit = ({ event: { time } }: Kept): void => {
    const before = leftOut ?? { events: 0, first: time, last: time };
    leftOut = {
      events: before.events + 1,
      first: Math.min(time, before.first),
      last: Math.max(time, before.last),
    };
  };
  const trim = (): void => {
    const sorted = [...kept.values()].sort(nearestFirst);
    for (const one of sorted.slice(limit)) omit(one);
    kept = new Map(sorted.slice(0, limit).map((one) => [one.event.uuid, one]));
    farthest = sorted[limit - 1];
  };
  return {
    keep(event, read, isNew) {
      const before = kept.get(read.uuid);
      if (!before && !isNew) return;
      const distance = uuids.has(read.uuid) ? -1 : distanceTo(moments, read.time);
      const one = { event: read, copy: copyOf(event), distance };
      if (before) {
        if (compareCopies(one.copy, before.copy) < 0) kept.set(read.uuid, one);
      } else if (farthest && nearestFirst(one, farthest) > 0) {
        omit(one);
      } else {
        kept.set(read.uuid, one);
        if (kept.size > limit * 2) trim();
      }
    },
    all() {
      if (kept.size > limit) trim();
      return { events: [...kept.values()].map(({ event }) => event).sort(byTime), leftOut };
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
  const [before, after] = [moments[at - 1], moments[at]];
  return Math.min(
    before === undefined ? Number.POSITIVE_INFINITY : time - before,
    after === undefined ? Number.POSITIVE_INFINITY : after - time,
  );
}
