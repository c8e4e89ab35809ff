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
  'messages',
];

/** A list of records, as scripts and small APIs write it; under usual keys all lists if there are several. */
export const list: Envelope = {
  name: 'list',
  open: (record) => {
    const lists = listKeys.map((key) => own(record, key)).filter(Array.isArray);
    if (lists.length > 0) return innerAll(lists.flat() as readonly Json[]);
    const hits = own(record, 'hits');
    if (isObject(hits) && Array.isArray(own(hits, 'hits'))) return inner(hits);
    if (isRecord(record)) return undefined;
    const named = Object.values(record).find(isListOfEvents);
    return Array.isArray(named) ? innerAll(named as readonly Json[]) : undefined;
  },
};

/** An event, odd as it may be, is not searched for others: its texts are what an attacker wrote. */
function isRecord(record: JsonObject): boolean {
  return hasType(record) && own(record, 'published') !== undefined;
}

/** Under any other key a list counts only if it begins with an event, bare or once wrapped. */
function isListOfEvents(value: Json): boolean {
  return Array.isArray(value) && mayHold((value as readonly Json[])[0] ?? null);
}

/** Keys under which one event is handed on, whole or as text; the one that is meant for it first. */
const carrierKeys = [
  'detail',
  'event',
  'event.original',
  '_raw',
  'raw_data',
  'raw',
  'raw_event',
  'raw_log',
  'raw_message',
  'rawEvent',
  'rawLog',
  'rawMessage',
  '@rawstring',
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
  'full_message',
  'short_message',
  'map',
];

/** An event under a usual key, wrapped by something unknown. */
export const carrier: Envelope = {
  name: 'unknown wrapping',
  open: (record) => {
    if (isRecord(record)) return undefined;
    for (const key of carrierKeys) {
      const value = own(record, key);
      if (value !== undefined && mayHold(value)) return inner(value);
    }
    return undefined;
  },
};

/** Whether the value, or an object right under it, may be an event. */
function mayHold(value: Json): boolean {
  if (!isObject(value)) return isEvent(value);
  return hasType(value) || Object.values(value).some(isEvent);
}

/** Whether the value is an object or JSON in text that has an event type. */
function isEvent(value: Json): boolean {
  if (typeof value === 'string') return /^\s*\{/.test(value) && value.includes('eventType');
  return isObject(value) && hasType(value);
}

function hasType(value: JsonObject): boolean {
  return typeof own(value, 'eventType') === 'string';
}
