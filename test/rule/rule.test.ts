import { describe, expect, test } from 'vitest';
import { linkRules, parseRules } from '../../src/rule/link.ts';
import type { Rule } from '../../src/rule/rule.ts';
import { parseRuleFile } from '../../src/rule/rule-file.ts';

function only(text: string, file?: string): Rule {
  const [rule, ...others] = parseRules(text, file).rules;
  expect(others).toEqual([]);
  return rule as Rule;
}

const smallest = `
title: Something
logsource: {product: okta, service: okta}
detection: {sel: {eventType: a}, condition: sel}
`;

/** A rule whose windows refer to others. */
function linked(name: string, ...rules: readonly string[]): string {
  const windows = rules.map(
    (rule, at) => `w${at}: {rules: ${rule}, before: 1h, fields: {n: {count: true}}}`,
  );
  const context = windows.length > 0 ? `context: {${windows.join(', ')}}\n` : '';
  return `name: ${name}${smallest}${context}`;
}

const full = `title: Okta session carried away
name: session-moved
id: 5f0c2f5e-0000-4000-8000-000000000001
status: test
description: |
  Two lines
  of text.
references: [https://example.com/a]
author: somebody
logsource: {product: okta, service: okta}
context:
  session:
    rules: [base, other]
    group-by: [authenticationContext.rootSessionId]
    before: 12h
    after: 1h
    learn: 2d
    fields:
      n: {count: true}
      ips: {distinct: client.ipAddress}
      pairs: {new: [client.ipAddress, client.userAgent.os]}
      likeness: {similar: actor.alternateId, among: target.alternateId}
  admins:
    list: admins
    fields: {novel: {new: actor.alternateId}}
detection:
  sel: {eventType: a}
  worse: {session.ips|gte: 3}
  condition: sel
raise:
  - {level: critical, condition: worse}
level: high
tags: [attack.t1539]
summary: "{actor.alternateId} moved"
falsepositives: [A tablet.]
response: Clear sessions.
fingerprint: [actor.id, client.ipAddress]
generate: false
`;

