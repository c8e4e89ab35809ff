import { japaneseMisuse } from './japanese/command/japanese-misuse.ts';
import { japaneseOutput } from './japanese/command/japanese-output.ts';
import { japaneseRuns } from './japanese/command/japanese-runs.ts';
import { japaneseSettings } from './japanese/command/japanese-settings.ts';
import { japaneseHelp } from './japanese/help/japanese-help.ts';
import { japaneseFiles } from './japanese/input/japanese-files.ts';
import { japaneseInputs } from './japanese/input/japanese-inputs.ts';
import { japaneseRecords } from './japanese/input/japanese-records.ts';
import { japaneseSavedReports } from './japanese/input/japanese-saved-reports.ts';
import { japaneseSources } from './japanese/input/japanese-sources.ts';
import { japaneseWrappings } from './japanese/input/japanese-wrappings.ts';
import { japaneseActs } from './japanese/japanese-acts.ts';
import { japaneseAmount } from './japanese/japanese-amount.ts';
import { japaneseCase } from './japanese/japanese-case.ts';
import { japaneseClock } from './japanese/japanese-clock.ts';
import { japaneseCompleteness } from './japanese/japanese-completeness.ts';
import { japaneseDelivery } from './japanese/japanese-delivery.ts';
import { japaneseDoubt } from './japanese/japanese-doubt.ts';
import { japaneseErrors } from './japanese/japanese-errors.ts';
import { japaneseExchange } from './japanese/japanese-exchange.ts';
import { japaneseFilter } from './japanese/japanese-filter.ts';
import { japaneseFinding } from './japanese/japanese-finding.ts';
import { japaneseFocus } from './japanese/japanese-focus.ts';
import { japaneseHealth } from './japanese/japanese-health.ts';
import { japaneseLevel } from './japanese/japanese-level.ts';
import { japaneseLog } from './japanese/japanese-log.ts';
import { japaneseNouns } from './japanese/japanese-nouns.ts';
import { japanesePage } from './japanese/japanese-page.ts';
import { japanesePaths } from './japanese/japanese-paths.ts';
import { japaneseProgress } from './japanese/japanese-progress.ts';
import { japaneseReasons } from './japanese/japanese-reasons.ts';
import { japaneseScreen } from './japanese/japanese-screen.ts';
import { japaneseStatus } from './japanese/japanese-status.ts';
import { japaneseStory } from './japanese/japanese-story.ts';
import { japaneseSurprise } from './japanese/japanese-surprise.ts';
import { japaneseTimeline } from './japanese/japanese-timeline.ts';
import { japaneseUnseen } from './japanese/japanese-unseen.ts';
import { japaneseUsage } from './japanese/japanese-usage.ts';
import { japaneseWatch } from './japanese/japanese-watch.ts';
import { japaneseArchive } from './japanese/okta/japanese-archive.ts';
import { japaneseCredentials } from './japanese/okta/japanese-credentials.ts';
import { japaneseDoctor } from './japanese/okta/japanese-doctor.ts';
import { japaneseOkta } from './japanese/okta/japanese-okta.ts';
import { japanesePull } from './japanese/okta/japanese-pull.ts';
import { japaneseCorrelationMistakes } from './japanese/rules/japanese-correlation-mistakes.ts';
import { japaneseCoverage } from './japanese/rules/japanese-coverage.ts';
import { japaneseDetectionMistakes } from './japanese/rules/japanese-detection-mistakes.ts';
import { japaneseExplanation } from './japanese/rules/japanese-explanation.ts';
import { japaneseHints } from './japanese/rules/japanese-hints.ts';
import { japaneseLintCodes } from './japanese/rules/japanese-lint-codes.ts';
import { japaneseMistakes } from './japanese/rules/japanese-mistakes.ts';
import { japaneseRemarks } from './japanese/rules/japanese-remarks.ts';
import { japaneseRulePage } from './japanese/rules/japanese-rule-page.ts';
import { japaneseRuleReport } from './japanese/rules/japanese-rule-report.ts';
import { japaneseRuleRun } from './japanese/rules/japanese-rule-run.ts';
import { japaneseRuleTest } from './japanese/rules/japanese-rule-test.ts';
import { japaneseRuleWords } from './japanese/rules/japanese-rule-words.ts';
import { japaneseTally } from './japanese/rules/japanese-tally.ts';
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
  ...japaneseDelivery,
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
  ...japaneseHelp,
  ...japaneseHealth,
  ...japaneseLevel,
  ...japaneseLog,
  ...japanesePage,
  ...japanesePaths,
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
  ...japaneseTally,
  ...japaneseCoverage,
  ...japaneseRuleTest,
  ...japaneseRuleReport,
  ...japaneseRulePage,
  ...japaneseRuleRun,
  ...japaneseRuleWords,
  ...japaneseExplanation,
  ...japaneseUnseen,
  ...japaneseUsage,
  ...japaneseWatch,
};
