import type { Json, JsonObject } from '../../src/event/json.ts';
import { published } from './clock.ts';
import { debugData } from './debug.ts';
import { dice } from './dice.ts';
import { type EventType, wording } from './kind.ts';
import { nowhere, type Seat } from './org.ts';
import type { Place } from './place.ts';
import type { Session } from './session.ts';
import type { Target } from './target.ts';

/** One thing that happens, before it is written the way Okta writes it. */
export interface Happening {
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  readonly type: EventType;
  readonly session: Session;
  readonly targets: readonly Target[];
  /** `outcome.result`; SUCCESS unless told otherwise. */
  readonly result?: string;
  readonly reason?: string | null;
  /** `actor.type`; User unless told otherwise. */
  readonly actorType?: string;
  readonly credential?: 'PASSWORD' | 'OTP' | 'FIDO' | 'ASSERTION';
  readonly requestUri?: string;
  /** Happenings of one request share this word, and with it the transaction. */
  readonly request?: string;
  /** Entries of debugData beside those that every request has. */
  readonly debug?: JsonObject;
}

const refusals: ReadonlySet<string> = new Set(['FAILURE', 'DENY']);

/** The whole LogEvent of one happening, in Okta's own shape and key order. */
export function record(happening: Happening): JsonObject {
  const { at, type, session, result = 'SUCCESS', reason = null } = happening;
  const { seat, external, root, token } = session;
  const failed = refusals.has(result);
  const { message, legacy } = wording(type, failed);
  const requestId = `Z${requestDice(happening).letters(26)}`;
  return {
    actor: {
      id: session.who.id,
      type: happening.actorType ?? 'User',
      alternateId: session.who.login,
      displayName: session.who.name,
      detailEntry: null,
    },
    client: client(seat),
    device: device(seat),
    authenticationContext: {
      authenticationProvider: happening.credential ? 'FACTOR_PROVIDER' : null,
      credentialProvider: happening.credential ? 'OKTA_CREDENTIAL_PROVIDER' : null,
      credentialType: happening.credential ?? null,
      issuer: null,
      interface: null,
      authenticationStep: 0,
      rootSessionId: root,
      externalSessionId: external,
    },
    displayMessage: message,
    eventType: type,
    outcome: { result, reason },
    published: published(at),
    securityContext: securityContext(seat.place),
    severity: failed ? 'WARN' : 'INFO',
    debugContext: { debugData: debugData(happening, requestId) },
    legacyEventType: legacy,
    transaction: {
      type: seat === nowhere ? 'JOB' : 'WEB',
      id: requestId,
      detail: token === null ? {} : { requestApiTokenId: token },
    },
    uuid: uuid(happening),
    version: '0',
    request: { ipChain: seat === nowhere ? [] : [hop(seat.place)] },
    target:
      happening.targets.length === 0 ? null : happening.targets.map((target) => ({ ...target })),
  };
}

function client(seat: Seat): JsonObject {
  if (seat === nowhere) {
    const nothing = { userAgent: null, zone: null, device: null, id: null };
    return { ...nothing, ipAddress: null, geographicalContext: null };
  }
  const { rawUserAgent, os, browser, device } = seat.machine;
  return {
    userAgent: { rawUserAgent, os, browser },
    zone: seat.place.zone,
    device,
    id: null,
    ipAddress: seat.place.ip,
    geographicalContext: geography(seat.place),
  };
}

function geography({ city, state, country, postalCode, lat, lon }: Place): JsonObject {
  return { city, state, country, postalCode, geolocation: { lat, lon } };
}

const platforms: Readonly<Record<string, string>> = {
  'Mac OS X': 'MACOS',
  'Windows 10': 'WINDOWS',
  Linux: 'LINUX',
  'Mac OS X (iPhone)': 'IOS',
  Android: 'ANDROID',
};

function device({ machine }: Seat): Json {
  if (!machine.enrolled) return null;
  return {
    id: machine.enrolled.id,
    name: machine.enrolled.name,
    os_platform: platforms[machine.os] ?? 'UNKNOWN',
    os_version: machine.enrolled.version,
    managed: machine.device === 'Computer',
    registered: true,
    device_integrator: null,
    disk_encryption_type: machine.device === 'Computer' ? 'ALL_INTERNAL_VOLUMES' : 'FULL',
    screen_lock_type: 'BIOMETRIC',
    jailbreak: machine.device === 'Mobile' ? false : null,
    secure_hardware_present: true,
  };
}

function securityContext(place: Place): JsonObject {
  if (place === nowhere.place) {
    return { asNumber: null, asOrg: null, isp: null, domain: null, isProxy: null };
  }
  const { asNumber, asOrg, domain, tunnel } = place;
  const network = { asNumber, asOrg, isp: asOrg, domain };
  if (!tunnel) return { ...network, isProxy: false };
  const service = { type: tunnel.type, operator: tunnel.operator, isAnonymous: true };
  return { ...network, isProxy: true, ipDetails: { ...network, ipServiceCategories: [service] } };
}

function hop(place: Place): JsonObject {
  const version = place.ip.includes(':') ? 'V6' : 'V4';
  return { ip: place.ip, geographicalContext: geography(place), version, source: null };
}

function requestDice({ at, type, session, targets, request }: Happening): ReturnType<typeof dice> {
  const { who, external } = session;
  if (request !== undefined) return dice('request', request, who.login, external);
  return dice('request', at, type, who.login, external, targets[0]?.id ?? null);
}

/** A version-1 UUID (RFC 9562, 5.1): its first three groups are the time, the rest is drawn. */
function uuid({ at, type, session, targets }: Happening): string {
  const who = [session.who.login, session.external, session.seat.place.ip];
  const thrown = dice('uuid', at, type, ...who, ...targets.map((target) => target.id));
  const ticks = (BigInt(at) + 12_219_292_800_000n) * 10_000n + BigInt(thrown.below(10_000));
  const digits = ticks.toString(16).padStart(15, '0');
  const time = `${digits.slice(7)}-${digits.slice(3, 7)}-1${digits.slice(0, 3)}`;
  return `${time}-${thrown.pick(['8', '9', 'a', 'b'])}${thrown.hex(3)}-${thrown.hex(12)}`;
}
