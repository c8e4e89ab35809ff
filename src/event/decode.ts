import type { Event, Origin, Rejection, RejectionReason } from './event.ts';
import { isObject, own } from './json.ts';
import { parseTime } from './time.ts';

/**
 * Decodes one JSON value as a System Log event: the only place that trusts nothing.
 *
 * Asks for what every LogEvent has (`uuid`, `published`, `eventType`) and keeps the rest as it is.
 */
export function decodeEvent(value: unknown, origin?: Origin): Event | Rejection {
  if (!isObject(value)) return reject('not-an-object', 'the record is not a JSON object', origin);
  const type = own(value, 'eventType');
  const uuid = own(value, 'uuid');
  const published = own(value, 'published');
  if (typeof type !== 'string' || type === '') return notAnEvent('eventType', origin);
  if (typeof uuid !== 'string' || uuid === '') return notAnEvent('uuid', origin);
  if (typeof published !== 'string') return notAnEvent('published', origin);
  const time = parseTime(published);
  if (time === undefined) {
    const message = `published is not an RFC 3339 time with a zone: ${JSON.stringify(published.slice(0, 40))}`;
    return reject('bad-time', message, origin);
  }
  return { kind: 'event', uuid, time, type, raw: value, ...(origin && { origin }) };
}

function notAnEvent(missing: string, origin: Origin | undefined): Rejection {
  return reject('not-an-event', `not an Okta System Log event: ${missing} is missing`, origin);
}

/** A rejection; `message` is one sentence without a full stop. */
export function reject(reason: RejectionReason, message: string, origin?: Origin): Rejection {
  return { kind: 'rejection', reason, message, ...(origin && { origin }) };
}
