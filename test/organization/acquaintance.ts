import type { JsonObject } from '../../src/event/json.ts';
import type { Device } from './device.ts';
import type { Site } from './network.ts';

/** The behaviours that Okta judges, in its order. */
const behaviours = [
  'New Geo-Location',
  'New Device',
  'New IP',
  'New State',
  'New Country',
  'Velocity',
  'New City',
] as const;
type Behaviour = (typeof behaviours)[number];

/**
 * What Okta's behaviour detection knows of one person: the last addresses, towns and devices from which they
 * came. Sightings are told in about the order of time.
 */
export class Acquaintance {
  readonly #known = new Map<string, readonly string[]>();

  /** Judges a request, then remembers it. */
  meet(site: Site, device: Device, isRemembered = true): ReadonlySet<Behaviour> {
    const { city, state, country } = site.town.geography;
    const token = device.token ?? 'none';
    const odd = new Set<Behaviour>();
    const see = (behaviour: Behaviour, value: unknown, keep: number): void => {
      if (this.#isNew(behaviour, String(value), keep, isRemembered)) odd.add(behaviour);
    };
    see('New Device', token, 10);
    see('New IP', site.ip, 50);
    see('New City', city, 20);
    see('New State', state, 15);
    see('New Country', country, 10);
    if (odd.has('New City') && odd.has('New State')) odd.add('New Geo-Location');
    return odd;
  }

  #isNew(kind: string, value: string, keep: number, isRemembered: boolean): boolean {
    const known = this.#known.get(kind) ?? [];
    const isNew = !known.includes(value);
    if (isNew && isRemembered) this.#known.set(kind, [...known.slice(1 - keep), value]);
    return isNew;
  }
}

const written = new Map<string, JsonObject>();

/** Okta's verdict as debugData has it: on Classic a Java map as text, on Identity Engine JSON in a string as well. */
export function verdictOf(odd: ReadonlySet<Behaviour>, isClassic: boolean): JsonObject {
  const key = `${isClassic} ${[...odd].sort().join()}`;
  const known = written.get(key);
  if (known) return known;
  const values = behaviours.map((name) => [name, odd.has(name) ? 'POSITIVE' : 'NEGATIVE']);
  const level = odd.size > 3 ? 'HIGH' : odd.size > 1 ? 'MEDIUM' : 'LOW';
  const reasons = odd.has('New Geo-Location') ? 'Anomalous Location' : 'Anomalous Device';
  const risk = odd.size === 0 ? '{level=LOW}' : `{reasons=${reasons}, level=${level}}`;
  const text = `{${values.map(([name, value]) => `${name}=${value}`).join(', ')}}`;
  const verdict: JsonObject = isClassic
    ? { behaviors: text, risk }
    : {
        behaviors: text,
        risk,
        logOnlySecurityData: JSON.stringify({
          risk: odd.size === 0 ? { level } : { level, reasons },
          behaviors: Object.fromEntries(values),
        }),
      };
  written.set(key, verdict);
  return verdict;
}
