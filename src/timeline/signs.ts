import type { Case } from '../finding/case/case.ts';
import type { Finding } from '../finding/finding.ts';
import { isAtLeast } from '../rule/level.ts';
import type { TimelineEvent } from './timeline-event.ts';

/** What findings and cases say of events and of those who act: where an attack shows, and since when. */
export interface Signs {
  /** When an attack on somebody, by id, first shows (milliseconds); undefined if none is known. */
  firstSignOf(actor: string): number | undefined;
  /** Whether the rule of a finding of high severity or more holds for an event. */
  isGrave(uuid: string): boolean;
  /** Whether the rule of any finding holds for an event. */
  isEvidence(uuid: string): boolean;
  /** The findings that an event decided, worst first. */
  decidedBy(uuid: string): readonly Finding[];
  /** Whether an event belongs to a clean-up. */
  isCleanUp(uuid: string): boolean;
  /** When somebody, by login, began to clean up (milliseconds); undefined for all others. */
  cleanUpBy(login: string): number | undefined;
  /** Whether an event shares a rare address, a device or a session with a case. */
  isTied(event: Pick<TimelineEvent, 'ip' | 'device' | 'session' | 'root'>): boolean;
  /** Whether an address is one of a case, and only few people are seen there. */
  isRareAddress(ip: string): boolean;
  /** Whether an account, by id, was created by an intruder. */
  isPlanted(account: string): boolean;
  /** The times of what stands in findings and clean-ups, ascending (milliseconds). */
  readonly moments: readonly number[];
  /** The events that stand in findings and clean-ups. */
  readonly uuids: ReadonlySet<string>;
}

/**
 * Reads the signs of attacks, of cases of medium severity or higher, which come ranked. Of an actor in several the
 * first counts, and before all others those that are asked for: what was done in a milder one, weeks before, says
 * nothing of when this attack began. If any are asked for, only they tie events to an intruder.
 */
export function signsOf(
  findings: readonly Finding[],
  cases: readonly Case[],
  asked: readonly Case[] = [],
): Signs {
  const cleaning = new Set(cases.flatMap(({ cleanUp }) => cleanUp));
  const attack = findings.filter(({ fingerprint }) => !cleaning.has(fingerprint));
  const matchesOf = (some: readonly Finding[]): ReadonlySet<string> =>
    new Set(
      some.flatMap(({ evidence }) =>
        evidence.events.flatMap(({ uuid, role }) => (role === 'match' ? uuid : [])),
      ),
    );
  const serious = cases.filter(({ severity }) => isAtLeast(severity, 'medium'));
  const evidence = matchesOf(attack);
  const grave = matchesOf(attack.filter(({ severity }) => isAtLeast(severity, 'high')));
  const acts = cases.flatMap(({ ended }) => ended?.acts ?? []);
  const cleanUps = new Set([
    ...acts.map(({ uuid }) => uuid),
    ...matchesOf(findings.filter(({ fingerprint }) => cleaning.has(fingerprint))),
  ]);
  const responders = firstActs(acts);
  const planted = plantedAccounts(serious);
  const firsts = firstSigns([...asked, ...serious]);
  const about = asked.length > 0 ? asked : serious;
  const addresses = about.flatMap(({ entities }) => entities.addresses);
  const rare = new Set(addresses.flatMap(({ ip, shared }) => (shared ? [] : ip)));
  const ties = new Set([
    ...rare,
    ...about.flatMap(({ entities }) => [...entities.devices, ...entities.sessions]),
  ]);
  const decided = decidedEvents(findings);
  const moments = [
    ...attack
      .filter(({ severity }) => isAtLeast(severity, 'medium'))
      .flatMap(({ evidence: { decisive, events } }) =>
        events.filter(({ uuid }) => uuid === decisive).map(({ published }) => published),
      ),
    ...acts.map(({ published }) => published),
  ];
  return {
    firstSignOf: (actor) => firsts.get(actor),
    isGrave: (uuid) => grave.has(uuid),
    isEvidence: (uuid) => evidence.has(uuid),
    decidedBy: (uuid) => decided.get(uuid) ?? [],
    isCleanUp: (uuid) => cleanUps.has(uuid),
    cleanUpBy: (login) => responders.get(login),
    isTied: ({ ip, device, session, root }) =>
      [ip, device, session, root].some((value) => value !== null && ties.has(value)),
    isRareAddress: (ip) => rare.has(ip),
    isPlanted: (account) => planted.has(account),
    moments: [...new Set(moments.map(Date.parse))].sort((a, b) => a - b),
    uuids: new Set([
      ...findings.flatMap((one) => one.evidence.events.map(({ uuid }) => uuid)),
      ...cleanUps,
    ]),
  };
}

/** By login: when they began to clean up. */
function firstActs(acts: NonNullable<Case['ended']>['acts']): ReadonlyMap<string, number> {
  const responders = new Map<string, number>();
  for (const { actor, published } of acts) {
    const time = Date.parse(published);
    if (actor !== null) responders.set(actor, Math.min(time, responders.get(actor) ?? time));
  }
  return responders;
}

/** The accounts, by id, that were created in cases. */
function plantedAccounts(serious: readonly Case[]): ReadonlySet<string> {
  return new Set(
    serious.flatMap(({ entities }) =>
      entities.planted.flatMap(({ kind, verb, id }) =>
        kind === 'account' && verb === 'created' && id !== null ? id : [],
      ),
    ),
  );
}

/** By actor: the first sign of the first case that is about them. */
function firstSigns(ranked: readonly Case[]): ReadonlyMap<string, number> {
  const firsts = new Map<string, number>();
  for (const { entities, when } of ranked) {
    for (const { id } of entities.actors) {
      if (id !== null && !firsts.has(id)) firsts.set(id, Date.parse(when.firstSign));
    }
  }
  return firsts;
}

/** By event: the findings that it decided, in the order given. */
function decidedEvents(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const decided = new Map<string, Finding[]>();
  for (const finding of findings) {
    const known = decided.get(finding.evidence.decisive) ?? [];
    decided.set(finding.evidence.decisive, known);
    known.push(finding);
  }
  return decided;
}
