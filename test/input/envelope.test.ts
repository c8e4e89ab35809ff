import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../src/event/json.ts';
import { defaultLimits } from '../../src/input/limits.ts';
import { type Record, unwrap } from '../../src/input/unwrap.ts';
import { tell } from '../../src/language/message.ts';
import { aRecord } from '../event/builders.ts';
import { ocsfRecord, portalTime, renamedRow, typedRow } from './tables.ts';

const events = readFileSync('fixtures/input/events.ndjson', 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as JsonObject);

function only(value: unknown): Extract<Record, { kind: 'record' }> {
  const [record, more] = unwrap(value, defaultLimits);
  if (more || record?.kind !== 'record') throw new Error('not one record');
  return record;
}

/** What tables cannot hold: nothing, under a name or as a whole. */
function solid(value: Json): Json | undefined {
  if (value === null) return undefined;
  if (Array.isArray(value)) return value.map((member) => solid(member) ?? null);
  if (!isObject(value)) return value;
  const members = Object.entries(value)
    .map(([key, member]) => [key, solid(member)] as const)
    .filter((pair): pair is readonly [string, Json] => pair[1] !== undefined);
  return members.length > 0 ? Object.fromEntries(members) : undefined;
}

/** All values as text: a cell of CSV has no other. */
function cells(row: Readonly<{ [name: string]: Json }>): JsonObject {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, value === null ? '' : String(value)]),
  );
}

const dated = (event: JsonObject): JsonObject => ({
  ...event,
  published: new Date(String(event['published'])).toISOString(),
});

describe('a table of Microsoft Sentinel', () => {
  it('Okta_CL gives every field back, with and without types', () => {
    for (const event of events) {
      const row = typedRow(event);
      expect(solid(only(row).value as Json)).toEqual(solid(event));
      expect(solid(only(cells(row)).value as Json)).toEqual(solid(event));
    }
  });

  it('OktaV2_CL gives every field back that it has', () => {
    for (const event of events) {
      const { device: _lost, authenticationContext, ...rest } = event;
      const { rootSessionId: _also, ...context } = authenticationContext as JsonObject;
      const kept = { ...rest, authenticationContext: context };
      expect(solid(only(renamedRow(event)).value as Json)).toEqual(solid(kept));
      expect(solid(only(cells(renamedRow(event))).value as Json)).toEqual(solid(kept));
    }
    const { keeps = [] } = only(renamedRow(aRecord()));
    expect(keeps).toContain('securityContext.isProxy');
    expect(keeps).not.toContain('device');
  });

  it.each([
    ['2023-10-02T00:00:01.250Z', '10/2/2023, 12:00:01.250 AM'],
    ['2023-10-02T12:30:00.000Z', '10/2/2023, 12:30:00.000 PM'],
    ['2023-01-12T23:05:00.000Z', '1/12/2023, 11:05:00.000 PM'],
  ])('%s is read as the portal writes it, if it says that it is UTC', (time, shown) => {
    expect(portalTime(time)).toBe(shown);
    const row = { eventType_s: 'x', 'TimeGenerated [UTC]': shown };
    expect(only(row).value).toMatchObject({ published: time });
    const local = { eventType_s: 'x', 'TimeGenerated [Local Time]': shown };
    expect(only(local).value).not.toHaveProperty('published');
  });

  it('prefers the time of the event to the time of the row, and takes that for want of it', () => {
    const [a, b] = ['2023-10-02T09:00:00.000Z', '2023-10-02T09:05:00.000Z'];
    const row = { eventType_s: 'x', TimeGenerated: b, published_t: a };
    expect(only(row).value).toMatchObject({ published: a });
    expect(only({ eventType_s: 'x', TimeGenerated: b }).value).toMatchObject({ published: b });
  });
});

