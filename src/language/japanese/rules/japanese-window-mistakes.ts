import type { englishWindowMistakes } from '../../english/rules/english-window-mistakes.ts';

/** What is wrong with the windows of a rule and what is computed of them, in Japanese. */
export const japaneseWindowMistakes: Record<keyof typeof englishWindowMistakes, string> = {
  'windowMistake.noFact': 'ウィンドウ "{window}" に "{fact}" という集計値はありません{hint}',
  'windowMistake.keyInWindow':
    '"{key}" は、1 段深いウィンドウの中に書いてください: my_window: {example}',
  'windowMistake.functionInFields': '"{key}" は関数です。fields に書いてください: {example}',
  'windowMistake.amongBesideSimilar':
    'among は、fields のいずれかの中で similar と並べて書いてください',
  'windowMistake.computesInFields':
    '"{key}" は {function} を計算するので、fields に書いてください: {example}',
  'windowMistake.computeOwnWindow': 'compute は専用のウィンドウに書いてください。例: {example}',
  'windowMistake.besideFields': '"{key}" は、ウィンドウの中に fields と並べて書いてください',
  'windowMistake.eventsAskFact':
    'ウィンドウ "{name}" の events でウィンドウの集計値を条件にすることはできません。そのウィンドウを持つルールを書き、matches で参照してください',
  'windowMistake.computeNeedsFields': 'compute には {example} のようなフィールドが必要です',
  'windowMistake.notFormula': '"{key}" は、3 * new.country + by_proxy のような計算式にしてください',
  'windowMistake.neitherFactNorField':
    '"{name}" は、ウィンドウの集計値でもイベントのフィールドでもありません{hint}',
  'windowMistake.computedItself':
    '"{window}.{name}" 自体が計算された値です。その計算式を書いてください',
  'windowMistake.factIsText':
    '"{window}.{name}" はテキスト ({function}) です。計算に使えるのは数値だけです',
  'windowMistake.weighsItself':
    'セレクション "{name}" 自体が、セレクションを使う計算式に基づいています',
  'windowMistake.groupings':
    '{key} は 2 個から {most} 個のグループ化のリストにしてください。それぞれフィールドまたはフィールドのリストです',
  'windowMistake.emptyGrouping': '{key} のグループ化にはフィールドが必要です',
  'windowMistake.needsFields': 'ウィンドウには {example} のような fields が必要です',
  'windowMistake.noFunction': '"{name}" という関数はありません{hint}',
  'windowMistake.onlySimilarAmong': '"among" を使えるのは similar だけです',
  'windowMistake.amongEmpty': '"among" にフィールドの指定がありません',
  'windowMistake.takesTrue': '{key} に指定できるのは true だけです{hint}',
  'windowMistake.namesNoField': '{key} にフィールドの指定がありません',
  'windowMistake.oneField': '{key} に指定できるフィールドは 1 つだけです',
  'windowMistake.percentileTakes': 'percentile にはフィールドと数値を指定してください: {example}',
  'windowMistake.percentRange': 'パーセンタイルは 0 より大きく 100 以下の数値にしてください',
  'windowMistake.portionTakes':
    'portion には、フィールドと出現回数を指定してください: {example} (gte も可)',
  'windowMistake.oftenWhole': '値の出現回数は 1 以上の整数にしてください',
  'windowMistake.zscoreTakes':
    'zscore に指定できるのは {example}、{example2}、{example3} のいずれかです',
  'windowMistake.zscoreCompares': 'zscore で "{name}" は比較できません{hint}',
  'windowMistake.straySign':
    '計算式で "{text}" は意味を持ちません。使えるのは + - * / とかっこです',
  'windowMistake.formulaTooLong': '計算式に書ける数値と名前は {most} 個までです',
  'windowMistake.operandMissing': 'ここに数値、集計値、またはフィールドがありません{hint}',
  'windowMistake.noFormulaFunctions':
    '計算式で "{text}" のような関数は使えません。使えるのは + - * / とかっこです',
  'windowMistake.bracketsTooDeep': 'かっこの入れ子が深すぎます',
  'windowMistake.bracketMissing': 'ここに閉じかっこがありません',
  'windowMistake.bracketCloses': 'この閉じかっこに対応するかっこがありません',
  'windowMistake.signMissing': 'この前に + - * / のいずれかが必要です',
  'windowMistake.numberTooLarge': '{text} は大きすぎます。数値は 10^15 までです',
  'windowMistake.contextNotMap': 'context はウィンドウのマップにしてください',
  'windowMistake.logName': '"log" はログの経過期間を表すため、ウィンドウの名前にはできません',
  'windowMistake.badName':
    '"{name}" はウィンドウの名前にできません。文字、数字、_ を使い、イベントのフィールド名は避けてください',
  'windowMistake.besideCompute':
    '"{name}" は計算される値なので、並べて書いた "{key}" は意味を持ちません。compute は専用のウィンドウに書いてください。例: {example}',
  'windowMistake.notMap': 'ウィンドウ "{name}" はマップにしてください{hint}',
  'windowMistake.noKey': 'ウィンドウに "{key}" というキーはありません{hint}',
  'windowMistake.needsReach': 'ウィンドウ "{name}" には before、after、または list が必要です',
  'windowMistake.listKeys': 'ウィンドウ "{name}" はリストなので、{keys} は意味を持ちません',
  'windowMistake.listFunctions':
    'リストで "{function}" は使えません。similar または new を使ってください',
  'windowMistake.strayAlias': '別名の対象となる "{alias}" が group-by にありません{hint}',
  'windowMistake.notBoth': 'ウィンドウ "{name}" に書けるのは {one} と {other} のどちらか一方です',
  'windowMistake.untilNeedsBefore':
    'until は before で始まる範囲の終わりなので、"{name}" には before が必要です',
  'windowMistake.untilTooLong':
    'until は before より短くしてください。そうでないとウィンドウが空になります',
  'windowMistake.untilAndAfter':
    'イベントの前に終わるウィンドウに after は使えません。2 つのウィンドウに分けてください',
  'windowMistake.untilAndEvery':
    'every はイベントからさかのぼってバケットを数えるため、until と並べて使うことはできません',
  'windowMistake.earlierNeedsBefore':
    '"{name}" はイベントより前を調べるため、"{window}" には before が必要です',
  'windowMistake.rulesNeeded':
    '"{name}" はウィンドウの rules についての値なので、"{window}" には rules が必要です',
  'windowMistake.zscoreNeedsEvery':
    'zscore はバケットを比較するため、every: 1d のような every が必要です',
  'windowMistake.idleEvery':
    'every は zscore のためだけのもので、このウィンドウは zscore を使っていません',
  'windowMistake.bucketCount':
    'before は every の 3 倍から {most} 倍にしてください。今は {buckets} 倍です',
  'windowMistake.emptyRules': 'rules が空です。すべてのイベントを対象にするには省略してください',
  'windowMistake.insteadReach':
    'ウィンドウに "{key}" というキーはありません。使えるのは before または after です',
  'windowMistake.insteadFields':
    'ウィンドウに "{key}" というキーはありません。fields に書き、その値を detection で比較してください',
  'windowMistake.needsFunction': '"{name}" には関数が 1 つ必要です{hint}',
  'windowMistake.meanIsAvg': '平均は avg です',
  'windowMistake.countedByDistinct': '異なる値を数えるのは distinct です',
  'windowMistake.nearestIsLast': 'last は、最初ではなく最も近いイベントの値です',
  'windowMistake.neverBeforeIsNew': '値が初めてかどうかは new、最も近いイベントの値は last です',
  'windowMistake.ratioComputed': '比は計算式で求めます。例: {example}',
  'windowMistake.rateComputed': '率は計算式で求めます。例: {example}',
  'windowMistake.zscoreDeviations': '標準偏差で比較するのは zscore です',
};
