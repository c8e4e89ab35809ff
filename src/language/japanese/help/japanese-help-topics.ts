import type { englishHelpTopics } from '../../english/help/english-help-topics.ts';

/** The topics of `help`, in Japanese: exit codes, inputs, environment variables, formats, remarks about rules. */
export const japaneseHelpTopics: Record<keyof typeof englishHelpTopics, string> = {
  'help.exitCodes.title': '終了コード (どの形式でも同じです):',
  'help.exitCodes.clean': '完全で、--fail-on (既定: low) 以上の検出なし',
  'help.exitCodes.findings': '--fail-on 以上の検出あり (完全か不完全かを問わない)',
  'help.exitCodes.misuse':
    '使い方の誤り: オプション、ルール、リストの修正が必要。それらがない場合、報告するルールがない場合も同様',
  'help.exitCodes.breakdown':
    '実行不能: 入力を読み取れない、出力先の容量不足、Okta に到達できない、認証情報の拒否',
  'help.exitCodes.doubt':
    '検出はないが、スキャンが不完全: 何も読み込めない、レコードのスキップ、指定された期間の不足。--allow-partial を付けると、警告付きで 0',
  'help.exitCodes.interrupted': '中断 (Ctrl-C)。それまでの検出を報告',
  'help.exitCodes.terminated': '終了要求を受けた。端末が閉じられた場合は 129',
  'help.exitCodes.brokenPipe': 'すべてを書き終える前に、標準出力の読み手が閉じた (| head)',
  'help.exitCodes.hidden':
    'scan の --case、--user、--ip、--min-severity は、レポートの検出を隠します。終了コードは、すべての検出によるものです。timeline と show は、指定されたものを表示すれば 0、ログに該当するイベントがないか、ログを最後まで読み込めなければ 4 で終了します。',
  'help.exitCodes.quiet':
    '--quiet は進行状況を隠しますが、終了コードの理由を隠すことはありません。',
  'help.inputs.title': '入力は、ファイル名や混在にかかわらず、内容で判別されます:',
  'help.inputs.pages': 'API のページ',
  'help.inputs.pagesText':
    'JSON: 1 行に 1 イベント、配列、整形されたもの、連結されたもの。events、value、data などのキーの下のもの、JSON 内のテキスト、syslog ヘッダーの後のもの',
  'help.inputs.csv':
    'CSV (英語または日本語のヘッダー)。ないフィールドと、それを必要とするルールが報告される',
  'help.inputs.aws': 'EventBridge、Firehose と S3、CloudWatch のエクスポート、バッチ、Insights',
  'help.inputs.azure':
    'Blob、Event Grid、Sentinel のテーブル。Cloud Logging、Pub/Sub、SecOps の生ログ',
  'help.inputs.splunk': '検索のエクスポート (JSON、_raw を含む CSV)、HTTP Event Collector',
  'help.inputs.okta': 'Event Hook の本文',
  'help.inputs.elastic':
    'ドキュメント、検索結果、インデックスのダンプ。event.original があれば損失なし',
  'help.inputs.pipelines': 'パイプライン',
  'help.inputs.pipelinesText':
    'Airbyte、Fluentd、Kafka (Connect、console)、Loki (API、logcli)、Wazuh のアラート',
  'help.inputs.tables': 'テーブル',
  'help.inputs.tablesText':
    'Snowflake、BigQuery: フィールドごとに列を持つもの、またはイベント全体を 1 列に持つもの (JSON、CSV)',
  'help.inputs.others': 'そのほか',
  'help.inputs.othersText':
    'Panther、Grove、Matano、Datadog のアーカイブ、InsightIDR、Sumo Logic、Graylog',
  'help.inputs.byHand': '手作業',
  'help.inputs.byHandText':
    '/api/v1/logs を含む HTTP アーカイブ (HAR)、色付きの jq の出力、出力された Python の辞書',
  'help.inputs.ocsf':
    'raw_data があれば、イベントそのもの。それ以外は、metadata.event_code が Okta のイベントタイプである場合に限り復元される。対象、デバイス、クライアントのゾーン、ブラウザー、outcome.reason は含まれず、unmapped がなければ、ルートセッション、プロキシの判定、アドレスの連鎖、トランザクション、デバッグ情報の大半も含まれない。失われたフィールドを必要とするルール (同梱ルールの大半) は評価できない',
  'help.inputs.product': '任意の製品',
  'help.inputs.productText':
    '任意のキーの下にあるイベント全体 (オブジェクト)。テキスト (Base64 を含む) は、リクエストの送信者が書き込めない場所にある場合のみ',
  'help.inputs.packing': '圧縮',
  'help.inputs.text': '文字コード',
  'help.inputs.textText':
    'UTF-8 と UTF-16。ほかは --encoding で指定: shift_jis、euc-jp、windows-1252 など',
  'help.inputs.growing':
    '書き込み中のファイルは、開始時の大きさまで読み込まれます。ファイル名の UTF-8 ではないバイトは、表示される形 (\\xff) で指定できます。',
  'help.inputs.unsupported':
    '判別はできるものの、対応していないもの: raw_data と event_code のない OCSF、Google SecOps UDM、event.original のない Kibana の Discover の表、Okta Workflows のログ、Parquet、暗号化されたアーカイブ。',
  'help.inputs.unreadable':
    '読み取れないレコードは、件数と場所が報告され、スキャンは不完全とみなされます。',
  'help.environment.title': '環境変数:',
  'help.environment.org': '組織の URL。OKTAHUNT_ORG、OKTA_ORG_DOMAIN も可',
  'help.environment.token': 'API トークン。OKTAHUNT_TOKEN も可',
  'help.environment.app': '秘密鍵 (JWK または PEM) を持つサービスアプリ',
  'help.environment.accessToken': '別の方法で取得した OAuth アクセストークン',
  'help.environment.proxy':
    'プロキシ (http://user:password@host:port) と、プロキシを使わずに接続するホスト。ALL_PROXY、HTTP_PROXY も可',
  'help.environment.certificates': '追加で信頼する CA 証明書のファイル',
  'help.environment.epoch': 'レポートの検出日時 (秒)。レポートを比較できるようにするために指定',
  'help.environment.loopback': '偽の組織のために http://127.0.0.1 を許可',
  'help.environment.more': 'そのほか: oktahunt config show、oktahunt init --out - を参照',
  'help.environment.forceColor': '常に色を使う。0 または false: 使わない',
  'help.environment.noColor': '空でなければ、色を使わない',
  'help.environment.cliColorForce': '0 でなければ、常に色を使う',
  'help.environment.cliColor': '0: 色を使わない',
  'help.environment.term': 'dumb: 色、行の書き換え、ページャーを使わない',
  'help.environment.ci': '行の書き換えとページャーを使わず、レポートを英語にする',
  'help.environment.ascii': 'UTF-8 ではないロケールの場合、ASCII のみで表示',
  'help.environment.language': '人が読むものの言語: ja で日本語',
  'help.environment.pager':
    '端末で --details に使うページャー (既定: less -FRX)。cat または空の値で使わない',
  'help.environment.order':
    '--color と --lang は、これらすべてに優先します。色に関するものは、この順に適用されます。',
  'help.formats.title': '--format と -o FORMAT=PATH (複数指定可) の形式:',
  'help.formats.saved':
    '標準出力にはレポートだけが、標準エラー出力にはそれ以外のすべてが書かれます。保存した json と ndjson は、後で読み込めます: oktahunt convert findings.json -o sarif=okta.sarif、oktahunt show ID findings.json、oktahunt timeline findings.json LOG --case ID',
  'help.formats.links':
    '--raw-events は、検出にイベント全体を含めます。管理コンソールへのリンクは、設定された組織 (--org、OKTA_CLIENT_ORGURL) のものです。SOURCE_DATE_EPOCH を指定すると、同じログから同じレポートが得られます。',
  'help.formats.schemas':
    'JSON Schema: oktahunt schema finding、case、run、report。oktahunt schema sentinel は、そのテーブルです。timeline と show については、oktahunt schema timeline、step、shown を参照してください。',
  'help.inputs.packingText': 'gzip、Zstandard、zip、tar',
};