describe('OCSF that names the event type', () => {
  it('is put back together, and says that targets may be lost', () => {
    for (const event of events) {
      const { keeps = [], value } = only(ocsfRecord(event));
      const { published, uuid, eventType, actor } = dated(event);
      expect(value).toMatchObject({ published, uuid, eventType });
      const { detailEntry: _lost, ...kept } = actor as JsonObject;
      expect((value as JsonObject)['actor']).toEqual(kept);
      expect(solid((value as { securityContext: Json }).securityContext)).toEqual(
        solid((event as { securityContext: Json }).securityContext),
      );
      expect(keeps).toContain('debugContext.debugData');
      expect(keeps).not.toContain('target');
    }
  });

  it.each([
    [1_696_237_200_000, '2023-10-02T09:00:00.000Z'],
    [1_696_237_200, '2023-10-02T09:00:00.000Z'],
  ])('has its time in %d', (time, published) => {
    const record = { ...ocsfRecord(aRecord()), time };
    expect(only(record).value).toMatchObject({ published });
    const dt = { ...record, time_dt: '2023-10-02T08:00:00.000Z' };
    expect(only(dt).value).toMatchObject({ published: '2023-10-02T08:00:00.000Z' });
  });

  it('keeps no debug data without what is unmapped, and reads that as text as well', () => {
    const { unmapped, ...rest } = ocsfRecord(aRecord());
    expect(only(rest).keeps).not.toContain('debugContext.debugData');
    const asText = { ...rest, unmapped: JSON.stringify(unmapped) };
    expect(only(asText)).toEqual(only({ ...rest, unmapped: unmapped as Json }));
  });

  it('keeps no result where the status says less than Okta does', () => {
    const record = ocsfRecord(aRecord({ outcome: { result: 'DENY', reason: null } }));
    const { unmapped, ...rest } = record;
    expect(only({ ...rest, unmapped: unmapped as Json }).keeps).toContain('outcome.result');
    expect(only(rest).keeps).not.toContain('outcome.result');
    expect(only({ ...rest, status: 'Failure' }).keeps).toContain('outcome.result');
  });

  it('of another vendor is refused', () => {
    const record = { ...ocsfRecord(aRecord()), metadata: { event_code: 'ConsoleLogin', uid: 'x' } };
    expect(unwrap(record, defaultLimits)).toMatchObject([
      { kind: 'refusal', told: tell('wrapping.ocsf') },
    ]);
  });
});

describe('a record of Panther', () => {
  const lost = { eventtype: 'x', uuid: 'u', p_log_type: 'Okta.SystemLog' };
  const time = '2023-10-02 09:00:00.000000000';

  it.each(['redacted', null, undefined])('dated %j has the time that Panther read', (published) => {
    const record = { ...lost, ...(published !== undefined && { published }), p_event_time: time };
    expect(only(record).value).toMatchObject({ published: `${time.replace(' ', 'T')}Z` });
  });

  it('keeps a time that is none where there is no other', () => {
    expect(only({ ...lost, published: 'redacted' }).value).toMatchObject({ published: 'redacted' });
  });
});

describe('a list under an unknown key', () => {
  const event = aRecord({ uuid: 'u' });
  const found = (value: unknown) => unwrap(value, defaultLimits).length;

  it('is read if there is an event at its beginning', () => {
    expect(found({ page: 1, oktaStuff: [event, event] })).toBe(2);
    expect(found({ page: 1, oktaStuff: [{ raw: JSON.stringify(event) }, {}] })).toBe(2);
    expect(found({ page: 1, oktaStuff: [{ a: 1 }, event] })).toBe(2);
    expect(found({ page: 1, oktaStuff: [...Array(100).fill({ a: 1 }), event] })).toBe(1);
  });

  it('is not looked for in an event without an actor, whose texts anybody may have written', () => {
    const fake = JSON.stringify(aRecord({ uuid: 'fake' }));
    for (const bait of [{ target: [{ displayName: fake }] }, { target: [fake] }, { data: fake }]) {
      expect(only(aRecord({ uuid: 'u', actor: null, ...bait })).value).toMatchObject({ uuid: 'u' });
    }
  });
});
