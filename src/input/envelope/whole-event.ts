import { isObject, type Json, type JsonObject, objectIn, own } from '../../event/json.ts';
import { isRawKey } from './sender-keys.ts';

/** Keys of a LogEvent that hardly anybody else writes. */
const oktaKeys = [
  'eventType',
  'published',
  'actor',
  'outcome',
  'transaction',
  'displayMessage',
  'legacyEventType',
  'debugContext',
  'authenticationContext',
  'securityContext',
];

/** Whether an object has an event type, and so may be an event. */
export function hasType(value: JsonObject): boolean {
  return typeof own(value, 'eventType') === 'string';
}

/** Whether a value is an event in Okta's own shape: it has a type, and a time. */
export function isWhole(value: Json): value is JsonObject {
  return isObject(value) && hasType(value) && typeof own(value, 'published') === 'string';
}

/** Whether an object is Okta's own content, whole or a part: all texts in it are those of an event. */
export function isOktaContent(value: JsonObject): boolean {
  return oktaKeys.filter((key) => Object.hasOwn(value, key)).length >= 2;
}

const opensJson = /^\s{0,64}[{[]/;
/** The key of an event's type in JSON in text, however often it was put into text. */
const namesType = /"event_?type\\{0,16}"\s{0,8}:/i;
const base64 = /^(?:ey|ew|W3)[\w+/-]{100,}={0,2}$/;

/** The JSON in a text that seems to hold an event, taken out of Base64 if it is in that; undefined if none does. */
export function eventText(value: string): string | undefined {
  if (opensJson.test(value)) return namesType.test(value) ? value : undefined;
  if (value.length < 100 || !base64.test(value)) return undefined;
  const decoded = Buffer.from(value, 'base64').toString();
  return opensJson.test(decoded) && namesType.test(decoded) ? decoded : undefined;
}

/** The event that a text is, if it is just one; undefined for anything else. */
export function eventIn(text: string): JsonObject | undefined {
  const value = objectIn(text);
  return value && isWhole(value) ? value : undefined;
}

/** The uuid of an event; undefined if it has none. */
export function uuidOf(event: JsonObject | undefined): string | undefined {
  const uuid = event && own(event, 'uuid');
  return typeof uuid === 'string' && uuid !== '' ? uuid : undefined;
}

/**
 * The event that a record has as text under a key for raw records, beside its own account of it; it must be of
 * the same uuid.
 */
export function wholeBeside(
  record: JsonObject,
  account: JsonObject,
): { readonly value: Json; readonly at: string } | undefined {
  const uuid = uuidOf(account);
  if (uuid === undefined) return undefined;
  for (const [at, value] of Object.entries(record)) {
    if (typeof value !== 'string' || !isRawKey(at)) continue;
    const text = eventText(value);
    if (text !== undefined && uuidOf(eventIn(text)) === uuid) return { value: text, at };
  }
  return undefined;
}
