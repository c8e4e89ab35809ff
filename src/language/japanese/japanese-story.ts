import type { englishStory } from '../english/english-story.ts';

/** A case or finding, shown in full, in Japanese. */
export const japaneseStory: Record<keyof typeof englishStory, string> = {
  'story.who': '関係者:',
  'story.tactics': '戦術:',
  'story.active': '現在も継続中',
  'story.ended': '{time} に封じ込め済み',
  'story.quiet': '{time} 以降は動きなし',
  'story.unsure': '最後の兆候 {time}',
  'story.leftBehind': '残されたもの',
  'story.planted': '{kind} {name} ({verb}, {time})',
  'story.stands': '現在も残っています',
  'story.mayStand': '残っている可能性があります',
  'story.removed': 'その後削除されました',
  'story.cleanUp': '実施済みの対応',
  'story.do': '対応手順',
  'story.whatHappened': '経緯',
  'story.findings': '検出 {count} 件',
  'story.hidden':
    'このケースの検出がほかに {count} 件ありますが、絞り込まれたレポートのため含まれていません。',
  'story.ofCase': 'ケース {id} の一部です: {title}',
};
