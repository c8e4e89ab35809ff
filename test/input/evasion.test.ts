/** Exclusion is an attack: nothing that an attacker may write into a field takes his event from the rules unseen. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../src/event/json.ts';
import { readEvents } from '../../src/input/events.ts';
import { defaultLimits } from '../../src/input/limits.ts';
import { unwrap } from '../../src/input/unwrap.ts';
import { hunted, someRules } from '../builders.ts';
import { effort, sample } from '../effort.ts';
import { aRecord } from '../event/builders.ts';
import { aFolder } from './folder.ts';
import { wrappings } from './wrapping.ts';

const decoy = JSON.stringify(aRecord({ eventType: 'decoy', uuid: 'decoy' }));

/** Values of fields that the sender of a request, or whoever named an account, chooses. */
const hostile: readonly string[] = [
  ...['', ' ', 'null', 'undefined', 'true', '0', '-1', 'NaN', '1e999', '__proto__', 'constructor'],
  ...[
    '\u0000',
    '\u0001\u001b[2J',
    '\r\n',
    '\n',
    '\r',
    '\t',
    '\u000b\f',
    '\u0085',
    '\u2028',
    '\u2029',
  ],
  ...[
    '\ufeff',
    '\ufffe',
    '\uffff',
    '\ud800',
    '\udc00\ud800',
    '\u202e',
    '\u200b',
    '\u0301'.repeat(200),
  ],
  ...['"', '""', "'", '\\', '\\"', '\\u0000', '\\ud800', '`', '"},{"', '"}\n{"uuid":"x"}\n{"a":"'],
  ...[
    ',',
    ';',
    '|',
    '\t,\t',
    ',,,,,,,,',
    '=cmd|"/c calc"!A1',
    '+1',
    '-1+1',
    '@SUM(1)',
    '%00',
    '%0a',
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    '{}',
    '[]',
    '{"',
    '[[[[[[[[',
    '{'.repeat(70),
    '['.repeat(200),
    ']}'.repeat(70),
  ],
  ...[
    '_raw,b\n',
    'event_type,actor.id\n',
    '{"preview":false}',
    '{"lastrow":true}',
    '{"_raw":"{}"}',
  ],
  ...[
    '{"eventType":"com.okta.event_hook"}',
    '{"class_uid":3002}',
    '{"execution_id":1,"flow_id":2}',
  ],
  ...[decoy, `${decoy}\n`, `\n${decoy}\n`, JSON.stringify(decoy), `<13>Oct 2 host: ${decoy}`],
  ...[
    '2099-01-01T00:00:00Z',
    '1970-01-01',
    '../../../etc/passwd',
    'x'.repeat(effort(100_000)),
    '李'.repeat(effort(30_000)),
  ],
  ...[
    '\u0600\u0601',
    '🎉',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    'PK\u0003\u0004',
    '\u001f\u008b\b',
    '# comment',
    '// comment',
    '<script>alert(1)</script>',
  ],
];

/** Puts a value into every field that an attacker has a hand in. */
const fields: readonly ((value: string) => JsonObject)[] = [
  (value) => ({
    client: { ...client, userAgent: { rawUserAgent: value, os: value, browser: value } },
  }),
  (value) => ({ actor: { id: '00u1', type: 'User', alternateId: value, displayName: value } }),
  (value) => ({ target: [{ id: value, type: 'User', alternateId: value, displayName: value }] }),
  (value) => ({ debugContext: { debugData: { url: value, requestUri: value, [value]: value } } }),
  (value) => ({ displayMessage: value, outcome: { result: 'FAILURE', reason: value } }),
];
const client = aRecord()['client'] as JsonObject;

const rules = someRules([
  { name: 'theft', level: 'high', detection: { a: { eventType: 'theft' }, condition: 'a' } },
]);

/** One theft for each value and field, each by an actor of its own kind, among ordinary events. */
function thefts(): readonly JsonObject[] {
  return hostile.flatMap((value) =>
    fields.map((field) =>
      aRecord({ ...field(value), eventType: 'theft', request: { ipChain: [] } }),
    ),
  );
}

