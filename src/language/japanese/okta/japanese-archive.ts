import type { englishArchive } from '../../english/okta/english-archive.ts';

/** What is wrong with an archive of a pull, in Japanese. */
export const japaneseArchive: Record<keyof typeof englishArchive, string> = {
  'archive.busy': '別の実行が {folder} に書き込み中です',
  'archive.busyProcess': '別の実行 (プロセス {pid}) が {folder} に書き込み中です',
  'archive.waitOrDelete':
    '終わるまで待ってください。該当する実行がない場合は {path} を削除してください',
  'archive.otherOrg': 'アーカイブ {folder} のログは {other} ではなく {org} のものです',
  'archive.otherFolder': '別のフォルダーに取得してください',
  'archive.isGzipped': 'アーカイブ {folder} は gzip で圧縮されています',
  'archive.notGzipped': 'アーカイブ {folder} は gzip で圧縮されていません',
  'archive.sameCompression':
    '同じ圧縮方式を指定してください。1 つのアーカイブに圧縮の有無は混在できません',
  'archive.damaged': '{path} は {size} バイトですが、書き込みを確定したのは {bytes} バイトです',
  'archive.damagedAdvice':
    'ほかの何かがアーカイブを壊しました。{folder} 以外のフォルダーに取得してください',
  'archive.foreign': '{path} が存在しますが、アーカイブの一部ではありません',
  'archive.moveAway': '別のフォルダーに取得するか、そのファイルを移動してください',
  'archive.manifestDamaged': 'アーカイブ {folder} のマニフェストが壊れています ({name})',
  'archive.scanByName':
    'イベントファイルを直接指定してスキャンし (oktahunt scan {files})、別のフォルダーに取得してください',
  'archive.newer':
    'アーカイブ {folder} は新しい oktahunt (バージョン {version}) で書き込まれています',
  'archive.useNewer': 'そのバージョンを使用するか、別のフォルダーに取得してください',
  'archive.invalid': 'アーカイブ {folder} のマニフェストが不正です: {where} {reason}',
  'archive.missing': '{path} がありません',
  'archive.truncated':
    '{path} が途中で切れています: {bytes} バイトのうち {size} バイトしかありません',
  'archive.changed': '{path} が取得後に変更されています (SHA-256 が一致しません)',
  'archive.unfinished': '{until} までの取得が完了していません。もう一度取得すると再開します',
  'archive.nothingYet': '{folder} にはまだ何も取得されていません。もう一度取得してください',
};
