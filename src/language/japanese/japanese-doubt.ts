import type { englishDoubt } from '../english/english-doubt.ts';

/** Why a scan without findings cannot be trusted, in Japanese. */
export const japaneseDoubt: Record<keyof typeof englishDoubt, string> = {
  'doubt.noEvent': 'Okta System Log のイベントであるレコードがありません',
  'doubt.nothingRead': 'イベントを 1 件も読み込めませんでした',
  'doubt.oneOutside':
    '唯一のイベントが指定された期間の外にあります。ログの期間は {first} から {last} までです',
  'doubt.allOutside':
    'イベント {count} 件のすべてが指定された期間の外にあります。ログの期間は {first} から {last} までです',
  'doubt.skipped': 'レコード {records} 件のうち {skipped} 件を読み取れませんでした ({reasons})',
  'doubt.skippedNames': 'スキップしたレコードに次の名前があります: {names}',
  'doubt.findingsDropped':
    '1 つのルールの検出が多すぎるため、検出 {count} 件を破棄しました。期間またはルールを絞ってください',
  'doubt.stateDropped':
    'メモリー不足のため、イベント {count} 件を破棄しました。--state-budget を増やすか、ディスクに退避してください (--state-overflow spill)',
  'doubt.rulesCut': 'ルール {count} 件を評価する前に中断されました',
  'doubt.findingsCut': '検出 {count} 件を報告する前に中断されました',
  'doubt.detailsCut': '検出 {count} 件の詳細を表示する前に中断されました',
  'doubt.beginsLate': '{since} 以降のイベントが指定されましたが、ログは {first} から始まっています',
  'doubt.endsEarly': '{until} までのイベントが指定されましたが、ログは {last} で終わっています',
  'doubt.interrupted': '{signal} により中断されました',
  'doubt.interruptedReading': '入力を読み終える前に {signal} により中断されました',
  'doubt.retention':
    'スキャンは {since} から始まりますが、Okta のログの保持期間は 90 日で、{oldest} より前は残っていません',
};
