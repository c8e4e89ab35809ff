import { isPlaceholder } from '../window/dictionary.ts';
import type { EventRequest } from './event-request.ts';
import type { TimelineEvent } from './timeline-event.ts';

/** What ties other events to those that were asked for. */
export interface EventJoins {
  /** Whether an event that was not asked for belongs to one that was. */
  isJoined(event: TimelineEvent): boolean;
  /** The session of an event, if one that was asked for has it as well. */
  sharedSession(event: TimelineEvent): string | undefined;
  /** Whether there were so many ties that some were let go. */
  readonly isCut: boolean;
}

/** Collects ties in a first pass over a log. */
export interface JoinCollector {
  /** Takes an event that was asked for. */
  see(event: TimelineEvent): void;
  joins(): EventJoins;
}

/** So many values of a kind are kept. */
const mostTies = 500_000;

/**
 * Makes an empty collector. Events of one transaction belong together. Who asks for a session also gets what
 * the same device token did without any session: what was tried before there was one.
 */
export function createJoinCollector(
  request: EventRequest,
  period: { readonly since: number; readonly until: number },
  limit: number = mostTies,
): JoinCollector {
  const { users, addresses, devices, cases, sessions } = request;
  const others = users.length + addresses.length + devices.length + cases.length;
  const followsDevices = sessions.length > 0 && others === 0;
  const known = {
    transactions: new Set<string>(),
    sessions: new Set<string>(),
    devices: new Set<string>(),
  };
  let isCut = false;
  const add = (set: Set<string>, value: string | null): void => {
    if (value === null || isPlaceholder(value) || set.has(value)) return;
    if (set.size < limit) set.add(value);
    else isCut = true;
  };
  const has = (set: ReadonlySet<string>, value: string | null): boolean =>
    value !== null && set.has(value);
  return {
    see({ transaction, session, root, device }) {
      add(known.transactions, transaction);
      add(known.sessions, session);
      add(known.sessions, root);
      if (followsDevices) add(known.devices, device);
    },
    joins: () => ({
      isJoined: ({ time, transaction, session, root, device }) =>
        time >= period.since &&
        time < period.until &&
        (has(known.transactions, transaction) ||
          (session === null && root === null && has(known.devices, device))),
      sharedSession: ({ session, root }) =>
        [session, root].find((id): id is string => has(known.sessions, id)),
      isCut,
    }),
  };
}
