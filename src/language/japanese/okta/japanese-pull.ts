import type { englishPull } from '../../english/okta/english-pull.ts';

/** What is said of a pull, in Japanese. */
export const japanesePull: Record<keyof typeof englishPull, string> = {
  'pull.into': '{host} を {folder} に取得します ({mode})',
  'pull.keeps90': '警告: Okta のイベントの保存期間は 90 日です。それより古いものは取得できません',
  'pull.added': 'イベント {count} 件を追加',
  'pull.duplicates': '重複 {count} 件',
  'pull.conflicts': 'UUID の競合 {count} 件',
  'pull.total': '{counts}。合計 {total} 件',
  'pull.next': '次の手順: oktahunt scan {folder}。遅れて届いたイベントは次回の取得で補われます',
  'pull.interrupted': '中断しました。取得済みのデータは保存されており、同じコマンドで再開します',
  'pull.otherFolder': '別のフォルダーを指定してください',
  'pull.fixAndResume':
    '対処してから同じコマンドを実行してください。取得済みのデータは保存されており、そこから再開します',
  'pull.staleLink': '警告: 保存されていたリンクが拒否されました ({why})。少し前からやり直します',
  'pull.clockWarning': '警告: {clock}。--since 1h のような時刻の指定に影響します',
  'pull.clockSlow': 'このマシンの時計は {seconds} 秒遅れています',
  'pull.clockFast': 'このマシンの時計は {seconds} 秒進んでいます',
  'pull.pulling': '取得中',
  'pull.day': '{days} 日中 {day} 日目',
  'pull.requests': 'リクエスト {count} 件',
  'pull.rateBudget': 'レート残り {remaining}/{limit}',
  'pull.pausedBudget':
    '取得中  一時停止: Okta のレート制限の割り当て分を使い切りました。{clock} 後に再開します',
  'pull.pausedLimit': '取得中  一時停止: Okta のレート制限。{clock} 後に再開します',
  'pull.waitNumber': '{what} ({wait} 回目の待機)',
  'pull.retry': '{why}。{clock} 後に再試行します ({retries} 回中 {attempt} 回目)',
  'pull.noAnswer': '応答なし',
  'pull.withHistory':
    '{host}: {since} から {until} まで、および比較用の過去 {length} (--lookback)。{mode}',
  'pull.withoutHistory':
    '{host}: {since} から {until} まで、それ以前の履歴なし (--lookback)。{mode}',
};
