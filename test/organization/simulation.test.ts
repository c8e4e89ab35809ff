import { expect, test } from 'vitest';
import { decodeEvent } from '../../src/event/decode.ts';
import type { JsonObject } from '../../src/event/json.ts';
import { type SimulationOptions, simulate } from './simulation.ts';

const options: SimulationOptions = { seed: 5, people: 60, engine: 'identity', days: 8 };
const log = [...simulate(options)];
const uuidOf = (record: JsonObject): string => String(record['uuid']);

test('the same options give the same log, another seed another one', () => {
  const few = { ...options, days: 2 };
  const text = JSON.stringify([...simulate(few)]);
  expect(JSON.stringify([...simulate(few)])).toBe(text);
  expect(JSON.stringify([...simulate({ ...few, seed: 6 })])).not.toBe(text);
});

test('every record is an event; some are late, some come twice, and no two events share a uuid', () => {
  expect(log.filter((record) => decodeEvent(record).kind !== 'event')).toEqual([]);
  const times = log.map((record) => String(record['published']));
  expect(times.filter((time, at) => time < (times[at - 1] ?? '')).length).toBeGreaterThan(10);
  const texts = new Set(log.map((record) => JSON.stringify(record)));
  expect(texts.size).toBe(new Set(log.map(uuidOf)).size);
  expect(texts.size).toBeLessThan(log.length);
});

test('records are as long as those of Okta, and as many as people make', () => {
  const bytes = log.reduce((sum, record) => sum + JSON.stringify(record).length, 0) / log.length;
  expect(bytes).toBeGreaterThan(2_200);
  expect(bytes).toBeLessThan(3_000);
  expect(log.length / 60 / 8).toBeGreaterThan(8);
  expect(log.length / 60 / 8).toBeLessThan(40);
});

test('a log ends after so many records', () => {
  expect([...simulate({ seed: 5, people: 30, engine: 'classic', events: 700 })]).toHaveLength(700);
  expect(() => [...simulate({ seed: 5, people: 30, engine: 'classic' })]).toThrow(RangeError);
});

test('the older engine has no roots, no devices and its own words for a refused push', () => {
  const older = [...simulate({ ...options, people: 100, engine: 'classic' })];
  const roots = older.filter(
    (record) => (record['authenticationContext'] as JsonObject)['rootSessionId'] !== null,
  );
  expect(roots).toEqual([]);
  expect(older.filter((record) => record['device'] !== null)).toEqual([]);
  const types = new Set(older.map((record) => record['eventType']));
  expect(types.has('user.mfa.okta_verify.deny_push')).toBe(true);
});
