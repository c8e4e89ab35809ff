import type { englishProgress } from '../english/english-progress.ts';

/** How far a run has come, in Japanese. */
export const japaneseProgress: Record<keyof typeof englishProgress, string> = {
  'progress.reading': '読み込み中',
  'progress.evaluating': '評価中',
  'progress.delivering': '送信中',
  'progress.messages': 'メッセージ {done}/{all} 件',
  'progress.rules': 'ルール {done}/{rules} 件',
  'progress.rate': '毎秒 {count} 件',
  'progress.left': '残り {time}',
  'progress.line': '{phase}: {parts}',
};
