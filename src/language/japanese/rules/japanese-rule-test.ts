import type { englishRuleTest } from '../../english/rules/english-rule-test.ts';

/** What came of rules on their fixtures, in Japanese. */
export const japaneseRuleTest: Record<keyof typeof englishRuleTest, string> = {
  'ruleTest.noFixtures': 'テストデータがありません: {folders}',
  'ruleTest.sums': 'ルール {rules} 個、ログ {logs} 個: 成功 {passed}、失敗 {failed}{missing}',
  'ruleTest.untested': '。テストデータのないルール {count} 個',
  'ruleTest.notEvent': '{line} 行目はイベントではありません: {why}',
  'ruleTest.recordNotEvent': 'イベントではないレコードがあります: {why}',
  'ruleTest.noEvent': 'ログにイベントがありません',
  'ruleTest.wantedNone': '検出なしのはずが、検出されました: {found}',
  'ruleTest.wantedOne': '検出されるはずが、検出されませんでした',
  'ruleTest.wantedLevel': '重大度「{level}」のはずが、異なる結果でした: {found}',
  'ruleTest.undecided': '判定不能なイベント {count} 件: {because}',
  'ruleTest.causeWithoutGap': '{cause} (24 時間を超える空白がないこと)',
  'ruleTest.lacks': 'ログに {fields} のあるイベントがありません',
  'ruleTest.why': '理由の確認: {command}',
  'ruleTest.noneHasFixture': '不完全: テストデータのあるルールがありません',
  'ruleTest.found': '「{title}」({level})',
};
