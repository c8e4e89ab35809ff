import { describe, expect, test } from 'vitest';
import { actNamed } from '../../src/explain/act-names.ts';
import { typeText } from '../../src/explain/act-words.ts';
import { agentText, agentTexts } from '../../src/explain/agent-words.ts';
import { listText } from '../../src/explain/worded-list.ts';
import { numberWord, percentText, timeText } from '../../src/explain/worded-number.ts';
import { builtInRules, loadRules } from '../../src/input/rule-files.ts';
import { languages } from '../../src/language/languages.ts';
import { testsOf } from '../../src/rule/expression.ts';

const { en, ja } = languages;
const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000] as const;

test.each([
  [0, 'less than a second', '1 秒未満'],
  [second, 'one second', '1 秒'],
  [90 * second, '90 seconds', '90 秒'],
  [22 * minute, '22 minutes', '22 分'],
  [22 * minute + 13_456, '22 minutes', '22 分'],
  [hour, 'one hour', '1 時間'],
  [65 * minute, '65 minutes', '65 分'],
  [3 * hour + 20 * minute, 'three hours', '3 時間'],
  [day, 'one day', '1 日間'],
  [36 * hour, '36 hours', '36 時間'],
  [7 * day, 'seven days', '7 日間'],
  [30 * day + 1, '30 days', '30 日間'],
])('%d ms is %s', (length, english, japanese) => {
  expect(timeText(length, en)).toBe(english);
  expect(timeText(length, ja)).toBe(japanese);
});

test.each([
  [0, 'no', '0'],
  [2, 'two', '2'],
  [9, 'nine', '9'],
  [10, '10', '10'],
  [1234, '1,234', '1,234'],
  [2.5, '2.5', '2.5'],
])('%d is %s', (number, english, japanese) => {
  expect(numberWord(number, en)).toBe(english);
  expect(numberWord(number, ja)).toBe(japanese);
});

test.each([
  [[], ''],
  [['A'], 'A'],
  [['A', 'B'], 'A and B'],
  [['A', 'B', 'C'], 'A, B and C'],
  [['A', 'B', 'C', 'D', 'E', 'F', 'G'], 'A, B, C, D, E and 2 more'],
] as const)('%j are listed as %s', (texts, expected) => {
  expect(listText(texts, en)).toBe(expected);
});

test.each([
  [0.25, '25%'],
  [1, '100%'],
  [0.004, '0.4%'],
  [0, '0%'],
])('%d is %s', (share, text) => {
  expect(percentText(share)).toBe(text);
});

describe('a user agent', () => {
  const windows =
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/99.0.1 Safari/537.36';
  test.each([
    [windows, 'Chrome 99 on Windows'],
    [`${windows} Edg/99.0.1`, 'Edge 99 on Windows'],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:118.0) Gecko/20100101 Firefox/118.0',
      'Firefox 118 on macOS',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1',
      'Safari 17 on iOS',
    ],
    ['python-requests/2.31.0', 'python-requests/2.31.0'],
    ['Mozilla/5.0 (compatible; strange)', 'Mozilla/5.0 (compatible; strange)'],
    ['x'.repeat(100), `${'x'.repeat(60)}…`],
  ])('%s', (raw, words) => {
    expect(agentText(raw, en)).toBe(words);
  });

  test('is told by its end where two would look alike', () => {
    const other = windows.replace('99.0.1', '99.0.2');
    const texts = agentTexts([windows, other], en);
    expect(new Set(texts).size).toBe(2);
    expect(texts.every((text) => text.startsWith('…'))).toBe(true);
  });
});

describe('what an event type says was done', () => {
  test.each([
    ['user.lifecycle.create', 'created a user', 'ユーザーを作成'],
    ['policy.rule.update', 'changed a policy rule', 'ポリシールールを変更'],
    [
      'system.log_stream.lifecycle.deactivate',
      'deactivated a log stream',
      'ログストリームを無効化',
    ],
    ['user.session.start', 'signed in', 'サインイン'],
    ['iam.role.permissions.add', 'added permissions of a role', 'ロールの権限を追加'],
    ['no.such.type', 'no.such.type', 'no.such.type'],
    ['constructor', 'constructor', 'constructor'],
  ])('%s', (type, english, japanese) => {
    expect(typeText(type, en)).toBe(english);
    expect(typeText(type, ja)).toBe(japanese);
  });

  test('is known of every type that a bundled rule asks for by name', async () => {
    const { rules } = await loadRules([builtInRules()]);
    const asked = rules
      .flatMap(({ condition }) => [...testsOf(condition)])
      .flatMap((one) => (one.kind === 'field' && one.path === 'eventType' ? one.values : []))
      .flatMap((value) =>
        value.kind === 'pattern' && value.parts.length === 1 && value.parts[0]?.kind === 'text'
          ? [value.parts[0].text]
          : [],
      );
    expect(asked.length).toBeGreaterThan(200);
    expect([...new Set(asked)].filter((type) => actNamed(type) === undefined)).toEqual([]);
  });
});
