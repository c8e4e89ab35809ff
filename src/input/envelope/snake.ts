import { isObject, type Json, type JsonObject, objectIn, own } from '../../event/json.ts';
import type { Contents } from './envelope.ts';
import { camelCased, inUtc } from './naming.ts';
import { objectAt, textAt, valueAt, without } from './value-path.ts';

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
const debugParts = ['deviceFingerprint', 'requestId', 'requestUri', 'threatSuspected', 'url'].map(
  (name) => `debugContext.debugData.${name}`,
);
const debugData = 'debugContext.debugData';
const root = 'authenticationContext.rootSessionId';

/** Every combination there is, so that equal lists are one list. */
const keeps = {
  whole: [...kept, debugData],
  parts: [...kept, ...debugParts],
  wholeAndRoot: [...kept, debugData, root],
  partsAndRoot: [...kept, ...debugParts, root],
} as const;

/**
 * The event that Elastic's and Matano's integrations took apart: Okta's fields in snake case under `okta`,
 * the place of the client under `client.geo`, the time elsewhere. Undefined without an event type.
 */
export function rebuild(record: JsonObject, time: Json | undefined): Contents | undefined {
  const okta = objectAt(record, 'okta');
  const eventType = okta && textAt(okta, 'event_type');
  if (!okta || eventType === undefined) return undefined;
  const renamed = camelCased(without(okta, (key) => key === 'device'));
  const { data, whole } = debugDataOf(okta);
  const device = own(okta, 'device');
  const security = objectAt(okta, 'security_context');
  const raw: JsonObject = {
    ...renamed,
    client: clientOf(record, renamed),
    ...(device !== undefined && { device }),
    ...(security && { securityContext: securityOf(security) }),
    debugContext: { debugData: data },
    uuid: valueAt(okta, 'uuid') ?? valueAt(record, 'event.id') ?? null,
    published: inUtc(time),
    eventType,
  };
  const isRooted = valueAt(okta, 'authentication_context.root_session_id') !== undefined;
  const kind = `${whole ? 'whole' : 'parts'}${isRooted ? 'AndRoot' : ''}` as const;
  return { kind: 'event', raw, keeps: keeps[kind] };
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

function securityOf({ as, ...rest }: JsonObject): JsonObject {
  const network = isObject(as)
    ? { asNumber: own(as, 'number') ?? null, asOrg: valueAt(as, 'organization.name') ?? null }
    : {};
  return { ...network, ...camelCased(rest) };
}

/** Debug data as Okta names it where that was kept (`flattened`, at times as text), else what there is. */
function debugDataOf(okta: JsonObject): { readonly data: JsonObject; readonly whole: boolean } {
  const debug = objectAt(okta, 'debug_context.debug_data') ?? {};
  const { flattened, ...rest } = debug;
  const known = camelCased(rest);
  const whole = isObject(flattened)
    ? flattened
    : objectIn(typeof flattened === 'string' ? flattened : '');
  return whole ? { data: { ...known, ...whole }, whole: true } : { data: known, whole: false };
}
