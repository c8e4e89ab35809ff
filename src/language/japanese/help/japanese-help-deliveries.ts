import type { englishHelpDeliveries } from '../../english/help/english-help-deliveries.ts';

/** The same in Japanese. */
export const japaneseHelpDeliveries: Record<keyof typeof englishHelpDeliveries, string> = {
  'named.receiver': '受信側の種類',
  'named.deliveryScope': 'what の値',
  'help.option.deliver':
    "検出とケースを受信側にも送信: {kinds} (複数指定可。'oktahunt help deliveries')",
  'help.option.deadLetters': '送信できなかったものを保存するファイル',
  'help.scan.deadLetters': '{name} (アーカイブがあればその中)',
  'help.scan.deliver': 'チャットと Splunk にも送信',
  'help.watch.receivers':
    "受信側が遅い、または停止していても、ほかの動作は止まりません。未送信のものは保存先で待機します ('oktahunt help deliveries')。",
  'help.setting.deliver':
    '検出とケースの受信側。それぞれ KIND=URL、または to、secretFile、secretEnv、minSeverity、what のマップ',
  'help.setting.deadLetters': 'scan が送信できなかったものを保存するファイル',
  'help.environment.receivers': "受信側の秘密情報 ('oktahunt help deliveries')",
  'help.deliver.summary': '未送信のメッセージまたは保存したレポートを受信側に送信',
  'help.deliver.description':
    '送信できなかったもの、または保存したレポートの検出とケースを、受信側に送信します。',
  'help.deliver.file':
    "未送信のメッセージ、または --format json か ndjson のレポート。'-' は標準入力",
  'help.deliver.quiet': '標準エラー出力にはエラーと警告のみ',
  'help.deliver.again': '送信できなかったものを再送',
  'help.deliver.report': '再スキャンせずに、保存したレポートを送信',
  'help.deliver.letters':
    '未送信のメッセージは、元の受信側が指定されていればそこに、なければすべての受信側に送信します。再送したものの ID は以前と同じです。送信できなかったものは undelivered.ndjson に保存されます (--dead-letters)。',
  'help.deliver.exit':
    '終了コード: 0 すべて送信、2 使用方法の誤り、3 送信できなかったものがある、または読み取るものがない。',
  'help.deliveries.title':
    '検出とケースの受信側: scan、watch、deliver の --deliver KIND=URL (複数指定可)。',
  'help.deliveries.webhook':
    'Standard Webhooks 形式の POST: type, timestamp, data。OKTAHUNT_WEBHOOK_SECRET に鍵 (whsec_...、空白区切りで複数可) があれば署名します',
  'help.deliveries.slack': 'Slack。Incoming Webhook のアドレスを指定します',
  'help.deliveries.teams': 'Microsoft Teams。ワークフロー アプリの webhook のアドレスを指定します',
  'help.deliveries.hec':
    'Splunk の HTTP Event Collector。トークンは OKTAHUNT_HEC_TOKEN に設定します',
  'help.deliveries.syslog':
    'TLS 上の RFC 5424 (RFC 5425、ポート 6514)。内容は webhook と同じ JSON です',
  'help.deliveries.syslogCef': '同じく、検出を CEF で送信します。ケースは送信しません',
  'help.deliveries.secrets':
    'アドレスは環境変数 (env:NAME) またはファイル (file:PATH) で指定できます。Slack と Teams のアドレスは秘密情報なので、必ずそのように指定します。ユーザーの設定ファイルでは (プロジェクトの設定では不可)、受信側を to、secretFile または secretEnv、minSeverity、what (findings、cases、both) のマップで指定できます。',
  'help.deliveries.promise':
    '配信は少なくとも 1 回です。再送されたものの ID は以前と同じです (webhook-id、syslog の PROCID、Splunk のフィールド oktahunt_message)。受信側ごとに順番どおりに届き、遅い受信側や停止した受信側がほかを待たせることはありません。',
  'help.deliveries.retries':
    '失敗したときは、最大 1 分の間隔、または Retry-After の指定に従って再試行します。受信側が拒否した場合 (400、413、422)、1 日が過ぎた場合、受信側自体の失敗 (500) が 10 回続いた場合は、送信を断念して保存します。410 Gone の後は、再起動するまで送信しません。受信側の設定が原因の場合 (401、403、404) は、設定が直るまで失われないように再試行します。',
  'help.deliveries.places':
    'watch は未送信のものを保存先の outbox フォルダーに保持し、再起動の後に再開します。断念したものは dead-letters.ndjson に保存されます。scan と deliver は 2 分待ち、残りを --dead-letters に保存して 3 で終了します。oktahunt deliver FILE で再送できます。',
  'help.receiver.to': 'KIND=URL、KIND=env:NAME または KIND=file:PATH',
  'help.receiver.secretFile': '署名鍵またはトークンのファイル',
  'help.receiver.secretEnv': '署名鍵またはトークンの環境変数',
  'help.receiver.minSeverity': 'この重大度より低いものを送信しない',
  'help.receiver.what': '送信するもの。省略すると両方',
};
