/** What is wrong with the windows of a rule and what is computed of them. */
export const englishWindowMistakes = {
  'windowMistake.noFact': 'the window "{window}" has no fact "{fact}"{hint}',
  'windowMistake.keyInWindow':
    '"{key}" belongs in a window, one level deeper: my_window: {example}',
  'windowMistake.functionInFields': '"{key}" is a function, which belongs in fields: {example}',
  'windowMistake.amongBesideSimilar': 'among belongs beside similar, in one of the fields',
  'windowMistake.computesInFields':
    '"{key}" computes {function}, so it belongs in fields: {example}',
  'windowMistake.computeOwnWindow': 'compute has a window of its own, such as {example}',
  'windowMistake.besideFields': '"{key}" belongs in the window, beside its fields',
  'windowMistake.eventsAskFact':
    'the events of the window "{name}" cannot ask for a fact of a window; write a rule with that window, and name it with matches',
  'windowMistake.computeNeedsFields': 'compute needs fields, such as {example}',
  'windowMistake.notFormula': '"{key}" must be a formula, such as 3 * new.country + by_proxy',
  'windowMistake.neitherFactNorField':
    '"{name}" is neither a fact of a window nor a field of the event{hint}',
  'windowMistake.computedItself': '"{window}.{name}" is computed itself; write its formula instead',
  'windowMistake.factIsText':
    '"{window}.{name}" is a text ({function}), and only numbers can be computed with',
  'windowMistake.weighsItself': 'the selection "{name}" rests on a formula with selections itself',
  'windowMistake.groupings':
    '{key} is a list of 2 to {most} groupings, each a field or a list of fields',
  'windowMistake.emptyGrouping': 'a grouping of {key} needs a field',
  'windowMistake.needsFields': 'a window needs fields, such as {example}',
  'windowMistake.noFunction': 'there is no function "{name}"{hint}',
  'windowMistake.onlySimilarAmong': 'only similar takes "among"',
  'windowMistake.amongEmpty': '"among" names no field',
  'windowMistake.takesTrue': '{key} takes only true{hint}',
  'windowMistake.namesNoField': '{key} names no field',
  'windowMistake.oneField': '{key} takes one field, not several',
  'windowMistake.percentileTakes': 'percentile takes a field and a number: {example}',
  'windowMistake.percentRange': 'a percentile is a number above 0 and at most 100',
  'windowMistake.portionTakes': 'portion takes fields and how often: {example}, or gte',
  'windowMistake.oftenWhole': 'how often a value is there is a whole number from 1',
  'windowMistake.zscoreTakes': 'zscore takes one of {example}, {example2}, {example3}',
  'windowMistake.zscoreCompares': 'zscore cannot compare "{name}"{hint}',
  'windowMistake.straySign': '"{text}" has no meaning in a formula; it takes + - * / and brackets',
  'windowMistake.formulaTooLong': 'a formula has at most {most} numbers and names',
  'windowMistake.operandMissing': 'a number, a fact or a field is missing here{hint}',
  'windowMistake.noFormulaFunctions':
    'a formula has no functions, as "{text}"; it takes + - * / and brackets',
  'windowMistake.bracketsTooDeep': 'brackets are nested too deeply',
  'windowMistake.bracketMissing': 'a closing bracket is missing here',
  'windowMistake.bracketCloses': 'this bracket closes nothing',
  'windowMistake.signMissing': 'one of + - * / is missing before this',
  'windowMistake.numberTooLarge': '{text} is too large; numbers go up to 10^15',
  'windowMistake.contextNotMap': 'context must be a map of windows',
  'windowMistake.logName': '"log" says how long the log has run, so it cannot name a window',
  'windowMistake.badName':
    '"{name}" cannot name a window: use letters, digits and _, and no event field',
  'windowMistake.besideCompute':
    '"{name}" is computed, so "{key}" means nothing beside it; give compute a window of its own, such as {example}',
  'windowMistake.notMap': 'the window "{name}" must be a map{hint}',
  'windowMistake.noKey': 'a window has no "{key}"{hint}',
  'windowMistake.needsReach': 'the window "{name}" needs before, after or list',
  'windowMistake.listKeys': 'the window "{name}" is a list, so {keys} mean nothing',
  'windowMistake.listFunctions': 'a list has no "{function}"; use similar or new',
  'windowMistake.strayAlias': 'group-by has no "{alias}" for an alias to stand for{hint}',
  'windowMistake.notBoth': 'the window "{name}" has {one} or {other}, not both',
  'windowMistake.untilNeedsBefore': 'until ends what before begins, so "{name}" needs before',
  'windowMistake.untilTooLong': 'until must be shorter than before, or the window would be empty',
  'windowMistake.untilAndAfter':
    'a window that ends before the event has no after; make it two windows',
  'windowMistake.untilAndEvery':
    'every counts buckets back from the event, so until has no place beside it',
  'windowMistake.earlierNeedsBefore':
    '"{name}" looks at earlier events, so "{window}" needs before',
  'windowMistake.rulesNeeded': '"{name}" is about the window\'s rules, so "{window}" needs rules',
  'windowMistake.zscoreNeedsEvery': 'zscore compares buckets, so it needs every, such as every: 1d',
  'windowMistake.idleEvery': 'every is only for zscore, which this window does not use',
  'windowMistake.bucketCount':
    'before must hold 3 to {most} times every, and holds it {buckets} times',
  'windowMistake.emptyRules': 'rules is empty; leave it out to take every event',
  'windowMistake.insteadReach': 'a window has no "{key}"; it has before or after',
  'windowMistake.insteadFields':
    'a window has no "{key}"; it has fields, which the detection compares',
  'windowMistake.needsFunction': '"{name}" needs one function{hint}',
  'windowMistake.meanIsAvg': 'the mean is avg',
  'windowMistake.countedByDistinct': 'different values are counted by distinct',
  'windowMistake.nearestIsLast': 'the nearest neighbour, not the first, is last',
  'windowMistake.neverBeforeIsNew':
    'whether a value was never there before is new; the value of the nearest neighbour is last',
  'windowMistake.ratioComputed': 'a ratio is computed, such as {example}',
  'windowMistake.rateComputed': 'a rate is computed, such as {example}',
  'windowMistake.zscoreDeviations': 'zscore compares in standard deviations',
} as const;
