import type { englishDelivery } from '../english/english-delivery.ts';

/** The same in Japanese. */
export const japaneseDelivery: Record<keyof typeof englishDelivery, string> = {
  'delivery.update': '更新: {update}',
  'delivery.link.event': '決め手のイベント',
  'delivery.link.session': 'セッション',
  'delivery.link.actor': 'アクター',
  'delivery.link.profile': 'プロファイル',

  'delivery.failing': '{receiver} がメッセージを受け付けません: {reason}。再試行します',
  'delivery.back': '{receiver} が再びメッセージを受け付けています',
  'delivery.dead':
    '{receiver}: メッセージ {count} 件の送信を断念しました: {reason}。{file} に保存しました',
  'delivery.gone':
    '{receiver} は今後のメッセージを受け付けません (410 Gone): {reason}。再起動するまで送信しません',
  'delivery.waiting': '{receiver}: メッセージ {count} 件は次回の起動時に送信します',
  'delivery.done': '{receiver}: 送信済み {delivered} 件、未送信 {dead} 件',
  'delivery.unfinished': '送信できなかったものがあります。{file} を確認してください',

  'delivery.noTarget': '--deliver の形式が KIND=URL ではありません',
  'delivery.targetExample':
    '例: --deliver webhook=https://siem.example/okta または --deliver slack=env:SLACK_URL',
  'delivery.anyCertificate':
    'NODE_TLS_REJECT_UNAUTHORIZED=0 では、検出が誰にでも送信されてしまいます',
  'delivery.trustCa':
    'この変数を削除してください。自社のプロキシが TLS を傍受している場合は、その CA を信頼してください: NODE_EXTRA_CA_CERTS=FILE',
  'delivery.twice': '{receiver} が二重に指定されています',
  'delivery.secretAddress': '{kind} のアドレスは秘密情報です。知っている人は誰でも投稿できます',
  'delivery.hideAddress':
    '環境変数またはファイルに保存してください: {kind}=env:NAME、{kind}=file:PATH',
  'delivery.empty': '{name} が空です。{kind} の値が必要です',
  'delivery.noUrl': '{kind} のアドレスが URL ではありません',
  'delivery.giveUrl': '例: {kind}={scheme}://siem.example',
  'delivery.notSafe': '{kind} のアドレスが {scheme}:// で始まっていません',
  'delivery.login': '{kind} のアドレスにログイン情報が含まれています。取り除いてください',
  'delivery.noSecret': '{kind} には、アドレスのほかに秘密情報はありません',
  'delivery.noToken': '{kind} にはトークンが必要です',
  'delivery.giveToken':
    '{env} を設定するか、設定ファイルの secretFile でトークンのファイルを指定してください',
  'delivery.noKey': '{name} に Standard Webhooks の署名鍵以外のものが含まれています',
  'delivery.giveKey':
    'whsec_ に続けて 24 から 64 バイトの base64 を指定してください: echo "whsec_$(openssl rand -base64 32)"',
  'delivery.mapKeys': 'それぞれ KIND=URL、または {keys} のマップを指定してください',
  'delivery.bothSecrets': 'secretFile と secretEnv の両方で秘密情報が指定されています',
  'delivery.noReceiver': '送信先が指定されていません',
  'delivery.sameFile':
    '{file} は送信するファイルであると同時に、送信できなかったものの保存先になっています',
  'delivery.otherFile': '--dead-letters で別のファイルを指定してください',
  'delivery.address': '{kind} のアドレス',
  'delivery.settingFault': '{name}: {what}',
  'delivery.settingAdvised': '{name}: {what} ({advice})',
  'delivery.otherVersion':
    'この oktahunt が読み取れるのは、バージョン {version} の未送信メッセージです',
  'delivery.noLetter': '未送信メッセージではありません: {path} が正しくありません',
  'delivery.line': '{line} 行目',
  'delivery.removeLine': 'その行を削除するか、保存したレポートを送信してください',
  'delivery.nameInput':
    '未送信メッセージ、または --format json か ndjson のレポートを指定してください',
  'delivery.damaged': '{path} は破損しているか、より新しい oktahunt のものです',
  'delivery.moveAway':
    '{folder} を別の場所に移してください。破損していないものは、JSON の検出として残っています',

  'delivery.late': '時間内に受け付けられませんでした',
  'delivery.lateBecause': '時間内に受け付けられませんでした: {reason}',
  'delivery.fullByCount': '送信待ちが上限に達しました: メッセージ {count} 件',
  'delivery.fullBySize': '送信待ちが上限に達しました: {bytes} バイト',
  'delivery.stranger': '受信側の指定から外されました',
  'delivery.answered': '応答コード {status}',
  'delivery.answeredSaying': '応答コード {status}: {said}',
  'delivery.silent': '{stage} ({seconds} 秒)',
  'delivery.noConnection': '接続できません',
  'delivery.notTaken': 'データが受け取られません',
  'delivery.notClosed': '受信側が接続を閉じないため、すべて読み取られたか分かりません',
  'delivery.closedEarly': '受信側が接続を閉じたため、すべて読み取られたか分かりません',
  'delivery.broken': 'すべて読み取られる前に接続が閉じられました',
  'delivery.trouble': '{what}',
  'delivery.advised': '{reason} ({advice})',
};
