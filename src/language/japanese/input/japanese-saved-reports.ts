import type { englishSavedReports } from '../../english/input/english-saved-reports.ts';

/** Why a saved report cannot be read, in Japanese. */
export const japaneseSavedReports: Record<keyof typeof englishSavedReports, string> = {
  'saved.error': '{file}: {reason}',
  'saved.errorAt': '{file} ({place}): {reason}',
  'saved.line': '{line} 行目',
  'saved.scanAgain':
    'もう一度スキャンし、レポート全体を保存してください: oktahunt scan ... -o json=findings.json',
  'saved.empty': '空のため、レポートではありません',
  'saved.notWhole': 'レポートが途中で切れています: {reason}',
  'saved.notRecord': '完全なレコードではありません: {reason}',
  'saved.foreign': 'oktahunt のレポートのレコードではありません',
  'saved.foreignKind': "種類が '{kind}' のレコードは、検出、ケース、実行のいずれでもありません",
  'saved.scanFirst': 'ログは先にスキャンしてください: oktahunt scan ログ -o json=findings.json',
  'saved.nameReport': '--format json または ndjson で書き出したレポートを指定してください',
  'saved.noVersion': 'バージョンの記載がありません。この oktahunt が読み込めるのは {expected} です',
  'saved.otherVersion':
    'バージョンは {version} ですが、この oktahunt が読み込めるのは {expected} です',
  'saved.scanWithThis': 'この oktahunt でログをもう一度スキャンしてください',
  'saved.notAsReport': 'レポートの形式に合いません: {reason}',
  'saved.noCase':
    '検出 {id} がどのケースにも含まれていません。レポートがケースの手前で切れているか、ケースが取り除かれています',
  'saved.name': '保存済みレポートを指定してください',
  'saved.tooLarge': '512 MB を超えています',
  'saved.fewerFindings': '--min-severity medium を付けてスキャンすると、検出の大半を除けます',
  'saved.unknown': '不明',
  'saved.mendEntry':
    "'oktahunt mark' が書き出すファイルです。該当する項目を修正するか削除してください",
  'saved.nameMarked': 'oktahunt mark が書き出したファイルを指定してください',
  'saved.notYaml': 'YAML ではありません: {reason}',
};
