import type { englishUsage } from '../english/english-usage.ts';

/** What is wrong with a command line, before any command runs, in Japanese. */
export const japaneseUsage: Record<keyof typeof englishUsage, string> = {
  'usage.unknownCommand': "不明なコマンド '{name}'",
  'usage.unknownOption': "不明なオプション '{flag}'",
  'usage.missingArgument': "必須の引数 '{name}' がありません",
  'usage.optionMissingArgument': "オプション '{flags}' の値がありません",
  'usage.missingOption': "必須のオプション '{flags}' が指定されていません",
  'usage.excessArguments':
    "'{command}' の引数が多すぎます。{expected} 個のところ、{received} 個指定されています。",
  'usage.excessArgumentsOfProgram':
    '引数が多すぎます。{expected} 個のところ、{received} 個指定されています。',
  'usage.didYouMean': '{name} のことですか',
  'usage.didYouMeanOneOf': '次のいずれかのことですか: {names}',
  'usage.other': '{what}',
};
