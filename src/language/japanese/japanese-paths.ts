import type { englishPaths } from '../english/english-paths.ts';

/** What is said of file names, in Japanese. */
export const japanesePaths: Record<keyof typeof englishPaths, string> = {
  'paths.twinPages':
    'Windows と macOS では、ルール「{first}」と「{second}」のページが同じファイルになります',
  'paths.twinPagesFix': 'どちらかに、大文字と小文字以外でも区別できる名前を付けてください',
};
