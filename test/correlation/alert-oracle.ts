import type { JsonObject } from '../../src/event/json.ts';
import type { Sighting } from '../window/event-oracle.ts';
import { ordersOf } from '../window/oracle.ts';
import type { Case } from './generators.ts';
import { type Alert, alertsOf, correlate, eventsOf, stretchAt, type Told } from './oracle.ts';

/** What the naive oracle tells of a case: of both correlations, and of the rules below them. */
export interface Naive {
  readonly low: readonly Told[];
  readonly high: readonly Told[];
  /** By rule: those that `yamlOf` writes, and `low`. */
  readonly alerts: ReadonlyMap<string, readonly Alert[]>;
}

export function tellNaively({ low, high, records }: Pick<Case, 'low' | 'high' | 'records'>): Naive {
  const events = eventsOf(records);
  const alerts = new Map<string, readonly Alert[]>([
    ['ra', ofTypes(events, ['a', 'ab'])],
    ['rb', ofTypes(events, ['b', 'ab'])],
    ['rd', lonely(events)],
  ]);
  const lowTold = correlate(low, alerts, events);
  alerts.set('low', alertsOf(low, lowTold));
  return { low: lowTold, high: correlate(high, alerts, events), alerts };
}

function ofTypes(events: readonly Sighting[], types: readonly string[]): readonly Alert[] {
  return events
    .filter(({ raw }) => types.includes(String(raw['eventType'])))
    .map((event) => ({ event, verdict: 2, fields: {} }));
}

function lonely(events: readonly Sighting[]): readonly Alert[] {
  return ofTypes(events, ['d']).flatMap(({ event, fields }) => {
    const until = event.time + 20 * 60_000;
    const next = ofTypes(events, ['e']).some(
      ({ event: other }) => other.time > event.time && other.time <= until,
    );
    if (next) return [];
    return [{ event, fields, verdict: stretchAt(event, events).to >= until ? 2 : 1 }];
  });
}

/** Everything that a log may have been, as its records with identifiers in order of time. */
export function logsOf(records: readonly JsonObject[]): readonly (readonly JsonObject[])[] {
  return ordersOf(eventsOf(records)).map((order) =>
    order.map(({ raw }, at) => ({ ...raw, uuid: `event-${String(at).padStart(2, '0')}` })),
  );
}
