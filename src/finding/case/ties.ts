import { millisecondsInDay } from 'date-fns/constants';
import { isAtLeast } from '../../rule/level.ts';
import { isPlaceholder } from '../../window/dictionary.ts';
import type { TieKind } from '../../window/log/value-users.ts';
import { isImpersonation, isOpening, type Planting, plantings } from './admin-acts.ts';
import type { CaseLog } from './case.ts';
import type { CaseMember, LinkedFinding } from './finding-links.ts';

/** Something that joins the findings which have it. */
export interface Tie {
  readonly key: string;
  /** From 0; a tie of a lower rank counts more. */
  readonly rank: number;
  /** How far apart in time the findings may be; milliseconds. */
  readonly reach: number;
}

/** More people than this make an address, a session or a device token a shared one. */
export const fewPeople = 2;

/** Actors that may touch a planted object before it is nobody's mark any more. */
const fewTouching = 3;

const day = millisecondsInDay;
const reaches: Readonly<Record<'session' | 'device' | 'address', number>> = {
  session: Number.POSITIVE_INFINITY,
  device: 7 * day,
  address: 7 * day,
};

/** Kinds of planted object that are accounts: to act as one, or on one, is to touch it. */
const accountKinds: readonly string[] = ['account', 'administrator', 'authenticator'];

/** Whether only few people used a value; a value of which too little is known is taken for shared. */
export function isRare(kind: TieKind, value: string, log: CaseLog): boolean {
  const use = log.useOf(kind, value);
  return use !== undefined && use.users <= fewPeople;
}

/** Who acted, if that is one person: no system, no application, no program behind an API token. */
export function personOf({ finding, links }: LinkedFinding): string | undefined {
  const { actor, sessions } = finding;
  if (!actor || (actor.type !== null && actor.type.toLowerCase() !== 'user')) return undefined;
  if (links.actors.length > fewPeople) return undefined;
  if (sessions.length > 0 && sessions.every((id) => id.startsWith('trs'))) return undefined;
  return (
    [actor.id, actor.login?.toLowerCase()].find((name) => name && !isPlaceholder(name)) ?? undefined
  );
}

/** The objects that a finding's events left something on or made, by id. */
export function plantedIds({ links }: LinkedFinding): ReadonlyMap<string, Planting> {
  const found = new Map<string, Planting>();
  for (const act of links.acts) {
    const planting = plantings.get(act.type);
    if (!planting || !act.isDone) continue;
    const target = targetOf(act.targets, planting.target);
    if (!target?.id || isPlaceholder(target.id)) continue;
    // What was created stays that, whatever was done with it later.
    if (found.get(target.id)?.verb !== 'created') found.set(target.id, planting);
  }
  return found;
}

/** The target that an act is about. */
export function targetOf<T extends { readonly type: string | null }>(
  targets: readonly T[],
  type: string | undefined,
): T | undefined {
  if (type === undefined) return targets[0];
  return targets.find((target) => target.type?.toLowerCase() === type);
}

/** The ids of what a finding's events are done to. */
export function touchedIds({ finding, links }: LinkedFinding): ReadonlySet<string> {
  const ids = [
    ...finding.targets.map(({ id }) => id),
    ...links.acts.flatMap(({ targets }) => targets.map(({ id }) => id)),
  ];
  return new Set(ids.filter((id) => id !== null && !isPlaceholder(id)) as string[]);
}

/** The ids of the accounts that a finding's events are done to. */
function peopleTouched({ finding, links }: LinkedFinding): ReadonlySet<string | null> {
  const targets = [...finding.targets, ...links.acts.flatMap((act) => act.targets)];
  return new Set(targets.filter(({ type }) => type?.toLowerCase() === 'user').map(({ id }) => id));
}

/** Whether what was planted is an attacker's for good: a person who is given something has a life besides. */
function isLasting({ kind, verb }: Planting): boolean {
  return verb === 'created' && kind !== 'authenticator' && kind !== 'administrator';
}

