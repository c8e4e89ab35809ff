import type { englishWatch } from '../english/english-watch.ts';

/** What a watch says of itself on standard error, in Japanese. */
export const japaneseWatch: Record<keyof typeof englishWatch, string> = {
  'watch.repeated': '; 報告済みの可能性あり',
  'watch.started': '{org} を {rules} 件のルールで監視しています (開始: {from})。{mode}',
  'watch.heartbeat':
    '{org} を監視中: 保存済みイベント {events} 件、メモリ内 {inMemory} 件{dropped}、報告済みの検出 {findings} 件',
  'watch.dropped': ' (古い {count} 件は破棄)',
  'watch.trouble': '障害: {why}。再試行します',
  'watch.stopped': '停止しました。同じストアで起動すると、ここから再開します',
  'watch.readerGone': '停止しました: {why}',
  'watch.listening': '稼働状態とメトリクス: {address}',
  'watch.healthFile': '警告: ヘルスファイル {file} に書き込めません: {why}',
  'watch.reloaded': '再読み込みしました: ルール {rules} 件、{digest}',
  'watch.refused': '再読み込みを中止しました。これまでのルールのまま監視を続けます: {why}',
  'watch.unchanged': '警告: 次の設定の変更は再起動するまで反映されません: {options}',
};
