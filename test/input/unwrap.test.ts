import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/event/json.ts';
import { readEvents } from '../../src/input/events.ts';
import { namesIn, namesOf } from '../../src/input/file/file-names.ts';
import { createScanner } from '../../src/input/json/json-scanner.ts';
import { defaultLimits } from '../../src/input/limits.ts';
import { unwrap } from '../../src/input/unwrap.ts';
import { aRecord } from '../event/builders.ts';
import { aFolder } from './folder.ts';

const event = aRecord({ uuid: 'u' });
const text = JSON.stringify(event);

/** What is found: uuids of records, reasons of refusals. */
function found(value: unknown): readonly unknown[] {
  return unwrap(value, defaultLimits).map((record) =>
    record.kind === 'record' ? (record.value as JsonObject | null)?.['uuid'] : record.reason,
  );
}

/** The only event in a wrapping. */
function only(value: unknown): JsonObject {
  const [record, more] = unwrap(value, defaultLimits);
  if (more || record?.kind !== 'record') throw new Error('not one record');
  return record.value as JsonObject;
}

describe('a wrapping', () => {
  it.each<[string, unknown, readonly unknown[]]>([
    ['none', event, ['u']],
    ['text', text, ['u']],
    ['text in text', { _raw: JSON.stringify(text) }, [undefined]],
    ['several events in a text', { _raw: `${text}\n${text}` }, ['u', 'u']],
    ['an array in a text', { message: `[${text}]`, '@timestamp': 1 }, ['u']],
    ['a text behind a header', { '@message': `2023-10-02 host ${text}` }, [undefined]],
    [
      'a message behind a time',
      { ingestionTime: 1, message: `2023-10-02T00:00:00Z ${text}` },
      ['u'],
    ],
    [
      'layers',
      { preview: false, result: { _raw: JSON.stringify({ 'detail-type': 'x', detail: event }) } },
      ['u'],
    ],
    ['lists in lists', { events: [[event], { value: [event] }] }, ['u', 'u']],
    ['two lists', { events: [event], value: [event] }, ['u', 'u']],
    ['an empty list', { events: [] }, []],
    ['null', null, [undefined]],
    ['a text that is none', { _raw: 'Oct 2 nothing' }, ['bad-json']],
    ['a cut text', { _raw: text.slice(0, 99) }, ['truncated']],
    ['a Firehose error', { errorCode: 'x', rawData: Buffer.from(text).toString('base64') }, ['u']],
    [
      'a Kibana hit',
      { _index: 'x', fields: { 'okta.event_type': ['x'], 'okta.uuid': ['u'] } },
      ['u'],
    ],
    ['Grafana', { event }, ['u']],
    ['an unknown product', { meta: 1, payload: text }, ['u']],
    ['an unknown product in two steps', { payload: { inner: 1, log: event } }, ['u']],
    [
      'Filebeat with what it knows of its host',
      {
        '@timestamp': 'x',
        message: text,
        host: { name: 'h', ip: ['192.0.2.1'], os: { name: 'x' } },
        agent: { name: 'x', type: 'filebeat' },
        log: { file: { path: '/var/log/okta' }, offset: 1 },
      },
      ['u'],
    ],
    [
      'SNS in SQS',
      { Records: [{ body: JSON.stringify({ Type: 'x', Subject: 'y', Message: text }) }] },
      ['u'],
    ],
    [
      'Kinesis',
      { Records: [{ eventSource: 'x', kinesis: { data: Buffer.from(text).toString('base64') } }] },
      ['u'],
    ],
    ['a table of Elastic', { _id: 'x', '_source.event.original': text, user: 'x' }, ['u']],
    ['a request that is no entry', { request: { url: 'x' }, response: {}, a: 1 }, [undefined]],
    ['Workflows', { execution_id: 1, flow_id: 2 }, ['not-an-event']],
    ['OCSF', { class_uid: 3002, uuid: 'x' }, ['not-an-event']],
    ['a hook', { eventType: 'com.okta.event_hook', data: { events: [event] } }, ['u']],
    ['a hook without events', { eventType: 'com.okta.event_hook', eventTime: 'x' }, [undefined]],
  ])('%s', (_name, value, expected) => {
    expect(found(value)).toEqual(expected);
  });

  it('of more layers than anybody needs is not opened to the end', () => {
    let value: unknown = event;
    for (let layer = 0; layer < 20; layer++) value = { payload: value, eventType: 'x' };
    expect(found(value)).toEqual([undefined]);
  });

  it('with a list of any length is opened', () => {
    expect(unwrap({ events: Array(300_000).fill({}) }, defaultLimits)).toHaveLength(300_000);
  });

  it('of Panther gives back spelling, time and nothing of its own', () => {
    const lowered = { eventtype: 'x', displaymessage: 'y', published: '2022-06-22 18:18:29.015' };
    expect(only({ ...lowered, actor: { alternateid: 'a' }, p_log_type: 'Okta.SystemLog' })).toEqual(
      {
        eventType: 'x',
        displayMessage: 'y',
        published: '2022-06-22T18:18:29.015Z',
        actor: { alternateId: 'a' },
      },
    );
  });

  it('of an Event Hook gives the chain of addresses back to the request', () => {
    const { request: _left, ...rest } = event;
    const hooked = { ...rest, client: { id: 1, ipChain: [{ ip: '192.0.2.1' }] } };
    expect(only({ cloudEventsVersion: '0.1', data: { events: [hooked] } })).toMatchObject({
      client: { id: 1 },
      request: { ipChain: [{ ip: '192.0.2.1' }] },
    });
  });

  it('of Elastic gives the original where it was kept, and what can be had where not', () => {
    const document = {
      '@timestamp': '2023-10-02T00:00:00.000Z',
      'client.geo.city_name': 'Lyon',
      okta: {
        event_type: 'x',
        uuid: 'u',
        actor: { alternate_id: 'a' },
        client: { ip: '192.0.2.1' },
        security_context: { as: { number: 64496, organization: { name: 'o' } }, is_proxy: true },
        debug_context: { debug_data: { request_uri: '/x' } },
      },
    };
    expect(only({ ...document, event: { original: text } })).toEqual(event);
    const [rebuilt] = unwrap({ ...document, event: { original: 'cut {' } }, defaultLimits);
    expect(rebuilt).toMatchObject({
      wrapping: 'Elastic document',
      value: {
        eventType: 'x',
        published: '2023-10-02T00:00:00.000Z',
        actor: { alternateId: 'a' },
        client: { ipAddress: '192.0.2.1', geographicalContext: { city: 'Lyon' } },
        securityContext: { asNumber: 64496, asOrg: 'o', isProxy: true },
        debugContext: { debugData: { requestUri: '/x' } },
      },
      keeps: expect.arrayContaining(['debugContext.debugData.requestUri']),
    });
  });

  it('of columns gives numbers, lists and absences back', () => {
    const row = {
      event_type: 'x',
      timestamp: 't',
      'actor.alternate_id': 'a',
      'actor.display_name': '',
      'client.geographical_context.geolocation.lat': '45.5',
      'target1.alternate_id': 'second',
      'target0.id': 'first',
      'debug_context.debug_data.device.assurance': 'd',
      'device.os_platform': 'MACOS',
      'request.ip_chain.ip': '192.0.2.1',
    };
    expect(only(row)).toEqual({
      eventType: 'x',
      published: 't',
      actor: { alternateId: 'a' },
      client: { geographicalContext: { geolocation: { lat: 45.5 } } },
      target: [{ id: 'first' }, { alternateId: 'second' }],
      debugContext: { debugData: { device: { assurance: 'd' } } },
      device: { os_platform: 'MACOS' },
      request: { ipChain: [{ ip: '192.0.2.1' }] },
    });
  });
});

