import { describe, expect, it } from 'vitest';
import { hasKeyTwice } from '../../../src/input/json/repeated-keys.ts';

describe('a key that stands twice', () => {
  it.each([
    ['{"eventType":"a","eventType":"b"}', true],
    ['{"eventType" : "a", "x":[{"y":"}"}], "eventType"\n:"b"}', true],
    ['{"actor":1,"eventType":"a","a":{"eventType":"b"},"actor":2}', true],
    ['{"eventType":"a","a\\"":{"k":"\\\\"},"eventType":"b"}', true],
    ['{"eventType":"a"}', false],
    ['{"legacyEventType":"a","eventType":"a","xeventType":"b"}', false],
    ['{"eventType":"a","a":{"eventType":"b"}}', false],
    ['{"eventType":"a","a":[{"eventType":"b"},{"eventType":"c"}]}', false],
    ['{"eventType":"a","a":"\\"eventType\\":1"}', false],
    ['{"eventType":"eventType","a":"eventType"}', false],
    ['{"events":[{"eventType":"a"},{"eventType":"b"}]}', false],
    ['{}', false],
  ])('%s: %s', (text, expected) => {
    expect(hasKeyTwice(text)).toBe(expected);
  });
});
