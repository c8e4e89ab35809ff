import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  decodeEvent,
  explainEvent,
  huntLog,
  InputError,
  type Log,
  loadRules,
  parseRules,
  planHunt,
  printable,
  readEventStream,
  readEvents,
  UnknownName,
} from '../../src/index.ts';
import { aRecord } from '../event/builders.ts';

const rule = `title: The alarm rang
name: alarm
logsource: {product: okta, service: okta}
detection: {alarm: {eventType: test.alarm}, condition: alarm}
level: medium
`;
const records = [aRecord(), aRecord({ eventType: 'test.alarm' }), aRecord()];
const text = records.map((record) => `${JSON.stringify(record)}\n`).join('');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oktahunt-'));
  writeFileSync(join(folder, 'log.ndjson'), text);
});
afterEach(() => rmSync(folder, { recursive: true }));

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

const bytes = async function* (): AsyncGenerator<Uint8Array> {
  const packed = gzipSync(text);
  for (const byte of packed) yield Uint8Array.of(byte);
};

/** Every form in which a log can be given. */
const logs: Readonly<Record<string, () => Log>> = {
  paths: () => [join(folder, 'log.ndjson')],
  'a folder': () => [folder],
  values: () => records,
  'decoded events': () => records.map((record) => decodeEvent(record)),
  'an async iterable': () => each(records),
  'what reading gave': () => readEvents([folder]),
  'a stream of bytes': () => readEventStream(bytes()),
  'a stream of the platform': () => readEventStream(Readable.from([text])),
};

describe('a log', () => {
  test.each(Object.entries(logs))('can be given as %s', async (_name, log) => {
    const { findings, summary } = await huntLog(log(), { rules: parseRules(rule) });
    expect(findings.map((one) => one.rule.name)).toEqual(['alarm']);
    expect(summary).toMatchObject({ records: 3, evaluated: 3, skipped: 0 });
  });

  test('may be empty, and then nothing is known', async () => {
    const { findings, summary } = await huntLog([], { rules: parseRules(rule) });
    expect(findings).toEqual([]);
    expect(summary.doubts.map(({ code }) => code)).toEqual(['nothing-read']);
  });

  test('that is not there is an error with the path', async () => {
    const lost = huntLog([join(folder, 'lost.ndjson')], { rules: parseRules(rule) });
    await expect(lost).rejects.toThrow(InputError);
    await expect(huntLog(['-'], { rules: parseRules(rule) })).rejects.toThrow(
      '-: there is no standard input',
    );
  });

  test('that is no log is told as such, with what is hostile escaped', async () => {
    const result = await huntLog(readEventStream(each(['this is \u001b[2J\n'])), {
      rules: parseRules(rule),
    });
    expect(result.rejections).toHaveLength(1);
    expect(printable(result.rejections[0]?.message ?? '')).not.toContain('\u001b');
  });
});

describe('a signal', () => {
  const endless = async function* (): AsyncGenerator<object> {
    for (;;) yield aRecord({ eventType: 'test.alarm' });
  };

  test('ends a hunt with its reason', async () => {
    const stop = new AbortController();
    const counted = async function* (): AsyncGenerator<object> {
      let count = 0;
      for await (const record of endless()) {
        if (++count === 50) stop.abort(new Error('enough'));
        yield record;
      }
    };
    const run = huntLog(counted(), { rules: parseRules(rule), signal: stop.signal });
    await expect(run).rejects.toThrow('enough');
  });

  test('that fired before ends it at once', async () => {
    const signal = AbortSignal.abort(new Error('no'));
    await expect(huntLog(endless(), { rules: parseRules(rule), signal })).rejects.toThrow('no');
    await expect(huntLog([folder], { rules: parseRules(rule), signal })).rejects.toThrow('no');
  });
});

test('a rule that nobody has is named in the error', async () => {
  const asked = explainEvent(records, { rules: parseRules(rule), rule: 'alram', event: 'x' });
  await expect(asked).rejects.toMatchObject({ name: 'UnknownName', kind: 'rule', asked: 'alram' });
  await expect(asked).rejects.toThrow(UnknownName);
});

describe('a plan', () => {
  test('says what rules look at, and how much log it takes', async () => {
    expect(planHunt(parseRules(windowed))).toEqual({
      reporting: ['moved'],
      feeding: ['start'],
      lookback: 12 * 3_600_000,
      lookahead: 600_000,
      eventTypes: ['user.session.end', 'user.session.start'],
      fields: ['actor.id', 'client.ipAddress', 'eventType', 'outcome.result'],
      windows: [
        {
          rule: 'moved',
          name: 'near',
          groupBy: [['actor.id']],
          before: 3_600_000,
          after: 600_000,
          learn: null,
        },
        {
          rule: 'moved',
          name: 'past',
          groupBy: [],
          before: 43_200_000,
          after: null,
          learn: 3_600_000,
        },
      ],
      emptyLists: [],
    });
  });

  test('of the bundled rules names every window of those that report', async () => {
    const rules = await loadRules();
    const plan = planHunt(rules);
    expect(plan.reporting).toEqual(
      rules.rules.filter(({ generate }) => generate).map(({ name }) => name),
    );
    expect(plan.fields).toContain('client.ipAddress');
    expect(plan.lookback).toBeGreaterThan(30 * 86_400_000);
  });
});

const windowed = `title: Start
name: start
logsource: {product: okta, service: okta}
detection: {a: {eventType: user.session.start, outcome.result: SUCCESS}, condition: a}
level: low
generate: false
---
title: Moved
name: moved
logsource: {product: okta, service: okta}
context:
  near: {group-by: [actor.id], rules: [start], before: 1h, after: 10m, fields: {ips: {distinct: client.ipAddress}}}
  past: {group-by: [], rules: [start], before: 12h, learn: 1h, fields: {n: {count: true}}}
detection: {a: {eventType: user.session.end, near.ips|gte: 2, past.n: 0}, condition: a}
level: high
`;