describe('the logins in a text', () => {
  it.each([
    ['{"alternateId":"ana@example.com","x":1}', ['ana@example.com']],
    ['{\\"alternateId\\": \\"ana\\"}', ['ana']],
    ['{"actor.alternate_id" : "ana"}', ['ana']],
    ['{"alternateId":"unknown"},{"alternateId":"Okta Admin Console"}', []],
    ['a,b,ana@example.com,c', ['ana@example.com']],
    ['nobody', []],
  ])('%s', (given, expected) => {
    expect(namesIn(given)).toEqual(expected);
  });

  it('are few, short, and found in time that grows no faster than the text', () => {
    const many = Array.from({ length: 99 }, (_, at) => ({
      alternateId: `u${at}${'x'.repeat(999)}`,
    }));
    expect(namesOf(many).length).toBeLessThanOrEqual(5);
    for (const name of namesOf(many)) expect(name.length).toBeLessThanOrEqual(200);
    const before = process.cpuUsage().user;
    for (const part of ['a.', 'a@', 'a@a.', 'alternateId"', '\\']) namesIn(part.repeat(1_000_000));
    expect(process.cpuUsage().user - before).toBeLessThan(1_000_000);
  });

  it('of a hook leaves an event alone that has a request of its own', () => {
    const request = { ipChain: [{ ip: '192.0.2.9' }] };
    const own = { ...event, request, client: { ipChain: [{ ip: '198.51.100.1' }] } };
    expect(only({ cloudEventsVersion: '0.1', data: { events: [own] } })).toEqual(own);
  });
});

