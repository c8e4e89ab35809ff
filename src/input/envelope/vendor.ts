import { isObject, type Json, type JsonObject, own } from '../../event/json.ts';
import { type Envelope, inner } from './envelope.ts';
import { respelled, withTime } from './naming.ts';
import { valueAt, without } from './path.ts';

/** Panther adds keys of its own, may put all others into lower case, and leaves the zone (UTC) out. */
export const panther: Envelope = {
  name: 'Panther',
  open: (record) => {
    if (own(record, 'p_log_type') === undefined && own(record, 'p_event_time') === undefined) {
      return undefined;
    }
    const bare = respelled(without(record, (key) => key.startsWith('p_'))) as JsonObject;
    return isWhole(bare) ? { kind: 'event', raw: withTime(bare) } : inner(bare);
  },
};

/** Grove adds one key. */
export const grove: Envelope = {
  name: 'Grove',
  open: (record) =>
    own(record, '_grove') === undefined
      ? undefined
      : inner(without(record, (key) => key === '_grove')),
};

/** An archive of Datadog: the event is under `attributes`, or as text under `message`. */
export const datadog: Envelope = {
  name: 'Datadog archive',
  open: (record) => {
    const attributes = own(record, 'attributes');
    if (!isObject(attributes)) return undefined;
    if (isWhole(attributes)) return inner(attributes);
    const nested = own(attributes, 'attributes');
    if (isObject(nested) && isWhole(nested)) return inner(nested);
    const message = own(record, 'message');
    return typeof message === 'string' && /^\s*\{/.test(message) ? inner(message) : undefined;
  },
};

function isWhole(record: JsonObject): boolean {
  return typeof own(record, 'eventType') === 'string' && own(record, 'published') !== undefined;
}

/** OCSF keeps the event only as raw data; what it makes of it has neither uuid nor event type. */
export const ocsf: Envelope = {
  name: 'OCSF',
  open: (record) => {
    if (own(record, 'class_uid') === undefined) return undefined;
    const raw: Json | undefined = own(record, 'raw_data') ?? valueAt(record, 'unmapped.raw_data');
    if (isObject(raw) || (typeof raw === 'string' && raw.trimStart().startsWith('{'))) {
      return inner(raw);
    }
    const message =
      'OCSF without raw_data, from which the uuid and the event type are gone; export the System Log itself';
    return { kind: 'refused', message };
  },
};
