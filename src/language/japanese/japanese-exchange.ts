import type { englishExchange } from '../english/english-exchange.ts';

/** What is said in formats that other products show, in Japanese. */
export const japaneseExchange: Record<keyof typeof englishExchange, string> = {
  'exchange.notComplete': 'このスキャンは完全ではありません: {reason}',
  'exchange.notCompleteTitle': 'このスキャンは完全ではありません',
  'exchange.complete': 'スキャンが完全であること',
  'exchange.more': '他に {count} 件の検出があります。JSON レポートにはすべて含まれます',
  'exchange.findings': '検出 {count} 件',
  'exchange.rules': 'ルール',
  'exchange.scan': 'スキャン',
  'exchange.undecided': '判定できません: {reason}',
  'exchange.cannotEvaluate': 'このログでは評価できません: {reason}',
  'exchange.mispInfo': 'oktahunt: {org} のケース {count} 件',
};
