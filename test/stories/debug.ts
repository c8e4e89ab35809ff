import type { JsonObject } from '../../src/event/json.ts';
import { dice } from './dice.ts';
import { nowhere } from './org.ts';
import type { Happening } from './record.ts';

/** debugData of a request: what every one has, then what the happening adds. */
export function debugData(happening: Happening, requestId: string): JsonObject {
  const { at, session, requestUri = '/idp/idx/identify', debug = {} } = happening;
  if (session.seat === nowhere) return { requestId, ...debug };
  const { machine, place } = session.seat;
  const thrown = dice('debug', at, requestId);
  const device =
    machine.dtHash === null
      ? {}
      : { dtHash: machine.dtHash, deviceFingerprint: print(machine.dtHash) };
  const { tunnel } = place;
  const tunnels = tunnel && {
    tunnels: JSON.stringify([{ operator: tunnel.operator, type: tunnel.type, anonymous: true }]),
  };
  return {
    requestId,
    ...device,
    requestUri,
    url: `${requestUri}?`,
    traceId: `${thrown.hex(8)}-${thrown.hex(4)}-4${thrown.hex(3)}-9${thrown.hex(3)}-${thrown.hex(12)}`,
    threatSuspected: 'false',
    ...tunnels,
    ...debug,
  };
}

function print(dtHash: string): string {
  return dice('fingerprint', dtHash).hex(32);
}

const calm = {
  'New Geo-Location': 'NEGATIVE',
  'New Device': 'NEGATIVE',
  'New IP': 'NEGATIVE',
  'New State': 'NEGATIVE',
  'New Country': 'NEGATIVE',
  Velocity: 'NEGATIVE',
  'New City': 'NEGATIVE',
};

/** How Okta's own judges see a request; the behaviours named are the ones that stand out. */
export type Oddity = keyof typeof calm;

/**
 * Okta's verdict on behaviour and risk, in the three ways in which it is written: the text of a
 * Java map twice, and JSON inside a string.
 */
export function verdict(...odd: readonly Oddity[]): JsonObject {
  const behaviors = { ...calm, ...Object.fromEntries(odd.map((name) => [name, 'POSITIVE'])) };
  const level = odd.length === 0 ? 'LOW' : odd.length > 3 ? 'HIGH' : 'MEDIUM';
  const reasons = odd.length === 0 ? '' : 'reasons=Anomalous Location, Anomalous Device, ';
  const map = Object.entries(behaviors).map(([name, value]) => `${name}=${value}`);
  return {
    behaviors: `{${map.join(', ')}}`,
    risk: `{${reasons}level=${level}}`,
    logOnlySecurityData: JSON.stringify({ risk: { level }, behaviors }),
  };
}
