import type { englishHelpKeeping } from '../../english/help/english-help-keeping.ts';

/** The help of the commands that fetch, convert and keep, in Japanese: logs, reports, settings, what people made of findings. */
export const japaneseHelpKeeping: Record<keyof typeof englishHelpKeeping, string> = {
  'help.convert.summary': '保存したレポートを別の形式に変換',
  'help.convert.description':
    "'scan --format json' または ndjson のレポートを、再びスキャンすることなく別の形式に変換します。",
  'help.convert.report': "保存したレポート ('-' は標準入力)",
  'help.convert.output': 'レポートをファイルに書き込む (複数指定可)',
  'help.convert.allowPartial': '完全ではなかったスキャンのレポートも変換',
  'help.convert.table': '表として表示',
  'help.convert.several': '複数の形式を同時に出力',
  'help.convert.words':
    'レポートの文章は、スキャンしたときのまま変わりません。--lang と --tz は、それ以外に適用されます。',
  'help.convert.partial':
    "完全ではなかったスキャンのレポートと、'oktahunt watch' の出力など、終わっていない実行のものは受け付けません。--allow-partial を付けると変換し、結果に不完全であることを示します。",
  'help.convert.exit':
    '終了コード: 0 変換、2 使い方の誤りまたは受付不可、3 レポートではないか、出力に失敗。',
  'help.convertLog.summary': '任意のエクスポートをプレーンな NDJSON に変換',
  'help.convertLog.description':
    '任意の形式のエクスポートに含まれる System Log イベントを、Okta API と同じ形で 1 行に 1 件ずつ出力します。',
  'help.convertLog.output': '標準出力ではなくファイルに書き込む',
  'help.convertLog.allowPartial':
    '変換できないレコードがあった場合に、終了コードを 4 ではなく 0 にする',
  'help.convertLog.folder': 'さまざまな形式のファイルを含むフォルダー',
  'help.convertLog.exit':
    '終了コード: 0 すべて変換、2 使い方の誤り、3 実行不能、4 変換できないレコードがあった。',
  'help.pull.summary': '組織のログをフォルダーに保存',
  'help.pull.description':
    '組織の System Log を、そのままフォルダーに保存します。中断した続きから再開し、新しいイベントを追加します。',
  'help.pull.since': 'この時刻以降: 90m、36h、7d、2w (さかのぼる時間)、日付 (UTC)、RFC 3339',
  'help.pull.until': 'この時刻まで (既定: 現在)',
  'help.pull.out': 'アーカイブ (なければ作成)',
  'help.pull.gzip': '新しいアーカイブのファイルを圧縮',
  'help.pull.overlap': '遅れて届くイベントを拾うために再取得する長さ (既定: "1h")',
  'help.pull.everything': 'Okta が保持するすべて',
  'help.pull.later': '次回以降: 新しいイベントのみ',
  'help.pull.scan': 'ネットワークを使わずにスキャン',
  'help.pull.resume':
    '中断しても、同じコマンドで続きから再開します。フォルダーには、1 日につき 1 つの生のイベントのファイルと、以後のスキャンが検証するマニフェスト (.oktahunt-archive.json) が保存されます。',
  'help.doctor.summary': '組織への接続を確認',
  'help.doctor.description':
    'Node、時計、組織、認証情報、ログ、レート制限を確認し、認証情報の所有者と権限を表示します。',
  'help.doctor.all': '取得に必要なものをすべて確認',
  'help.doctor.other': '別のトークンを確認',
  'help.doctor.note': '読み取りだけを行います。? は確認できなかったものを示します。',
  'help.doctor.exit':
    '終了コード: 0 失敗した項目なし (警告がある場合を含む)、それ以外は 2 または 3。',
  'help.init.summary': 'コメント付きの設定ファイルを作成',
  'help.init.description':
    'コメント付きの設定ファイルを作成します。設定は、コメントを外すと有効になります。',
  'help.init.own': 'プロジェクトではなくユーザーのファイルを作成',
  'help.init.out': '別のパス (- は標準出力)',
  'help.init.project': 'このフォルダーにコメント付きの oktahunt.config.yaml を作成',
  'help.init.user': 'ユーザーのファイル (認証情報のファイルも指定可能)',
  'help.init.print': '標準出力に表示',
  'help.init.never': '既存のファイルを上書きすることはありません。',
  'help.config.summary': '設定を表示、検査',
  'help.config.description': '設定を表示、検査します。',
  'help.config.show.summary': 'すべての設定とその出所',
  'help.config.show.description':
    'すべての設定について、値 (秘密の値を除く) とその出所を表示します。',
  'help.config.check.summary': '設定ファイルが正しいかどうか',
  'help.config.check.description':
    'このフォルダーでの実行が読み込む設定ファイルについて、名前、値、書かれた場所を検査します。',
  'help.config.check.config': 'このファイルだけを検査',
  'help.config.all': 'すべての設定、その値と出所',
  'help.config.script': 'スクリプト用',
  'help.config.right': 'すべての設定ファイルが正しいかどうか',
  'help.suppress.summary': '理由を添えて、検出を期日まで受け入れる',
  'help.suppress.description': '既知の検出を除外する、ルールの言語のフィルターを作成します。',
  'help.suppress.ids': '検出の ID の先頭部分',
  'help.suppress.reason': '既知である理由。フィルターが除外したものとともに示される',
  'help.suppress.expires': 'フィルターが機能する最後の日 (UTC)',
  'help.suppress.owner': '責任者',
  'help.suppress.fields': '同一性の判断に使うフィールド (複数指定可)',
  'help.suppress.into': 'ルールのフォルダー (省略時は --rules の最初のもの)',
  'help.suppress.dryRun': 'フィルターを書き込まず、標準出力に表示',
  'help.suppress.gone': '検出は消え、フィルターが除外したものがレポートに示される',
  'help.suppress.actor': 'この実行者の、すべてのセッションに対するフィルターを標準出力に表示',
  'help.suppress.note':
    'フィルターは、フォルダーの下の 1 つのファイルに書き込まれます。ルールと同じように編集、削除できます。フィルターは、ルールがこの検出と同じ値 (日付を除いた fingerprint) について見つけるものを除外します。期限を過ぎると何もしなくなり、削除または更新されるまで、実行のたびにそのことが示されます。相関ルールの検出と、アラートに関するルールの検出には、フィルターを使えません。',
  'help.suppress.exit':
    '終了コード: 0 作成、2 使い方の誤りまたは作成不可 (理由を表示)、3 ファイルの読み書きに失敗。',
  'help.mark.summary': '検出についての人の判断を記録',
  'help.mark.description': '検出についての判断 ({dispositions}) を、fingerprint ごとに記録します。',
  'help.mark.id': '検出またはケースの ID の先頭部分',
  'help.mark.note': '理由',
  'help.mark.by': '判断した人',
  'help.mark.file': '判断を記録するファイル',
  'help.mark.case': 'ケースのすべての検出',
  'help.mark.reports': 'レポートに判断を表示',
  'help.mark.kept':
    'ファイルには、fingerprint ごとに 1 行が書かれます。fingerprint は、同じものを再び検出するどのスキャンでも変わりません。ルールとともにバージョン管理することを想定しています。',
  'help.mark.exit': '終了コード: 0 記録、2 使い方の誤り、3 ファイルの読み書きに失敗。',
};
