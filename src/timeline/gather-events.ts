import type { Event } from '../event/event.ts';
import { createStore } from '../store/store.ts';
import { createUuidIndex } from '../store/uuid-set.ts';
import { copyOf } from '../window/event-content.ts';
import type { EventJoins } from './event-joins.ts';
import { createPlaceHistory, type PlaceHistory } from './known-places.ts';
import { createNearestEvents, type LeftOut } from './nearest-events.ts';
import type { Signs } from './signs.ts';
import type { TimelineEvent } from './timeline-event.ts';

/** What a second pass over a log gives: the events of a timeline, bounded, and what was counted beside. */
export interface GatheredEvents {
  /** In order of time. */
  readonly events: readonly TimelineEvent[];
  readonly asked: number;
  readonly joined: number;
  /** Undefined if there were no more than the limit. */
  readonly leftOut: LeftOut | undefined;
  /** By session id: events of it that were neither asked for nor joined. */
  readonly unasked: ReadonlyMap<string, number>;
  readonly history: PlaceHistory;
}

export interface EventGatherer {
  see(event: Event, read: TimelineEvent): void;
  gathered(): GatheredEvents;
}

interface Setup {
  readonly isAsked: (event: TimelineEvent) => boolean;
  readonly joins: EventJoins;
  readonly signs: Signs;
  /** So many events are kept. */
  readonly limit: number;
}

/** What became of an event; a copy that says more about it raises that. */
const fates = { none: 0, unasked: 1, joined: 2, asked: 3 } as const;
type Fate = (typeof fates)[keyof typeof fates];

/**
 * Makes an empty gatherer. It remembers of every event of the timeline, and of its sessions, that it was
 * counted (some 45 bytes), and keeps `limit` of them whole.
 */
export function createEventGatherer({ isAsked, joins, signs, limit }: Setup): EventGatherer {
  const store = createStore();
  const known = createUuidIndex(store);
  const fateOf = store.column(8);
  const counts = [0, 0, 0, 0];
  const unasked = new Map<string, number>();
  const history = createPlaceHistory(signs);
  const nearest = createNearestEvents(signs, limit);
  const judge = (event: TimelineEvent, session: string | undefined): Fate => {
    if (isAsked(event)) return fates.asked;
    if (joins.isJoined(event)) return fates.joined;
    return session === undefined ? fates.none : fates.unasked;
  };
  const add = (fate: number, change: number): void => {
    counts[fate] = (counts[fate] as number) + change;
  };
  return {
    see(event, read) {
      history.see(read);
      const session = joins.sharedSession(read);
      const fate = judge(read, session);
      if (fate === fates.none) return;
      const number = known.number(event.uuid);
      const before = fateOf.get(number);
      if (fate > before) {
        fateOf.set(number, fate);
        add(before, -1);
        add(fate, 1);
        const change = fate === fates.unasked ? 1 : before === fates.unasked ? -1 : 0;
        if (session !== undefined && change !== 0) {
          unasked.set(session, (unasked.get(session) ?? 0) + change);
        }
      }
      if (fate <= fates.unasked) return;
      if (before <= fates.unasked) nearest.keep(read, copyOf(event));
      else nearest.replace(read, copyOf(event));
    },
    gathered() {
      const asked = counts[fates.asked] as number;
      const joined = counts[fates.joined] as number;
      return { ...nearest.all(), asked, joined, unasked, history };
    },
  };
}
