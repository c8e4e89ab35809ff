/** What pipelines, databases and scripts make of System Log events on their way. */
import { isObject, type Json, type JsonObject } from '../../src/event/json.ts';
import type { Wrapping } from './wrapping.ts';

const text = (value: unknown): string => JSON.stringify(value);
const lines = (values: readonly unknown[]): string =>
  values.map((value) => `${text(value)}\n`).join('');
const each =
  (wrap: (event: JsonObject, at: number) => unknown) =>
  (events: readonly JsonObject[]): string =>
    lines(events.map(wrap));
const packed = (value: string): string => Buffer.from(value).toString('base64');
const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const csv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('');

function part(event: JsonObject, key: string): JsonObject {
  const value = event[key];
  return isObject(value) ? value : {};
}

/** What products lay beside an event of the texts in it, each of which an attacker may have written. */
function copies(event: JsonObject): JsonObject {
  const actor = part(event, 'actor');
  const agent = part(part(event, 'client'), 'userAgent');
  return {
    user: actor['displayName'] ?? null,
    account: actor['alternateId'] ?? null,
    user_agent: { original: agent['rawUserAgent'] ?? null, name: agent['browser'] ?? null },
    title: event['displayMessage'] ?? null,
    related: { user: [actor['displayName'] ?? null, actor['alternateId'] ?? null] },
    attributes: [{ key: 'http.user_agent', value: { stringValue: agent['rawUserAgent'] ?? null } }],
    url: { path: part(part(event, 'debugContext'), 'debugData')['requestUri'] ?? null },
    source_ip: part(event, 'client')['ipAddress'] ?? null,
  };
}

const time = (event: JsonObject): string => String(event['published']);
const inDatabase = (event: JsonObject): string =>
  `${time(event)
    .replace('T', ' ')
    .replace(/\.?(\d*)Z$/, (_whole, digits: string) => `.${digits.padEnd(6, '0')}`)} UTC`;

const shouted = (name: string): string => name.replace(/[A-Z]/g, '_$&').toUpperCase();
const row = (event: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(event).map(([key, value]) => [shouted(key), value]));

/** As `jq -C` colours tokens. */
function colored(value: Json): string {
  const plain = (token: string): string => `\u001b[1;39m${token}\u001b[0m`;
  const join = (members: readonly string[]): string => members.join(plain(','));
  if (Array.isArray(value)) return plain('[') + join(value.map(colored)) + plain(']');
  if (!isObject(value)) return `\u001b[0;32m${text(value)}\u001b[0m`;
  const members = Object.entries(value).map(
    ([key, member]) => `\u001b[34;1m${text(key)}\u001b[0m${plain(':')}${colored(member)}`,
  );
  return plain('{') + join(members) + plain('}');
}

/** As Python's `repr` writes texts. */
function pythonText(value: string): string {
  const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
  const body = value
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replace(/[\u0000-\u001f\u007f-\u00a0]/g, (one) => `\\x${hex(one, 2)}`)
    .replace(/[\u2028\u2029\u200b\u202e\ufeff\ufffe\uffff]/g, (one) => `\\u${hex(one, 4)}`)
    .replace(/\p{Surrogate}/gu, (one) => `\\u${hex(one, 4)}`);
  return quote + body + quote;
}
const hex = (one: string, digits: number): string =>
  one.charCodeAt(0).toString(16).padStart(digits, '0');

/** As Python's `repr`, or with an indentation its `pprint`, writes a value. */
export function python(value: Json, indent = ''): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return pythonText(value);
  const deeper = indent && `${indent} `;
  const between = indent ? `,\n${indent}` : ', ';
  if (Array.isArray(value)) return `[${value.map((one) => python(one, deeper)).join(between)}]`;
  const members = Object.entries(value as JsonObject).map(
    ([key, member]) => `${pythonText(key)}: ${python(member, deeper)}`,
  );
  return `{${members.join(between)}}`;
}

const harEntry = (url: string, content: JsonObject, status = 200): JsonObject => ({
  request: {
    method: 'GET',
    url,
    headers: [{ name: 'Cookie', value: 'sid=102canaryOfASessionCookie' }],
    cookies: [{ name: 'sid', value: '102canaryOfASessionCookie' }],
  },
  response: { status, content: { mimeType: 'application/json', ...content } },
});

