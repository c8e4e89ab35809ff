/** Exclusion is an attack: nothing that an attacker may write into a field takes his event from the rules unseen. */
import { describe, expect, test } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../src/event/json.ts';
import { readEvents } from '../../src/input/events.ts';
import { aRecord } from '../build.ts';
import { hunted, someRules } from '../finding/hunted.ts';
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
    'x'.repeat(100_000),
    '李'.repeat(30_000),
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

  test.each(Object.entries(wrappings))(
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
    expect(doubt?.message).toMatch(/^skipped records name .*ana@example\.com/);
  });

  test('names few of many users, and says how many more there are', async () => {
    const lines = Array.from({ length: 30 }, (_, at) => `{"alternateId":"u${at}@example.com",}\n`);
    const folder = await aFolder({ 'a.log': lines.join('') });
    const { summary } = await hunted(readEvents([folder]), rules);
    expect(summary.doubts.at(-1)?.message).toMatch(
      /^skipped records name (\S+, ){9}\S+ and 20 more$/,
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
