import { type Json, type JsonObject, own } from '../../event/json.ts';
import { tell } from '../../language/message.ts';
import { type Contents, type Envelope, inner } from './envelope.ts';
import { rebuild } from './snake.ts';
import { nest, objectAt, valueAt } from './value-path.ts';
import { eventIn, uuidOf } from './whole-event.ts';

/** A hit of a search or a line of an index dump: the document is under `_source`, or flat under `fields`. */
export const elasticHit: Envelope = {
  name: 'Elastic index dump',
  open: (record) => {
    const source = objectAt(record, '_source');
    if (source) return inner(source, '_source');
    const fields = own(record, '_index') === undefined ? undefined : objectAt(record, 'fields');
    return fields && inner(flat(fields), 'fields');
  },
};

/** In `fields` every value is a list, mostly of one member. */
function flat(fields: JsonObject): JsonObject {
  const single = (value: Json): Json =>
    Array.isArray(value) && value.length === 1 ? (value[0] as Json) : value;
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, single(value)]));
}

/** A document of Elastic's Okta integration: the original if it was kept, else put back together. */
export const elastic: Envelope = {
  name: 'Elastic document',
  open: (record) => {
    if (valueAt(record, 'okta.event_type') === undefined) return undefined;
    const time = valueAt(record, '@timestamp');
    const isShown = typeof time === 'string' && shownTime.test(time);
    return (
      original(record) ??
      (isShown ? { kind: 'refused', told: tell('wrapping.kibana') } : rebuilt(record, time))
    );
  },
};

/** A row of Matano's table: much the same, with its own name for the time. */
export const matano: Envelope = {
  name: 'Matano row',
  open: (record) => {
    if (own(record, 'ts') === undefined || valueAt(record, 'okta.event_type') === undefined) {
      return undefined;
    }
    return original(record) ?? rebuilt(record, own(record, 'ts'));
  },
};

/** `Mar 4, 2026 @ 10:00:00.000`, as Kibana shows a time. */
const shownTime = /^[A-Z][a-z]{2} \d{1,2}, \d{4} @ \d{2}:\d{2}:\d{2}/;

function original(record: JsonObject): Contents | undefined {
  const text = valueAt(record, 'event.original');
  if (typeof text !== 'string' || !/^\s*\{.*\}\s*$/s.test(text)) return undefined;
  const [whole, kept] = [uuidOf(eventIn(text)), valueAt(record, 'okta.uuid')];
  if (whole === undefined || typeof kept !== 'string' || kept === whole) {
    return inner(text, 'event.original');
  }
  return { kind: 'refused', told: tell('wrapping.elasticDiffers') };
}

function rebuilt(record: JsonObject, time: Json | undefined): Contents | undefined {
  return rebuild(nest(Object.entries(record)), time);
}
