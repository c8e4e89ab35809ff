import { millisecondsInDay } from 'date-fns/constants';
import { addressTest } from '../finding/address-test.ts';
import type { Case } from '../finding/case/case.ts';
import type { Finding } from '../finding/finding.ts';
import type { Principal, TimelineEvent } from './timeline-event.ts';

/** Which events are asked for: of each kind one of the values, and all kinds that are given. */
export interface EventRequest {
  /** Logins in any case, or ids: of who acts, or of users that something is done to. */
  readonly users: readonly string[];
  /** External or root session ids. */
  readonly sessions: readonly string[];
  /** Addresses, or networks in CIDR notation. */
  readonly addresses: readonly string[];
  /** Device tokens (`dtHash`), device ids or names. */
  readonly devices: readonly string[];
  readonly cases: readonly Case[];
  /** The findings of the cases. */
  readonly findings: readonly Finding[];
  /** Milliseconds since 1970 UTC. */
  readonly since: number | undefined;
  readonly until: number | undefined;
}

/** All of a case, and nothing else. */
export function caseRequest(one: Case, findings: readonly Finding[]): EventRequest {
  const nothing = { users: [], sessions: [], addresses: [], devices: [] };
  return { ...nothing, cases: [one], findings, since: undefined, until: undefined };
}

/** So long before its first sign and after its end the events of a case are shown. */
export const caseMargin = millisecondsInDay;

/** The time of which events are shown: as given; of cases a day before the first sign to a day after the last. */
export function periodShown({ cases, since, until }: EventRequest): {
  readonly since: number;
  readonly until: number;
} {
  const firsts = cases.map(({ when }) => Date.parse(when.firstSign));
  const lasts = cases.flatMap(({ when, ended }) =>
    [when.lastSign, ended?.at ?? when.lastSign].map(Date.parse),
  );
  return {
    since:
      since ?? (cases.length > 0 ? Math.min(...firsts) - caseMargin : Number.NEGATIVE_INFINITY),
    until: until ?? (cases.length > 0 ? Math.max(...lasts) + caseMargin : Number.POSITIVE_INFINITY),
  };
}

type EventTest = (event: TimelineEvent) => boolean;

/** Prepares the question whether an event is asked for. */
export function createEventTest(request: EventRequest): EventTest {
  const { users, sessions, addresses, devices, cases } = request;
  const tests = [
    timeTest(request),
    ...(users.length > 0 ? [userTest(users)] : []),
    ...(sessions.length > 0 ? [sessionTest(sessions)] : []),
    ...(addresses.length > 0 ? [atTest(addresses)] : []),
    ...(devices.length > 0 ? [deviceTest(devices)] : []),
    ...(cases.length > 0 ? [caseTest(request)] : []),
  ];
  return (event) => tests.every((isAsked) => isAsked(event));
}

/** What a case rests on, and what the accounts do that were planted in it, is shown however far it is. */
function timeTest(request: EventRequest): EventTest {
  const { since = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY } = request;
  const shown = periodShown(request);
  const uuids = uuidsOf(request);
  const planted = new Set(
    request.cases.flatMap(({ entities }) =>
      entities.planted.flatMap(({ kind, id }) => (kind === 'account' && id !== null ? id : [])),
    ),
  );
  return ({ time, uuid, actor }) =>
    (time >= shown.since && time < shown.until) ||
    (time >= since && time < until && (uuids.has(uuid) || planted.has(actor?.id ?? '')));
}

/** The events that findings and clean-ups of the cases list. */
function uuidsOf({ cases, findings }: EventRequest): ReadonlySet<string> {
  return new Set([
    ...findings.flatMap(({ evidence }) => evidence.events.map(({ uuid }) => uuid)),
    ...cases.flatMap(({ ended }) => ended?.acts.map(({ uuid }) => uuid) ?? []),
  ]);
}

function userTest(users: readonly string[]): EventTest {
  const names = new Set(users.map(fold));
  const isNamed = ({ id, login }: Principal): boolean =>
    (id !== null && names.has(fold(id))) || (login !== null && names.has(fold(login)));
  return ({ actor, targets }) =>
    (actor !== null && isNamed(actor)) ||
    targets.some((target) => isUser(target) && isNamed(target));
}

/** The user of an app is a user as well, by login. */
function isUser({ type }: Principal): boolean {
  return type === null || /user$/i.test(type);
}

function fold(name: string): string {
  return name.toLowerCase();
}

function sessionTest(sessions: readonly string[]): EventTest {
  const ids = new Set(sessions);
  return ({ session, root }) =>
    (session !== null && ids.has(session)) || (root !== null && ids.has(root));
}

function atTest(addresses: readonly string[]): EventTest {
  const isOneOf = addressTest(addresses);
  return ({ ip }) => ip !== null && isOneOf(ip);
}

function deviceTest(devices: readonly string[]): EventTest {
  const names = new Set(devices);
  return ({ device, deviceId, deviceName }) =>
    [device, deviceId, deviceName].some((name) => name !== null && names.has(name));
}

/** The events of cases: of those who act in them, their sessions, devices, rare addresses and planted objects. */
function caseTest(request: EventRequest): EventTest {
  const entities = request.cases.map((one) => one.entities);
  const ids = new Set(
    entities.flatMap(({ actors, planted }) =>
      [...actors, ...planted].flatMap(({ id }) => id ?? []),
    ),
  );
  const sessions = sessionTest(entities.flatMap((one) => one.sessions));
  const devices = deviceTest(entities.flatMap((one) => one.devices));
  const rare = new Set(
    entities.flatMap(({ addresses }) => addresses.flatMap(({ ip, shared }) => (shared ? [] : ip))),
  );
  const uuids = uuidsOf(request);
  return (event) =>
    uuids.has(event.uuid) ||
    [event.actor, ...event.targets].some((one) => one?.id != null && ids.has(one.id)) ||
    sessions(event) ||
    devices(event) ||
    (event.ip !== null && rare.has(event.ip));
}