export const pipelines: Readonly<Record<string, Wrapping>> = {
  'airbyte.ndjson': {
    format: 'ndjson',
    write: each((event, at) => ({
      _airbyte_ab_id: `0c0ffee0-1111-4000-8000-00000000000${at}`,
      _airbyte_emitted_at: 1_772_701_200_000,
      _airbyte_data: at % 2 === 0 ? event : text(event),
    })),
  },
  'airbyte.csv': {
    format: 'csv',
    write: (events) =>
      csv([
        ['_airbyte_ab_id', '_airbyte_emitted_at', '_airbyte_data'],
        ...events.map((event, at) => [`${at}`, '1772701200000', text(event)]),
      ]),
  },
  'azure-blob.json': {
    format: 'ndjson',
    write: (events) =>
      text({ records: events.map((event) => ({ time: time(event), properties: event })) }),
  },
  'azure-event-grid.json': {
    format: 'ndjson',
    write: (events) =>
      lines(
        events.map((event, at) => ({
          id: `${at}`,
          eventType: 'Okta.SystemLog',
          topic: '/subscriptions/x',
          subject: 'okta',
          eventTime: time(event),
          dataVersion: '1',
          data: event,
        })),
      ),
  },
  'bigquery.ndjson': {
    format: 'ndjson',
    write: each((event) => ({ ...event, published: inDatabase(event) })),
  },
  'docker.ndjson': {
    format: 'ndjson',
    write: each((event) => ({ log: `${text(event)}\n`, stream: 'stdout', time: time(event) })),
  },
  'elastic-expected.json': {
    format: 'json',
    write: (events) =>
      JSON.stringify(
        {
          expected: events.map((event) => ({
            ...copies(event),
            '@timestamp': time(event),
            event: { id: event['uuid'] as Json, original: text(event) },
            okta: { event_type: event['eventType'] as Json, uuid: event['uuid'] as Json },
          })),
        },
        null,
        1,
      ),
  },
  'elastic-only-original.ndjson': {
    format: 'ndjson',
    write: each((event, at) => {
      const kept = { 'event.original': [text(event)] };
      return at % 2 === 0
        ? { _index: 'x', _source: { event: { original: text(event) } } }
        : { _index: 'x', fields: { '@timestamp': [time(event)], ...kept } };
    }),
  },
  'filebeat-okta.ndjson': {
    format: 'ndjson',
    write: each((event) => ({
      '@timestamp': time(event),
      event: { kind: 'event', module: 'okta' },
      okta: event,
    })),
  },
  'fluentd.log': {
    format: 'ndjson',
    write: (events) => events.map((event) => `${time(event)}\tokta.log\t${text(event)}\n`).join(''),
  },
  'google-logging.ndjson': {
    format: 'ndjson',
    write: each((event, at) => ({
      insertId: `${at}`,
      logName: 'projects/x/logs/okta',
      resource: { type: 'global', labels: { project_id: 'x' } },
      timestamp: time(event),
      ...(at % 2 === 0 ? { jsonPayload: event } : { textPayload: text(event) }),
    })),
  },
  'google-pubsub.ndjson': {
    format: 'ndjson',
    write: each((event, at) => ({
      message: { data: packed(text(event)), messageId: `${at}`, publishTime: time(event) },
      subscription: 'projects/x/subscriptions/okta',
    })),
  },
  'har.json': {
    format: 'ndjson',
    write: (events) =>
      text({
        log: {
          version: '1.2',
          creator: { name: 'Firefox' },
          entries: [
            harEntry('https://acme-admin.okta.com/home', { text: '<html>{"eventType":"x"}' }),
            harEntry('https://acme-admin.okta.com/api/v1/logs?limit=2', {
              text: text(events.slice(0, 2)),
            }),
            harEntry('https://acme-admin.okta.com/api/v1/logs', { size: 0 }, 304),
            harEntry('https://acme-admin.okta.com/api/v1/logs?after=x', {
              encoding: 'base64',
              text: packed(text(events.slice(2))),
            }),
          ],
        },
      }),
  },
  'insightidr.ndjson': {
    format: 'ndjson',
    write: each((event, at) => ({
      timestamp: time(event),
      ...copies(event),
      service: 'okta',
      source_json: at % 2 === 0 ? event : text(event),
    })),
  },
  'jq-colored.json': {
    format: 'ndjson',
    write: (events) => events.map((event) => `${colored(event)}\n`).join(''),
  },
  'kafka-connect.ndjson': {
    format: 'ndjson',
    write: each((event, offset) => ({
      topic: 'okta',
      partition: 0,
      offset,
      key: part(event, 'actor')['alternateId'] ?? null,
      value: offset % 2 === 0 ? event : text(event),
    })),
  },
  'kafka-console.txt': {
    format: 'ndjson',
    write: (events) =>
      events
        .map((event, at) => `CreateTime:1772701200000\tPartition:${at}\tnull\t${text(event)}\n`)
        .join(''),
  },
  'loki.json': {
    format: 'ndjson',
    write: (events) =>
      text({
        status: 'success',
        data: {
          resultType: 'streams',
          result: [events.slice(0, 2), events.slice(2)].map((some) => ({
            stream: { job: 'okta' },
            values: some.map((event) => [`${Date.parse(time(event))}000000`, text(event)]),
          })),
        },
      }),
  },
  'loki-logcli.log': {
    format: 'ndjson',
    write: (events) =>
      events.map((event) => `${time(event)} {job="okta", host="a.b"} ${text(event)}\n`).join(''),
  },
  'loki-logcli.ndjson': {
    format: 'ndjson',
    write: each((event) => ({
      labels: { job: 'okta' },
      line: text(event),
      timestamp: time(event),
    })),
  },
  'map.json': {
    format: 'ndjson',
    write: (events) => text(Object.fromEntries(events.map((event, at) => [`id ${at}`, event]))),
  },
  'otlp.json': {
    format: 'ndjson',
    write: (events) =>
      text({
        resourceLogs: [
          {
            resource: { attributes: [{ key: 'service.name', value: { stringValue: 'okta' } }] },
            scopeLogs: [
              { logRecords: events.map((event) => ({ body: { stringValue: text(event) } })) },
            ],
          },
        ],
      }),
  },
  'python-repr.txt': {
    format: 'python',
    write: (events) => events.map((event) => `${python(event)}\n`).join(''),
  },
  'python-pprint.txt': { format: 'python', write: (events) => `${python([...events], ' ')}\n` },
  'secops-raw.json': {
    format: 'ndjson',
    write: (events) => text({ matches: events.map((event) => ({ rawLog: packed(text(event)) })) }),
  },
  'secops-raw.csv': {
    format: 'csv',
    write: (events) =>
      csv([
        ['Timestamp', 'Log Type', 'Raw Log'],
        ...events.map((event) => [time(event), 'OKTA', text(event)]),
      ]),
  },
  'snowflake.ndjson': { format: 'ndjson', write: each(row), lossy: true },
  'snowflake.csv': {
    format: 'csv',
    write: (events) => {
      const names = [...new Set(events.flatMap((event) => Object.keys(event)))];
      const cell = (value: Json | undefined): string =>
        typeof value === 'string' ? value : value === null ? '' : text(value ?? '');
      return csv([
        names.map(shouted),
        ...events.map((event) => names.map((name) => cell(event[name]))),
      ]);
    },
    lossy: true,
  },
  'snowflake-variant.csv': {
    format: 'csv',
    write: (events) =>
      csv([['INGESTED', 'RAW'], ...events.map((event) => [time(event), text(event)])]),
  },
  'wazuh.ndjson': {
    format: 'ndjson',
    write: each((event, at) => ({
      timestamp: time(event),
      rule: { level: 3, groups: ['okta'] },
      agent: { id: '000' },
      decoder: { name: 'json' },
      data: { integration: 'okta', okta: event },
      id: `${at}`,
      location: 'okta',
    })),
  },
  'wazuh-full-log.ndjson': {
    format: 'ndjson',
    write: each((event, at) => {
      const { eventType, uuid, published, actor, client } = event;
      return {
        timestamp: time(event),
        rule: { level: 3, groups: ['okta'] },
        full_log: text(event),
        decoder: { name: 'json' },
        data: { eventType, uuid, published, actor, client },
        id: `${at}`,
      };
    }),
  },
};
