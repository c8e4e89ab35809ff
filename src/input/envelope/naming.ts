import { isObject, type Json, type JsonObject } from '../../event/json.ts';
import { isoTime, parseTime } from '../../event/time.ts';

/** `alternate_id` as Okta writes it: `alternateId`. */
export function camelCase(name: string): string {
  return name.replace(/([^_])_([a-z0-9])/g, (_match, before: string, letter: string) => {
    return before + letter.toUpperCase();
  });
}

/** A value with other names for its keys, at all levels. */
function renamed(value: Json, rename: (key: string) => string): Json {
  if (Array.isArray(value)) return value.map((member) => renamed(member, rename));
  if (!isObject(value)) return value as Json;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [rename(key), renamed(member, rename)]),
  );
}

/** An object whose keys are in snake case, with Okta's spelling of them. */
export function camelCased(value: JsonObject): JsonObject {
  return renamed(value, camelCase) as JsonObject;
}

/** Names of the LogEvent that are not all in lower case, and of the commonest keys of its debug data. */
const mixedCase = [
  'displayMessage eventType legacyEventType',
  'alternateId displayName detailEntry changeDetails',
  'userAgent rawUserAgent ipAddress geographicalContext postalCode',
  'authenticationContext authenticationProvider authenticationStep credentialProvider credentialType',
  'externalSessionId rootSessionId securityContext asNumber asOrg isProxy ipDetails userBehaviors',
  'ipServiceCategories isAnonymous debugContext debugData ipChain requestApiTokenId botProtection',
  'requestId requestUri traceId dtHash deviceFingerprint threatSuspected logOnlySecurityData',
  'authnRequestId redirectUri partnerRisk securityConditions riskChange threatDetections proxyType',
  'anonymizerStatus associatedProxies originalPrincipal privilegeGranted privilegeRevoked',
  'initiationType signOnMode factorIntent keyTypeUsedForAuthentication pushOnlyResponseType',
  'pushWithNumberChallengeResponseType oktaUserAgentExtended previousIpAddress newIpAddress',
  'changedDeviceSignals grantType grantedScopes requestedScopes clientAuthType clientSecret',
].flatMap((names) => names.split(' '));

const spelling: ReadonlyMap<string, string> = new Map(
  mixedCase.map((name) => [name.toLowerCase(), name]),
);

/** An object whose keys were put into lower case, with Okta's spelling of those that are known. */
export function respelled(value: JsonObject): JsonObject {
  return renamed(value, (key) => spelling.get(key) ?? key) as JsonObject;
}

const zoneless = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?$/;

/** The time of a product that leaves out the zone and means UTC, or counts milliseconds, as RFC 3339. */
export function inUtc(time: Json | undefined): Json {
  if (typeof time === 'string' && zoneless.test(time)) return `${time.replace(' ', 'T')}Z`;
  const date = new Date(typeof time === 'number' ? time : Number.NaN);
  return Number.isNaN(date.getTime()) ? (time ?? null) : date.toISOString();
}

const spelled =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?) ?(?:(Z|UTC|GMT)|([+-]\d{2}):?(\d{2})?)$/;

/** A time that names its zone in another way than RFC 3339 does, as Okta writes it; anything else as it is. */
export function zoned(time: Json): Json {
  const parts = typeof time === 'string' ? spelled.exec(time) : undefined;
  if (!parts) return time;
  const [, date, clock, utc, hours, minutes = '00'] = parts;
  const parsed = parseTime(`${date}T${clock}${utc === undefined ? `${hours}:${minutes}` : 'Z'}`);
  return parsed === undefined ? time : isoTime(parsed);
}
