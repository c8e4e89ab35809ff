import { decodeEvent } from '../../src/event/decode.ts';
import type { Event } from '../../src/event/event.ts';
import { createFields } from '../../src/event/field.ts';
import type { JsonObject } from '../../src/event/json.ts';
import { membersOf } from '../../src/event/members.ts';
import { finish } from '../../src/store/pausable-work.ts';
import { cutStretches } from '../../src/surprise/cut-stretches.ts';
import { createShowings } from '../../src/surprise/showings.ts';
import { belongingOf } from '../../src/surprise/shown-values.ts';
import { type StretchedLog, stretchAt } from '../../src/surprise/stretch.ts';
import { provenanceOf } from './cause.ts';
import type { Storyline } from './storyline.ts';
import { type Background, tellOn } from './trial.ts';

/** A log with stories in it, as stretches, and which stretches belong to which story. */
export interface SurpriseTrial {
  readonly log: StretchedLog;
  /** The session, or day without one, of each stretch. */
  readonly sessionOf: readonly string[];
  /** The stories that sessions belong to, by their ids. */
  readonly storiesOf: ReadonlyMap<string, ReadonlySet<number>>;
  readonly told: readonly { readonly id: string; readonly number: number }[];
}

/** Tells storylines in one log, and cuts it into stretches. */
export function tellInOneLog(
  background: Background,
  list: readonly Storyline[],
  kind: 'attack' | 'twin',
  day?: number,
): SurpriseTrial {
  const tellings = list.map((storyline, slot) => tellOn(background, storyline, kind, slot, day));
  const told = tellings.flatMap(({ records, asides }) => [...records, ...asides]);
  const showings = createShowings(createFields());
  const storiesOf = new Map<string, Set<number>>();
  for (const event of eventsOf([...background.log, ...told])) {
    showings.see(event);
    const provenance = provenanceOf(event.uuid);
    const session = sessionOfEvent(event);
    if (provenance.kind !== kind || session === undefined) continue;
    storiesOf.set(session, (storiesOf.get(session) ?? new Set()).add(provenance.story));
  }
  const log = finish(cutStretches(showings.seen()));
  const sessionOf = Array.from({ length: log.stretches.size }, (_, number) => {
    const { unit, subject, from } = stretchAt(log, number);
    const { actor, token } = log.subjects[subject] as StretchedLog['subjects'][number];
    return sessionName(actor, token, log.units[unit]?.session ?? null, from);
  });
  const named = tellings.map(({ storyline: { id }, number }) => ({ id, number }));
  return { log, sessionOf, storiesOf, told: named };
}

function* eventsOf(records: readonly JsonObject[]): Generator<Event> {
  for (const record of records) {
    const event = decodeEvent(record);
    if (event.kind === 'event') yield event;
  }
}

function sessionOfEvent(event: Event): string | undefined {
  const own = belongingOf(membersOf(event.raw));
  const hour = Math.floor(event.time / 3_600_000);
  return own && sessionName(own.actor, own.token, own.session, hour);
}

function sessionName(
  actor: string,
  token: string | null,
  session: string | null,
  hour: number,
): string {
  return `${actor} ${token} ${session ?? Math.floor(hour / 24)}`;
}

/** Where the sessions of stories came in a ranking. */
export interface Placing {
  /** The share of honest sessions above the best session of each story, and how many that are. */
  readonly stories: readonly {
    readonly id: string;
    readonly above: number;
    readonly share: number;
  }[];
  readonly honest: number;
  /** Stories that have a session among the first fifty. */
  readonly amongFirst: number;
}

/** Ranks sessions by the highest score of their stretches. */
export function placeStories(trial: SurpriseTrial, scores: readonly number[]): Placing {
  const { sessionOf, storiesOf, told } = trial;
  const best = new Map<string, number>();
  for (const [stretch, session] of sessionOf.entries()) {
    const score = scores[stretch] as number;
    if (score > (best.get(session) ?? Number.NEGATIVE_INFINITY)) best.set(session, score);
  }
  const honest = [...best].filter(([session]) => !storiesOf.has(session)).map(([, score]) => score);
  honest.sort((a, b) => b - a);
  const all = [...best].sort(([, a], [, b]) => b - a).map(([session]) => session);
  const first = new Set(all.slice(0, 50).flatMap((session) => [...(storiesOf.get(session) ?? [])]));
  const stories = told.map(({ id, number }) => {
    const own = [...best].filter(([session]) => storiesOf.get(session)?.has(number));
    const top = Math.max(...own.map(([, score]) => score));
    // An equal score is no better than an honest session's.
    const above = honest.filter((score) => score >= top).length;
    return { id, above, share: above / honest.length };
  });
  return { stories, honest: honest.length, amongFirst: first.size };
}
