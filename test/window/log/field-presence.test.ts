import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shapeAlong } from '../../../src/event/event-shape.ts';
import { isObject, type Json, type JsonObject } from '../../../src/event/json.ts';
import { opened } from '../../../src/event/value-texts.ts';
import { createFieldPresence } from '../../../src/window/log/field-presence.ts';
import { effort } from '../../effort.ts';
import { aRecord } from '../../event/builders.ts';

const asked = [
  'client.userAgent.os',
  'actor.id',
  'eventType',
  'securityContext.isProxy',
  'target.id',
  'debugContext.debugData.dtHash',
  'actor.id',
  'device.name',
];

function missing(...records: readonly JsonObject[]): readonly string[] {
  const presence = createFieldPresence();
  for (const raw of records) presence.see({ raw });
  return presence.missing(asked);
}

describe('the fields that a log cannot have', () => {
  test('are none if the events are whole', () => {
    expect(missing(aRecord())).toEqual([]);
  });

  test('are those whose part no event has, sorted, each once', () => {
    expect(missing()).toEqual([
      'actor.id',
      'client.userAgent.os',
      'debugContext.debugData.dtHash',
      'securityContext.isProxy',
      'target.id',
    ]);
  });

  test.each<[string, JsonObject, readonly string[]]>([
    ['null', { securityContext: null }, ['securityContext.isProxy']],
    ['text', { securityContext: 'none' }, ['securityContext.isProxy']],
    ['an empty array', { target: [] }, ['target.id']],
    [
      'null inside',
      { client: { ipAddress: '192.0.2.1', userAgent: null } },
      ['client.userAgent.os'],
    ],
    ['null around', { client: null }, ['client.userAgent.os']],
  ])('are missing if their part is %s', (_, over, expected) => {
    expect(missing(aRecord(over))).toEqual(expected);
  });

  test('are those behind a filter whose own field the format of an event loses', () => {
    const presence = createFieldPresence();
    const path = 'target[type=User].id';
    presence.see({ raw: aRecord(), keeps: ['target.id', 'target.type'] });
    expect(presence.missing([path])).toEqual([]);
    presence.see({ raw: aRecord(), keeps: ['target.id'] });
    expect(presence.missing([path, 'target[0].id'])).toEqual([path]);
  });

  test('are there as soon as one event has their part', () => {
    expect(missing(aRecord({ target: null }), aRecord(), aRecord({ target: null }))).toEqual([]);
  });

  test('are there if their part is, whatever is in it', () => {
    expect(missing(aRecord({ securityContext: {} }))).toEqual([]);
  });

  test('are not taken from what objects inherit', () => {
    const presence = createFieldPresence();
    presence.see({ raw: JSON.parse('{"__proto__": {"actor": {"id": "x"}}}') });
    expect(presence.missing(['actor.id'])).toEqual(['actor.id']);
  });

  test('are those that the format of some events lost, though others have them', () => {
    const presence = createFieldPresence();
    presence.see({ raw: aRecord() });
    expect(presence.missing(asked)).toEqual([]);
    const keeps = [
      'actor',
      'client.userAgent.os',
      'eventType',
      'target.id',
      'securityContext.asOrg',
    ];
    presence.see({ raw: aRecord(), keeps });
    const lost = ['debugContext.debugData.dtHash', 'device.name', 'securityContext.isProxy'];
    expect(presence.missing(asked)).toEqual(lost);
    presence.see({
      raw: aRecord(),
      keeps: [...asked, 'actor.id'].filter((path) => path !== 'target.id'),
    });
    expect(presence.missing(asked)).toEqual([...lost, 'target.id']);
  });

  test('do not hold what is within, or around, a field that is kept', () => {
    const presence = createFieldPresence();
    presence.see({ raw: aRecord(), keeps: ['debugContext.debugData', 'target.id', 'act'] });
    expect(presence.missing(['debugContext.debugData.risk.level', 'target', 'actor.id'])).toEqual([
      'actor.id',
    ]);
  });

  test('are named as the log has them where a rule asks for a part', () => {
    const presence = createFieldPresence();
    presence.see({ raw: aRecord(), keeps: ['published', 'target.id'] });
    const parts = ['published|hour@Europe/Berlin', 'actor.alternateId|domain'];
    expect(presence.missing([...parts, 'actor.alternateId'])).toEqual(['actor.alternateId']);
  });

  test('are all where every record keeps others, so that their lists need no end of memory', () => {
    const presence = createFieldPresence();
    const raw = aRecord();
    presence.see({ raw, keeps: ['actor.id', 'x'] });
    for (let at = 0; at < 999; at++) presence.see({ raw, keeps: ['actor.id', `x${at}`] });
    for (let at = 0; at < 999; at++) presence.see({ raw, keeps: ['actor.id', `x${at}`] });
    expect(presence.missing(['actor.id'])).toEqual([]);
    presence.see({ raw, keeps: ['actor.id', 'more'] });
    expect(presence.missing(['actor.id'])).toEqual(['actor.id']);
  });
});

test('a part is there if it is a map, or a list that is not empty, or a text of one, all the way', () => {
  const path = ['debugContext', 'debugData'] as const;
  const inside = fc.constantFrom<Json>(
    ...[null, '', 'x', 7, true, [], [1], {}, { a: 'b' }],
    ...['{a=b}', '{"a":1}', '[]', '[a]', '{', 'a=b'],
  );
  const maps = fc
    .uniqueArray(fc.tuple(fc.constantFrom('debugData', '__proto__', 'a'), inside), {
      selector: ([key]) => key,
      maxLength: 3,
    })
    .map((entries): JsonObject => Object.fromEntries(entries));
  const around = fc.oneof(
    inside,
    maps,
    maps.map((map) => JSON.stringify(map)),
  );
  const isThere = (raw: JsonObject): boolean => {
    const end = path.reduce<Json | undefined>((value, name, at) => {
      const entry = isObject(value) && Object.entries(value).find(([key]) => key === name);
      return entry ? (opened(entry[1], shapeAlong(path.slice(0, at + 1))) ?? entry[1]) : undefined;
    }, raw);
    return Array.isArray(end) ? end.length > 0 : isObject(end);
  };
  fc.assert(
    fc.property(around, (debugContext) => {
      const raw = { ...aRecord(), debugContext };
      const lacks = missing(raw).includes('debugContext.debugData.dtHash');
      expect(lacks).toBe(!isThere(raw));
    }),
    { numRuns: effort(5_000) },
  );
});

test('what is missing follows from what was seen last, however often it was asked before', () => {
  const step = fc.record({
    over: fc.constantFrom<JsonObject>({}, { target: null }, { securityContext: null, actor: null }),
    keeps: fc.constantFrom(undefined, ['actor.id'], ['target', 'device.name', 'client']),
    isTakenBack: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 6 }), (steps) => {
      const presence = createFieldPresence();
      let left: Parameters<typeof presence.see>[0][] = [];
      for (const { over, keeps, isTakenBack } of steps) {
        const event = { raw: aRecord(over), ...(keeps && { keeps }) };
        const traits = presence.see(event);
        presence.missing(asked);
        if (isTakenBack) presence.unsee(traits);
        else left = [...left, event];
        const anew = createFieldPresence();
        for (const one of left) anew.see(one);
        expect(presence.missing(asked)).toEqual(anew.missing(asked));
      }
    }),
    { numRuns: effort(1_000) },
  );
});
