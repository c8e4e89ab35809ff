import type { Event } from '../../event/event.ts';
import type { Field, FieldOf } from '../../event/field.ts';
import { isPlaceholder } from '../dictionary.ts';

/** The kinds of value that may tie events together; the last is the one who acts. */
export type TieKind = 'address' | 'session' | 'device' | 'actor';

/** Who used a value in the whole log, and until when. Events that ended in vain are no use. */
export interface ValueUse {
  /** How many different actors, Okta's own not counted; 3 stands for three and more. */
  readonly users: number;
  /** The last use in milliseconds; undefined if there was none. */
  readonly last: number | undefined;
}

/** How addresses, sessions, device tokens and actors were used, by everybody, in every event of a log. */
export interface ValueUsers {
  see(event: Event): void;
  /** Undefined if the value was not seen, or there were too many values to keep this one. */
  of(kind: TieKind, value: string): ValueUse | undefined;
}

/** So many values are kept; some hundred bytes each at most. */
const mostValues = 2 ** 19;

/** More users than anybody asks about. */
const many = 3;

const inVain: ReadonlySet<unknown> = new Set(['FAILURE', 'DENY', 'CHALLENGE']);

/** Okta's own actor, which is nobody. */
const okta = 'SystemPrincipal';

const paths: Readonly<Record<TieKind, string>> = {
  address: 'client.ipAddress',
  session: 'authenticationContext.externalSessionId',
  device: 'debugContext.debugData.dtHash',
  actor: 'actor.id',
};
const kinds = Object.keys(paths) as TieKind[];

interface Entry {
  first: number;
  second: number;
  users: number;
  last: number;
}

/**
 * Makes an empty register. What it says does not depend on the order of events or on copies of them. It is
 * bounded: of more than `limit` values those with the least hashes are kept. A value among those was so at
 * every moment, so all of its uses were counted.
 */
export function createValueUsers(fieldOf: FieldOf, limit = mostValues): ValueUsers {
  const fields = kinds.map((kind) => [kind, fieldOf(paths[kind])] as const);
  const actorId = fieldOf(paths.actor);
  const [outcome, actorType] = [fieldOf('outcome.result'), fieldOf('actor.type')];
  const entries = new Map<number, Entry>();
  let ceiling = Number.POSITIVE_INFINITY;
  const trim = (): void => {
    const hashes = Float64Array.from(entries.keys()).sort();
    ceiling = hashes[limit] as number;
    for (const hash of hashes.subarray(limit)) entries.delete(hash);
  };
  const note = (hash: number, user: number | undefined, time: number): void => {
    if (hash >= ceiling) return;
    let entry = entries.get(hash);
    if (!entry) {
      entry = { first: 0, second: 0, users: 0, last: Number.NEGATIVE_INFINITY };
      entries.set(hash, entry);
      if (entries.size > limit * 2) trim();
    }
    if (user === undefined) return;
    if (time > entry.last) entry.last = time;
    if (entry.users < many) count(entry, user);
  };
  return {
    see({ raw, time }) {
      const isUse = !inVain.has(outcome.read(raw)[0]) && actorType.read(raw)[0] !== okta;
      const actor = isUse ? textIn(actorId, raw) : undefined;
      const user = actor === undefined ? undefined : hashOf('actor', actor);
      for (const [kind, field] of fields) {
        const value = textIn(field, raw);
        if (value !== undefined) note(hashOf(kind, value), user, time);
      }
    },
    of(kind, value) {
      if (entries.size > limit) trim();
      const entry = entries.get(hashOf(kind, value));
      if (!entry) return undefined;
      const { users, last } = entry;
      return { users, last: Number.isFinite(last) ? last : undefined };
    },
  };
}

function count(entry: Entry, user: number): void {
  if (entry.users > 0 && entry.first === user) return;
  if (entry.users > 1 && entry.second === user) return;
  if (entry.users === 0) entry.first = user;
  else if (entry.users === 1) entry.second = user;
  entry.users++;
}

function textIn(field: Field, raw: Event['raw']): string | undefined {
  const [value] = field.read(raw);
  return typeof value === 'string' && !isPlaceholder(value) ? value : undefined;
}

/** 53 bits of a text, so that no two of a log's values are likely to meet. */
function hashOf(kind: string, text: string): number {
  let [high, low] = [0xdeadbeef ^ (kind.charCodeAt(0) * 7919), 0x41c6ce57];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
