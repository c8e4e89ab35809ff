import type { TimelineLane } from './timeline.ts';
import { isByOkta, type TimelineEvent } from './timeline-event.ts';

/** What events of a lane share. */
export interface LaneKey {
  readonly kind: TimelineLane['kind'];
  /** A name for it, the same for all of its events. */
  readonly key: string;
}

/**
 * Says of each event in which lane it is. External and root sessions that occur in one event are one session.
 * An event without a session is in that of another event of the same transaction; else with what the same
 * device token did without a session; else with what its actor did.
 */
export function assignLanes(events: readonly TimelineEvent[]): ReadonlyMap<TimelineEvent, LaneKey> {
  const joined = createUnion();
  for (const { session, root } of events) if (session && root) joined.join(session, root);
  const idOf = ({ session, root }: TimelineEvent): string | undefined => {
    const id = session ?? root;
    return id === null ? undefined : joined.rootOf(id);
  };
  const ofTransaction = new Map<string, string>();
  for (const event of events) {
    const id = idOf(event);
    const { transaction } = event;
    // Of several sessions of one transaction the first counts.
    if (id !== undefined && transaction !== null && !ofTransaction.has(transaction)) {
      ofTransaction.set(transaction, id);
    }
  }
  const laneOf = (event: TimelineEvent): LaneKey => {
    const own = idOf(event) ?? ofTransaction.get(event.transaction ?? '');
    if (own !== undefined) return { kind: 'session', key: own };
    if (event.device !== null) return { kind: 'device', key: event.device };
    return { kind: 'actor', key: isByOkta(event) ? 'okta' : nameOf(event) };
  };
  return new Map(events.map((event) => [event, laneOf(event)]));
}

function nameOf({ actor }: TimelineEvent): string {
  return actor?.id ?? actor?.login ?? '';
}

/** Sets of names; two of them become one when they are joined. */
function createUnion() {
  const parents = new Map<string, string>();
  const rootOf = (name: string): string => {
    let root = name;
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next;
    for (let at = name; at !== root; ) {
      const next = parents.get(at) as string;
      parents.set(at, root);
      at = next;
    }
    return root;
  };
  return {
    rootOf,
    join(a: string, b: string): void {
      const [first, second] = [rootOf(a), rootOf(b)];
      if (first !== second) parents.set(second, first);
    },
  };
}
