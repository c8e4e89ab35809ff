import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/event/json.ts';
import { defaultLimits } from '../../src/input/limits.ts';
import { namesIn, namesOf } from '../../src/input/names.ts';
import { unwrap } from '../../src/input/unwrap.ts';
import { aRecord } from '../build.ts';

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
