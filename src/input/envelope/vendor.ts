import { isObject, type Json, own } from '../../event/json.ts';
import { parseTime } from '../../event/time.ts';
import { type Envelope, inner } from './envelope.ts';
import { tellsOfItself } from './event-search.ts';
import { inUtc, respelled } from './naming.ts';
import { without } from './value-path.ts';
import { isWhole } from './whole-event.ts';

/** Panther adds keys of its own, may put all others into lower case, and leaves the zone (UTC) out. */
export const panther: Envelope = {
  name: 'Panther',
  open: (record) => {
    if (own(record, 'p_log_type') === undefined && own(record, 'p_event_time') === undefined) {
      return undefined;
    }
    const bare = respelled(without(record, (key) => key.startsWith('p_')));
    const published = own(bare, 'published') ?? null;
    const parsed = own(record, 'p_event_time');
    return typeof own(bare, 'eventType') === 'string'
      ? { kind: 'event', raw: { ...bare, published: firstTime(published, parsed) } }
      : inner(bare, '');
  },
};

/** Panther's own reading of the time stands in for one that is gone. */
function firstTime(published: Json, parsed: Json | undefined): Json {
  const times = [published, parsed].map(inUtc);
  return (
    times.find((time) => typeof time === 'string' && parseTime(time) !== undefined) ?? published
  );
}

/** An event whose keys a data lake has put into lower case, as Athena and Panther do; their times are in UTC. */
export const lowered: Envelope = {
  name: 'keys in lower case',
  open: (record) => {
    if (typeof own(record, 'eventtype') !== 'string' || Object.hasOwn(record, 'eventType')) {
      return undefined;
    }
    const raw = respelled(record);
    return { kind: 'event', raw: { ...raw, published: inUtc(own(raw, 'published')) } };
  },
};

/** Grove adds one key. */
export const grove: Envelope = {
  name: 'Grove',
  open: ({ _grove, ...rest }) => (_grove === undefined ? undefined : inner(rest, '')),
};

/** An archive of Datadog: the event is under `attributes`, or as text under `message`. */
export const datadog: Envelope = {
  name: 'Datadog archive',
  open: (record, around) => {
    const attributes = own(record, 'attributes');
    if (!isObject(attributes)) return undefined;
    if (isWhole(attributes)) return inner(attributes, 'attributes');
    const nested = own(attributes, 'attributes');
    if (nested !== undefined && isWhole(nested)) return inner(nested, 'attributes.attributes');
    const message = own(record, 'message');
    const isText = typeof message === 'string' && /^\s*\{/.test(message);
    return isText && !tellsOfItself(record, around) ? inner(message, 'message') : undefined;
  },
};
