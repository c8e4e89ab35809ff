import type { Event } from '../../event/event.ts';
import type { Field } from '../../event/field.ts';
import type { CopySighted } from '../event-copies.ts';
import type { EventStore } from '../event-store.ts';
import { createActorReader } from './actor-reader.ts';
import { createFieldPresence } from './field-presence.ts';
import { createTimeCoverage, type TimeCoverage } from './time-coverage.ts';

/**
 * What events count for before any rule asks: the time that the log covers, the parts its events have,
 * session starts, actors. Of several copies of an event one counts; whichever came first, what another
 * one counted for is taken back.
 */
export interface Sightings {
  /** Takes a record to the event store. `isAsked` is whether an event of a time is evaluated. */
  see(event: Event, here: EventStore, isAsked: (time: number) => boolean): CopySighted;
  /** What the copies that are taken say of the time that the log covers. */
  coverage(here: EventStore): TimeCoverage;
  /** Holds on to what was covered, since the event store is about to forget. */
  settle(here: EventStore): void;
  /** Those of the fields that no event of the log can have. */
  missing(fields: Iterable<string>): readonly string[];
}

/** Makes an empty one; `actorId` is the field that tells who acted. */
export function createSightings(actorId: Field): Sightings {
  const presence = createFieldPresence();
  const actorOf = createActorReader(actorId);
  // By forgotten events, and by those that are remembered.
  const settled = createTimeCoverage();
  let spoken = createTimeCoverage();
  let isRedated = false;
  const withdraw = (before: NonNullable<CopySighted['before']>, event: Event): void => {
    presence.unsee(before.traits);
    if (before.time !== event.time) isRedated = true;
  };
  const coverage: Sightings['coverage'] = ({ copies }) => {
    if (isRedated) {
      spoken = createTimeCoverage();
      for (const time of copies.times()) spoken.see(time);
      isRedated = false;
    }
    const whole = createTimeCoverage();
    whole.join(settled);
    whole.join(spoken);
    return whole;
  };
  return {
    see(event, here, isAsked) {
      const { copies, sessions, actors, table } = here;
      const sighted = copies.see(event, (traits) => presence.isRicher(event, traits));
      const { number, fate, before } = sighted;
      if (fate === 'left') return sighted;
      if (before) {
        withdraw(before, event);
        actors.unsee(before.actor);
        sessions.unsee(number);
        copies.supersede(number, table.size);
      }
      spoken.see(event.time);
      sessions.see(event, number);
      const actor = isAsked(event.time) ? actorOf(event.raw) : undefined;
      copies.note(number, presence.see(event), actor === undefined ? nobody : actors.see(actor));
      return sighted;
    },
    coverage,
    settle(here) {
      settled.join(coverage(here));
      spoken = createTimeCoverage();
    },
    missing: presence.missing,
  };
}

const nobody = 0;
