import { japaneseActs } from './japanese/japanese-acts.ts';
import { japaneseNouns } from './japanese/japanese-nouns.ts';
import { japaneseReasons } from './japanese/japanese-reasons.ts';
import { japaneseScreen } from './japanese/japanese-screen.ts';
import type { Texts } from './language.ts';

/** Every sentence in Japanese. */
export const japanese: Texts = {
  ...japaneseActs,
  ...japaneseNouns,
  ...japaneseReasons,
  ...japaneseScreen,
};
