import { isObject, own } from '../../event/json.ts';
import { type Envelope, inner, innerAll } from './envelope.ts';
import { objectAt } from './path.ts';

/** A line of a search export. Previews are read as well: what is final repeats them, with the same uuid. */
export const splunkExport: Envelope = {
  name: 'Splunk search export',
  open: (record) => {
    if (!Object.hasOwn(record, 'preview')) return undefined;
    const result = own(record, 'result');
    if (result === undefined && own(record, 'lastrow') === true) return innerAll([]);
    return result === undefined ? undefined : inner(result);
  },
};

/** A result with the event as it was indexed; also a row of a CSV export. */
export const splunkRaw: Envelope = {
  name: 'Splunk _raw',
  open: (record) => {
    const raw = own(record, '_raw');
    return typeof raw === 'string' || objectAt(record, '_raw') ? inner(raw ?? null) : undefined;
  },
};

/** What goes into an HTTP Event Collector, and what Grafana's collector writes. */
export const eventCollector: Envelope = {
  name: 'Splunk HEC',
  open: (record) => {
    const event = own(record, 'event');
    if (event === undefined || event === null) return undefined;
    const isText = typeof event === 'string' && event.trimStart().startsWith('{');
    const isEvent = isObject(event) && typeof own(event, 'eventType') === 'string';
    const isSent = Object.hasOwn(record, 'sourcetype') || Object.hasOwn(record, 'time');
    return isText || isEvent || isSent ? inner(event) : undefined;
  },
};
