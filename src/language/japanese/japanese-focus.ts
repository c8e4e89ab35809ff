import type { englishFocus } from '../english/english-focus.ts';

/** A report that is not about everything, in Japanese. */
export const japaneseFocus: Record<keyof typeof englishFocus, string> = {
  'focus.shown': '{what} に関するものだけを表示しています。検出 {count} 件は表示していません。',
  'focus.nothing': '{what} に関する検出はありません。',
};
