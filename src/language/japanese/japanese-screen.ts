import type { englishScreen } from '../english/english-screen.ts';

/** The last screen of a scan, in Japanese. */
export const japaneseScreen: Record<keyof typeof englishScreen, string> = {
  'screen.incomplete': 'このスキャンは完全ではありません:',
  'screen.incompleteNothing': '検出はありませんが、このスキャンは完全ではありません:',
  'screen.acceptPartial': '不完全なまま受け入れるには --allow-partial を付けてください。',
  'screen.cases': '要確認のケース {count} 件 ({severities}): {state}。',
};
