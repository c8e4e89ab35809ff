import { isObject, type Json, own } from '../../event/json.ts';
import {
  asIs,
  asNumber,
  asParsed,
  asTruth,
  type Column,
  eventOf,
  perHeader,
  toColumns,
} from './columns.ts';
import { type Envelope, innerAll } from './envelope.ts';
import { inUtc } from './naming.ts';

/**
 * A row of `Okta_CL`, as the older connector of Microsoft Sentinel lays it down: each field a column, its
 * path joined by underscores, its type a letter at the end (`actor_alternateId_s`, `published_t`).
 */
export const sentinel: Envelope = {
  name: 'Microsoft Sentinel Okta_CL',
  open: (record) => {
    if (typeof own(record, 'eventType_s') !== 'string') return undefined;
    return eventOf(record, typedColumns(record));
  },
};

/** A row of `OktaV2_CL`, as the newer connector renames the fields for Microsoft's own model. */
export const sentinelV2: Envelope = {
  name: 'Microsoft Sentinel OktaV2_CL',
  open: (record) => {
    const isRow = Object.hasOwn(record, 'OriginalTarget') || Object.hasOwn(record, 'DebugData');
    if (typeof own(record, 'EventOriginalType') !== 'string' || !isRow) return undefined;
    return eventOf(record, renamedColumns(record));
  },
};

/** The answer of the Log Analytics API: tables with the names of columns beside the rows. */
export const logAnalytics: Envelope = {
  name: 'Azure Log Analytics',
  open: (record) => {
    const tables = own(record, 'tables');
    if (!Array.isArray(tables)) return undefined;
    const rows = (tables as readonly Json[]).flatMap(rowsOf);
    return rows.length > 0 ? innerAll(rows, 'tables.rows') : undefined;
  },
};

function rowsOf(table: Json): readonly Json[] {
  const columns = isObject(table) ? own(table, 'columns') : undefined;
  const rows = isObject(table) ? own(table, 'rows') : undefined;
  if (!Array.isArray(columns) || !Array.isArray(rows)) return [];
  const names = (columns as readonly Json[]).map((column) =>
    isObject(column) ? String(own(column, 'name')) : String(column),
  );
  return (rows as readonly Json[]).map((row) =>
    Array.isArray(row)
      ? Object.fromEntries(names.map((name, at) => [name, (row as readonly Json[])[at] ?? null]))
      : row,
  );
}

/** Objects of the LogEvent, the longest path first: no other underscore parts steps. */
const parents = [
  'client_geographicalContext_geolocation',
  'client_geographicalContext',
  'client_userAgent',
  'debugContext_debugData',
  'debugContext',
  'authenticationContext_issuer',
  'authenticationContext',
  'securityContext',
  'transaction_detail',
  'transaction',
  'outcome',
  'request',
  'actor',
  'client',
  'device',
];

const listed: ReadonlySet<string> = new Set(['target', 'request.ipChain', 'actor.detailEntry']);

const typedColumns = perHeader((names) => {
  const columns = names.flatMap(typedColumn);
  const isDated = columns.some(({ path }) => path === 'published');
  const generated = isDated ? [] : names.filter((name) => bareName(name) === 'TimeGenerated');
  return toColumns([...columns, ...generated.map(timeColumn)]);
});

function typedColumn(name: string): readonly Column[] {
  const parts = /^(.+)_([sdbtg])$/s.exec(bareName(name));
  if (!parts) return [];
  const [, joined = '', type] = parts;
  const parent = parents.find((one) => joined.startsWith(`${one}_`));
  const path = parent
    ? `${parent.replaceAll('_', '.')}.${joined.slice(parent.length + 1)}`
    : joined;
  if (path === 'published') return [timeColumn(name)];
  if (listed.has(path)) return [{ name, path, read: asParsed }];
  const read = type === 'd' ? asNumber : type === 'b' ? asTruth : asIs;
  return [{ name, path, read }];
}

const [place, sign] = ['client.geographicalContext', 'authenticationContext'];

