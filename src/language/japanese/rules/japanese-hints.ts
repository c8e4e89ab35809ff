import type { englishHints } from '../../english/rules/english-hints.ts';

/** How mistakes end: what was probably meant, and what there is instead, in Japanese. */
export const japaneseHints: Record<keyof typeof englishHints, string> = {
  'hint.noLookaroundExclude':
    'RE2 に前後の読みはありません。別のセレクションにして "and not" で除外してください',
  'hint.noLookaroundPart':
    'RE2 に前後の読みはありません。そのテキストを正規表現の一部にしてください',
  'hint.noBackReferences': 'RE2 に後方参照はありません。候補を書き並べてください',
  'hint.needlessBackslash': 'エスケープが不要な文字の前のバックスラッシュは取り除いてください',
  'hint.repeatsTooOften': 'RE2 の繰り返しは全体で 1000 回までです',
  'hint.didYouMean': '。"{meant}" の間違いではありませんか?',
  'hint.thereAre': '。使えるのは {all} です',
  'hint.didYouMeanOf': '。"{meant}" の間違いではありませんか? 使えるのは {all} です',
  'hint.instead': '。{what}',
  'hint.didYouMeanBraces': '。"{example}" の間違いではありませんか?',
  'hint.formulaWindow': '。計算式は専用のウィンドウに書いてください。例: {example}',
  'hint.groups': 'RE2 で使えるのは (?:a)、(?i)、{named} のようなグループで、前後の読みはありません',
  'hint.orFormat': '。{percent}% は {number} です',
  'hint.anotherFact':
    '。別の集計値は fieldref (w.n|gt|fieldref: w.m) で、計算式は compute で指定してください',
  'hint.blockQuantifier': '。ブロックには {key}[any] のような量指定子が必要です',
  'hint.belowZero': '。0 より小さい値は 0 - x と書いてください',
  'hint.distinctCounts': '。フィールドの異なる値を数えるのは distinct です',
  'hint.suchAs': '。例: {example}',
  'hint.zoneNamed': '。{example} のように書いてください',
  'hint.afterStandsOf': '。"{word}" の後には "of" が必要です',
  'hint.itHas': '。使えるのは {all} です',
  'hint.more': '(同様の文字がほかに {count} 個あります)',
  'hint.either': '{first} または {second}',
};
