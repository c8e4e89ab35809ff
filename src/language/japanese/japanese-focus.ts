import type { englishFocus } from '../english/english-focus.ts';

/** A report that is not about everything, in Japanese. */
export const japaneseFocus: Record<keyof typeof englishFocus, string> = {
  'focus.shown': '{what} に関するものだけを表示しています。検出 {count} 件は表示していません。',
  'focus.nothing': '{what} に関する検出はありません。',
  'baseline.known':
    '検出 {count} 件はベースライン {file} で既知のため表示していません。うち {grown} 件は、根拠となるイベントが変わっています。',
  'baseline.otherRules':
    'ベースラインは別のルールによるものです。ルールの変更で初めて検出されたものも、新規として表示されます。',
  'baseline.nothing': 'ベースライン {file} 以降、新しい検出はありません。',
  'focus.nothingFrom': '{what} に関する、重大度 {level} 以上の検出はありません。',
};
