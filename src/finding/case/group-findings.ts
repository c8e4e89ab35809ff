import { millisecondsInDay } from 'date-fns/constants';
import { isAtLeast } from '../../rule/level.ts';
import { isCleanUp } from './admin-acts.ts';
import type { CaseLog } from './case.ts';
import type { CaseMember, LinkedFinding } from './finding-links.ts';
import { createTies, isRare, personOf, plantedIds, type Tie, touchedIds } from './ties.ts';

/** Findings of one case, by time. */
export interface FindingGroup {
  readonly attack: readonly CaseMember[];
  /** What tells of the clean-up by others. */
  readonly cleanUp: readonly CaseMember[];
}

/** A finding in its place in time; small, since there is one for every finding of a log. */
interface Timed {
  readonly one: CaseMember;
  readonly place: number;
  readonly ties: readonly Tie[];
  readonly person: string | undefined;
  /** Whether it can be of a responder's clean-up. */
  readonly isCleaning: boolean;
  readonly first: number;
  readonly last: number;
}

/**
 * Parts findings into groups: each is in one. Findings of medium severity or higher are joined by whatever
 * ties them; weaker ones go to the group that they are tied to most, and join no groups; so do findings
 * of a responder's clean-up.
 */
export function groupFindings(found: readonly CaseMember[], log: CaseLog): readonly FindingGroup[] {
  const tiesOf = createTies(found, log);
  const timed = [...found].sort(byTime).map((one, place): Timed => {
    const linked = one.linked();
    const { firstEvent, lastEvent } = linked.finding.when;
    // Begun with a spread, each would get a hidden class of its own from V8, several times as large as itself.
    return {
      one,
      place,
      ties: tiesOf(linked),
      person: personOf(linked),
      isCleaning: isCleaning(linked),
      first: Date.parse(firstEvent),
      last: Date.parse(lastEvent),
    };
  });
  const ends = findCleanUp(timed, log);
  const left = timed.filter((each) => !ends.has(each));
  const groups = join(left.filter(isGrave));
  const alone = attach(
    left.filter((each) => !isGrave(each)),
    groups,
  );
  const all = [...groups, ...join(alone)];
  const groupOf = groupsWith(new Set(ends.values()), all);
  const closed = new Map<Timed[], CaseMember[]>();
  for (const [end, victim] of ends) put(closed, groupOf.get(victim) as Timed[], end.one);
  return all.map((members) => ({
    attack: members.map(({ one }) => one).sort(byTime),
    cleanUp: closed.get(members) ?? [],
  }));
}

/** The group that each of some findings is in. */
function groupsWith(
  some: ReadonlySet<Timed>,
  groups: readonly Timed[][],
): ReadonlyMap<Timed, Timed[]> {
  const found = new Map<Timed, Timed[]>();
  if (some.size === 0) return found;
  for (const group of groups) {
    for (const member of group) if (some.has(member)) found.set(member, group);
  }
  return found;
}

