import type { englishCompleteness } from '../english/english-completeness.ts';

/** How complete a scan was, in Japanese: what was read, what was left out. */
export const japaneseCompleteness: Record<keyof typeof englishCompleteness, string> = {
  'complete.label': '完全性:',
  'complete.yes': '完全',
  'complete.no': '不完全',
  'complete.read': '読み込み {records} 件 = {parts}',
  'complete.evaluated': '評価 {count}',
  'complete.duplicate': '重複 {count}',
  'complete.filtered': '対象外 {count}',
  'complete.skipped': 'スキップ {count}',
  'complete.listSkipped': 'スキップしたレコード',
  'complete.byte': ' ({byte} バイト目)',
  'complete.sourcesWithNotes': '入力 {count} 件のうち、注記のあるものとレコードのないもの',
  'complete.source': '{file}: {format}、レコード {count} 件',
  'complete.requested': '指定された期間: {from} から {to} まで',
  'complete.startOfLog': 'ログの先頭',
  'complete.endOfLog': 'ログの末尾',
  'complete.gaps': 'イベントのない期間',
  'complete.gap': '{span} ({hours})',
  'complete.memory':
    'メモリー: 古いものから順に、イベント {count} 件を破棄しました ({megabytes} MB 使用)',
  'complete.rankedFrom':
    'メモリー: ログが長く、すべてのセッションを比較できません。同じ重大度の検出は、{time} 以降のセッションの内容に基づいて順位を付けています',
  'complete.evaluatedRule': '{rule} 評価済み',
  'complete.undecidedRule': '{rule} イベント {count} 件で判定不能',
  'complete.blindRule': '{rule} 評価不能',
  'complete.rulesUndecided': '判定できないイベントがあったルール ({rules} 件のうち {count} 件)',
  'complete.rulesUnfinished': '完全には評価できなかったルール ({rules} 件のうち {count} 件)',
  'complete.unanswered': 'このログでは答えられない質問',
  'complete.question': '{pack}: {question} ログにないもの: {needs}',
  'complete.orNo': '; ',
  'complete.need': '{names} ({tells})',
  'complete.emptyList': '{name} (ルール {count} 件)',
  'complete.emptyLists': '空のリスト: {names}。--list 名前=ファイル で指定してください',
  'conflict.text':
    '内容の異なる複製のあるイベントが {events} 件あります。最も完全なもの (同程度なら最も早いもの) を使用しました: {uuids}',
  'conflict.inTime':
    '内容の異なる複製のあるイベントが {events} 件あります (うち {times} 件は時刻が異なります)。最も完全なもの (同程度なら最も早いもの) を使用しました: {uuids}',
};
