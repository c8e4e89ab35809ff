import { isObject, type Json, type JsonObject, own } from '../../event/json.ts';
import { tell } from '../../language/message.ts';
import { type Contents, type Envelope, inner, innerAll } from './envelope.ts';
import { objectAt } from './value-path.ts';
import { eventIn, eventText, uuidOf } from './whole-event.ts';

/** Rows that Airbyte lays down before it takes them apart. */
export const airbyte: Envelope = {
  name: 'Airbyte',
  open: (record) => carried(record, '_airbyte_data'),
};

/** Messages as Kafka Connect and its like write them into files; the value is JSON, text, or that in Base64. */
export const kafka: Envelope = {
  name: 'Kafka',
  open: (record) => {
    const isMessage = ['topic', 'partition', 'offset'].every((key) => Object.hasOwn(record, key));
    return isMessage ? carried(record, 'value') : undefined;
  },
};

/** An answer of Grafana Loki, its streams as they are pushed, and lines of its client. */
export const loki: Envelope = {
  name: 'Grafana Loki',
  open: (record) => {
    const line = own(record, 'line');
    if (isObject(own(record, 'labels')) && typeof line === 'string') return inner(line, 'line');
    const data = objectAt(record, 'data');
    const isAnswer = data !== undefined && own(data, 'resultType') === 'streams';
    const streams = isAnswer ? own(data, 'result') : own(record, 'streams');
    if (!Array.isArray(streams) || streams.length === 0) return undefined;
    const at = isAnswer ? 'data.result' : 'streams';
    const contents = (streams as readonly Json[]).map((stream, index) =>
      linesOf(stream, `${at}[${index}]`),
    );
    if (contents.some((lines) => lines === undefined)) return undefined;
    return { kind: 'several', contents: contents.flat().filter((one) => one !== undefined) };
  },
};

/** The lines of one stream, each beside its time; undefined if it is none. */
function linesOf(stream: Json, at: string): readonly Contents[] | undefined {
  const values = isObject(stream) && objectAt(stream, 'stream') && own(stream, 'values');
  if (!Array.isArray(values)) return undefined;
  return (values as readonly Json[]).map((pair, index) => {
    const line = Array.isArray(pair) ? (pair[1] as Json | undefined) : undefined;
    return inner(line ?? pair, `${at}.values[${index}]${line === undefined ? '' : '[1]'}`);
  });
}

/** Rapid7 InsightIDR: what it makes of an event, with the event itself beside. */
export const insightIdr: Envelope = {
  name: 'Rapid7 InsightIDR',
  open: (record) => carried(record, 'source_json') ?? carried(record, 'source_data'),
};

/** An alert of Wazuh: `full_log` is the event as it came in, `data` what its decoder could keep of it. */
export const wazuh: Envelope = {
  name: 'Wazuh alert',
  open: (record) => {
    const text = own(record, 'full_log');
    const isAlert = Object.hasOwn(record, 'decoder') || Object.hasOwn(record, 'rule');
    if (!isAlert || typeof text !== 'string' || eventText(text) === undefined) return undefined;
    const kept = uuidOf(objectAt(record, 'data')) ?? uuidOf(objectAt(record, 'data.okta'));
    const whole = uuidOf(eventIn(text));
    if (kept === undefined || whole === undefined || kept === whole) return inner(text, 'full_log');
    return { kind: 'refused', told: tell('wrapping.wazuhDiffers') };
  },
};

/** A raw log of Google SecOps (Chronicle): in Base64 as its API gives it, as text in what is exported by hand. */
export const secOpsRaw: Envelope = {
  name: 'Google SecOps raw log',
  open: (record) => {
    const keys = ['rawLog', 'raw_log', 'Raw Log', 'RAW_LOG', 'raw_log_data'];
    return keys.map((key) => carried(record, key)).find((contents) => contents);
  },
};

/** What Google SecOps makes of an event in its own model, in which most of it has no place. */
export const udm: Envelope = {
  name: 'Google SecOps UDM',
  open: (record) => {
    const metadata = objectAt(objectAt(record, 'udm') ?? record, 'metadata') ?? {};
    const keys = ['productEventType', 'product_event_type', 'productLogId', 'product_log_id'];
    const isUdm = keys.some((key) => Object.hasOwn(metadata, key));
    return isUdm ? { kind: 'refused', told: tell('wrapping.udm') } : undefined;
  },
};

/** What is under a key that only one product writes, whatever it is. */
function carried(record: JsonObject, key: string): Contents | undefined {
  const value = own(record, key);
  if (typeof value === 'string') return inner(eventText(value) ?? value, key);
  if (Array.isArray(value)) return innerAll(value as readonly Json[], key);
  return isObject(value) ? inner(value, key) : undefined;
}
