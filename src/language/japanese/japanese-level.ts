import type { englishLevel } from '../english/english-level.ts';

/** Severities in Japanese. The words beside the signs are four columns wide, too. */
export const japaneseLevel: Record<keyof typeof englishLevel, string> = {
  'level.critical': '重大',
  'level.high': '高',
  'level.medium': '中',
  'level.low': '低',
  'level.informational': '情報',
  'level.count': '{level} {count} 件',
  'mark.critical': '重大',
  'mark.high': '高  ',
  'mark.medium': '中  ',
  'mark.low': '低  ',
  'mark.informational': '情報',
};
