import { isObject, type Json, type JsonObject, own } from '../../event/json.ts';
import { tell } from '../../language/message.ts';
import { asParsed } from './columns.ts';
import { type Contents, type Envelope, inner } from './envelope.ts';
import { inUtc } from './naming.ts';
import { nest, textAt, valueAt } from './value-path.ts';

/**
 * OCSF: the event itself if it is kept as raw data, else put back together from a mapping that names the
 * event type (`metadata.event_code`). What Okta's own sample for Security Lake makes of it does not.
 */
export const ocsf: Envelope = {
  name: 'OCSF',
  open: (record) => {
    if (!Object.hasOwn(record, 'class_uid')) return undefined;
    const raw = valueAt(record, 'raw_data') ?? valueAt(record, 'unmapped.raw_data');
    if (isObject(raw) || (typeof raw === 'string' && raw.trimStart().startsWith('{'))) {
      return inner(raw, own(record, 'raw_data') === undefined ? 'unmapped.raw_data' : 'raw_data');
    }
    return rebuilt(record) ?? { kind: 'refused', told: tell('wrapping.ocsf') };
  },
};

const place = 'client.geographicalContext';

/** Where the mapping in OCSF's collection of examples puts what. */
const moved = [
  ['metadata.uid', 'uuid'],
  ['metadata.event_code', 'eventType'],
  ['metadata.product.version', 'version'],
  ['message', 'displayMessage'],
  ['actor.user.uid', 'actor.id'],
  ['actor.user.email_addr', 'actor.alternateId'],
  ['actor.user.name', 'actor.displayName'],
  ['actor.user.type', 'actor.type'],
  ['actor.session.uid', 'authenticationContext.externalSessionId'],
  ['actor.session.issuer', 'authenticationContext.issuer.id'],
  ['http_request.user_agent', 'client.userAgent.rawUserAgent'],
  ['http_request.uid', 'debugContext.debugData.requestId'],
  ['http_request.url.path', 'debugContext.debugData.url'],
  ['src_endpoint.ip', 'client.ipAddress'],
  ['src_endpoint.type', 'client.device'],
  ['src_endpoint.os.name', 'client.userAgent.os'],
  ['src_endpoint.location.city', `${place}.city`],
  ['src_endpoint.location.country', `${place}.country`],
  ['src_endpoint.location.postal_code', `${place}.postalCode`],
  ['src_endpoint.location.lat', `${place}.geolocation.lat`],
  ['src_endpoint.location.long', `${place}.geolocation.lon`],
  ['src_endpoint.location.isp', 'securityContext.isp'],
  ['src_endpoint.domain', 'securityContext.domain'],
  ['src_endpoint.autonomous_system.name', 'securityContext.asOrg'],
  ['src_endpoint.autonomous_system.number', 'securityContext.asNumber'],
] as const;

const mapped: readonly string[] = [...moved.map(([, path]) => path), 'published'];

/** What has no place in OCSF goes into `unmapped`. Targets become many things, not all of which come back. */
const withUnmapped: readonly string[] = [
  ...mapped,
  ...['authenticationContext', 'securityContext', 'debugContext.debugData', 'transaction'],
  'request',
];

/** Every combination there is, so that equal lists are one list. */
const keeps = {
  withUnmapped,
  without: mapped,
  withUnmappedAndResult: [...withUnmapped, 'outcome.result'],
  withoutAndResult: [...mapped, 'outcome.result'],
} as const;

function rebuilt(record: JsonObject): Contents | undefined {
  const vendor = textAt(record, 'metadata.product.vendor_name') ?? '';
  const product = textAt(record, 'metadata.product.name') ?? '';
  if (!/okta/i.test(vendor + product) || !textAt(record, 'metadata.event_code')) return undefined;
  const unmapped = asParsed(valueAt(record, 'unmapped') ?? null);
  const fields = isObject(unmapped) ? leaves(unmapped) : [];
  for (const [from, path] of moved) {
    const value = valueAt(record, from);
    if (value !== undefined && value !== null) fields.push([path, value]);
  }
  const result = results.get(textAt(record, 'status') ?? '');
  if (result !== undefined) fields.push(['outcome.result', result]);
  fields.push(['published', timeOf(record)]);
  // A status is Success, Failure or something else, of which Okta has several.
  const hasResult = fields.some(([path]) => path === 'outcome.result');
  const kept = `${isObject(unmapped) ? 'withUnmapped' : 'without'}${hasResult ? 'AndResult' : ''}`;
  return { kind: 'event', raw: nest(fields), keeps: keeps[kept as keyof typeof keeps] };
}

const results = new Map([
  ['Success', 'SUCCESS'],
  ['Failure', 'FAILURE'],
]);

/** Its numbers count milliseconds, but seconds occur; a System Log of before 1973 does not. */
function timeOf(record: JsonObject): Json {
  const time = valueAt(record, 'time_dt') ?? valueAt(record, 'time');
  return inUtc(typeof time === 'number' && time < 1e11 ? time * 1000 : time);
}

function leaves(object: JsonObject, prefix = ''): [path: string, value: Json][] {
  return Object.entries(object).flatMap(([key, value]): [string, Json][] =>
    isObject(value) ? leaves(value, `${prefix}${key}.`) : [[prefix + key, value]],
  );
}
