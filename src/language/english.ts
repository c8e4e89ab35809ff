import { englishActs } from './english/english-acts.ts';
import { englishAmount } from './english/english-amount.ts';
import { englishCase } from './english/english-case.ts';
import { englishClock } from './english/english-clock.ts';
import { englishCompleteness } from './english/english-completeness.ts';
import { englishDoubt } from './english/english-doubt.ts';
import { englishErrors } from './english/english-errors.ts';
import { englishExchange } from './english/english-exchange.ts';
import { englishFilter } from './english/english-filter.ts';
import { englishFinding } from './english/english-finding.ts';
import { englishFocus } from './english/english-focus.ts';
import { englishLevel } from './english/english-level.ts';
import { englishNouns } from './english/english-nouns.ts';
import { englishPage } from './english/english-page.ts';
import { englishProgress } from './english/english-progress.ts';
import { englishReasons } from './english/english-reasons.ts';
import { englishScreen } from './english/english-screen.ts';
import { englishStatus } from './english/english-status.ts';
import { englishStory } from './english/english-story.ts';
import { englishSurprise } from './english/english-surprise.ts';
import { englishTimeline } from './english/english-timeline.ts';
import { englishUnseen } from './english/english-unseen.ts';

/**
 * Every sentence in English, the language in which they are thought: the key of a text here is its name everywhere,
 * and a translation has the same keys. A file in `english/` for each thing that people read.
 */
export const english = {
  ...englishActs,
  ...englishNouns,
  ...englishReasons,
  ...englishAmount,
  ...englishCase,
  ...englishClock,
  ...englishCompleteness,
  ...englishDoubt,
  ...englishErrors,
  ...englishExchange,
  ...englishFilter,
  ...englishFinding,
  ...englishFocus,
  ...englishLevel,
  ...englishPage,
  ...englishProgress,
  ...englishScreen,
  ...englishStatus,
  ...englishStory,
  ...englishSurprise,
  ...englishTimeline,
  ...englishUnseen,
} as const;
