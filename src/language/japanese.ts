import { japaneseHelp } from './japanese/help/japanese-help.ts';
import { japaneseActs } from './japanese/japanese-acts.ts';
import { japaneseAmount } from './japanese/japanese-amount.ts';
import { japaneseArchive } from './japanese/japanese-archive.ts';
import { japaneseCase } from './japanese/japanese-case.ts';
import { japaneseClock } from './japanese/japanese-clock.ts';
import { japaneseCompleteness } from './japanese/japanese-completeness.ts';
import { japaneseCredentials } from './japanese/japanese-credentials.ts';
import { japaneseDoctor } from './japanese/japanese-doctor.ts';
import { japaneseDoubt } from './japanese/japanese-doubt.ts';
import { japaneseErrors } from './japanese/japanese-errors.ts';
import { japaneseExchange } from './japanese/japanese-exchange.ts';
import { japaneseFiles } from './japanese/japanese-files.ts';
import { japaneseFilter } from './japanese/japanese-filter.ts';
import { japaneseFinding } from './japanese/japanese-finding.ts';
import { japaneseFocus } from './japanese/japanese-focus.ts';
import { japaneseHealth } from './japanese/japanese-health.ts';
import { japaneseInputs } from './japanese/japanese-inputs.ts';
import { japaneseLevel } from './japanese/japanese-level.ts';
import { japaneseLog } from './japanese/japanese-log.ts';
import { japaneseMisuse } from './japanese/japanese-misuse.ts';
import { japaneseNouns } from './japanese/japanese-nouns.ts';
import { japaneseOkta } from './japanese/japanese-okta.ts';
import { japaneseOutput } from './japanese/japanese-output.ts';
import { japanesePage } from './japanese/japanese-page.ts';
import { japaneseProgress } from './japanese/japanese-progress.ts';
import { japanesePull } from './japanese/japanese-pull.ts';
import { japaneseReasons } from './japanese/japanese-reasons.ts';
import { japaneseRecords } from './japanese/japanese-records.ts';
import { japaneseRuns } from './japanese/japanese-runs.ts';
import { japaneseSavedReports } from './japanese/japanese-saved-reports.ts';
import { japaneseScreen } from './japanese/japanese-screen.ts';
import { japaneseSettings } from './japanese/japanese-settings.ts';
import { japaneseSources } from './japanese/japanese-sources.ts';
import { japaneseStatus } from './japanese/japanese-status.ts';
import { japaneseStory } from './japanese/japanese-story.ts';
import { japaneseSurprise } from './japanese/japanese-surprise.ts';
import { japaneseTimeline } from './japanese/japanese-timeline.ts';
import { japaneseUnseen } from './japanese/japanese-unseen.ts';
import { japaneseUsage } from './japanese/japanese-usage.ts';
import { japaneseWatch } from './japanese/japanese-watch.ts';
import { japaneseWrappings } from './japanese/japanese-wrappings.ts';
import { japaneseCorrelationMistakes } from './japanese/rules/japanese-correlation-mistakes.ts';
import { japaneseDetectionMistakes } from './japanese/rules/japanese-detection-mistakes.ts';
import { japaneseHints } from './japanese/rules/japanese-hints.ts';
import { japaneseLintCodes } from './japanese/rules/japanese-lint-codes.ts';
import { japaneseMistakes } from './japanese/rules/japanese-mistakes.ts';
import { japaneseRemarks } from './japanese/rules/japanese-remarks.ts';
import { japaneseWindowMistakes } from './japanese/rules/japanese-window-mistakes.ts';
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
  ...japaneseDoctor,
  ...japanesePull,
  ...japaneseRuns,
  ...japaneseSettings,
  ...japaneseOutput,
  ...japaneseMisuse,
  ...japaneseArchive,
  ...japaneseCredentials,
  ...japaneseOkta,
  ...japaneseSavedReports,
  ...japaneseInputs,
  ...japaneseFiles,
  ...japaneseSources,
  ...japaneseWrappings,
  ...japaneseRecords,
  ...japaneseExchange,
  ...japaneseFilter,
  ...japaneseFinding,
  ...japaneseFocus,
  ...japaneseHealth,
  ...japaneseHelp,
  ...japaneseLevel,
  ...japaneseLog,
  ...japanesePage,
  ...japaneseProgress,
  ...japaneseScreen,
  ...japaneseStatus,
  ...japaneseStory,
  ...japaneseSurprise,
  ...japaneseTimeline,
  ...japaneseHints,
  ...japaneseMistakes,
  ...japaneseDetectionMistakes,
  ...japaneseWindowMistakes,
  ...japaneseCorrelationMistakes,
  ...japaneseRemarks,
  ...japaneseLintCodes,
  ...japaneseUnseen,
  ...japaneseWatch,
  ...japaneseUsage,
};
