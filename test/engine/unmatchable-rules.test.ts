import { describe, expect, test } from 'vitest';
import { doubtLines } from '../../src/cli/terminal/closing-summary.ts';
import type { JsonObject } from '../../src/event/json.ts';
import { causeTold } from '../../src/explain/cause-message.ts';
import { languages } from '../../src/language/languages.ts';
import { toldIn, toldInEnglish } from '../../src/language/message.ts';
import { reporters } from '../../src/report/finding/reporters.ts';
import { hunted, someRules } from '../builders.ts';

const log = [1, 2, 3].map((at) => ({
  eventType: 'user.session.start',
  uuid: `00000000-0000-4000-8000-00000000000${at}`,
  published: `2024-05-01T10:00:0${at}.000Z`,
  actor: { id: 'u1', displayName: 'Ana' },
  client: { ipAddress: '203.0.113.1', userAgent: { rawUserAgent: 'x' } },
  securityContext: { isProxy: false },
  target: [{ id: 't1', displayName: 'App' }],
  debugContext: { debugData: { requestUri: '/' } },
}));

async function outcomeOf(detection: JsonObject, events: readonly JsonObject[] = log) {
  const { rule } = await hunted(events, someRules([{ detection }]));
  return rule;
}

const shortLog = 'needs 1 h of earlier log';
const misspelt =
  'it can never match: no System Log event has a field "client.ipAdress"; did you mean "client.ipAddress"?';

describe('a rule that can never match is named:', () => {
  test.each<[string, JsonObject, string]>([
    ['for a field', { s: { 'client.ipAdress': 'x' }, condition: 's' }, misspelt],
    [
      'for a field it searches',
      { s: { 'client.ipAdress|contains': 'x' }, condition: 's' },
      misspelt,
    ],
    ['for a field unlike a value', { s: { 'client.ipAdress|neq': 'x' }, condition: 's' }, misspelt],
    [
      'for a field that must be there',
      { s: { 'client.ipAdress|exists': true }, condition: 's' },
      misspelt,
    ],
    [
      'for a field to refer to',
      { s: { 'actor.id|fieldref': 'client.ipAdress' }, condition: 's' },
      misspelt,
    ],
    [
      'for one of several parts',
      { s: { eventType: 'user.session.start', 'client.ipAdress': 'x' }, condition: 's' },
      misspelt,
    ],
    [
      'for all alternatives',
      { s: { 'client.ipAdress': 'x' }, t: { 'client.ipAdress': 'y' }, condition: 's or t' },
      misspelt,
    ],
    ['for what it excludes', { s: { 'client.ipAdress': null }, condition: 'not s' }, misspelt],
    [
      'for a block',
      { s: { 'target[any]': { displaName: 'x' } }, condition: 's' },
      'it can never match: no System Log event has a field "target.displaName"; did you mean "target.displayName"?',
    ],
    [
      'for a field below a text',
      { s: { 'client.device.foo': 'x' }, condition: 's' },
      'it can never match: no System Log event has a field "client.device.foo"; did you mean "client.device"?',
    ],
    [
      'for a map',
      { s: { 'client.userAgent': 'x' }, condition: 's' },
      'it can never match: "client.userAgent" is a map of rawUserAgent, os, browser',
    ],
    [
      'for a map to search',
      { s: { 'securityContext|contains': 'x' }, condition: 's' },
      expect.stringMatching('"securityContext" is a map of asNumber,') as unknown as string,
    ],
  ])('%s', async (_name, detection, because) => {
    const rule = await outcomeOf(detection);
    expect(rule).toMatchObject({ status: 'cannot-evaluate', findings: 0, missing: [] });
    expect(rule.because).toEqual([because]);
  });

  test('with a correlation that needs it', async () => {
    const rules = someRules([
      { name: 'base', detection: { s: { 'client.ipAdress': 'x' }, condition: 's' } },
      { name: 'other', detection: { s: { eventType: 'user.session.start' }, condition: 's' } },
      { name: 'both', correlation: { type: 'temporal', rules: ['base', 'other'], timespan: '1h' } },
      {
        name: 'any',
        correlation: {
          type: 'event_count',
          rules: ['base', 'other'],
          timespan: '1h',
          condition: { gte: 2 },
        },
      },
    ]);
    const { summary } = await hunted(log, rules);
    expect(summary.rules.map(({ name, status, because }) => [name, status, because])).toEqual([
      [
        'both',
        'cannot-evaluate',
        ['it can never match: "base", which it needs, can never match', shortLog],
      ],
      ['any', 'undecided', [shortLog]],
    ]);
  });

  test('in every report that has a summary, and on standard error beside the others', async () => {
    const { summary } = await hunted(
      log,
      someRules([{ detection: { s: { 'client.ipAdress': 'x' }, condition: 's' } }]),
    );
    const tool = { name: 'oktahunt', version: '0', rulesDigest: '' };
    const look = { columns: 200, color: false, unicode: true, verbose: true } as const;
    const told = (format: 'table' | 'json'): string =>
      [...reporters[format].create({ tool, ...look, minSeverity: 'informational' })(summary)].join(
        '',
      );
    expect(told('table')).toContain('it can never match: no System Log event has a field');
    expect(told('json')).toContain('it can never match: no System Log event has a field');
    expect(doubtLines(summary)).toContain(`warning: the rule rule-0: ${misspelt}`);
  });
});

