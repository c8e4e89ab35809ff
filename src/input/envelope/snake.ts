import { isObject, type Json, type JsonObject, own } from '../../event/json.ts';
import { camelCased, inUtc } from './naming.ts';
import { objectAt, textAt, valueAt, without } from './value-path.ts';

/** An event put back together, and what of it the product could keep. */
export interface Rebuilt {
  readonly raw: JsonObject;
  readonly keeps: readonly string[];
}

const kept = [
  'uuid',
  'published',
  'eventType',
  'displayMessage',
  'severity',
  'version',
  'actor.id',
  'actor.type',
  'actor.alternateId',
  'actor.displayName',
  'client',
  'outcome',
  'target.id',
  'target.type',
  'target.alternateId',
  'target.displayName',
  'transaction.id',
  'transaction.type',
  'authenticationContext.authenticationProvider',
  'authenticationContext.authenticationStep',
  'authenticationContext.credentialProvider',
  'authenticationContext.credentialType',
  'authenticationContext.externalSessionId',
  'authenticationContext.interface',
  'authenticationContext.issuer',
  'securityContext.asNumber',
  'securityContext.asOrg',
  'securityContext.domain',
  'securityContext.isProxy',
  'securityContext.isp',
  'request',
] as const;

/** What is kept of debug data where it was not kept whole. */
const debugNames = ['deviceFingerprint', 'requestId', 'requestUri', 'threatSuspected', 'url'];
const debugData = 'debugContext.debugData';

/** Every combination there is, so that equal lists are one list. */
const keeps = {
  whole: [...kept, debugData],
  parts: [...kept, ...debugNames.map((name) => `${debugData}.${name}`)],
  wholeAndRoot: [...kept, debugData, 'authenticationContext.rootSessionId'],
  partsAndRoot: [
    ...kept,
    ...debugNames.map((name) => `${debugData}.${name}`),
    'authenticationContext.rootSessionId',
  ],
} as const;

/**
 * The event that Elastic's and Matano's integrations took apart: Okta's fields in snake case under `okta`,
 * the place of the client under `client.geo`, the time elsewhere. Undefined without an event type.
 */
export function rebuild(record: JsonObject, time: Json | undefined): Rebuilt | undefined {
  const okta = objectAt(record, 'okta');
  const eventType = okta && textAt(okta, 'event_type');
  if (!okta || eventType === undefined) return undefined;
  const renamed = camelCased(without(okta, (key) => key === 'device')) as JsonObject;
  const { data, whole } = debugDataOf(okta);
  const device = own(okta, 'device');
  const security = securityOf(objectAt(okta, 'security_context'));
  const raw: JsonObject = {
    ...renamed,
    client: clientOf(record, renamed),
    ...(device !== undefined && { device }),
    ...(security && { securityContext: security }),
    debugContext: { debugData: data },
    uuid: valueAt(okta, 'uuid') ?? valueAt(record, 'event.id') ?? null,
    published: inUtc(time),
    eventType,
  };
  const root = valueAt(okta, 'authentication_context.root_session_id') !== undefined;
  return { raw, keeps: keeps[`${whole ? 'whole' : 'parts'}${root ? 'AndRoot' : ''}`] };
}

function clientOf(record: JsonObject, renamed: JsonObject): JsonObject {
  const client = objectAt(renamed, 'client') ?? {};
  const { ip, ...rest } = client;
  const geo = objectAt(record, 'client.geo') ?? objectAt(record, 'source.geo');
  return {
    ...rest,
    ipAddress: own(client, 'ipAddress') ?? ip ?? null,
    ...(geo &&
      own(client, 'geographicalContext') === undefined && { geographicalContext: placeOf(geo) }),
  };
}

function placeOf(geo: JsonObject): JsonObject {
  return {
    city: own(geo, 'city_name') ?? null,
    state: own(geo, 'region_name') ?? null,
    country: own(geo, 'country_name') ?? null,
    postalCode: own(geo, 'postal_code') ?? null,
    geolocation: own(geo, 'location') ?? null,
  };
}

function securityOf(security: JsonObject | undefined): JsonObject | undefined {
  if (!security) return undefined;
  const { as, ...rest } = security;
  const network = isObject(as)
    ? { asNumber: own(as, 'number') ?? null, asOrg: valueAt(as, 'organization.name') ?? null }
    : {};
  return { ...network, ...(camelCased(rest) as JsonObject) };
}

/** Debug data as Okta names it where that was kept (`flattened`, at times as text), else what there is. */
function debugDataOf(okta: JsonObject): { readonly data: JsonObject; readonly whole: boolean } {
  const debug = objectAt(okta, 'debug_context.debug_data') ?? {};
  const { flattened, ...rest } = debug;
  const known = camelCased(rest) as JsonObject;
  const whole = isObject(flattened) ? flattened : parsed(flattened);
  return whole ? { data: { ...known, ...whole }, whole: true } : { data: known, whole: false };
}

function parsed(text: Json | undefined): JsonObject | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
