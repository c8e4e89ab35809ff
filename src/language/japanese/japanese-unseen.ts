import type { englishUnseen } from '../english/english-unseen.ts';

/** What a scan could not see, and why a rule could not decide, in Japanese. */
export const japaneseUnseen: Record<keyof typeof englishUnseen, string> = {
  'unseen.undecided':
    '判定できなかったもの: ルール {rules} 件のうち {undecided} 件で一部のイベント (イベント {events} 件のうち最大 {most} 件)。',
  'unseen.earlier': '{time} から始まるログがあれば、その大半を判定できます。',
  'unseen.later': '一部は、ログの終わりより後のイベントを待っています。',
  'unseen.blind': '評価できないルール: {rules} 件のうち {blind} 件。',
  'unseen.blindFor':
    '評価できないルール: {rules} 件のうち {blind} 件 (ログに {fields} がありません)。',
  'unseen.gap': '{span} のイベントがありません。ログは完全ですか。',
  'unseen.gaps': '{span} と、ほか {count} 件の期間のイベントがありません。ログは完全ですか。',
  'unseen.unanswered': 'このログでは答えられない質問: {count} 件。',
  'unseen.suppressed': 'フィルターがアラート {count} 件を除外しました。',
  'unseen.expired': '期限切れで効果のないフィルター: {count} 件。',
  'cause.lacks': '入力に {field} がありません',
  'cause.earlier': '{length} 前までさかのぼるログが必要です',
  'cause.earlierWithoutGap': '24 時間を超える空白のない、{length} 前までさかのぼるログが必要です',
  'cause.later': '{length} 後までのログが必要です',
  'cause.days': '読み込んだ日数より長いログが必要です',
  'cause.other': '{cause}',
  'cause.feeds': 'ウィンドウの元になるルールが判定できませんでした',
  'cause.feedsOrOrder':
    'ウィンドウの元になるルールが判定できなかったか、同時刻のイベントの順序によって結果が変わります',
  'cause.hears': 'アラートを受け取る元のルールが判定できませんでした',
  'cause.interrupted': 'ルールを評価する前に実行が中断されました',
  'cause.neverMatches': '該当するイベントはあり得ません: {why}',
  'cause.needs': '前提となる "{rule}" に該当するイベントがあり得ません',
  'length.d': '{amount} 日',
  'length.h': '{amount} 時間',
  'length.min': '{amount} 分',
  'length.s': '{amount} 秒',
};