/** Gives the ties of each of some findings, strongest first. Only what is rare is one. */
export function createTies(
  found: readonly CaseMember[],
  log: CaseLog,
): (one: LinkedFinding) => readonly Tie[] {
  const leftBehind = new Map<string, Planting>();
  const everOpened = new Set<string>();
  for (const member of found) {
    // Both come of acts alone.
    if (member.hasActs === false) continue;
    const one = member.linked();
    for (const id of openedBy(one)) everOpened.add(id);
    for (const [id, planting] of plantedIds(one)) {
      if (leftBehind.get(id)?.verb !== 'created') leftBehind.set(id, planting);
    }
  }
  const planted = rarePlants(found, leftBehind);
  // Many findings have the same ties.
  const known = new Map<string, Tie>();
  return (one) => {
    const { finding, links } = one;
    const own = plantedIds(one);
    const ties: Tie[] = [];
    const add = (rank: number, key: string, reach: number): void => {
      const tie = known.get(key) ?? { rank, key, reach };
      known.set(tie.key, tie);
      ties.push(tie);
    };
    const isBulk = peopleTouched(one).size > fewTouching;
    const actor = links.actors.length <= fewPeople ? (finding.actor?.id ?? '') : '';
    for (const id of new Set([...touchedIds(one), actor])) {
      const planting = planted.get(id);
      if (planting === undefined) continue;
      const { kind, verb } = planting;
      const isPlanter = own.has(id) || id === actor;
      // Many touch what has been there for long and was only changed; who touches what is new has to do with it.
      const isAccount = accountKinds.includes(kind);
      if (!isPlanter && (isAccount ? isBulk : verb !== 'created')) continue;
      add(0, `planted ${id}`, isLasting(planting) ? Number.POSITIVE_INFINITY : day);
    }
    for (const [rank, kind, values] of [
      [1, 'session', links.sessions],
      [2, 'device', links.devices],
      [3, 'address', links.addresses],
    ] as const) {
      for (const value of values) {
        if (isRare(kind, value, log)) add(rank, `${kind} ${value}`, reaches[kind]);
      }
    }
    if (isFromOkta(one)) add(4, 'from Okta', day);
    for (const id of openedBy(one)) add(4, `opened ${id}`, day);
    const person = personOf(one);
    if (person !== undefined && everOpened.has(person)) add(4, `opened ${person}`, day);
    if (person !== undefined) add(5, `actor ${person}`, day);
    // A copy has no room for more, of which a list that grew has much.
    return ties.slice();
  };
}

/** Those of planted objects, by id, that only few others touch; of what is new only what is grave counts as touching. */
function rarePlants(
  found: readonly CaseMember[],
  leftBehind: ReadonlyMap<string, Planting>,
): ReadonlyMap<string, Planting> {
  if (leftBehind.size === 0) return leftBehind;
  const touching = new Map<string, Set<string>>();
  for (const member of found) {
    const one = member.linked();
    const who = one.finding.actor?.id ?? '';
    const isGrave = isAtLeast(member.severity, 'medium');
    for (const id of touchedIds(one)) {
      const planting = leftBehind.get(id);
      if (!planting || who === id || (planting.verb === 'created' && !isGrave)) continue;
      touching.set(id, (touching.get(id) ?? new Set()).add(who));
    }
  }
  return new Map([...leftBehind].filter(([id]) => (touching.get(id)?.size ?? 0) <= fewTouching));
}

/** Whether Okta's staff acted, or somebody on Okta's own side, where there is no client and no session. */
function isFromOkta({ finding, links }: LinkedFinding): boolean {
  if (links.eventTypes.some(isImpersonation)) return true;
  const isOkta = finding.actor?.type?.toLowerCase() === 'systemprincipal';
  return isOkta && finding.sessions.length === 0 && links.addresses.length === 0;
}

/** The few other people whose accounts a finding's events opened. */
function openedBy({ finding, links }: LinkedFinding): readonly string[] {
  const ids = links.acts
    .filter(({ type, isDone }) => isDone && isOpening(type))
    .flatMap(({ targets }) => targetOf(targets, 'user')?.id ?? []);
  const others = [...new Set(ids)].filter((id) => id !== finding.actor?.id);
  return others.length <= fewPeople ? others : [];
}
