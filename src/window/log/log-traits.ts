import type { Event } from '../../event/event.ts';
import type { Field } from '../../event/field.ts';
import { createPace, type Work } from '../../store/pausable-work.ts';
import type { Store } from '../../store/store.ts';
import type { Copies, CopySighted, KnownCopy, TakenCopies } from '../event-copies.ts';
import type { EventStore } from '../event-store.ts';
import { createActorReader } from './actor-reader.ts';
import { createFieldPresence, type KeptByFormat } from './field-presence.ts';
import type { NotedStarts } from './session-starts.ts';
import { createTimeCoverage, type TimeCoverage } from './time-coverage.ts';

/**
 * What events count for before any rule asks: the time that the log covers, the parts its events have,
 * session starts, actors. Of several copies of an event one counts; whichever came first, what another
 * one counted for is taken back.
 */
export interface Sightings {
  /** Takes a record to the event store. `isAsked` is whether an event of a time is evaluated. */
  see(event: Event, here: EventStore, isAsked: (time: number) => boolean): CopySighted;
  /**
   * Sees each copy that another register took of other records; `numberOf` gives the number that a value has here. `told`
   * hears what became of it. Gives whether that copy of an identifier is taken here.
   */
  join(
    segment: SightedSegment,
    here: EventStore,
    numberOf: (value: number) => number,
    told: (sighted: CopySighted, time: number) => void,
  ): Work<(uuid: string) => boolean>;
  /** What the formats of events keep that lose fields. */
  formats(): KeptByFormat;
  /** What the copies that are taken say of the time that the log covers. */
  coverage(here: EventStore): TimeCoverage;
  /** Holds on to what was covered, since the event store is about to forget. */
  settle(here: EventStore): void;
  /** Those of the fields that no event of the log can have. */
  missing(fields: Iterable<string>): readonly string[];
}

/** What another register saw. */
export interface SightedSegment {
  /** Where is kept what joining takes. */
  readonly store: Store;
  readonly copies: TakenCopies;
  readonly starts: NotedStarts;
  readonly formats: KeptByFormat;
}

/** Makes an empty one; `actorId` is the field that tells who acted. */
export function createSightings(actorId: Field): Sightings {
  const presence = createFieldPresence();
  const actorOf = createActorReader(actorId);
  const spoken = createSpokenTimes();
  const withdraw = (
    { number, before }: CopySighted,
    time: number,
    { actors, sessions, copies, table }: EventStore,
  ): void => {
    if (!before) return;
    presence.unsee(before.traits);
    if (before.time !== time) spoken.redate();
    actors.unsee(before.actor);
    sessions.unsee(number);
    copies.supersede(number, table.size);
  };
  return {
    see(event, here, isAsked) {
      const { copies, sessions, actors } = here;
      const sighted = copies.see(event, (traits) => presence.isRicher(event, traits));
      const { number, fate } = sighted;
      if (fate === 'left') return sighted;
      withdraw(sighted, event.time, here);
      spoken.see(event.time);
      sessions.see(event, number);
      const actor = isAsked(event.time) ? actorOf(event.raw) : undefined;
      copies.note(number, presence.see(event), actor === undefined ? nobody : actors.see(actor));
      return sighted;
    },
    join: (segment, here, numberOf, told) =>
      joinSeen(
        segment,
        here,
        numberOf,
        (copy, uuid, traits) => {
          const isBetter = (other: number): boolean => presence.areRicher(traits, other);
          const sighted = here.copies.seeCopy(uuid, copy, isBetter);
          told(sighted, copy.time);
          if (sighted.fate === 'left') return undefined;
          withdraw(sighted, copy.time, here);
          spoken.see(copy.time);
          presence.seeTraits(traits);
          return sighted.number;
        },
        presence.translating(segment.formats),
      ),
    formats: presence.formats,
    coverage: ({ copies }) => spoken.coverage(copies),
    settle: ({ copies }) => spoken.settle(copies),
    missing: presence.missing,
  };
}

/** The time that a log speaks of, by forgotten events and by those that are remembered. */
function createSpokenTimes() {
  const settled = createTimeCoverage();
  let spoken = createTimeCoverage();
  let isRedated = false;
  const coverage = (copies: Copies): TimeCoverage => {
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
    see: (time: number): void => spoken.see(time),
    /** Says that a copy of another time took the place of one that was seen. */
    redate(): void {
      isRedated = true;
    },
    coverage,
    settle(copies: Copies): void {
      settled.join(coverage(copies));
      spoken = createTimeCoverage();
    },
  };
}

/**
 * Goes through the copies that another register took; `see` gives the number here of the event of one that is taken here as well.
 * Gives whether that copy of an identifier is.
 */
function* joinSeen(
  { store, copies: others, starts }: SightedSegment,
  { copies, sessions, actors }: EventStore,
  numberOf: (value: number) => number,
  see: (copy: KnownCopy, uuid: string, traits: number) => number | undefined,
  traitsOf: (traits: number) => number,
): Work<(uuid: string) => boolean> {
  const isTime = createPace();
  // One more than the number here of each number there whose copy is taken; and by number here whether it is.
  const [numbers, isTaken] = [store.column(32), store.column(8)];
  for (let number = 0; number < others.size; number++) {
    if (isTime(eventSteps)) yield;
    const copy = others.at(number);
    const traits = traitsOf(copy.traits);
    const own = see(copy, others.uuid(number), traits);
    if (own === undefined) continue;
    const actor = copy.actor === nobody ? nobody : numberOf(copy.actor);
    actors.seeNumber(actor);
    copies.note(own, traits, actor);
    numbers.set(number, own + 1);
    isTaken.set(own, 1);
  }
  const eventOf = (number: number): number | undefined => {
    const own = numbers.get(number);
    return own === 0 ? undefined : own - 1;
  };
  yield* sessions.join(starts, eventOf, numberOf);
  return (uuid) => isTaken.get(copies.numberOf(uuid)) === 1;
}

const nobody = 0;

/** An event takes so many steps of work: it is looked up, in pages that may be on disk. */
const eventSteps = 16;
