import type { englishCorrelationMistakes } from '../../english/rules/english-correlation-mistakes.ts';

/** What is wrong with a correlation, in Japanese. */
export const japaneseCorrelationMistakes: Record<keyof typeof englishCorrelationMistakes, string> =
  {
    'correlationMistake.notMap':
      'correlation は type、rules、timespan、condition を持つマップにしてください',
    'correlationMistake.noKey': '相関に "{key}" というキーはありません{hint}',
    'correlationMistake.needsRules': '相関には rules が必要です: 対象となるルールの名前または ID',
    'correlationMistake.namedTwice': '"{name}" が 2 回指定されています',
    'correlationMistake.needsType': '相関には event_count のような type が必要です',
    'correlationMistake.noType': '"{word}" という type はありません{hint}',
    'correlationMistake.timeframe':
      'timeframe は timespan の古い名前です。どちらか一方だけを書いてください',
    'correlationMistake.needsTimespan': '相関には 10m のような timespan が必要です',
    'correlationMistake.needsRuleCondition':
      'この type には、"a and not b" のようなルールについての condition が必要です',
    'correlationMistake.needsCondition': '{name} には、{example} のような condition が必要です',
    'correlationMistake.needsField': '{type} には、{example} のように対象のフィールドが必要です',
    'correlationMistake.takesNoField':
      '{type} にフィールドは指定できません。指定できるのは value_count です',
    'correlationMistake.takesOneField': '{type} に指定できるフィールドは 1 つです',
    'correlationMistake.onlyPercentile': 'percentile を指定できるのは value_percentile だけです',
    'correlationMistake.aliasesNotMap':
      'aliases は名前のマップにしてください。それぞれの値は、ルールからフィールドへのマップです',
    'correlationMistake.unusedAlias': '別名 "{key}" を使う group-by がありません{hint}',
    'correlationMistake.aliasNotMap':
      '別名 "{key}" は、ルールからフィールドへのマップにしてください',
    'correlationMistake.noSuchRule': '相関の rules に "{word}" はありません{hint}',
    'correlationMistake.unusedRule': 'condition が "{name}" を使っていません',
    'correlationMistake.holdsOfNothing':
      'これは何も起きなくても成り立ちます。少なくとも 1 つのルールの発生を条件にしてください',
    'correlationMistake.orderedSteps':
      '順序付きの condition に書けるのは、"and" でつないだルール ("not" 付きも可) だけです',
    'correlationMistake.mapOfFields': '{key} は {example} のようなマップにしてください',
    'correlationMistake.aliasOfStranger':
      'aliases が指定する "{name}" は、対象のルールではありません{hint}',
    'correlationMistake.aliasMissing':
      '"{name}" はイベントのフィールドではありません。aliases に {example} を追加してください',
    'correlationMistake.shareOfStranger':
      'share が指定する "{name}" は、対象のルールではありません{hint}',
    'correlationMistake.conditionNotMap': 'condition は {example} のようなマップにしてください',
    'correlationMistake.conditionKey': 'condition に "{key}" というキーはありません{hint}',
    'correlationMistake.percentileRange': 'percentile は 0 より大きく 100 以下にしてください',
    'correlationMistake.needsBound':
      'condition には、gt、gte、lt、lte、eq、neq のいずれか 1 つ、または下限と上限が必要です',
    'correlationMistake.needsNumber': '{key} には数値が必要です',
    'correlationMistake.neverHolds': 'これが成り立つことはありません',
    'correlationMistake.alwaysHolds': '件数が 0 を下回ることはないため、これは常に成り立ちます',
  };
