import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isObject, type Json, type JsonObject } from '../../src/event/json.ts';
import { pipelines } from './pipelines.ts';
import { columnsOf, ocsfRecord, portalTime, renamedRow, typedRow } from './tables.ts';

/** One way in which people have System Log events on disk. */
export interface Wrapping {
  /** What `Source.format` must be. */
  readonly format: string;
  readonly write: (events: readonly JsonObject[]) => string | Buffer;
  /** Set where fields are lost: the rules then cannot all be evaluated. */
  readonly lossy?: true;
}

const text = (value: unknown): string => JSON.stringify(value);
const lines = (values: readonly unknown[]): string =>
  values.map((value) => `${text(value)}\n`).join('');
const each =
  (wrap: (event: JsonObject, at: number) => unknown) =>
  (events: readonly JsonObject[]): string =>
    lines(events.map(wrap));

const bridge = (event: JsonObject): JsonObject => ({
  version: '0',
  id: '11111111-2222-4333-8444-555555555555',
  'detail-type': 'SystemLog',
  source: 'aws.partner/okta.com/example/logs',
  account: '123456789012',
  time: event['published'] as Json,
  region: 'eu-west-1',
  resources: [],
  detail: event,
});

const message = (event: JsonObject, at: number): JsonObject => ({
  id: `3${at}`,
  timestamp: Date.parse(String(event['published'])),
  message: text(bridge(event)),
});

const reversed = (event: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(event).sort(([a], [b]) => (a < b ? -1 : 1)));

const snake = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const snaked = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(snaked);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null)
      .map(([key, member]) => [snake(key), snaked(member)]),
  );
};

function part(event: JsonObject, key: string): JsonObject {
  const value = event[key];
  return isObject(value) ? value : {};
}

/** As Elastic's integration takes an event apart. */
function elastic(event: JsonObject): JsonObject {
  const client = part(event, 'client');
  const geo = part(client, 'geographicalContext');
  const security = part(event, 'securityContext');
  const { asNumber, asOrg, ...rest } = security;
  const { ipAddress, geographicalContext: _moved, ...known } = client;
  const flattened = part(part(event, 'debugContext'), 'debugData');
  const device = event['device'];
  return {
    '@timestamp': event['published'] as Json,
    client: {
      ip: ipAddress ?? null,
      geo: {
        city_name: geo['city'] ?? null,
        country_name: geo['country'] ?? null,
        region_name: geo['state'] ?? null,
        postal_code: geo['postalCode'] ?? null,
        location: geo['geolocation'] ?? null,
      },
    },
    event: {
      id: event['uuid'] as Json,
      dataset: 'okta.system',
      action: event['eventType'] as Json,
    },
    okta: {
      ...(snaked({
        actor: event['actor'] as Json,
        authenticationContext: event['authenticationContext'] as Json,
        displayMessage: event['displayMessage'] as Json,
        eventType: event['eventType'] as Json,
        outcome: event['outcome'] as Json,
        request: event['request'] as Json,
        severity: event['severity'] as Json,
        target: event['target'] as Json,
        transaction: event['transaction'] as Json,
        uuid: event['uuid'] as Json,
        version: event['version'] as Json,
      }) as JsonObject),
      ...(device !== null && device !== undefined && { device }),
      client: { ...(snaked(known) as JsonObject), ip: ipAddress ?? null },
      debug_context: { debug_data: { flattened } },
      security_context: {
        ...(snaked(rest) as JsonObject),
        as: { number: asNumber ?? null, organization: { name: asOrg ?? null } },
      },
    },
  };
}

/** As Panther's tables spell it. */
function lowered(value: Json): Json {
  if (Array.isArray(value)) return value.map(lowered);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key.toLowerCase(), lowered(member)]),
  );
}

