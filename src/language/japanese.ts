import { japaneseActs } from './japanese/japanese-acts.ts';
import { japaneseAmount } from './japanese/japanese-amount.ts';
import { japaneseCase } from './japanese/japanese-case.ts';
import { japaneseClock } from './japanese/japanese-clock.ts';
import { japaneseCompleteness } from './japanese/japanese-completeness.ts';
import { japaneseDoubt } from './japanese/japanese-doubt.ts';
import { japaneseErrors } from './japanese/japanese-errors.ts';
import { japaneseExchange } from './japanese/japanese-exchange.ts';
import { japaneseFilter } from './japanese/japanese-filter.ts';
import { japaneseFinding } from './japanese/japanese-finding.ts';
import { japaneseFocus } from './japanese/japanese-focus.ts';
import { japaneseLevel } from './japanese/japanese-level.ts';
import { japaneseNouns } from './japanese/japanese-nouns.ts';
import { japanesePage } from './japanese/japanese-page.ts';
import { japaneseProgress } from './japanese/japanese-progress.ts';
import { japaneseReasons } from './japanese/japanese-reasons.ts';
import { japaneseScreen } from './japanese/japanese-screen.ts';
import { japaneseStatus } from './japanese/japanese-status.ts';
import { japaneseStory } from './japanese/japanese-story.ts';
import { japaneseSurprise } from './japanese/japanese-surprise.ts';
import { japaneseTimeline } from './japanese/japanese-timeline.ts';
import { japaneseUnseen } from './japanese/japanese-unseen.ts';
import type { Texts } from './language.ts';

/** Every sentence in Japanese. */
export const japanese: Texts = {
  ...japaneseActs,
  ...japaneseNouns,
  ...japaneseReasons,
  ...japaneseAmount,
  ...japaneseCase,
  ...japaneseClock,
  ...japaneseCompleteness,
  ...japaneseDoubt,
  ...japaneseErrors,
  ...japaneseExchange,
  ...japaneseFilter,
  ...japaneseFinding,
  ...japaneseFocus,
  ...japaneseLevel,
  ...japanesePage,
  ...japaneseProgress,
  ...japaneseScreen,
  ...japaneseStatus,
  ...japaneseStory,
  ...japaneseSurprise,
  ...japaneseTimeline,
  ...japaneseUnseen,
};