describe('a corpus of hostile values', { timeout: 120_000 }, () => {
  test('is large enough', () => {
    expect(new Set(hostile).size).toBeGreaterThanOrEqual(80);
  });

  const events = thefts();
  const uuids = new Set(events.map(({ uuid }) => uuid));

  test.each(sample(Object.entries(wrappings)))(
    'as %s: every event of it is evaluated or told as skipped, and none is made up',
    async (name, { write }) => {
      const folder = await aFolder({ [name]: write(events) });
      const seen = new Set<unknown>();
      let skipped = 0;
      for await (const item of readEvents([`${folder}/${name}`])) {
        if (item.kind === 'event') {
          expect(item.type).toBe('theft');
          seen.add(item.uuid);
        } else if (item.kind === 'rejection') {
          skipped++;
        }
      }
      expect([...seen].filter((uuid) => !uuids.has(uuid as Json))).toEqual([]);
      expect(seen.size + skipped).toBeGreaterThanOrEqual(uuids.size);
      // Only UTF-16 has a way to hold half of a surrogate pair, and its record alone is lost by it.
      expect(skipped).toBeLessThanOrEqual(20);
    },
  );

  test('in NDJSON costs no event at all', async () => {
    const folder = await aFolder({
      'a.log': events.map((event) => `${JSON.stringify(event)}\n`).join(''),
    });
    const { findings, summary } = await hunted(readEvents([folder]), rules);
    expect(summary).toMatchObject({ evaluated: events.length, skipped: 0, doubts: [] });
    const found = findings.reduce((sum, { evidence }) => sum + evidence.eventCount, 0);
    expect(found).toBe(events.length);
  });
});

describe('a record that cannot be judged', () => {
  const bad: readonly (readonly [string, string | Buffer])[] = [
    ['no JSON', JSON.stringify(aRecord()).slice(0, -40)],
    ['not UTF-8', Buffer.from(JSON.stringify(aRecord()).replace('Lyon', 'Ly\u00ffn'), 'latin1')],
    ['of no time', JSON.stringify(aRecord({ published: 'noon' }))],
    ['too deep', JSON.stringify(aRecord({ a: nested(70) }))],
    ['cut in a wrapping', JSON.stringify({ _raw: JSON.stringify(aRecord()).slice(0, 900) })],
    [
      'of another product',
      JSON.stringify({ class_uid: 3002, actor: { alternateId: 'ana@example.com' } }),
    ],
    ['in a CSV with too few cells', 'event_type,actor.alternate_id,x\nu,ana@example.com'],
  ];

  test.each(bad)('names the user, and so does the end of the run: %s', async (_name, content) => {
    const folder = await aFolder({ 'a.log': content });
    const { rejections, summary } = await hunted(readEvents([`${folder}/a.log`]), rules);
    expect(rejections.flatMap(({ names = [] }) => names)).toContain('ana@example.com');
    const doubt = summary.doubts.find(({ code }) => code === 'skipped-names');
    expect(doubt?.message).toMatch(/^skipped records mention .*ana@example\.com/);
  });

  test('names few of many users, and says how many more there are', async () => {
    const lines = Array.from({ length: 30 }, (_, at) => `{"alternateId":"u${at}@example.com",}\n`);
    const folder = await aFolder({ 'a.log': lines.join('') });
    const { summary } = await hunted(readEvents([folder]), rules);
    expect(summary.doubts.at(-1)?.message).toMatch(
      /^skipped records mention (\S+, ){9}\S+ and 20 more$/,
    );
  });
});

function nested(depth: number): Json {
  return depth === 0 ? 1 : [nested(depth - 1)];
}

test("what is bare is not opened, whatever stands beside Okta's own keys", async () => {
  const keys = [
    'detail',
    'event',
    '_raw',
    'message',
    'data',
    'events',
    '_source',
    'okta',
    'result',
  ];
  const beside = Object.fromEntries(keys.map((key) => [key, JSON.parse(decoy) as Json]));
  const folder = await aFolder({
    'a.log': JSON.stringify({ ...beside, ...aRecord({ uuid: 'own' }) }),
  });
  const found: string[] = [];
  for await (const item of readEvents([folder])) if (item.kind === 'event') found.push(item.uuid);
  expect(found).toEqual(['own']);
  expect(isObject(beside['okta'])).toBe(true);
});

/** Keys under which products copy what the sender of a request wrote. */
const copied: Readonly<Record<string, Json>> = {
  user: decoy,
  username: decoy,
  user_agent: { original: decoy, name: decoy },
  'user_agent.original': decoy,
  httpUserAgent: decoy,
  agent: decoy,
  title: decoy,
  name: decoy,
  description: decoy,
  reason: decoy,
  url: { path: decoy, query: decoy },
  uri: decoy,
  headers: { 'User-Agent': decoy, Referer: decoy },
  target: decoy,
  targets: [decoy],
  tags: [decoy],
  related: { user: [decoy], hosts: [decoy] },
  labels: { user: decoy },
  parameters: [{ name: 'ua', value: decoy }],
  attributes: [{ key: 'http.user_agent', value: { stringValue: decoy } }],
  device: { name: decoy, raw: decoy },
  debugData: { url: decoy },
  key: decoy,
};

