import type { englishRuleWords } from '../../english/rules/english-rule-words.ts';

/** What windows can compute, in Japanese. */
export const japaneseRuleWords: Record<keyof typeof englishRuleWords, string> = {
  'function.count': 'イベントの件数',
  'function.distinct': '異なる値の数',
  'function.most': '同じ値を持つイベントの最大件数',
  'function.values': '値そのもの',
  'function.switches': '次のイベントで値が変わった回数',
  'function.share': 'ウィンドウのルールに該当するイベントの割合 (0 から 1)',
  'function.portion': '異なる値のうち、その回数だけ現れる値の割合 (0 から 1)',
  'function.span': '最初から最後のイベントまでの秒数',
  'function.sum': '数値の合計',
  'function.avg': '数値の平均',
  'function.min': '数値の最小値',
  'function.max': '数値の最大値',
  'function.median': '中央値 (中央の数値が 2 つの場合はその平均)',
  'function.percentile': 'パーセンタイル (最近順位法)',
  'function.rules': 'ウィンドウのルールのうち発生した数',
  'function.steps':
    'ウィンドウのルールのうち、このイベントまでに、列挙した順に別々のイベントで発生した数',
  'function.since': 'ウィンドウのルールに最後に該当したイベントより後、このイベントまでの件数',
  'function.zscore': '最新のバケットがそれ以前から標準偏差の何倍離れているか',
  'function.new': 'このイベントの値を持つ周辺のイベントがないか (true または false)',
  'function.familiar': 'このイベントの値を持つ周辺のイベントの割合 (0 から 1)',
  'function.surprise': '周辺のイベントの中での、このイベントの値の意外度 (ビット)',
  'function.similar': '周辺のイベントの別の値との最大の類似度 (0 から 1)',
  'function.last': '値を持つ最も近いイベントの値',
  'function.seconds': '最も近いイベントからの秒数',
  'function.km': '位置情報を持つ最も近いイベントからの地表に沿った距離 (km)',
  'function.kmh': 'その移動の速度 (最大 100,000)',
};
