import type { englishDelivery } from '../english/english-delivery.ts';

/** The same in Japanese. */
export const japaneseDelivery: Record<keyof typeof englishDelivery, string> = {
  'delivery.update': '更新: {update}',
  'delivery.link.event': '決め手のイベント',
  'delivery.link.session': 'セッション',
  'delivery.link.actor': 'アクター',
  'delivery.link.profile': 'プロファイル',

  'delivery.failing': '{receiver} がメッセージを受け付けません: {reason}。再試行します',
  'delivery.back': '{receiver} が再びメッセージを受け付けています',
  'delivery.dead':
    '{receiver}: メッセージ {count} 件の送信を断念しました: {reason}。{file} に保存しました',
  'delivery.gone':
    '{receiver} は今後のメッセージを受け付けません (410 Gone): {reason}。再起動するまで送信しません',
  'delivery.waiting': '{receiver}: メッセージ {count} 件は次回の起動時に送信します',
  'delivery.done': '{receiver}: 送信済み {delivered} 件、未送信 {dead} 件',
  'delivery.unfinished': '送信できなかったものがあります。{file} を確認してください',
  'delivery.late': '時間内に受け付けられませんでした',
};
