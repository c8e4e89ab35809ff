import type { englishTimeline } from '../english/english-timeline.ts';

/** A timeline, in Japanese. */
export const japaneseTimeline: Record<keyof typeof englishTimeline, string> = {
  'timeline.ofCase': 'ケース {id}',
  'timeline.ofUser': 'ユーザー {name}',
  'timeline.ofSession': 'セッション {id}',
  'timeline.ofAddress': 'アドレス {ip}',
  'timeline.ofDevice': 'デバイス {token}',
  'timeline.title': '{what} のタイムライン',
  'timeline.counts': 'イベント {events} 件、ステップ {steps} 件',
  'timeline.nothing': 'ログに該当するイベントはありません。',
  'timeline.nothingListed': '検出に記載されたイベントに該当するものはありません。',
  'timeline.onlyListed':
    '検出に記載されたイベントだけを表示しています。すべての操作を見るには、ログも指定してください。',
  'timeline.intruderSteps': '侵入者の操作: {count} ステップ、{period}。',
  'timeline.told':
    '最初の兆候 ({time}) 以降、新しいアドレスと新しい端末による操作を侵入者のものとしています。? は判別できないことを示します。',
  'timeline.untold':
    '最初の兆候 ({time}) より前の被害者の操作がログにないため、本人と侵入者を区別できません。',
  'timeline.leftOut':
    '検出から時間的に遠いイベント {count} 件を省略しました ({period})。--since と --until で期間を絞るか、--limit を増やしてください。',
  'timeline.leftOutLatest':
    '古いイベント {count} 件を省略しました ({period})。--since と --until で期間を絞るか、--limit を増やしてください。',
  'timeline.incomplete':
    '完全ではありません: 読み取れないレコードがあったか、読み取りが途中で終わりました。',
  'timeline.addresses': 'アドレス',
  'timeline.machines': '端末',
  'timeline.known': '以前から使用',
  'timeline.new': '新規',
  'timeline.proxy': 'プロキシ',
  'timeline.deviceToken': 'デバイストークン {token}',
  'timeline.events': 'イベント {count} 件',
  'timeline.session': 'セッション {id}',
  'timeline.actor': 'セッションなし、{name}',
  'timeline.actorListed': '{name} (セッションの記載なし)',
  'timeline.okta': 'Okta 自身',
  'timeline.root': 'ルートセッション {id}',
  'timeline.allInOrder': 'すべて時刻順',
  'timeline.unasked':
    'このセッションには、条件に該当しないイベントがほかに {count} 件あります: --session {id}',
  'timeline.owner': '本人',
  'timeline.intruder': '侵入者',
  'timeline.responder': '対応者',
  'timeline.byOkta': 'Okta',
  'timeline.unclear': '?',
  'timeline.by': '実行者 {name}',
  'timeline.folded': '+Okta 内部処理 {count} 件',
  'timeline.repeated': '同様の操作がほかに {count} 件 ({time} まで)',
  'timeline.first': '侵入者の最初の操作',
  'timeline.changed': '変化: {what}',
  'timeline.changedAddress': 'アドレス (以前は {from})',
  'timeline.changedTo': '{from} {arrow} {to}',
  'timeline.changedDevice': 'デバイストークンが変わった',
  'timeline.lostDevice': 'デバイストークンがなくなった',
  'timeline.changedProxy': 'プロキシ経由になった',
  'timeline.lostProxy': 'プロキシ経由でなくなった',
  'timeline.changedApp': 'アプリ (以前は {from})',
  'timeline.elsewhere': '決め手となったイベントが表示されていない検出:',
  'timeline.also': 'その他: {names}',
  'timeline.more': 'ほか {count} 件',
};
