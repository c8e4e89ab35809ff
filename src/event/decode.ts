import { createHash } from 'node:crypto';
import { type Message, type MessageValue, tell, told } from '../language/message.ts';
import type { Event, Origin, Rejection, RejectionReason } from './event.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { membersOf } from './members.ts';
import { parseTime } from './time.ts';

/**
 * Decodes one JSON value as a System Log event: the only place that trusts nothing.
 *
 * Asks for what no LogEvent can be judged without (`published`, `eventType`) and keeps the rest as it is.
 * An event without a `uuid` gets one made of its content, so that copies of it are still one event.
 */
export function decodeEvent(value: unknown, origin?: Origin): Event | Rejection {
  if (!isObject(value)) return reject('not-an-object', tell('record.notObject'), origin);
  const { eventType: type, uuid, published } = membersOf<'eventType' | 'uuid' | 'published'>(value);
  if (typeof type !== 'string' || type === '') return notAnEvent('eventType', origin);
  if (typeof published !== 'string') return notAnEvent('published', origin);
  const time = parseTime(published);
  if (time === undefined) {
    const quoted = JSON.stringify(published.slice(0, 40));
    return reject('bad-time', tell('record.badTime', { published: quoted }), origin);
  }
  const id = typeof uuid === 'string' && uuid !== '' ? uuid : digestOf(value);
  if (id === undefined) return notAnEvent('uuid', origin);
  if (!origin) return { kind: 'event', uuid: id, time, type, raw: value };
  return { kind: 'event', uuid: id, time, type, raw: value, origin };
}

/**
 * `sha256:` and 32 hexadecimal digits, the same for the same content in any order of keys. Undefined for
 * what cannot be written as JSON; then it was not read from JSON, either.
 */
function digestOf(raw: JsonObject): string | undefined {
  try {
    const text = JSON.stringify(raw, (_key, value: Json) =>
      isObject(value) ? sorted(value) : value,
    );
    return `sha256:${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
  } catch {
    return undefined;
  }
}

function sorted(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function notAnEvent(missing: string, origin: Origin | undefined): Rejection {
  return reject('not-an-event', tell('record.notEvent', { field: missing }), origin);
}

/** A rejection; the message is one sentence without a full stop. */
export function reject(
  reason: RejectionReason,
  message: Message,
  origin?: Origin,
  names: readonly string[] = [],
): Rejection {
  return {
    kind: 'rejection',
    reason,
    ...told(message),
    ...(origin && { origin }),
    ...(names.length > 0 && { names }),
  };
}

/** The same rejection, its sentence in another one. */
export function reworded(
  rejection: Rejection,
  reword: (sentence: MessageValue) => Message,
): Rejection {
  return { ...rejection, ...told(reword(rejection.told ?? rejection.message)) };
}
