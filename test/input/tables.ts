import { isObject, type Json, type JsonObject } from '../../src/event/json.ts';

/**
 * System Log events as tables of Microsoft Sentinel, and as OCSF: written from what is published about them,
 * and so that nothing in them comes from the code that reads them.
 */
type Row = Readonly<Record<string, Json>>;

function at(event: JsonObject, path: string): Json {
  let value: Json = event;
  for (const step of path.split('.')) value = isObject(value) ? (value[step] ?? null) : null;
  return value;
}

const suffix = (value: Json, path: string): string => {
  if (path === 'uuid') return 'g';
  if (path === 'published') return 't';
  if (typeof value === 'number') return 'd';
  return typeof value === 'boolean' ? 'b' : 's';
};

/** As the older connector lays an event down: objects become columns, lists become text. */
export function typedRow(event: JsonObject): Row {
  const row: Record<string, Json> = { TenantId: '9', SourceSystem: 'RestAPI' };
  const walk = (value: Json, path: string): void => {
    if (value === null) return;
    if (isObject(value)) {
      for (const [key, member] of Object.entries(value)) {
        walk(member, path === '' ? key : `${path}.${key}`);
      }
    } else {
      // Other characters are not allowed in the names of columns there.
      const name = `${path.replace(/\W/g, '_')}_${suffix(value, path)}`;
      row[name] = Array.isArray(value) ? JSON.stringify(value) : value;
    }
  };
  walk(event, '');
  return row;
}

const same = (value: Json): Json => value;
const asText = (value: Json): Json => (value === null ? null : JSON.stringify(value));

const newNames: readonly (readonly [string, string, (value: Json) => Json])[] = [
  ['TimeGenerated', 'published', same],
  ['ActorDisplayName', 'actor.displayName', same],
  ['OriginalUserId', 'actor.id', same],
  ['OriginalActorAlternateId', 'actor.alternateId', same],
  ['OriginalUserType', 'actor.type', same],
  ['ActorDetailEntry', 'actor.detailEntry', asText],
  [
    'AuthenticationContextAuthenticationProvider',
    'authenticationContext.authenticationProvider',
    same,
  ],
  ['AuthenticationContextAuthenticationStep', 'authenticationContext.authenticationStep', same],
  ['AuthenticationContextCredentialProvider', 'authenticationContext.credentialProvider', same],
  ['LogonMethod', 'authenticationContext.credentialType', same],
  ['ActorSessionId', 'authenticationContext.externalSessionId', same],
  ['AuthenticationContextInterface', 'authenticationContext.interface', same],
  ['OriginalClientDevice', 'client.device', same],
  ['SrcGeoCity', 'client.geographicalContext.city', same],
  ['SrcGeoCountry', 'client.geographicalContext.country', same],
  ['SrcGeoRegion', 'client.geographicalContext.state', same],
  ['SrcGeoPostalCode', 'client.geographicalContext.postalCode', same],
  ['SrcGeoLatitude', 'client.geographicalContext.geolocation.lat', same],
  ['SrcGeoLongtitude', 'client.geographicalContext.geolocation.lon', same],
  ['SrcDvcId', 'client.id', same],
  ['SrcIpAddr', 'client.ipAddress', same],
  ['ActingAppName', 'client.userAgent.browser', same],
  ['SrcDvcOs', 'client.userAgent.os', same],
  ['HttpUserAgent', 'client.userAgent.rawUserAgent', same],
  ['SrcZone', 'client.zone', same],
  ['DebugData', 'debugContext.debugData', asText],
  ['EventMessage', 'displayMessage', same],
  ['EventOriginalType', 'eventType', same],
  ['LegacyEventType', 'legacyEventType', same],
  ['EventOriginalUid', 'uuid', same],
  ['EventOriginalResultDetails', 'outcome.reason', same],
  ['OriginalOutcomeResult', 'outcome.result', same],
  ['Request', 'request', asText],
  ['SecurityContextAsNumber', 'securityContext.asNumber', same],
  ['SecurityContextAsOrg', 'securityContext.asOrg', same],
  ['SecurityContextDomain', 'securityContext.domain', same],
  ['SecurityContextIsProxy', 'securityContext.isProxy', same],
  ['SrcIsp', 'securityContext.isp', same],
  ['OriginalSeverity', 'severity', same],
  ['OriginalTarget', 'target', asText],
  ['TransactionId', 'transaction.id', same],
  ['TransactionType', 'transaction.type', same],
  ['TransactionDetail', 'transaction.detail', asText],
  ['Version', 'version', same],
];

