import type { englishPaths } from '../english/english-paths.ts';

/** What is said of file names, in Japanese. */
export const japanesePaths: Record<keyof typeof englishPaths, string> = {
  'paths.twinPages':
    'Windows と macOS では、ルール「{first}」と「{second}」のページが同じファイルになります',
  'paths.twinPagesFix': 'どちらかに、大文字と小文字以外でも区別できる名前を付けてください',
  'paths.noStdin': '標準入力がありません',
  'paths.nameFile': 'ファイルを指定してください',
  'paths.cannotWrite': '{folder} に書き込めません: {reason}',
  'paths.pullAgain':
    '原因を取り除いて、もう一度取得してください。取得済みのイベントは失われていません',
};
