import type { englishRuns } from '../../english/command/english-runs.ts';

/** What a run says beside what it writes, in Japanese. */
export const japaneseRuns: Record<keyof typeof englishRuns, string> = {
  'run.interruptedLog': 'ログの終わりに達する前に中断されました',
  'run.interruptedInput': '入力の終わりに達する前に中断されました',
  'run.converted': 'イベント {events} 件を変換、レコード {records} 件をスキップしました',
  'run.mayLack': 'イベント {count} 件では、形式で保持できない項目が欠けている可能性があります',
  'run.notRead': '不完全: レコード {count} 件を読み取れませんでした',
  'run.noEvents': '不完全: 入力にイベントがありません',
  'run.skippedMore': 'スキップ: ほかにもあります',
  'run.noEnd':
    'レポートに実行の終わりの記載がありません。終わっていない実行か、複数の実行のものです',
  'run.marked': '検出 {count} 件を {verdict} として {file} に記録しました',
  'run.wrote': '{path} を作成しました',
  'run.scanWithIt': '次のようにスキャンしてください: oktahunt scan ... --rules {folder}',
  'run.noOrg': '注記: 検出に組織名が付きません: {reason}',
};
