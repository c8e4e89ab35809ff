import { englishActs } from './english/english-acts.ts';
import { englishAmount } from './english/english-amount.ts';
import { englishArchive } from './english/english-archive.ts';
import { englishCase } from './english/english-case.ts';
import { englishClock } from './english/english-clock.ts';
import { englishCompleteness } from './english/english-completeness.ts';
import { englishCredentials } from './english/english-credentials.ts';
import { englishDoctor } from './english/english-doctor.ts';
import { englishDoubt } from './english/english-doubt.ts';
import { englishErrors } from './english/english-errors.ts';
import { englishExchange } from './english/english-exchange.ts';
import { englishFiles } from './english/english-files.ts';
import { englishFilter } from './english/english-filter.ts';
import { englishFinding } from './english/english-finding.ts';
import { englishFocus } from './english/english-focus.ts';
import { englishHealth } from './english/english-health.ts';
import { englishInputs } from './english/english-inputs.ts';
import { englishLevel } from './english/english-level.ts';
import { englishLog } from './english/english-log.ts';
import { englishMisuse } from './english/english-misuse.ts';
import { englishNouns } from './english/english-nouns.ts';
import { englishOkta } from './english/english-okta.ts';
import { englishOutput } from './english/english-output.ts';
import { englishPage } from './english/english-page.ts';
import { englishProgress } from './english/english-progress.ts';
import { englishPull } from './english/english-pull.ts';
import { englishReasons } from './english/english-reasons.ts';
import { englishRecords } from './english/english-records.ts';
import { englishRuns } from './english/english-runs.ts';
import { englishSavedReports } from './english/english-saved-reports.ts';
import { englishScreen } from './english/english-screen.ts';
import { englishSettings } from './english/english-settings.ts';
import { englishSources } from './english/english-sources.ts';
import { englishStatus } from './english/english-status.ts';
import { englishStory } from './english/english-story.ts';
import { englishSurprise } from './english/english-surprise.ts';
import { englishTimeline } from './english/english-timeline.ts';
import { englishUnseen } from './english/english-unseen.ts';
import { englishUsage } from './english/english-usage.ts';
import { englishWatch } from './english/english-watch.ts';
import { englishWrappings } from './english/english-wrappings.ts';
import { englishHelp } from './english/help/english-help.ts';
import { englishCorrelationMistakes } from './english/rules/english-correlation-mistakes.ts';
import { englishDetectionMistakes } from './english/rules/english-detection-mistakes.ts';
import { englishHints } from './english/rules/english-hints.ts';
import { englishLintCodes } from './english/rules/english-lint-codes.ts';
import { englishMistakes } from './english/rules/english-mistakes.ts';
import { englishRemarks } from './english/rules/english-remarks.ts';
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
  ...englishHealth,
  ...englishHelp,
  ...englishLevel,
  ...englishLog,
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
  ...englishUnseen,
  ...englishWatch,
  ...englishUsage,
} as const;