const consoleColumns = [
  ...['severity', 'event_type', 'display_message', 'uuid', 'version', 'timestamp'],
  ...['outcome.result', 'outcome.reason'],
  ...['actor.id', 'actor.type', 'actor.display_name', 'actor.alternate_id'],
  ...[
    'authentication_step',
    'authentication_provider',
    'credential_provider',
    'credential_type',
    'issuer',
    'external_session_id',
  ].map((name) => `authentication_context.${name}`),
  ...['client.zone', 'client.ip_address', 'client.device'],
  ...['raw_user_agent', 'os', 'browser'].map((name) => `client.user_agent.${name}`),
  ...['country', 'city', 'postal_code', 'geolocation.lon', 'geolocation.lat'].map(
    (name) => `client.geographical_context.${name}`,
  ),
  ...[
    'transaction.id',
    'transaction.type',
    'debug_context.debug_data.request_uri',
    'legacy_event_type',
  ],
  ...[0, 1, 2, 3].flatMap((at) =>
    ['id', 'type', 'alternate_id', 'display_name'].map((name) => `target${at}.${name}`),
  ),
  ...['postal_code', 'geolocation.lon', 'geolocation.lat', 'geolocation.state'].map(
    (name) => `request.ip_chain.geographical_context.${name}`,
  ),
  ...['ip', 'source', 'version'].map((name) => `request.ip_chain.${name}`),
];

/** The value of a column of the Admin Console's export. */
function cell(event: JsonObject, column: string): string {
  const steps = (column === 'timestamp' ? 'published' : column)
    .replace(/^target(\d)/, 'target.$1')
    .replace('ip_chain', 'ip_chain.0')
    .split('.')
    .map((step) => step.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase()));
  let value: unknown = event;
  for (const step of steps) value = (value as Record<string, unknown> | null | undefined)?.[step];
  return value === null || value === undefined ? '' : String(value);
}

const quoted = (value: string): string =>
  /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
const csv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('');

const consoleCsv = (events: readonly JsonObject[]): string =>
  csv([consoleColumns, ...events.map((event) => consoleColumns.map((name) => cell(event, name)))]);

/** A table of rows, with the names of all their columns before it. */
function table(
  rows: readonly Readonly<Record<string, Json>>[],
  title = same,
  write = same,
): string {
  const columns = columnsOf(rows);
  const cellOf = (row: Readonly<Record<string, Json>>, name: string): string =>
    write(String(row[name] ?? ''), name);
  return csv([
    columns.map((name) => title(name, name)),
    ...rows.map((row) => columns.map((name) => cellOf(row, name))),
  ]);
}

const same = (value: string, _column: string): string => value;

const ndjson = (events: readonly JsonObject[]): string => lines(events);

