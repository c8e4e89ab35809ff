import type { englishHelpScan } from '../../english/help/english-help-scan.ts';

/** The help of `scan` and `watch`, in Japanese. */
export const japaneseHelpScan: Record<keyof typeof englishHelpScan, string> = {
  'help.scan.summary': '組織のログまたは保存したエクスポートから攻撃を検出',
  'help.scan.description':
    '保存した Okta System Log のエクスポートから、ネットワーク接続なしで攻撃を検出します。ファイルを指定せずに --since を付けると、組織のログから検出します。',
  'help.scan.files':
    "任意の形式のエクスポート ('oktahunt help inputs' を参照)、フォルダー、引用符で囲んだグロブ ('-' は標準入力)",
  'help.scan.since':
    'この時刻以降のイベントのみ: 90m、36h、7d、2w (さかのぼる時間)、日付 (--tz のタイムゾーン)、RFC 3339',
  'help.scan.pack': 'session-theft など、これらのパックの質問だけを調べる (複数指定可)',
  'help.scan.only': 'これらのルールだけを報告: a,b や session-* (複数指定可)',
  'help.scan.minSeverity': 'この重大度より低い検出を表示しない: {levels}',
  'help.scan.case': 'このケースだけを表示: ID の、一意に定まる先頭部分 (複数指定可)',
  'help.scan.user': 'このログイン名またはユーザー ID に関するものだけを表示 (複数指定可)',
  'help.scan.ip': 'このアドレスまたはネットワークからのものだけを表示 (複数指定可)',
  'help.scan.failOn': 'この重大度以上の検出があれば終了コードを 1 にする (none: 常にしない)',
  'help.scan.allowPartial':
    '検出がなく、スキャンが不完全な場合に、終了コードを 4 ではなく 0 にする',
  'help.scan.save': '取得したイベントをアーカイブに保存',
  'help.scan.store': 'このアーカイブにないものだけを取得し、アーカイブ全体を使ってスキャン',
  'help.scan.stateBudget':
    'メモリーに保持する状態の上限。残りは TMPDIR のファイルに退避 (既定: "32MB")',
  'help.scan.stateOverflow':
    '上限を超えた場合に、そのファイルに退避する (spill: 正確) か、最も古いイベントを破棄する (forget: 破棄したことを報告)',
  'help.scan.jobs':
    '大きなファイルの読み込みとルールの評価を、指定した数のスレッドで行う。auto も可。スレッドごとにメモリーを使う (既定: 1)',
  'help.scan.output': 'レポートをファイルにも書き込む (複数指定可)',
  'help.scan.format':
    '標準出力に書くレポートの形式: {formats} (既定: "table"、\'oktahunt help formats\' を参照)',
  'help.scan.rawEvents': '検出にイベント全体を含める (プログラムが読む形式のみ)',
  'help.scan.baseline': 'この以前の完全な JSON レポートにないものだけを報告',
  'help.scan.dispositions': "検出についての人の判断を付記 ('oktahunt mark' を参照)",
  'help.scan.showSuppressed': 'フィルターが除外したアラートを列挙',
  'help.scan.verbose': '--details に加え、スキップしたレコードもすべて表示',
  'help.scan.week': '組織の直近 1 週間',
  'help.scan.export': '1 つのエクスポート',
  'help.scan.year': '大きなフォルダーを、最大 4 つのプロセッサーで',
  'help.scan.folder': 'フォルダー内のエクスポートの直近 1 週間',
  'help.scan.both': '画面には表を、後で使うために JSON を出力',
  'help.scan.pipe': '1 行に 1 件の検出 (パイプ用)',
  'help.scan.several': '複数の形式を同時に出力',
  'help.scan.onePack': "1 つの質問だけ ('oktahunt rules list --packs' を参照)",
  'help.scan.someRules': '一部のルールだけ',
  'help.scan.news': 'それ以降に新しく見つかったものだけ',
  'help.scan.japanese': '日本語、東京の時刻で表示',
  'help.scan.herself': 'このユーザーに関するものだけを表示 (終了コードは、すべての検出によるもの)',
  'help.scan.exit':
    "終了コード: 0 検出なし、1 検出あり、2 使い方の誤り、3 実行不能、4 不完全 ('oktahunt help exit-codes' を参照)。",
  'help.watch.summary': '組織のログを監視し、確定した検出を順次報告',
  'help.watch.description':
    '停止されるまで組織の System Log を監視し、確定した検出を順次報告します。',
  'help.watch.store': 'ログとカーソルを保存するアーカイブ',
  'help.watch.interval': '新しいイベントがない場合の問い合わせ間隔',
  'help.watch.heartbeat': '標準エラー出力に動作状況を表示する間隔',
  'help.watch.memory': '評価のために保持するイベントの上限。古いものから破棄',
  'help.watch.lookback': '開始時に取得する、ウィンドウの基準となる履歴: auto、0、24h など',
  'help.watch.webhook': '--deliver webhook=URL と同じ',
  'help.watch.pack': 'これらのパックの質問だけを調べる (複数指定可)',
  'help.watch.quiet': '動作状況を表示しない (標準エラー出力にはエラーと警告のみ)',
  'help.watch.follow': '確定した検出を順次報告',
  'help.watch.delivery':
    '再起動の後も、失うことなく再開します。配信は、受信側への送信も含めて少なくとも 1 回です。クラッシュの後は、同じ fingerprint の検出が、その印を付けて繰り返されることがあります。重大度が上がった検出や、被害者が増えた検出は、更新として再び報告されます。シグナルを受けると 143 (SIGTERM)、130 (SIGINT) で終了します。終了コード 2 の後は再起動しても役に立ちませんが、それ以外の後は再起動が有効です。',
};
