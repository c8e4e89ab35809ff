import { parseTime } from '../../../event/time.ts';
import type { Case, PlantedObject } from '../../../finding/case/case.ts';
import { isTakeover, sessionTheft } from '../../../finding/case/case-title.ts';
import type { EvidenceEvent, Finding, FindingPlace } from '../../../finding/finding.ts';
import { isAtLeast } from '../../../rule/level.ts';

/** What is known of a case, put in order of time. Texts are as they are in the log: hostile. */
export interface Chronicle {
  /** What happened, step by step. */
  readonly steps: readonly ChronicleStep[];
  /** Steps that are not among them. */
  readonly stepsLeft: number;
  /** What the findings of medium severity or higher list, each once: where their rules hold, and what suspects did beside it. */
  readonly events: readonly ChronicleEvent[];
  /** Where they came from, in order of appearance; events without an address have none. */
  readonly sources: readonly ChronicleSource[];
  /** When somebody else was first seen to act as the victim; undefined if no finding says so. */
  readonly takeover: Takeover | undefined;
  readonly planted: readonly ChronicleObject[];
}

/** An event of the case. */
export interface ChronicleEvent extends TimedEvent {
  /** Position in `sources`; undefined without an address. */
  readonly source: number | undefined;
}

/** An address with the machine that was used there, as far as the log tells. */
export interface ChronicleSource {
  readonly ip: string;
  readonly os: string | null;
  readonly browser: string | null;
  /** What findings say of the address. */
  readonly place: FindingPlace | undefined;
  readonly events: number;
  /** Whether it was first seen at the takeover or later. */
  readonly isNew: boolean;
}

/** Something that happened, with the findings that it decided. */
export interface ChronicleStep {
  readonly kind: 'sign' | 'clean-up';
  readonly uuid: string;
  readonly published: string;
  readonly at: number;
  /** Null for an event of which the findings list no more than that it left something behind. */
  readonly eventType: string | null;
  readonly outcome: string | null;
  readonly actor: string | null;
  readonly target: string | null;
  readonly source: number | undefined;
  readonly findings: readonly Finding[];
  /** What it left behind. */
  readonly planted: readonly PlantedObject[];
}

/** The first event by which somebody else took over a session or an account. */
export interface Takeover {
  readonly of: 'session' | 'account';
  /** The event by which it happened. */
  readonly uuid: string;
  readonly published: string;
  readonly at: number;
  /** The session it was; null if the log names none. */
  readonly session: string | null;
}

/** Something that was left behind, from when to when, in milliseconds. */
export interface ChronicleObject {
  readonly object: PlantedObject;
  readonly from: number;
  /** When it was removed; undefined if it still stands, or the case does not say. */
  readonly until: number | undefined;
}

/** A chronicle tells no more steps of the attack, and none more of its end; the findings have all. */
export const mostSteps = 40;

/** Puts a case in order. `findings` are those of the case that are known, in any order. */
export function chronicleOf(one: Case, findings: readonly Finding[]): Chronicle {
  const cleaning = new Set(one.cleanUp);
  const attack = findings.filter(({ fingerprint, severity }) => {
    return isAtLeast(severity, 'medium') && !cleaning.has(fingerprint);
  });
  const events = eventsOf(one, attack);
  const takeover = takeoverOf(attack, events);
  const { placed, sources } = placeEvents(events, attack, takeover);
  const cleanUp = cleanUpOf(one).filter(({ at }) => Number.isFinite(at));
  const signs = [...signsOf(one, attack, placed)].sort(byTime);
  const steps = [...signs.slice(0, mostSteps), ...cleanUp.slice(0, mostSteps)].sort(byTime);
  return {
    steps,
    stepsLeft: signs.length + cleanUp.length - steps.length,
    events: placed,
    sources,
    takeover,
    planted: one.entities.planted.map((object) => plantedOf(object, one)),
  };
}

/** An event with its time in milliseconds. */
interface TimedEvent extends EvidenceEvent {
  readonly at: number;
}

/** The events of findings in order of time. What others did is left out, unless a rule holds for it. */
function eventsOf({ entities }: Case, findings: readonly Finding[]): readonly TimedEvent[] {
  const suspects = new Set(entities.actors.map(({ login }) => login));
  const byUuid = new Map<string, EvidenceEvent>();
  for (const event of findings.flatMap(({ evidence }) => evidence.events)) {
    if (event.role === 'context' && !suspects.has(event.actor)) continue;
    if (event.role === 'match' || !byUuid.has(event.uuid)) byUuid.set(event.uuid, event);
  }
  return [...byUuid.values()]
    .map((event) => ({ ...event, at: momentOf(event.published) }))
    .filter(({ at }) => Number.isFinite(at))
    .sort(byTime);
}

