import { japanesePage } from './japanese/japanese-page.ts';
import { japaneseScreen } from './japanese/japanese-screen.ts';
import type { Texts } from './language.ts';

/** Every sentence in Japanese. */
export const japanese: Texts = {
  ...japanesePage,
  ...japaneseScreen,
};