describe('a rule', () => {
  test('has what its document says', () => {
    const files = [full, `name: base${smallest}`, `name: other${smallest}`];
    const set = linkRules(
      files.map((text) => parseRuleFile(text, 'rules/x.yml')),
      new Map([['admins', ['ana@example.com']]]),
    );
    const session = {
      list: undefined,
      rules: ['base', 'other'],
      groupBy: ['authenticationContext.rootSessionId'],
      before: 43_200_000,
      after: 3_600_000,
      learn: 172_800_000,
      every: undefined,
      place: { file: 'rules/x.yml', line: 12, column: 3 },
      facts: [
        { name: 'n', compute: 'count', of: [], among: [] },
        { name: 'ips', compute: 'distinct', of: ['client.ipAddress'], among: ['client.ipAddress'] },
        { name: 'pairs', compute: 'new', of: ['client.ipAddress', 'client.userAgent.os'] },
        {
          name: 'likeness',
          compute: 'similar',
          of: ['actor.alternateId'],
          among: ['target.alternateId'],
        },
      ],
    };
    expect(set.rules.map(({ name }) => name)).toEqual(['base', 'other', 'session-moved']);
    expect(set.rules[2]).toMatchObject({
      name: 'session-moved',
      id: '5f0c2f5e-0000-4000-8000-000000000001',
      title: 'Okta session carried away',
      description: 'Two lines\nof text.\n',
      level: 'high',
      status: 'test',
      tags: ['attack.t1539'],
      references: ['https://example.com/a'],
      falsepositives: ['A tablet.'],
      response: ['Clear sessions.'],
      summary: '{actor.alternateId} moved',
      fingerprint: ['actor.id', 'client.ipAddress'],
      generate: false,
      windows: [session, { name: 'admins', list: 'admins', before: undefined, after: undefined }],
      condition: { kind: 'selection', name: 'sel', of: { kind: 'field', path: 'eventType' } },
      raises: [
        {
          level: 'critical',
          condition: { name: 'worse', of: { fact: { window: 'session', name: 'ips' } } },
        },
      ],
      place: { file: 'rules/x.yml', line: 1, column: 1 },
    });
  });

  test('needs little: the rest has an answer', () => {
    expect(only(smallest, 'rules/account/some-thing.yml')).toMatchObject({
      name: 'some-thing',
      id: 'some-thing',
      title: 'Something',
      description: '',
      level: 'medium',
      status: 'experimental',
      tags: [],
      references: [],
      falsepositives: [],
      response: [],
      summary: 'Something',
      fingerprint: ['actor.id'],
      generate: true,
      raises: [],
      windows: [],
    });
  });

  test.each([
    ['rules/a.yml', 'a'],
    ['C:\\rules\\a.YAML', 'a'],
    ['a.b.yaml', 'a.b'],
    ['a', 'a'],
  ])('of the file %s is called %s', (file, name) => {
    expect(only(smallest, file).name).toBe(name);
  });

  test('may carry keys of its author', () => {
    expect(only(`${smallest}owner: somebody\nx-ticket: 17\nsigma-version: 2\n`).title).toBe(
      'Something',
    );
  });

  test.each([
    ['a BOM', `\ufeff${smallest}`],
    ['CRLF', smallest.replaceAll('\n', '\r\n')],
    ['document marks', `---${smallest}...\n`],
    ['an empty document after it', `${smallest}---\n`],
    ['an empty document before it', `---\n---${smallest}`],
    ['comments', `# first\n${smallest}# last\n`],
    [
      'JSON',
      '{"title": "T", "logsource": {"product": "okta"}, "detection": {"a": {"b": "c"}, "condition": "a"}}',
    ],
  ])('is read with %s', (_name, text) => {
    expect(parseRules(text).rules).toHaveLength(1);
  });

  test.each([
    ['{product: okta}', true],
    ['{service: okta}', true],
    ['{product: Okta, service: OKTA}', true],
    ['{category: authentication, product: okta}', true],
    ['{product: okta, service: okta, definition: prose}', true],
    ['{product: windows, category: process_creation}', false],
    ['{product: okta, service: other}', false],
    ['{product: windows, service: okta}', false],
    ['{category: process_creation}', false],
    ['{}', false],
  ])('with the log source %s is about Okta: %s', (logsource, ours) => {
    const set = parseRules(smallest.replace(/logsource: .*/, `logsource: ${logsource}`));
    expect([set.rules.length, set.foreign]).toEqual(ours ? [1, []] : [0, ['Something']]);
  });

  test('of another product may say what it likes', () => {
    const text =
      'title: T\nlogsource: {product: windows}\ndetection: {a: {b|windash|wide: c}, condition: zzz}\n';
    expect(parseRules(text)).toMatchObject({ rules: [], foreign: ['T'] });
  });

  test('with several conditions holds if one does', () => {
    const rule = only(`
title: T
logsource: {product: okta}
detection:
  a: {x: 1}
  b: {x: 2}
  condition: [a, b]
`);
    expect(rule.condition).toMatchObject({ kind: 'or', of: [{ name: 'a' }, { name: 'b' }] });
  });

  test('may nest 64 deep, as long as nobody has to look there', () => {
    const nested = (levels: number): string => `mine: ${'['.repeat(levels)}${']'.repeat(levels)}\n`;
    expect(only(`${smallest}${nested(63)}`).title).toBe('Something');
    expect(() => only(`${smallest}${nested(64)}`)).toThrow('nested more than 64 deep');
  });

  test('with hostile names stays a map', () => {
    const rule = only(`
title: T
logsource: {product: okta}
__proto__: {polluted: true}
detection:
  __proto__: {__proto__: 1}
  constructor: {constructor: 2}
  condition: __proto__ and constructor
`);
    expect(rule.condition).toMatchObject({
      of: [{ of: { path: '__proto__' } }, { of: { path: 'constructor' } }],
    });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe('rules that refer to each other', () => {
  const order = (...texts: readonly string[]): readonly string[] =>
    parseRules(texts.join('---\n')).rules.map(({ name }) => name);

  test('stand after what they refer to', () => {
    expect(order(linked('a', 'b', 'c'), linked('b', 'c'), linked('c'))).toEqual(['c', 'b', 'a']);
    expect(order(linked('a'), linked('b', 'a'), linked('c', 'a', 'b'))).toEqual(['a', 'b', 'c']);
  });

  test('may use ids', () => {
    const text = `${linked('a', 'id-of-b')}---\nid: id-of-b\n${linked('b')}`;
    expect(order(text)).toEqual(['b', 'a']);
  });

  test('may do so across files', () => {
    const files = [linked('a', 'b'), linked('b')].map((text, at) =>
      parseRuleFile(text, `${at}.yml`),
    );
    expect(linkRules(files, new Map()).rules.map(({ name }) => name)).toEqual(['b', 'a']);
  });

  test('may do so 64 times in a row', () => {
    const chain = Array.from({ length: 64 }, (_, at) =>
      linked(`r${at}`, ...(at < 63 ? [`r${at + 1}`] : [])),
    );
    expect(order(...chain)).toHaveLength(64);
  });
});