/** Keys of which nobody knows what is in them. */
const unknown: Readonly<Record<string, Json>> = {
  message: decoy,
  msg: decoy,
  text: decoy,
  zork: decoy,
  zorks: [decoy, decoy],
  deep: { deeper: { zork: decoy } },
  packed: Buffer.from(decoy).toString('base64'),
  wrapped: JSON.stringify({ okta: JSON.parse(decoy) as Json }),
};

/** Types of the events that a value is read as, and how many records are rejected. */
async function readAs(content: string) {
  const folder = await aFolder({ 'a.log': content });
  const found = { types: [] as string[], skipped: 0, messages: [] as string[] };
  for await (const item of readEvents([`${folder}/a.log`])) {
    if (item.kind === 'event') found.types.push(item.type);
    if (item.kind !== 'rejection') continue;
    found.skipped++;
    found.messages.push(item.message);
  }
  return found;
}

const theft = aRecord({ eventType: 'theft', uuid: 'theft' });

/** A record of each wrapping that has one event in a line of JSON. */
const single = Object.entries(wrappings).flatMap(([name, { write }]): [string, JsonObject][] => {
  const content = write([theft]).toString();
  if (content.trimEnd().includes('\n') || !content.startsWith('{')) return [];
  try {
    const record = JSON.parse(content) as JsonObject;
    return [[name, record]];
  } catch {
    return [];
  }
});

describe('what a product copies beside an event', () => {
  test.each(sample(single))('of %s is never read in its place', async (_name, record) => {
    for (const [key, value] of Object.entries({ ...copied, ...unknown })) {
      if (Object.hasOwn(record, key)) continue;
      for (const both of [
        { ...record, [key]: value },
        { [key]: value, ...record },
      ]) {
        const { types, skipped } = await readAs(JSON.stringify(both));
        expect([key, types]).toEqual([key, types.length > 0 ? ['theft'] : []]);
        expect(types.length + skipped).toBeGreaterThan(0);
      }
    }
  });

  /** Their event is a text under a key that anything may be under, and so doubtful beside such copies. */
  const doubtful = new Set(['docker.ndjson', 'google-pubsub.ndjson', 'otlp.json']);

  test.each(sample(single).filter(([name]) => !doubtful.has(name)))(
    'of %s costs no event, where the event is an object or under a key for raw records',
    async (_name, record) => {
      for (const [key, value] of Object.entries(copied)) {
        if (Object.hasOwn(record, key) || Object.hasOwn(record, key.toUpperCase())) continue;
        const { types } = await readAs(JSON.stringify({ ...record, [key]: value }));
        expect([key, types]).toEqual([key, ['theft']]);
      }
    },
  );
});

describe('a record of something else', () => {
  const others: readonly (readonly [string, JsonObject])[] = [
    ['a request', { time: '2026-03-04T10:00:00Z', ip: '192.0.2.1', method: 'GET', status: 200 }],
    [
      'a login',
      { '@timestamp': '2026-03-04T10:00:00Z', user: { name: 'x' }, event: { kind: 'x' } },
    ],
    ['CloudTrail', { eventVersion: '1', eventSource: 's', sourceIPAddress: '192.0.2.1' }],
    [
      'a stripped event',
      { eventType: 'theft', actor: { id: 'x' }, outcome: { result: 'SUCCESS' } },
    ],
    [
      'a stripped event in a wrapping',
      { data: { uuid: 'u', eventType: 'theft', actor: { id: 'x' } } },
    ],
    ['fields of an event', { okta: { event_type: 'x' }, source: { ip: '192.0.2.1' } }],
    ['UDM', { udm: { metadata: { productEventType: 'theft' } } }],
    ['OCSF', { class_uid: 3002, metadata: { product: { name: 'Okta' } } }],
    ['a list of requests', { user: 'x', data: [{ id: 1 }] }],
  ];

  test.each(others)('is not read as the event that %s quotes', async (_name, record) => {
    for (const [key, value] of Object.entries({ ...copied, ...unknown })) {
      if (Object.hasOwn(record, key)) continue;
      const { types, skipped } = await readAs(JSON.stringify({ ...record, [key]: value }));
      expect([key, types]).toEqual([key, []]);
      expect(skipped).toBeGreaterThan(0);
    }
  });

  test('is not read as the event in a member of its lists', async () => {
    for (const value of Object.values({ ...copied, ...unknown })) {
      for (const key of ['data', 'records', 'entries', 'whatever']) {
        const record = { user: 'x', ip: '192.0.2.1', [key]: [{ id: 1 }, { note: value, id: 2 }] };
        expect((await readAs(JSON.stringify(record))).types).toEqual([]);
      }
    }
  });

  test.each([
    'CEF:0|Okta|SSO|1|theft|requestClientApplication=',
    'Oct  2 08:00:00 host LEEF:1.0|Okta|SSO|1|theft|usrName=',
    '2026-03-04T10:00:00Z host app: login failed user_agent=',
    '2026-03-04T10:00:00Z host app: login failed, user: ',
    '192.0.2.1\tGET\tuser_agent:',
    '2026-03-04T10:00:00Z\t192.0.2.1\tGET\t/\t200\t',
    '2026-03-04T10:00:00Z\tGET\t',
    '192.0.2.1\t',
    'null\tnull\t',
  ])('is not read as what stands at the end of a line that begins %s', async (prefix) => {
    const { types, skipped } = await readAs(`${JSON.stringify(theft)}\n${prefix}${decoy}\n`);
    expect({ types, skipped }).toEqual({ types: ['theft'], skipped: 1 });
  });
});

