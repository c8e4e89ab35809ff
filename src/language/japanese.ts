import { japaneseExchange } from './japanese/japanese-exchange.ts';
import { japaneseScreen } from './japanese/japanese-screen.ts';
import type { Texts } from './language.ts';

/** Every sentence in Japanese. */
export const japanese: Texts = {
  ...japaneseExchange,
  ...japaneseScreen,
};
