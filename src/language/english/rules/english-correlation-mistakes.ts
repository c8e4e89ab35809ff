/** What is wrong with a correlation. */
export const englishCorrelationMistakes = {
  'correlationMistake.notMap': 'correlation must be a map with type, rules, timespan and condition',
  'correlationMistake.noKey': 'a correlation has no "{key}"{hint}',
  'correlationMistake.needsRules':
    'a correlation needs rules: the names or ids of the rules it is about',
  'correlationMistake.namedTwice': '"{name}" is named twice',
  'correlationMistake.needsType': 'a correlation needs a type, such as event_count',
  'correlationMistake.noType': 'there is no type "{word}"{hint}',
  'correlationMistake.timeframe': 'timeframe is the old name of timespan; give one of them',
  'correlationMistake.needsTimespan': 'a correlation needs a timespan, such as 10m',
  'correlationMistake.needsRuleCondition':
    'this type needs a condition over rules, such as "a and not b"',
  'correlationMistake.needsCondition': '{name} needs a condition, such as {example}',
  'correlationMistake.needsField': '{type} needs the field it is about, such as {example}',
  'correlationMistake.takesNoField': '{type} takes no field; value_count does',
  'correlationMistake.takesOneField': '{type} takes one field',
  'correlationMistake.onlyPercentile': 'only value_percentile takes a percentile',
  'correlationMistake.aliasesNotMap':
    'aliases must be a map of names, each a map of rules to fields',
  'correlationMistake.unusedAlias': 'no group-by uses the alias "{key}"{hint}',
  'correlationMistake.aliasNotMap': 'the alias "{key}" must be a map of rules to fields',
  'correlationMistake.noSuchRule': 'the correlation\'s rules have no "{word}"{hint}',
  'correlationMistake.unusedRule': 'the condition does not use "{name}"',
  'correlationMistake.holdsOfNothing':
    'this holds even if nothing happens; at least one rule must have occurred',
  'correlationMistake.orderedSteps':
    'an ordered condition takes only rules, each with or without "not", joined by "and"',
  'correlationMistake.mapOfFields': '{key} must be a map, such as {example}',
  'correlationMistake.aliasOfStranger':
    'aliases names "{name}", which is not one of its rules{hint}',
  'correlationMistake.aliasMissing': '"{name}" is not an event field; add {example} to its aliases',
  'correlationMistake.shareOfStranger': 'share names "{name}", which is not one of its rules{hint}',
  'correlationMistake.conditionNotMap': 'condition must be a map such as {example}',
  'correlationMistake.conditionKey': 'a condition has no "{key}"{hint}',
  'correlationMistake.percentileRange': 'percentile must be more than 0 and at most 100',
  'correlationMistake.needsBound':
    'a condition needs one of gt, gte, lt, lte, eq, neq, or a lower and an upper bound',
  'correlationMistake.needsNumber': '{key} needs a number',
  'correlationMistake.neverHolds': 'this can never hold',
  'correlationMistake.alwaysHolds': 'this always holds, since a count is never below 0',
} as const;