/** Packs one file with a real archiver, which is told to write the file `packed`. */
export function packed(command: string, content: string | Buffer): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'oktahunt-'));
  try {
    writeFileSync(join(folder, 'events.ndjson'), content);
    execFileSync('sh', ['-c', command], { cwd: folder, stdio: 'pipe' });
    return readFileSync(join(folder, 'packed'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** All wrappings whose files are text; the key is the name of the fixture. */
export const wrappings: Readonly<Record<string, Wrapping>> = {
  'events.ndjson': { format: 'ndjson', write: ndjson },
  'events.json': { format: 'json', write: (events) => `${JSON.stringify(events, null, 2)}\n` },
  'events.concatenated.json': {
    format: 'json',
    write: (events) => `${text(events.slice(0, 2))}${text(events.slice(2))}`,
  },
  'pretty.json': {
    format: 'json',
    write: (events) => events.map((event) => `${JSON.stringify(event, null, 2)}\n`).join(''),
  },
  'wrapper-events.json': { format: 'ndjson', write: (events) => text({ events }) },
  'wrapper-value.json': {
    format: 'json',
    write: (events) => JSON.stringify({ nextLink: null, value: events }, null, 2),
  },
  'wrapper-data.json': { format: 'ndjson', write: (events) => text({ data: events, count: 6 }) },
  'text-in-json.ndjson': { format: 'ndjson', write: each((event) => text(event)) },
  'utf16.json': {
    format: 'json',
    write: (events) => Buffer.from(`\ufeff${JSON.stringify(events, null, 1)}`, 'utf16le'),
  },
  'bom.ndjson': { format: 'ndjson', write: (events) => `\ufeff${ndjson(events)}` },
  'syslog.log': {
    format: 'ndjson',
    write: (events) =>
      events.map((event) => `<13>Oct  2 08:00:00 host okta: ${text(event)}\n`).join(''),
  },
  'eventbridge.ndjson': { format: 'ndjson', write: each(bridge) },
  'firehose-s3.json': {
    format: 'json',
    write: (events) => events.map((event) => text(bridge(event))).join(''),
  },
  'cloudwatch-export.log': {
    format: 'ndjson',
    write: (events) =>
      events.map((event) => `${String(event['published'])} ${text(bridge(event))}\n`).join(''),
  },
  'cloudwatch-subscription.json': {
    format: 'ndjson',
    write: (events) =>
      text({
        messageType: 'DATA_MESSAGE',
        owner: '123456789012',
        logGroup: '/aws/events/okta',
        logStream: 'x',
        subscriptionFilters: ['all'],
        logEvents: events.map(message),
      }),
  },
  'cloudwatch-cli.json': {
    format: 'json',
    write: (events) =>
      JSON.stringify(
        {
          events: events.map((event, at) => ({
            logStreamName: 'x',
            ingestionTime: 1_700_000_000_000,
            ...message(event, at),
            eventId: `${at}`,
          })),
          searchedLogStreams: [],
        },
        null,
        4,
      ),
  },
  'cloudwatch-insights.json': {
    format: 'ndjson',
    write: (events) =>
      text({
        results: events.map((event) => [
          { field: '@timestamp', value: String(event['published']) },
          { field: '@message', value: text(bridge(event)) },
        ]),
        status: 'Complete',
      }),
  },
  'splunk-export.json': {
    format: 'ndjson',
    write: (events) =>
      lines([
        ...events.map((event, offset) => ({
          preview: false,
          offset,
          result: {
            _time: String(event['published']),
            host: 'example.okta.com',
            _raw: text(event),
          },
        })),
        { preview: false, lastrow: true },
      ]),
  },
  'splunk-export.csv': {
    format: 'csv',
    write: (events) =>
      csv([
        ['_time', 'host', 'sourcetype', '_raw'],
        ...events.map((event) => [
          String(event['published']),
          'example.okta.com',
          'OktaIM2:log',
          text(event),
        ]),
      ]),
  },
  'splunk-hec.ndjson': {
    format: 'ndjson',
    write: each((event) => ({
      time: Date.parse(String(event['published'])) / 1000,
      host: 'example.okta.com',
      source: 'Okta',
      sourcetype: 'OktaIM2:log',
      event,
    })),
  },
  'event-hook.ndjson': {
    format: 'ndjson',
    write: (events) =>
      lines(
        [events.slice(0, 4), events.slice(4)].map((some, at) => ({
          eventType: 'com.okta.event_hook',
          eventTypeVersion: '1.0',
          cloudEventsVersion: '0.1',
          source: 'https://example.okta.com/api/v1/eventHooks/who00000000000000001',
          eventId: `0000000${at}-aaaa-4bbb-8ccc-dddddddddddd`,
          data: {
            events: some.map(({ request, client, ...event }) => ({
              ...event,
              client: {
                ...(client as JsonObject),
                ipChain: (request as JsonObject)['ipChain'] as Json,
              },
              insertionTimestamp: null,
            })),
          },
          eventTime: '2023-10-02T09:00:00.000Z',
          contentType: 'application/json',
        })),
      ),
  },
  'elastic-original.ndjson': {
    format: 'ndjson',
    write: each((event) => {
      const document = elastic(event);
      const original = text(reversed(event));
      return { ...document, event: { ...part(document, 'event'), original } };
    }),
  },
  'elastic.ndjson': { format: 'ndjson', write: each(elastic), lossy: true },
  'elastic-dump.ndjson': {
    format: 'ndjson',
    write: each((event, at) => ({
      _index: 'logs-okta.system-default',
      _id: `${at}`,
      _score: 1,
      _source: elastic(event),
    })),
    lossy: true,
  },
  'elastic-search.json': {
    format: 'json',
    write: (events) =>
      JSON.stringify(
        {
          took: 3,
          hits: {
            total: { value: events.length },
            hits: events.map((event) => ({ _index: 'x', _source: elastic(event) })),
          },
        },
        null,
        1,
      ),
    lossy: true,
  },
  'panther.ndjson': {
    format: 'ndjson',
    write: each((event) => ({
      ...(lowered(event) as JsonObject),
      published: String(event['published']).replace('T', ' ').replace('Z', ''),
      p_log_type: 'Okta.SystemLog',
      p_event_time: String(event['published']),
      p_row_id: 'x',
      p_any_ip_addresses: ['198.51.100.7'],
    })),
  },
  'grove.ndjson': {
    format: 'ndjson',
    write: each((event) => ({ ...event, _grove: { version: '1.0', operation: 'all' } })),
  },
  'matano.ndjson': {
    format: 'ndjson',
    write: each((event) => {
      const { '@timestamp': ts, okta, ...rest } = elastic(event);
      const flattened = text(part(part(event, 'debugContext'), 'debugData'));
      return {
        ...rest,
        ts: String(ts).replace('T', ' ').replace('Z', ''),
        okta: { ...(okta as JsonObject), debug_context: { debug_data: { flattened } } },
      };
    }),
    lossy: true,
  },
  'datadog.ndjson': {
    format: 'ndjson',
    write: each((event, at) => ({
      _id: `AX${at}`,
      date: String(event['published']),
      source: 'okta',
      service: 'okta',
      host: 'example',
      status: 'info',
      tags: ['source:okta'],
      attributes: event,
    })),
  },
  'ocsf-raw.ndjson': {
    format: 'ndjson',
    write: each((event) => ({
      class_uid: 3002,
      category_uid: 3,
      metadata: { product: { name: 'Okta System Log', vendor_name: 'Okta' } },
      raw_data: text(event),
    })),
  },
  'ocsf-mapped.ndjson': { format: 'ndjson', write: each(ocsfRecord), lossy: true },
  'lower-case.ndjson': { format: 'ndjson', write: each((event) => lowered(event)) },
  'logscale.ndjson': {
    format: 'ndjson',
    write: each((event, at) => ({
      '@timestamp': Date.parse(String(event['published'])),
      '@id': `${at}`,
      '#repo': 'okta',
      '@rawstring': text(event),
    })),
  },
  'sumo-logic.json': {
    format: 'ndjson',
    write: (events) =>
      text({
        fields: [{ name: '_raw', fieldType: 'string', keyField: false }],
        messages: events.map((event) => ({ map: { _sourcecategory: 'okta', _raw: text(event) } })),
      }),
  },
  'graylog.ndjson': {
    format: 'ndjson',
    write: each((event) => ({
      version: '1.1',
      host: 'example.okta.com',
      short_message: 'user login',
      full_message: text(event),
      _source: 'okta',
    })),
  },
  'sentinel-api.json': {
    format: 'ndjson',
    write: (events) => {
      const rows = events.map(typedRow);
      const columns = columnsOf(rows);
      return text({
        tables: [
          {
            name: 'PrimaryResult',
            columns: columns.map((name) => ({ name, type: 'string' })),
            rows: rows.map((row) => columns.map((name) => row[name] ?? null)),
          },
        ],
      });
    },
    lossy: true,
  },
  'sentinel-portal.csv': {
    format: 'csv',
    write: (events) =>
      table(
        events.map(typedRow),
        (name) => (name.endsWith('_t') ? `${name} [UTC]` : name),
        (value, name) => (name.endsWith('_t') ? portalTime(value) : value),
      ),
    lossy: true,
  },
  'sentinel-v2.csv': {
    format: 'csv',
    write: (events) => table(events.map(renamedRow)),
    lossy: true,
  },
  'console.csv': { format: 'csv', write: consoleCsv, lossy: true },
  ...pipelines,
};

/** Files that an outside program packs; what it writes differs from time to time and machine to machine. */
export const packings: Readonly<Record<string, { format: string; command: string }>> = {
  'events.ndjson.gz': { format: 'ndjson', command: 'gzip -nc events.ndjson > packed' },
  'events.zip': {
    format: 'zip',
    command: 'zip -qX packed.zip events.ndjson; mv packed.zip packed',
  },
  'events.tar': { format: 'tar', command: 'tar cf packed events.ndjson' },
  'events.tar.gz': { format: 'tar', command: 'tar czf packed events.ndjson' },
  'events.ndjson.zst': { format: 'ndjson', command: 'zstd -qc events.ndjson > packed' },
};
