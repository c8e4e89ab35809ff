import type { englishHelpService } from '../../english/help/english-help-service.ts';

/** What help says of a watch that runs as a service, and of its log, in Japanese. */
export const japaneseHelpService: Record<keyof typeof englishHelpService, string> = {
  'help.option.logFormat': '標準エラー出力の行の形式: text、json',
  'help.watch.health': 'このポートまたはソケットで /healthz、/readyz、/metrics に応答',
  'help.watch.healthHosts': 'ほかのマシンが接続に使ってよい名前 (複数指定可)',
  'help.watch.healthFile': '動作状況を表示するたびに、稼働状態をこのファイルに書き込む',
  'help.watch.asService': "サービスとして動かす ('oktahunt help logging' を参照)",
  'help.watch.reload':
    'SIGHUP を受け取ると、何も失うことなく、ルール、リスト、設定を読み直します。誤りがあれば何も変わりません。端末では 129 で終了します。',
  'help.health.summary': '動作中の watch の状態を確認',
  'help.health.description':
    '動作中の watch が現在までのログを読み終えているかどうかを確認します。',
  'help.health.target': '--health のアドレスまたはソケット、または --health-file のファイル',
  'help.health.alive': '遅れにかかわらず、動作しているかどうかだけを確認',
  'help.health.port': '--health 127.0.0.1:9464 で動作する watch に確認',
  'help.health.path': '--health のソケット、または --health-file のファイル',
  'help.health.probe': '停止したものを再起動するプローブ用',
  'help.health.exit': '終了コード: 0 準備完了、1 準備未完了または応答なし。',
  'help.setting.logFormat': '標準エラー出力の行の形式 (text または json)',
  'help.setting.health': 'watch が稼働状態とメトリクスを返すアドレス',
  'help.setting.healthHosts': 'ほかのマシンが watch の稼働状態の確認に使ってよい名前',
  'help.setting.healthFile': 'watch が稼働状態を書き込むファイル',
  'help.logging.title':
    '検出は標準出力に、そのほかはすべて標準エラー出力に書き込まれます。--log-format json を指定すると、標準エラー出力の 1 行ずつがオブジェクトになります。time (UTC)、level (info、warning、error)、event、読み手の言語の message、そして必要に応じて fields を持ちます。プログラムでは event を使ってください。message は変わることがあります。',
};
