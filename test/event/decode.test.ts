import { describe, expect, test } from 'vitest';
import { decodeEvent } from '../../src/event/decode.ts';
import { tell, told } from '../../src/language/message.ts';
import { aRecord } from './builders.ts';

describe('decoding a record', () => {
  test('gives what every event has, and keeps the record itself', () => {
    const raw = aRecord({ published: '2023-10-02T09:00:00.000Z', uuid: 'u-1', future: { key: 1 } });
    const origin = { file: 'a.ndjson', line: 3, byte: 99 };
    const event = decodeEvent(raw, origin);
    expect(event).toEqual({
      kind: 'event',
      uuid: 'u-1',
      time: Date.UTC(2023, 9, 2, 9),
      type: 'user.authentication.sso',
      raw,
      origin,
    });
    expect(event.kind === 'event' && event.raw).toBe(raw);
  });

  test('has no origin if it was given none', () => {
    expect(decodeEvent(aRecord())).not.toHaveProperty('origin');
    expect(decodeEvent(null)).not.toHaveProperty('origin');
  });

  test.each([
    ['null', null],
    ['text', 'text'],
    ['a number', 4],
    ['true', true],
    ['a list', [aRecord()]],
    ['nothing', undefined],
  ])('%s is no object', (_name, value) => {
    expect(decodeEvent(value, { file: '-' })).toEqual({
      kind: 'rejection',
      reason: 'not-an-object',
      ...told(tell('record.notObject')),
      origin: { file: '-' },
    });
  });

  test.each([
    ['eventType', undefined],
    ['eventType', null],
    ['eventType', ''],
    ['eventType', { type: 'x' }],
    ['published', undefined],
    ['published', null],
    ['published', 1696237200000],
  ])('without a usable %s (%j) it is no event', (key, value) => {
    const { [key]: _left, ...rest } = aRecord();
    const record = value === undefined ? rest : { ...rest, [key]: value };
    expect(decodeEvent(record)).toEqual({
      kind: 'rejection',
      reason: 'not-an-event',
      ...told(tell('record.notEvent', { field: key })),
    });
  });

  test.each([undefined, null, '', 17, ['a']])(
    'a uuid that is %j is made of the content',
    (uuid) => {
      const { uuid: _left, ...rest } = aRecord({ version: '7' });
      const record = uuid === undefined ? rest : { ...rest, uuid };
      const turned = Object.fromEntries(Object.entries(record).reverse());
      const [event, copy] = [decodeEvent(record), decodeEvent(turned)];
      expect(event).toMatchObject({
        kind: 'event',
        uuid: expect.stringMatching(/^sha256:[0-9a-f]{32}$/),
      });
      expect(copy).toMatchObject({ uuid: event.kind === 'event' && event.uuid });
      expect(decodeEvent({ ...record, version: '8' })).not.toMatchObject({
        uuid: event.kind === 'event' && event.uuid,
      });
    },
  );

  test('what could not have been JSON gets no uuid', () => {
    const { uuid: _left, ...rest } = aRecord();
    const circle: Record<string, unknown> = { ...rest };
    circle['self'] = circle;
    expect(decodeEvent(circle)).toMatchObject({ reason: 'not-an-event' });
  });

  test.each(['', 'yesterday', '2023-02-30T00:00:00Z', '2023-10-02T09:00:00', '1696237200'])(
    'published %j is no time',
    (published) => {
      expect(decodeEvent(aRecord({ published }))).toMatchObject({
        reason: 'bad-time',
        message: `published is not an RFC 3339 time with a zone: ${JSON.stringify(published)}`,
      });
    },
  );

  test('quotes no more than a little of a hostile time, and escapes it', () => {
    const rejection = decodeEvent(aRecord({ published: `\u001b[31m\n${'x'.repeat(1_000_000)}` }));
    expect(rejection.kind).toBe('rejection');
    if (rejection.kind !== 'rejection') return;
    expect(rejection.message.length).toBeLessThan(200);
    expect(rejection.message).not.toMatch(/[\u0000-\u001f]/);
  });

  test('reads own keys only', () => {
    const inherited = Object.create(aRecord()) as object;
    expect(decodeEvent(inherited)).toMatchObject({ reason: 'not-an-event' });
    const hostile: unknown = JSON.parse(`{"__proto__": ${JSON.stringify(aRecord())}}`);
    expect(decodeEvent(hostile)).toMatchObject({ reason: 'not-an-event' });
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
