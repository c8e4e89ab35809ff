import type { englishHelpFormats } from '../../english/help/english-help-formats.ts';

/** What each output format and each schema is for, in Japanese. */
export const japaneseHelpFormats: Record<keyof typeof englishHelpFormats, string> = {
  'help.format.table': '人が読むもの: 表、各検出の詳細、スキャンの完全性',
  'help.format.html':
    'ブラウザー用の 1 ページ: 判定、ケースとそのタイムライン、すべての検出。ネットワーク不要',
  'help.format.markdown': 'チケットやインシデント報告書用: 判定、ケースの経緯と根拠、未解決の事項',
  'help.format.json': '1 つの JSON 文書: ツール、検出、ケース、読み取れなかったレコード、要約',
  'help.format.ndjson': '1 行に 1 件の検出、続いて 1 行に 1 件のケース。前後に実行の記録',
  'help.format.csv': '1 行に 1 件の検出 (表計算ソフト用)',
  'help.format.sarif': 'SARIF 2.1.0 (GitHub のコードスキャンとエディター用)',
  'help.format.github': 'GitHub Actions のジョブの注釈 (ステップのログ用)',
  'help.format.gitlab': 'コード品質レポート (GitLab のマージリクエスト用)',
  'help.format.junit': 'JUnit XML。ルールごとに 1 つのテスト (CI サーバー用)',
  'help.format.ocsf': 'OCSF 1.8。1 行に 1 つの Detection Finding (データレイク用)',
  'help.format.ecs': 'Elastic Common Schema。1 行に 1 つのドキュメント',
  'help.format.splunk-hec': 'Splunk の HTTP Event Collector 用のイベント',
  'help.format.sentinel': 'Microsoft Sentinel のカスタムテーブルの行',
  'help.format.cef': 'Common Event Format。1 行に 1 件の検出 (syslog 用)',
  'help.format.timesketch': '検出のイベント。1 行に 1 件 (Timesketch 用)',
  'help.format.stix': 'ケースの指標を含む STIX 2.1 のバンドル',
  'help.format.misp': 'ケースの指標を含む MISP のイベント',
  'help.schemaOf.finding': '1 件の検出: ndjson の 1 行、json の 1 要素',
  'help.schemaOf.case': '1 件以上の検出からなるケース: ndjson の 1 行、json の 1 要素',
  'help.schemaOf.run': 'ndjson の最初と最後の行',
  'help.schemaOf.report': 'json のレポート全体',
  'help.schemaOf.dead-letter': '送信できなかったメッセージ (dead-letters.ndjson の 1 行)',
  'help.schemaOf.log': '--log-format json での標準エラーの 1 行',
  'help.schemaOf.health': 'watch の状態: --health、--health-file',
  'help.schemaOf.session': '順位付けされた 1 つのセッション: ndjson の 1 行、json の 1 要素',
  'help.schemaOf.timeline':
    'タイムライン: json の文書。ndjson では、ステップを除いたものに続けて各ステップ',
  'help.schemaOf.step': 'タイムラインの 1 ステップ: ndjson の 1 行',
  'help.schemaOf.shown': 'show が json として出力するもの: ID で指定したケースと検出、タイムライン',
  'help.schemaOf.rule': 'ルールファイルの文書 (エディター用)',
  'help.schemaOf.config': '設定ファイル (エディター用)',
  'help.schemaOf.sentinel': 'sentinel の行のテーブル (データ収集ルールでの宣言)',
};