/** In order of time, findings that begin together by fingerprint. */
export function byTime(a: CaseMember, b: CaseMember): number {
  return compare(a.firstEvent, b.firstEvent) || compare(a.fingerprint, b.fingerprint);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Joins what is tied together, directly or through others. */
function join(members: readonly Timed[]): Timed[][] {
  const parents = members.map((_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (parents[root] !== root) root = parents[root] as number;
    parents[index] = root;
    return root;
  };
  // By tie: the finding that reaches furthest so far. Members come in order of their beginning.
  const latest = new Map<string, number>();
  for (const [index, { ties, first, last }] of members.entries()) {
    for (const { key, reach } of ties) {
      const other = latest.get(key);
      const end = other === undefined ? Number.NEGATIVE_INFINITY : (members[other] as Timed).last;
      if (other !== undefined && first - end <= reach) {
        const [a, b] = [rootOf(index), rootOf(other)];
        parents[Math.max(a, b)] = Math.min(a, b);
      }
      if (other === undefined || last > end) latest.set(key, index);
    }
  }
  const groups = new Map<number, Timed[]>();
  for (const [index, member] of members.entries()) {
    put(groups, rootOf(index), member);
  }
  return [...groups.values()];
}

/** Puts each finding into the group that it is tied to most; gives those that are tied to none. */
function attach(weak: readonly Timed[], groups: readonly Timed[][]): readonly Timed[] {
  const known = new Map<string, { member: Timed; group: Timed[] }[]>();
  for (const group of groups) {
    for (const member of group) {
      for (const { key } of member.ties) put(known, key, { member, group });
    }
  }
  return weak.filter((each) => {
    let best: { rank: number; apart: number; group: Timed[] } | undefined;
    for (const { key, rank, reach } of each.ties) {
      for (const { member, group } of known.get(key) ?? []) {
        const apart = gap(each, member);
        if (apart > reach) continue;
        const isBetter = !best || rank < best.rank || (rank === best.rank && apart < best.apart);
        if (isBetter) best = { rank, apart, group };
        // Ties come strongest first, so nothing can be nearer.
        if (best?.apart === 0) break;
      }
      if (best?.apart === 0) break;
    }
    best?.group.push(each);
    return best === undefined;
  });
}

/**
 * Findings of a clean-up, each with the latest finding before it whose actor or planted object it is done to.
 * Who cleans up is no actor of an attack on that day, and shares no rare session, address or device with it.
 */
function findCleanUp(timed: readonly Timed[], log: CaseLog): ReadonlyMap<Timed, Timed> {
  const ends = new Map<Timed, Timed>();
  const cleaning = timed.filter((each) => each.isCleaning);
  if (cleaning.length === 0) return ends;
  const about = new Map<string, Timed[]>();
  const byPerson = new Map<string, Timed[]>();
  const places = createPlaces(log);
  const placesOf = new Map<Timed, readonly string[]>();
  for (const each of timed.filter((each) => !each.isCleaning && isGrave(each))) {
    const attack = each.one.linked();
    const { actor } = attack.finding;
    for (const id of new Set([...plantedIds(attack).keys(), actor?.id ?? ''])) put(about, id, each);
    if (each.person !== undefined) put(byPerson, each.person, each);
    placesOf.set(each, places(attack));
  }
  for (const each of cleaning) {
    const cleaned = each.one.linked();
    const lists = [...touchedIds(cleaned)].map((id) => about.get(id) ?? []);
    const latest = latestBefore(each, lists);
    if (!latest) continue;
    const own = new Set(places(cleaned));
    const sharesPlace = (victim: Timed): boolean =>
      victim.first < each.first && placesOf.get(victim)?.some((place) => own.has(place)) === true;
    const isAttacker =
      (byPerson.get(each.person ?? '') ?? []).some(
        (attack) => gap(each, attack) <= millisecondsInDay,
      ) || lists.some((list) => list.some(sharesPlace));
    if (!isAttacker) ends.set(each, latest);
  }
  return ends;
}

/** The last of some findings that began before one; they stand in lists, each in order of their places. */
function latestBefore({ first }: Timed, lists: readonly (readonly Timed[])[]): Timed | undefined {
  return lists
    .flatMap((list) => list.findLast((one) => one.first < first) ?? [])
    .reduce<Timed | undefined>(
      (best, one) => (best && best.place > one.place ? best : one),
      undefined,
    );
}

function isGrave({ one }: Timed): boolean {
  return isAtLeast(one.severity, 'medium');
}

function isCleaning({ links }: LinkedFinding): boolean {
  return links.eventTypes.length > 0 && links.eventTypes.every(isCleanUp);
}

function put<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  // Most have one value, and an empty list has room for many once something is added.
  else lists.set(key, [value]);
}

/** The time between two findings; 0 if they overlap. */
function gap(a: Timed, b: Timed): number {
  return Math.max(0, a.first - b.last, b.first - a.last);
}

/** Tells where the events of a finding came from: its sessions, and its rare addresses and devices. */
function createPlaces(log: CaseLog): (one: LinkedFinding) => readonly string[] {
  // Many findings have the same.
  const known = new Map<string, string>();
  const shared = (place: string): string => {
    const same = known.get(place) ?? place;
    known.set(same, same);
    return same;
  };
  const rare = (kind: 'address' | 'device', values: readonly string[]): string[] =>
    values.filter((value) => isRare(kind, value, log)).map((value) => shared(`${kind} ${value}`));
  return ({ links: { sessions, addresses, devices } }) => [
    ...sessions.map((id) => shared(`session ${id}`)),
    ...rare('address', addresses),
    ...rare('device', devices),
  ];
}