describe('a place in a wrapping', () => {
  /** Where the records are that are no events, and why. */
  async function rejected(value: unknown): Promise<readonly string[]> {
    const folder = await aFolder({ 'a.json': JSON.stringify(value) });
    const messages: string[] = [];
    for await (const item of readEvents([`${folder}/a.json`])) {
      if (item.kind !== 'rejection') continue;
      messages.push(item.message);
      expect(item.origin).toMatchObject({ line: 1, byte: 0 });
    }
    return messages;
  }
  const late = { ...event, published: 'noon' };

  it.each<[string, unknown, string | undefined]>([
    ['none', late, undefined],
    ['a list', { records: [event, event, { properties: late }] }, 'records[2].properties'],
    ['a text', { records: [{ full_log: JSON.stringify(late) }] }, 'records[0].full_log'],
    ['records of a text', { _raw: `${text}\n{"a":1}` }, '_raw[1]'],
    ['a cut text', { events: [{ _raw: text.slice(0, 99) }] }, 'events[0]._raw'],
    ['Okta hooks', { cloudEventsVersion: '1', data: { events: [event, late] } }, 'data.events[1]'],
    [
      'Elastic',
      { hits: { hits: [{ _source: { event: { original: '{"eventType":1}' } } }] } },
      'hits.hits[0]._source.event.original',
    ],
    ['Loki', { streams: [{ stream: {}, values: [['1', 'no JSON']] }] }, 'streams[0].values[0][1]'],
    ['UDM', { events: [{ udm: { metadata: { productLogId: 'x' } } }] }, 'events[0]'],
    ['an odd key', { [`a\u001b ${'x'.repeat(99)}`]: late }, `"a\\u001b ${'x'.repeat(77)}…"`],
  ])('is told: %s', async (_name, value, at) => {
    const messages = await rejected(value);
    expect(messages).toHaveLength(1);
    if (at === undefined) expect(messages[0]).toMatch(/^published is not/);
    else expect(messages[0]?.slice(0, at.length + 2)).toBe(`${at}: `);
  });
});

describe('an HTTP Archive', () => {
  const secret = 'canaryOfASession';
  const entry = (url: string, response: object) => ({
    request: {
      url,
      method: 'GET',
      cookies: [{ name: 'sid', value: secret }],
      headers: [{ name: 'Authorization', value: `SSWS ${secret}@example.com` }],
    },
    response: {
      headers: [{ name: 'Set-Cookie', value: `sid=${secret}@example.com` }],
      status: 200,
      ...response,
    },
  });
  const logs = 'https://acme.okta.com/api/v1/logs?limit=2';
  const har = (...entries: readonly object[]) => ({ log: { version: '1.2', entries } });

  it.each<[string, unknown, readonly string[], number]>([
    [
      'is read where it has the log',
      har(entry(logs, { content: { text: `[${text}]` } })),
      ['u'],
      0,
    ],
    ['is told where the content was left out', har(entry(logs, { content: { size: 9 } })), [], 1],
    [
      'is told where the content is cut',
      har(entry(logs, { content: { text: text.slice(0, 99) } })),
      [],
      1,
    ],
    [
      'is told where it has no log',
      har(entry('https://acme.okta.com/home', { content: { text } })),
      [],
      1,
    ],
    [
      'is not read but for the log',
      har(
        entry('https://evil.example/?/api/v1/logs', { content: { text } }),
        entry(logs, { content: { text: '[]' } }),
      ),
      [],
      0,
    ],
    [
      'holds no log in an error',
      har(entry(logs, { status: 401, content: { text: '{"errorCode":"x"}' } })),
      [],
      0,
    ],
  ])('%s, and no secret of it told', async (_name, value, uuids, skipped) => {
    const folder = await aFolder({ 'a.har': JSON.stringify(value) });
    const items = [];
    for await (const item of readEvents([`${folder}/a.har`])) items.push(item);
    expect(items.flatMap((item) => (item.kind === 'event' ? [item.uuid] : []))).toEqual(uuids);
    expect(items.filter(({ kind }) => kind === 'rejection')).toHaveLength(skipped);
    expect(JSON.stringify(items)).not.toContain(secret);
  });

  it('too large to be read at once is read entry by entry', () => {
    const limits = { ...defaultLimits, recordBytes: 4000 };
    const pages = Array.from({ length: 9 }, () => entry(logs, { content: { text: `[${text}]` } }));
    const bytes = Buffer.from(JSON.stringify(har(...pages)));
    const scanner = createScanner(limits);
    const items = [...scanner.push(bytes), ...scanner.end()];
    const records = items.flatMap((item) =>
      item.kind === 'value' ? unwrap(item.value, limits) : [],
    );
    expect(records.map((one) => one.kind)).toEqual(Array(9).fill('record'));
  });
});
