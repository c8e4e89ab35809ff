import type { Event } from '../../event/event.ts';
import type { Field, FieldOf } from '../../event/field.ts';
import { isObject, type Json } from '../../event/json.ts';
import { membersOf } from '../../event/members.ts';
import { isPlaceholder } from '../dictionary.ts';
import { createUseTable, type UsesSnapshot, type ValueUse } from './use-table.ts';

/** The kinds of value that may tie events together; the last is the one who acts. */
export type TieKind = 'address' | 'session' | 'device' | 'actor';

/** How addresses, sessions, device tokens and actors were used, by everybody, in every event of a log. */
export interface ValueUsers {
  see(event: Event): void;
  /** Undefined if the value was not seen, or there were too many values to keep this one. */
  of(kind: TieKind, value: string): ValueUse | undefined;
  /** All that is kept, as plain data. */
  snapshot(): UsersSnapshot;
  /** Takes over what another register, with the same limit, saw: from then on it is as if this one had seen it. */
  join(other: UsersSnapshot): void;
}

/** The users of values, as plain data that can be handed to another thread. */
export interface UsersSnapshot {
  /** All values have lower hashes; those of others were let go. Infinity if none were. */
  readonly ceiling: number;
  readonly uses: UsesSnapshot;
}

/** So many values are kept; up to a quarter more, of 40 bytes each, until they are sorted out. */
const mostValues = 2 ** 19;

/** So many texts of a kind are at hand. */
const mostRemembered = 4_096;

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

/**
 * Makes an empty register. What it says does not depend on the order of events or on copies of them. It is
 * bounded: of more than `limit` values those with the least hashes are kept. A value among those was so at
 * every moment, so all of its uses were counted.
 */
export function createValueUsers(fieldOf: FieldOf, limit = mostValues, seed?: number): ValueUsers {
  const read = createTieReader(fieldOf);
  const uses = createUseTable(seed);
  let ceiling = Number.POSITIVE_INFINITY;
  const lower = (to: number): void => {
    ceiling = to;
    uses.keepBelow(ceiling);
    for (const { clear } of entryOf) clear();
  };
  const cutTo = (most: number): void => {
    if (uses.size > most) lower(uses.hashAbove(limit));
  };
  const entryOf = kinds.map((kind) =>
    remembering((text) => {
      const hash = hashOf(kind, text);
      return hash < ceiling ? uses.number(hash) : null;
    }),
  );
  const numberOf = remembering((text) => hashOf('actor', text));
  return {
    see({ raw, time }) {
      const { outcome, actorType, ties } = read(raw);
      const actor = inVain.has(outcome) || actorType === okta ? undefined : ties.at(-1);
      const user = actor === undefined ? null : numberOf.of(actor);
      for (let at = 0; at < ties.length; at++) {
        const value = ties[at];
        const entry = value === undefined ? null : (entryOf[at]?.of(value) ?? null);
        if (entry !== null && user !== null) uses.note(entry, user, time);
      }
      cutTo(limit * overdraft);
    },
    of(kind, value) {
      cutTo(limit);
      return uses.of(hashOf(kind, value));
    },
    snapshot() {
      cutTo(limit);
      return { ceiling, uses: uses.snapshot() };
    },
    join(other) {
      if (other.ceiling < ceiling) lower(other.ceiling);
      uses.add(other.uses, ceiling);
      cutTo(limit * overdraft);
    },
  };
}

/** They are sorted out when there are so many times as many. */
const overdraft = 1.25;

/** Remembers what it made of the latest texts, since those of a log come again and again; null of placeholders. */
function remembering<T>(make: (text: string) => T) {
  const known = new Map<string, T | null>();
  return {
    of(text: string): T | null {
      const before = known.get(text);
      if (before !== undefined) return before;
      const made = isPlaceholder(text) ? null : make(text);
      if (known.size >= mostRemembered) known.clear();
      known.set(text, made);
      return made;
    },
    clear: (): void => known.clear(),
  };
}

/** What ties an event to others, by the place of its kind, and whether it is a use. */
interface Ties {
  readonly outcome: string | undefined;
  readonly actorType: string | undefined;
  readonly ties: readonly (string | undefined)[];
}

/** Reads fields where Okta writes them, which is fast; where nothing like that is, wherever they may be. */
function createTieReader(fieldOf: FieldOf): (raw: Event['raw']) => Ties {
  const [address, session, device, actorId] = kinds.map((kind) => fieldOf(paths[kind])) as [
    Field,
    Field,
    Field,
    Field,
  ];
  const [result, type] = [fieldOf('outcome.result'), fieldOf('actor.type')];
  return (raw) => {
    const { actor, authenticationContext, client, debugContext, outcome } = membersOf<
      'actor' | 'authenticationContext' | 'client' | 'debugContext' | 'outcome'
    >(raw);
    const { debugData } = membersOf<'debugData'>(debugContext);
    const who = membersOf<'id' | 'type'>(actor);
    const { externalSessionId } = membersOf<'externalSessionId'>(authenticationContext);
    return {
      outcome: textAt(raw, result, outcome, membersOf<'result'>(outcome).result),
      actorType: textAt(raw, type, actor, who.type),
      ties: [
        textAt(raw, address, client, membersOf<'ipAddress'>(client).ipAddress),
        textAt(raw, session, authenticationContext, externalSessionId),
        textAt(raw, device, debugData, membersOf<'dtHash'>(debugData).dtHash),
        textAt(raw, actorId, actor, who.id),
      ],
    };
  };
}

/** The text of a field: what stands in its parent, if that is an object, else what the field reads. */
function textAt(
  raw: Event['raw'],
  field: Field,
  parent: Json | undefined,
  plain: Json | undefined,
): string | undefined {
  const value = isObject(parent) ? plain : field.read(raw)[0];
  return typeof value === 'string' ? value : undefined;
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
