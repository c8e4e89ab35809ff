import type { englishErrors } from '../english/english-errors.ts';

/** The lines of an error message, in Japanese. */
export const japaneseErrors: Record<keyof typeof englishErrors, string> = {
  'error.error': 'エラー: {what}',
  'error.other': '{what}',
  'error.fix': '対処: {what}',
  'error.help': 'ヘルプ: {command}',
  'error.rules': 'エラー: ルールに {count} 件の問題があります',
  'error.bug': 'エラー: oktahunt の不具合です。以下の行を添えて報告してください',
};
