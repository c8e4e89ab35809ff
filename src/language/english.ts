import { englishActs } from './english/english-acts.ts';
import { englishAmount } from './english/english-amount.ts';
import { englishArchive } from './english/english-archive.ts';
import { englishCase } from './english/english-case.ts';
import { englishClock } from './english/english-clock.ts';
import { englishCompleteness } from './english/english-completeness.ts';
import { englishCredentials } from './english/english-credentials.ts';
import { englishDoubt } from './english/english-doubt.ts';
import { englishErrors } from './english/english-errors.ts';
import { englishExchange } from './english/english-exchange.ts';
import { englishFiles } from './english/english-files.ts';
import { englishFilter } from './english/english-filter.ts';
import { englishFinding } from './english/english-finding.ts';
import { englishFocus } from './english/english-focus.ts';
import { englishInputs } from './english/english-inputs.ts';
import { englishLevel } from './english/english-level.ts';
import { englishNouns } from './english/english-nouns.ts';
import { englishOkta } from './english/english-okta.ts';
import { englishPage } from './english/english-page.ts';
import { englishProgress } from './english/english-progress.ts';
import { englishReasons } from './english/english-reasons.ts';
import { englishRecords } from './english/english-records.ts';
import { englishSavedReports } from './english/english-saved-reports.ts';
import { englishScreen } from './english/english-screen.ts';
import { englishSources } from './english/english-sources.ts';
import { englishStatus } from './english/english-status.ts';
import { englishStory } from './english/english-story.ts';
import { englishSurprise } from './english/english-surprise.ts';
import { englishTimeline } from './english/english-timeline.ts';
import { englishUnseen } from './english/english-unseen.ts';
import { englishUsage } from './english/english-usage.ts';
import { englishWrappings } from './english/english-wrappings.ts';
import { englishHelp } from './english/help/english-help.ts';
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
  ...englishDoubt,
  ...englishErrors,
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
  ...englishLevel,
  ...englishPage,
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
} as const;
