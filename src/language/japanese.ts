import { japaneseAmount } from './japanese/japanese-amount.ts';
import { japaneseCase } from './japanese/japanese-case.ts';
import { japaneseClock } from './japanese/japanese-clock.ts';
import { japaneseCompleteness } from './japanese/japanese-completeness.ts';
import { japaneseDoubt } from './japanese/japanese-doubt.ts';
import { japaneseFilter } from './japanese/japanese-filter.ts';
import { japaneseFinding } from './japanese/japanese-finding.ts';
import { japaneseLevel } from './japanese/japanese-level.ts';
import { japaneseScreen } from './japanese/japanese-screen.ts';
import { japaneseStatus } from './japanese/japanese-status.ts';
import { japaneseSurprise } from './japanese/japanese-surprise.ts';
import { japaneseUnseen } from './japanese/japanese-unseen.ts';
import type { Texts } from './language.ts';

/** Every sentence in Japanese. */
export const japanese: Texts = {
  ...japaneseAmount,
  ...japaneseCase,
  ...japaneseClock,
  ...japaneseCompleteness,
  ...japaneseDoubt,
  ...japaneseFilter,
  ...japaneseFinding,
  ...japaneseLevel,
  ...japaneseScreen,
  ...japaneseStatus,
  ...japaneseSurprise,
  ...japaneseUnseen,
};