describe('two different events in one record', () => {
  const other = aRecord({ eventType: 'theft', uuid: 'other' });
  const twice: readonly (readonly [string, JsonObject])[] = [
    ['objects', { a: theft, b: other }],
    ['an object and a raw record', { a: theft, raw: JSON.stringify(other) }],
    ['raw records', { raw: JSON.stringify(theft), full_log: JSON.stringify(other) }],
    ['texts', { a: JSON.stringify(theft), b: JSON.stringify(other) }],
    [
      'a part and a raw record',
      { data: { uuid: 'x', eventType: 'y' }, raw: JSON.stringify(theft) },
    ],
    [
      'an alert of Wazuh',
      {
        decoder: { name: 'json' },
        full_log: JSON.stringify(theft),
        data: { uuid: 'other', eventType: 'theft' },
      },
    ],
    [
      'a document of Elastic',
      { event: { original: JSON.stringify(theft) }, okta: { event_type: 'theft', uuid: 'other' } },
    ],
  ];

  test.each(twice)('as %s are told, and both keys named', async (_name, record) => {
    const marked = { meta: 1, ...record };
    const { types, skipped, messages } = await readAs(JSON.stringify(marked));
    expect({ types, skipped }).toEqual({ types: [], skipped: 1 });
    expect(messages[0]).toMatch(/different events/);
  });

  test('are one if they have the same uuid: the fullest counts', async () => {
    const { eventType, uuid, published } = theft;
    const part = { eventType, uuid, published } as JsonObject;
    for (const beside of [{ data: part }, { a: part, user: 'x' }, part]) {
      for (const key of beside === part ? ['raw'] : ['message', 'zork', 'full_log']) {
        const folder = await aFolder({
          'a.log': JSON.stringify({ ...beside, [key]: JSON.stringify(theft) }),
        });
        for await (const item of readEvents([folder])) {
          if (item.kind === 'source') continue;
          expect(item).toMatchObject({ kind: 'event', raw: theft });
        }
      }
    }
  });
});

test('whatever stands around an event that is an object or a raw record, no text takes its place', () => {
  const names = 'message data value zork user title hits b body events log text'.split(' ');
  const texts = [decoy, JSON.stringify(decoy), `[${decoy}]`, Buffer.from(decoy).toString('base64')];
  const leaf = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<Json>(...texts) },
    fc.constantFrom<Json>('x', 1, null, 'text {', '{"eventType":1'),
  );
  const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      fc.dictionary(fc.constantFrom(...names), tie('tree'), { maxKeys: 4 }),
      fc.array(tie('tree'), { maxLength: 3 }),
    ),
  }));
  const path = fc.array(fc.constantFrom('payload', 'okta', 'deep', 'x'), {
    minLength: 1,
    maxLength: 4,
  });
  const around = fc.dictionary(fc.constantFrom(...names), tree, { maxKeys: 5 });
  const shape = fc.constantFrom<JsonObject>(
    theft,
    { raw_log: JSON.stringify(theft) },
    { records: [theft] },
    { pages: [{ x: theft }] },
  );
  const counts = { read: 0, refused: 0 };
  fc.assert(
    fc.property(path, shape, fc.boolean(), around, (steps, last, isFirst, beside) => {
      const inside = steps.reduceRight<JsonObject>((value, step) => ({ [step]: value }), last);
      const record = isFirst ? { ...inside, ...beside } : { ...beside, ...inside };
      const found = unwrap(record, defaultLimits);
      const types = found.flatMap((one) =>
        one.kind === 'record' && isObject(one.value) ? [one.value['eventType']] : [],
      );
      if (types.includes('theft')) counts.read++;
      else counts.refused++;
      expect(found.length).toBeGreaterThan(0);
      expect(types.filter((type) => type === 'decoy')).toEqual([]);
    }),
    { numRuns: Number(process.env['EVASION_RUNS'] ?? 3_000) },
  );
  expect(counts.read).toBeGreaterThan(500);
});
