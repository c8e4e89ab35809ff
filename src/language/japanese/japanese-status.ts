import type { englishStatus } from '../english/english-status.ts';

/** What a scan says on standard error beside its report, in Japanese. */
export const japaneseStatus: Record<keyof typeof englishStatus, string> = {
  'status.noFindings': '検出なし',
  'status.findings': '検出 {count} 件: {severities}',
  'status.summary': '{findings}。レコード {records} 件 = {parts}',
  'status.oneJob':
    'ルールは 1 つのスレッドで評価されます。--jobs は --state-overflow forget と併用できません',
  'status.note': '注記: {what}',
  'status.warning': '警告: {what}',
  'status.suppressed': '除外: {what}',
  'status.neverMatches': '警告: ルール {what}',
  'status.notComplete': '不完全: {what}',
  'status.skipped': 'スキップ: {what}',
  'status.skippedMore': 'スキップ: ほかにもあります。-v ですべて表示します',
  'status.atByte': ' ({byte} バイト目)',
  'status.accepted': '警告: 完全ではありませんが、--allow-partial により受け入れました',
  'status.waiting': '待機中: {what} (Ctrl-C で終了)',
};