/** As the newer connector renames the fields of an event. */
export function renamedRow(event: JsonObject): Row {
  const named = newNames.map(([name, path, write]) => [name, write(at(event, path))] as const);
  return { ...Object.fromEntries(named), ActingAppType: 'Browser', EventResult: 'Success' };
}

/** The columns of all rows. */
export function columnsOf(rows: readonly Row[]): readonly string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))].sort();
}

/** A time as the portal shows it in CSV. */
export function portalTime(time: string): string {
  const [, year, month, day, hour, rest] = /^(\d+)-(\d+)-(\d+)T(\d+):(.*)Z$/.exec(time) ?? [];
  const hours = Number(hour);
  const half = hours < 12 ? 'AM' : 'PM';
  return `${Number(month)}/${Number(day)}/${year}, ${hours % 12 || 12}:${rest} ${half}`;
}

/** As the mapping among OCSF's examples moves the fields of an event. */
export function ocsfRecord(event: JsonObject): JsonObject {
  const rest = (path: string, moved: readonly string[]): JsonObject => {
    const value = at(event, path);
    const left = isObject(value) ? Object.entries(value) : [];
    return Object.fromEntries(
      left.filter(([key, member]) => !moved.includes(key) && member !== null),
    );
  };
  const result = at(event, 'outcome.result');
  return {
    class_uid: 3002,
    class_name: 'Authentication',
    metadata: {
      event_code: at(event, 'eventType'),
      uid: at(event, 'uuid'),
      product: { name: 'Okta System Log', vendor_name: 'Okta', version: at(event, 'version') },
    },
    time: Date.parse(String(event['published'])),
    message: at(event, 'displayMessage'),
    actor: {
      user: {
        uid: at(event, 'actor.id'),
        email_addr: at(event, 'actor.alternateId'),
        name: at(event, 'actor.displayName'),
        type: at(event, 'actor.type'),
      },
      session: { uid: at(event, 'authenticationContext.externalSessionId') },
    },
    status: result === 'FAILURE' ? 'Failure' : result === 'SUCCESS' ? 'Success' : 'Unknown',
    http_request: { user_agent: at(event, 'client.userAgent.rawUserAgent') },
    src_endpoint: {
      ip: at(event, 'client.ipAddress'),
      type: at(event, 'client.device'),
      os: { name: at(event, 'client.userAgent.os') },
      location: {
        city: at(event, 'client.geographicalContext.city'),
        country: at(event, 'client.geographicalContext.country'),
        postal_code: at(event, 'client.geographicalContext.postalCode'),
        lat: at(event, 'client.geographicalContext.geolocation.lat'),
        long: at(event, 'client.geographicalContext.geolocation.lon'),
        isp: at(event, 'securityContext.isp'),
      },
      domain: at(event, 'securityContext.domain'),
      autonomous_system: {
        name: at(event, 'securityContext.asOrg'),
        number: at(event, 'securityContext.asNumber'),
      },
    },
    unmapped: {
      authenticationContext: rest('authenticationContext', ['externalSessionId']),
      securityContext: rest('securityContext', ['isp', 'domain', 'asOrg', 'asNumber']),
      debugContext: { debugData: at(event, 'debugContext.debugData') },
      transaction: at(event, 'transaction'),
      request: at(event, 'request'),
      target: at(event, 'target'),
      outcome: { result, reason: at(event, 'outcome.reason') },
    },
  };
}
