import { isObject, own } from '../../event/json.ts';
import { type Envelope, inner, innerAll } from './envelope.ts';
import { tellsOfItself } from './event-search.ts';
import { objectAt } from './value-path.ts';
import { isWhole } from './whole-event.ts';

/** A line of a search export. Previews are read as well: what is final repeats them, with the same uuid. */
export const splunkExport: Envelope = {
  name: 'Splunk search export',
  open: (record) => {
    if (!Object.hasOwn(record, 'preview')) return undefined;
    const result = own(record, 'result');
    if (result === undefined && own(record, 'lastrow') === true) return innerAll([], '');
    return result === undefined ? undefined : inner(result, 'result');
  },
};

/** A result with the event as it was indexed; also a row of a CSV export. */
export const splunkRaw: Envelope = {
  name: 'Splunk _raw',
  open: (record) => {
    const raw = own(record, '_raw');
    return typeof raw === 'string' || objectAt(record, '_raw')
      ? inner(raw ?? null, '_raw')
      : undefined;
  },
};

/** What goes into an HTTP Event Collector, and what Grafana's collector writes. */
export const eventCollector: Envelope = {
  name: 'Splunk HEC',
  open: (record, around) => {
    const event = own(record, 'event');
    if (event === undefined || event === null) return undefined;
    const isOwn = Object.hasOwn(record, 'sourcetype');
    if (isObject(event)) return isWhole(event) || isOwn ? inner(event, 'event') : undefined;
    const isText = typeof event === 'string' && event.trimStart().startsWith('{');
    const isSent = isText || Object.hasOwn(record, 'time');
    return isOwn || (isSent && !tellsOfItself(record, around)) ? inner(event, 'event') : undefined;
  },
};
