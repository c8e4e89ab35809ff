import { englishMisuse } from './english/command/english-misuse.ts';
import { englishOutput } from './english/command/english-output.ts';
import { englishRuns } from './english/command/english-runs.ts';
import { englishSettings } from './english/command/english-settings.ts';
import { englishActs } from './english/english-acts.ts';
import { englishAmount } from './english/english-amount.ts';
import { englishCase } from './english/english-case.ts';
import { englishClock } from './english/english-clock.ts';
import { englishCompleteness } from './english/english-completeness.ts';
import { englishDelivery } from './english/english-delivery.ts';
import { englishDoubt } from './english/english-doubt.ts';
import { englishErrors } from './english/english-errors.ts';
import { englishExchange } from './english/english-exchange.ts';
import { englishFilter } from './english/english-filter.ts';
import { englishFinding } from './english/english-finding.ts';
import { englishFocus } from './english/english-focus.ts';
import { englishHealth } from './english/english-health.ts';
import { englishLevel } from './english/english-level.ts';
import { englishLog } from './english/english-log.ts';
import { englishNouns } from './english/english-nouns.ts';
import { englishPage } from './english/english-page.ts';
import { englishPaths } from './english/english-paths.ts';
import { englishProgress } from './english/english-progress.ts';
import { englishReasons } from './english/english-reasons.ts';
import { englishScreen } from './english/english-screen.ts';
import { englishStatus } from './english/english-status.ts';
import { englishStory } from './english/english-story.ts';
import { englishSurprise } from './english/english-surprise.ts';
import { englishTimeline } from './english/english-timeline.ts';
import { englishUnseen } from './english/english-unseen.ts';
import { englishUsage } from './english/english-usage.ts';
import { englishWatch } from './english/english-watch.ts';
import { englishHelp } from './english/help/english-help.ts';
import { englishFiles } from './english/input/english-files.ts';
import { englishInputs } from './english/input/english-inputs.ts';
import { englishRecords } from './english/input/english-records.ts';
import { englishSavedReports } from './english/input/english-saved-reports.ts';
import { englishSources } from './english/input/english-sources.ts';
import { englishWrappings } from './english/input/english-wrappings.ts';
import { englishArchive } from './english/okta/english-archive.ts';
import { englishCredentials } from './english/okta/english-credentials.ts';
import { englishDoctor } from './english/okta/english-doctor.ts';
import { englishOkta } from './english/okta/english-okta.ts';
import { englishPull } from './english/okta/english-pull.ts';
import { englishCorrelationMistakes } from './english/rules/english-correlation-mistakes.ts';
import { englishCoverage } from './english/rules/english-coverage.ts';
import { englishDetectionMistakes } from './english/rules/english-detection-mistakes.ts';
import { englishExplanation } from './english/rules/english-explanation.ts';
import { englishHints } from './english/rules/english-hints.ts';
import { englishLintCodes } from './english/rules/english-lint-codes.ts';
import { englishMistakes } from './english/rules/english-mistakes.ts';
import { englishRemarks } from './english/rules/english-remarks.ts';
import { englishRulePage } from './english/rules/english-rule-page.ts';
import { englishRuleReport } from './english/rules/english-rule-report.ts';
import { englishRuleRun } from './english/rules/english-rule-run.ts';
import { englishRuleTest } from './english/rules/english-rule-test.ts';
import { englishRuleWords } from './english/rules/english-rule-words.ts';
import { englishTally } from './english/rules/english-tally.ts';
import { englishWindowMistakes } from './english/rules/english-window-mistakes.ts';

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
  ...englishDelivery,
  ...englishDoubt,
  ...englishErrors,
  ...englishDoctor,
  ...englishPull,
  ...englishRuns,
  ...englishSettings,
  ...englishOutput,
  ...englishMisuse,
  ...englishArchive,
  ...englishCredentials,
  ...englishOkta,
  ...englishSavedReports,
  ...englishInputs,
  ...englishFiles,
  ...englishSources,
  ...englishWrappings,
  ...englishRecords,
  ...englishExchange,
  ...englishFilter,
  ...englishFinding,
  ...englishFocus,
  ...englishHelp,
  ...englishHealth,
  ...englishLevel,
  ...englishLog,
  ...englishPage,
  ...englishPaths,
  ...englishProgress,
  ...englishScreen,
  ...englishStatus,
  ...englishStory,
  ...englishSurprise,
  ...englishTimeline,
  ...englishHints,
  ...englishMistakes,
  ...englishDetectionMistakes,
  ...englishWindowMistakes,
  ...englishCorrelationMistakes,
  ...englishRemarks,
  ...englishLintCodes,
  ...englishTally,
  ...englishCoverage,
  ...englishRuleTest,
  ...englishRuleReport,
  ...englishRulePage,
  ...englishRuleRun,
  ...englishRuleWords,
  ...englishExplanation,
  ...englishUnseen,
  ...englishUsage,
  ...englishWatch,
} as const;