describe('that a rule can never match is told in every language:', () => {
  test.each([
    [
      'client.ipAdress',
      '該当するイベントはあり得ません: System Log のイベントに "client.ipAdress" というフィールドはありません。"client.ipAddress" の間違いではありませんか?',
    ],
    [
      'client.userAgent',
      '該当するイベントはあり得ません: "client.userAgent" は rawUserAgent、os、browser を持つマップです',
    ],
    [
      'target[displayName=a"b].altId',
      /"target\[displayName=a"b\]\.altId" というフィールドはありません。"target" にあるのは id、/,
    ],
    ['target[displaName=x].id', /フィルター.*"target\.displayName" の間違い/],
    ['client.device.foo|domain', /"client\.device\|domain" の間違い/],
  ])('%s', async (path, japanese) => {
    const { because } = await outcomeOf({ s: { [path]: 'x' }, condition: 's' });
    const told = because.map(causeTold);
    expect(told.map(toldInEnglish)).toEqual(because);
    expect(told.map((one) => toldIn(languages.ja, one))).toEqual([
      typeof japanese === 'string' ? japanese : expect.stringMatching(japanese),
    ]);
  });

  test('because of another rule', () => {
    const cause = 'it can never match: "a", which it needs", which it needs, can never match';
    expect(toldIn(languages.ja, causeTold(cause))).toBe(
      '該当するイベントはあり得ません: 前提となる "a", which it needs" に該当するイベントがあり得ません',
    );
  });
});

describe('a rule that can match is not named:', () => {
  test.each<[string, JsonObject]>([
    [
      'for an alternative',
      { s: { 'client.ipAdress': 'x' }, t: { eventType: 'x' }, condition: 's or t' },
    ],
    [
      'for what it leaves out',
      { s: { eventType: 'x' }, f: { 'client.ipAdress': 'x' }, condition: 's and not f' },
    ],
    [
      'for a field that must not be there',
      { s: { 'client.ipAdress|exists': false }, condition: 's' },
    ],
    ['for null', { s: { 'client.ipAdress': null, eventType: 'x' }, condition: 's' }],
    ['for a map that is there', { s: { client: '*' }, condition: 's' }],
    ['for a map of others', { s: { 'target.detailEntry.foo': 'x' }, condition: 's' }],
    ['for a key of debugData', { s: { 'debugContext.debugData.foo': 'x' }, condition: 's' }],
    ['for a field in another case', { s: { 'client.ipaddress': 'x' }, condition: 's' }],
    [
      'for a block that holds without members',
      { s: { 'target[none]': { displaName: 'x' } }, condition: 's' },
    ],
    ['for words', { s: ['nowhere'], condition: 's' }],
  ])('%s', async (_name, detection) => {
    expect(await outcomeOf(detection)).toMatchObject({ status: 'evaluated', because: [] });
  });

  test('if an event has the field all the same', async () => {
    const newer = [{ ...log[0], client: { ipAdress: 'y' } }] as readonly JsonObject[];
    const detection = { s: { 'client.ipAdress': 'x' }, condition: 's' };
    expect(await outcomeOf(detection, newer)).toMatchObject({ status: 'evaluated', because: [] });
    const older = [{ ...log[0], client: { userAgent: 'python' } }] as readonly JsonObject[];
    const agent = { s: { 'client.userAgent|contains': 'curl' }, condition: 's' };
    expect(await outcomeOf(agent, older)).toMatchObject({ status: 'evaluated', because: [] });
  });
});
