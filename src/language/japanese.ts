import { japaneseFocus } from './japanese/japanese-focus.ts';
import { japaneseScreen } from './japanese/japanese-screen.ts';
import { japaneseStory } from './japanese/japanese-story.ts';
import { japaneseTimeline } from './japanese/japanese-timeline.ts';
import type { Texts } from './language.ts';

/** Every sentence in Japanese. */
export const japanese: Texts = {
  ...japaneseFocus,
  ...japaneseScreen,
  ...japaneseStory,
  ...japaneseTimeline,
};