/** Says of each event which of the sources it came from. */
function placeEvents(
  events: readonly TimedEvent[],
  findings: readonly Finding[],
  takeover: Takeover | undefined,
): { readonly placed: readonly ChronicleEvent[]; readonly sources: readonly ChronicleSource[] } {
  const places = new Map(
    findings.flatMap(({ where }) => where.map((place) => [place.ip, place] as const)),
  );
  const byKey = new Map<string, ChronicleSource & { readonly number: number; events: number }>();
  const placed = events.map((event): ChronicleEvent => {
    const { ip, os, browser, at } = event;
    if (ip === null) return { ...event, source: undefined };
    const key = JSON.stringify([ip, os, browser]);
    const known = byKey.get(key);
    if (known) {
      known.events++;
      return { ...event, source: known.number };
    }
    const number = byKey.size;
    const isNew = takeover !== undefined && at >= takeover.at;
    byKey.set(key, { ip, os, browser, place: places.get(ip), number, events: 1, isNew });
    return { ...event, source: number };
  });
  const sources = [...byKey.values()].map(({ number: _, ...source }) => source);
  return { placed, sources };
}

/** The events that decided a finding, or left something behind. */
function signsOf(
  { entities }: Case,
  attack: readonly Finding[],
  events: readonly ChronicleEvent[],
): readonly ChronicleStep[] {
  const decided = new Map<string, Finding[]>();
  for (const finding of attack) {
    const uuid = finding.evidence.decisive;
    decided.set(uuid, [...(decided.get(uuid) ?? []), finding]);
  }
  const listed = new Set(events.map(({ uuid }) => uuid));
  const signs = events.flatMap((event) => {
    const planted = entities.planted.filter((object) => object.event === event.uuid);
    const findings = decided.get(event.uuid) ?? [];
    if (findings.length === 0 && planted.length === 0) return [];
    return [{ ...event, kind: 'sign' as const, findings, planted }];
  });
  const others = entities.planted
    .filter(({ event, published }) => !listed.has(event) && Number.isFinite(momentOf(published)))
    .map((object) => ({
      kind: 'sign' as const,
      uuid: object.event,
      published: object.published,
      at: momentOf(object.published),
      eventType: null,
      outcome: null,
      actor: null,
      target: null,
      source: undefined,
      findings: [],
      planted: [object],
    }));
  return [...signs, ...others];
}

function cleanUpOf({ ended }: Case): readonly ChronicleStep[] {
  return (ended?.acts ?? []).map((act) => ({
    ...act,
    kind: 'clean-up' as const,
    at: momentOf(act.published),
    outcome: null,
    source: undefined,
    findings: [],
    planted: [],
  }));
}

function takeoverOf(
  attack: readonly Finding[],
  events: readonly TimedEvent[],
): Takeover | undefined {
  const findings = attack.filter(isTakeover);
  const isSession = ({ rule }: Finding): boolean => rule.tags.some((tag) => sessionTheft.test(tag));
  const of = findings.some(isSession) ? 'session' : 'account';
  const telling = of === 'session' ? findings.filter(isSession) : findings;
  const decisive = new Set(telling.map(({ evidence }) => evidence.decisive));
  const first = events.find(({ uuid }) => decisive.has(uuid));
  if (!first) return undefined;
  const { uuid, published, at, session } = first;
  return { of, uuid, published, at, session };
}

/** Removed when the last act of the clean-up on its name was, as far as the case tells. */
function plantedOf(object: PlantedObject, { ended }: Case): ChronicleObject {
  const from = momentOf(object.published);
  const acts = (ended?.acts ?? []).filter(({ target }) =>
    target?.split(', ').includes(object.name ?? ''),
  );
  const removal = object.standing === false ? acts.map(({ published }) => momentOf(published)) : [];
  return { object, from, until: removal.find((at) => at >= from) };
}

/** Milliseconds; not a number for what is no time. */
function momentOf(time: string): number {
  return parseTime(time) ?? Number.NaN;
}

function byTime(
  a: { readonly at: number; readonly uuid: string },
  b: { readonly at: number; readonly uuid: string },
): number {
  return a.at - b.at || (a.uuid < b.uuid ? -1 : 1);
}
