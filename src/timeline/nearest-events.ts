import { lowerBound } from '../store/binary-search.ts';
import { viewOf } from '../store/column.ts';
import { type Copy, compareCopies } from '../window/event-content.ts';
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
  /** Takes an event. */
  keep(event: TimelineEvent, copy: Copy): void;
  /** Takes another record of an event that was taken before, and may have been let go since. */
  replace(event: TimelineEvent, copy: Copy): void;
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
    keep(event, copy) {
      const distance = uuids.has(event.uuid) ? -1 : distanceTo(moments, event.time);
      const one = { event, copy, distance };
      if (farthest && nearestFirst(one, farthest) > 0) return omit(one);
      kept.set(event.uuid, one);
      if (kept.size > limit * 2) trim();
    },
    replace(event, copy) {
      const before = kept.get(event.uuid);
      if (before && compareCopies(copy, before.copy) < 0) {
        kept.set(event.uuid, { ...before, event, copy });
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
