import type { englishAmount } from '../english/english-amount.ts';

/** Numbers of things, and how lists are put together, in Japanese. */
export const japaneseAmount: Record<keyof typeof englishAmount, string> = {
  'amount.events': 'イベント {count} 件',
  'amount.records': 'レコード {count} 件',
  'amount.sources': '入力 {count} 件',
  'amount.rules': 'ルール {count} 件',
  'amount.findings': '検出 {count} 件',
  'amount.hours': '{count} 時間',
  'amount.more': 'ほか {count} 件',
  'list.sentences': '{first}{second}',
  'list.clauses': '{first}。{rest}',
  'list.comma': '、',
  'list.semicolon': '、',
  'list.and': 'と',
  'list.or': 'または',
  'list.others': '{list}、ほか {count} 件',
  'list.atLeastOthers': '{list}、ほか {count} 件以上',
};
