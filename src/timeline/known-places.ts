import { isInVain } from '../finding/case/admin-act.ts';
import type { Signs } from './signs.ts';
import { isByOkta, type TimelineEvent } from './timeline-event.ts';

/** Where and with what somebody was seen before the first sign of an attack on them. */
export interface KnownPlaces {
  readonly addresses: ReadonlySet<string>;
  readonly networks: ReadonlySet<number>;
  /** Device tokens. */
  readonly devices: ReadonlySet<string>;
  readonly agents: ReadonlySet<string>;
}

/** What a whole log says of that, of those whose attack is known. */
export interface PlaceHistory {
  see(event: TimelineEvent): void;
  /** Undefined if nothing was seen of them before the first sign. */
  of(actor: string): KnownPlaces | undefined;
  /** Whether there were too many values to remember all. */
  readonly isCut: boolean;
}

/** So many values are remembered; of more, who they belong to cannot be told. */
const mostValues = 200_000;

type Growing = {
  readonly [Kind in keyof KnownPlaces]: Set<
    KnownPlaces[Kind] extends ReadonlySet<infer V> ? V : never
  >;
};

/** Makes an empty history. What was tried in vain makes nothing known: an intruder tries as well. */
export function createPlaceHistory(signs: Signs, limit: number = mostValues): PlaceHistory {
  const known = new Map<string, Growing>();
  let values = 0;
  let isCut = false;
  const add = <V>(set: Set<V>, value: V | null): void => {
    if (value === null || set.has(value)) return;
    if (values >= limit) {
      isCut = true;
      return;
    }
    values++;
    set.add(value);
  };
  return {
    see(event) {
      const id = event.actor?.id;
      const sign = id == null ? undefined : signs.firstSignOf(id);
      if (id == null || sign === undefined || event.time >= sign) return;
      if (isByOkta(event) || isInVain(event.outcome) || event.ip === null) return;
      const places = known.get(id) ?? {
        addresses: new Set<string>(),
        networks: new Set<number>(),
        devices: new Set<string>(),
        agents: new Set<string>(),
      };
      known.set(id, places);
      add(places.addresses, event.ip);
      add(places.networks, event.asn);
      add(places.devices, event.device);
      add(places.agents, event.agent);
    },
    of: (actor) => known.get(actor),
    get isCut() {
      return isCut;
    },
  };
}
