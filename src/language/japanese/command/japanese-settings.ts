import type { englishSettings } from '../../english/command/english-settings.ts';

/** What is wrong with the configuration, in Japanese. */
export const japaneseSettings: Record<keyof typeof englishSettings, string> = {
  'setting.gives': '注記: {file} による設定: {names}',
  'setting.at': '{place}: {name}: {why}',
  'setting.problem': '{file}:{line}:{column}: {what}',
  'setting.fileTooLong': '{file} は設定ファイルとしては長すぎます',
  'setting.initWrites': "'oktahunt init' ですべての設定を含むファイルを作成できます",
  'setting.noMap': '設定は `名前: 値` の形で書いてください',
  'setting.sectionMap': '{name} は oktahunt {name} のオプションのマップでなければなりません',
  'setting.unknown': "不明な設定 '{name}' です{hint}",
  'setting.ofConnection': '{name} は接続の設定のため、ファイルの最上位に書いてください',
  'setting.mustBeText': '{name} はテキストでなければなりません',
  'setting.mustBeTexts': '{name} はテキストまたはテキストのリストでなければなりません',
  'setting.mustBeFlag': '{name} は true または false でなければなりません',
  'setting.onlyOwn':
    '{name} はプロジェクトのファイルには書けません。個人用のファイルかオプションで指定してください',
  'setting.onlyOwnOrEnvironment':
    '{name} はプロジェクトのファイルには書けません。個人用のファイル、環境変数、オプションのいずれかで指定してください',
  'setting.isSecret':
    '{name} は機密情報のため、設定ファイルには書けません。別のファイルに保存してください ({name}File)',
  'setting.outside':
    "プロジェクトのファイルの {name} は、そのフォルダーの中でなければなりません: '{path}'",
  'setting.mustBeLists':
    '{name} は、名前からファイルまたは値のリストへのマップでなければなりません',
  'setting.listNames': '{name} の名前はテキストでなければなりません',
  'setting.listValues': '{name}: {list} はファイルまたは値のリストでなければなりません',
  'setting.noConfigFile': "--config '{path}': そのようなファイルはありません",
  'setting.noShare': "{origin}: '{text}' はレート制限の割合ではありません",
  'setting.giveShare': '1% から 100% までを指定してください',
  'setting.default': '既定値',
  'setting.list': '{name} (値 {count} 件)',
  'setting.headName': '設定',
  'setting.headValue': '値',
  'setting.headOrigin': '由来',
  'setting.allRight': '{file}: 設定 {count} 件、問題ありません',
  'setting.noFile': "設定ファイルがありません。'oktahunt init' で作成できます",
  'setting.wrote': '{path} を作成しました。組織を追記してから実行してください: oktahunt doctor',
  'connection.noTls': 'NODE_TLS_REJECT_UNAUTHORIZED=0 では、トークンがだれにでも送られてしまいます',
  'connection.unsetTls':
    '設定を解除してください。自社のプロキシが TLS を検査している場合は、その CA を信頼してください: NODE_EXTRA_CA_CERTS=ファイル',
  'connection.noOrg': '組織が指定されていません',
  'connection.noOrgNorCredential': '組織も認証情報も指定されていません',
  'connection.giveOrg':
    "OKTA_CLIENT_ORGURL=https://acme.okta.com を設定するか、--org を指定するか、'oktahunt init' で作成したファイルに書いてください",
  'connection.noCredential': '認証情報が指定されていません',
  'connection.giveCredential':
    'OKTA_CLIENT_TOKEN、または OKTA_CLIENT_CLIENTID と OKTA_CLIENT_PRIVATEKEY を設定するか、--token-file ファイル (- は標準入力) を指定してください',
  'connection.giveBoth': '{org}。また、{credential}',
  'connection.viaProxy': 'プロキシ {name} を経由します',
  'connection.noClientId': '秘密鍵を使用するには、アプリのクライアント ID が必要です',
  'connection.giveClientId': 'OKTA_CLIENT_CLIENTID を設定するか、--client-id を指定してください',
  'connection.bothGiven': '{one} と {other} の両方が指定されています',
  'connection.unsetOne':
    '一方の設定を解除するか、OKTA_CLIENT_AUTHORIZATIONMODE に SSWS または PrivateKey を設定してください',
  'connection.isCredential': 'ファイル名の代わりに認証情報そのものが指定されました',
  'connection.putInFile':
    'ファイルに保存してその名前を指定するか、- を指定してパイプで渡してください',
  'connection.fileTooLarge': '{path} は認証情報としては大きすぎます',
  'connection.othersRead':
    '警告: ほかのユーザーが {path} を読み取れます。chmod 600 を実行してください',
};
