import type { englishHelpOptions } from '../../english/help/english-help-options.ts';

/** Arguments and options that several commands have, in Japanese. */
export const japaneseHelpOptions: Record<keyof typeof englishHelpOptions, string> = {
  'help.option.files': "エクスポート、フォルダー、引用符で囲んだグロブ ('-' は標準入力)",
  'help.option.from': 'pull が保存したアーカイブ (引数として指定するのと同じ)',
  'help.option.encoding':
    'ログの文字コード (UTF-8、UTF-16 以外の場合): shift_jis、euc-jp、windows-1252 など',
  'help.option.until': 'この時刻より前のイベントのみ',
  'help.option.quiet': '進行状況を表示しない (標準エラー出力にはエラーと警告のみ)',
  'help.option.exitZero': '終了コードを 4 ではなく 0 にする',
  'help.option.exitZeroUnread':
    'ログを最後まで読み込めなかった場合に、終了コードを 4 ではなく 0 にする',
  'help.option.lang': '人が読むものの言語: {languages} (既定: ロケールの言語)',
  'help.option.tz': 'タイムゾーン。Asia/Tokyo など、または local (既定: "UTC")',
  'help.option.noColor': '--color never と同じ',
  'help.option.ascii': 'ASCII のみで表示し、それ以外の文字はエスケープする',
  'help.option.plain': '色、ASCII 以外の記号、行の書き換え、ページャーを使わない',
  'help.option.noPager': '端末での長いレポートにページャーを使わない',
  'help.option.rules': '同梱ルールに加えるルールのファイルまたはフォルダー (複数指定可)',
  'help.option.noBuiltinRules': '同梱ルールを使わない',
  'help.option.list': 'ルールが参照する値のリスト (複数指定可)',
  'help.option.config': 'この設定ファイルだけを読み込む',
  'help.option.noConfig': '設定ファイルを読み込まない',
  'help.option.only': 'これらのルールだけを報告 (複数指定可)',
  'help.option.skip': 'これらのルールを報告しない (複数指定可)',
  'help.option.minSeverity': 'この重大度より低い検出を表示しない',
  'help.option.rawEvents': '検出にイベント全体を含める',
  'help.option.details': 'すべての検出の詳細と、スキャンの完全性を表示',
  'help.option.reportTo': '標準出力に書くレポートの形式: {formats} (既定: "table")',
  'help.option.onOutput': '標準出力に書く形式: {formats}',
  'help.option.lookback': '--since より前に取得する、ウィンドウの基準となる履歴: auto、0、24h など',
  'help.option.savedReport': 'その検出を含む保存済みレポート (json、ndjson)',
  'help.option.ruleName': 'ルールの名前または ID',
  'help.option.rulePaths': 'ルールのファイルとフォルダー (既定: 同梱ルール)',
};