/** The names of the newer connector for Okta's fields. What it has twice is taken from where it is untouched. */
const renamed: ReadonlyMap<string, readonly [path: string, read: Column['read']]> = new Map([
  ['EventOriginalType', ['eventType', asIs]],
  ['EventOriginalUid', ['uuid', asIs]],
  ['EventMessage', ['displayMessage', asIs]],
  ['OriginalSeverity', ['severity', asIs]],
  ['LegacyEventType', ['legacyEventType', asIs]],
  ['Version', ['version', asIs]],
  ['OriginalUserId', ['actor.id', asIs]],
  ['OriginalUserType', ['actor.type', asIs]],
  ['OriginalActorAlternateId', ['actor.alternateId', asIs]],
  ['ActorDisplayName', ['actor.displayName', asIs]],
  ['ActorDetailEntry', ['actor.detailEntry', asParsed]],
  ['AuthenticationContextAuthenticationProvider', [`${sign}.authenticationProvider`, asIs]],
  ['AuthenticationContextAuthenticationStep', [`${sign}.authenticationStep`, asNumber]],
  ['AuthenticationContextCredentialProvider', [`${sign}.credentialProvider`, asIs]],
  ['LogonMethod', [`${sign}.credentialType`, asIs]],
  ['ActorSessionId', [`${sign}.externalSessionId`, asIs]],
  ['AuthenticationContextInterface', [`${sign}.interface`, asIs]],
  ['AuthenticationContextIssuerId', [`${sign}.issuer.id`, asIs]],
  ['AuthenticationContextIssuerType', [`${sign}.issuer.type`, asIs]],
  ['OriginalClientDevice', ['client.device', asIs]],
  ['SrcDvcId', ['client.id', asIs]],
  ['SrcIpAddr', ['client.ipAddress', asIs]],
  ['SrcZone', ['client.zone', asIs]],
  ['ActingAppName', ['client.userAgent.browser', asIs]],
  ['SrcDvcOs', ['client.userAgent.os', asIs]],
  ['HttpUserAgent', ['client.userAgent.rawUserAgent', asIs]],
  ['SrcGeoCity', [`${place}.city`, asIs]],
  ['SrcGeoCountry', [`${place}.country`, asIs]],
  ['SrcGeoRegion', [`${place}.state`, asIs]],
  ['SrcGeoPostalCode', [`${place}.postalCode`, asIs]],
  ['SrcGeoLatitude', [`${place}.geolocation.lat`, asNumber]],
  // Misspelt by the connector.
  ['SrcGeoLongtitude', [`${place}.geolocation.lon`, asNumber]],
  ['OriginalOutcomeResult', ['outcome.result', asIs]],
  ['EventOriginalResultDetails', ['outcome.reason', asIs]],
  ['SecurityContextAsNumber', ['securityContext.asNumber', asNumber]],
  ['SecurityContextAsOrg', ['securityContext.asOrg', asIs]],
  ['SecurityContextDomain', ['securityContext.domain', asIs]],
  ['SecurityContextIsProxy', ['securityContext.isProxy', asTruth]],
  ['SrcIsp', ['securityContext.isp', asIs]],
  ['TransactionId', ['transaction.id', asIs]],
  ['TransactionType', ['transaction.type', asIs]],
  ['TransactionDetail', ['transaction.detail', asParsed]],
  ['DebugData', ['debugContext.debugData', asParsed]],
  ['OriginalTarget', ['target', asParsed]],
  ['Request', ['request', asParsed]],
]);

const renamedColumns = perHeader((names) =>
  toColumns(
    names.flatMap((name) => {
      const bare = bareName(name);
      if (bare === 'TimeGenerated') return [timeColumn(name)];
      const found = renamed.get(bare);
      return found ? [{ name, path: found[0], read: found[1] }] : [];
    }),
  ),
);

/** The portal says the zone of a time with the name of its column. */
const zone = ' [UTC]';

function bareName(name: string): string {
  return name.endsWith(zone) ? name.slice(0, -zone.length) : name;
}

function timeColumn(name: string): Column {
  const read = name.endsWith(zone) ? (cell: Json) => inUtc(fromPortal(cell)) : inUtc;
  return { name, path: 'published', read };
}

const portalTime =
  /^(\d{1,2})\/(\d{1,2})\/(\d{4}), (\d{1,2}):(\d{2}):(\d{2})(\.\d{1,9})?[ \u202f]([AP])M$/;

/** A time as the portal writes it into CSV, `10/2/2023, 9:00:00.000 AM`, without that. */
function fromPortal(cell: Json): Json {
  const parts = typeof cell === 'string' ? portalTime.exec(cell) : undefined;
  if (!parts) return cell;
  const [, month = '', day = '', year, hour, minute, second, part = '', half] = parts;
  const hours = (Number(hour) % 12) + (half === 'P' ? 12 : 0);
  const two = (number: number | string): string => String(number).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)} ${two(hours)}:${minute}:${second}${part}`;
}
