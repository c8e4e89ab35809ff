import { isObject, type Json, type JsonObject, own } from '../../event/json.ts';
import { type Envelope, inner, innerAll } from './envelope.ts';

/** Keys under which lists of records are handed out, the commonest first. */
export const listKeys: readonly string[] = [
  'events',
  'value',
  'data',
  'results',
  'records',
  'Records',
  'logs',
  'items',
  'hits',
  'logEvents',
  'entries',
  'rows',
];

/** A list under a usual key, as scripts and small APIs write it; all such lists if there are several. */
export const list: Envelope = {
  name: 'list',
  open: (record) => {
    const lists = listKeys.map((key) => own(record, key)).filter(Array.isArray);
    if (lists.length > 0) return innerAll(lists.flat() as readonly Json[]);
    const hits = own(record, 'hits');
    return isObject(hits) && Array.isArray(own(hits, 'hits')) ? inner(hits) : undefined;
  },
};

/** Keys under which one event is handed on, whole or as text; the one that is meant for it first. */
const carrierKeys = [
  'detail',
  'event',
  'event.original',
  '_raw',
  'raw_data',
  'raw',
  'raw_event',
  'rawEvent',
  'log',
  'payload',
  'jsonPayload',
  'record',
  'result',
  'data',
  'body',
  'Body',
  'Message',
  'message',
  '@message',
  'json',
];

/** An event under a usual key, wrapped by something unknown. */
export const carrier: Envelope = {
  name: 'unknown wrapping',
  open: (record) => {
    for (const key of carrierKeys) {
      const value = own(record, key);
      if (value !== undefined && mayHold(value)) return inner(value);
    }
    return undefined;
  },
};

/** Whether the value, or an object right under it, may be an event. */
function mayHold(value: Json): boolean {
  if (typeof value === 'string') return /^\s*\{/.test(value) && value.includes('eventType');
  if (!isObject(value)) return false;
  return (
    hasType(value) || Object.values(value).some((member) => isObject(member) && hasType(member))
  );
}

function hasType(value: JsonObject): boolean {
  return typeof own(value, 'eventType') === 'string';
}
