// The public API, by task. What asks an org is in `oktahunt/okta`.

// Read: files, streams and values, to events and what is none.
export { decodeEvent } from './event/decode.ts';
export type { Input } from './event/decoded.ts';
export type { Event, Origin, Rejection, RejectionReason, Source } from './event/event.ts';
export type { Json, JsonObject } from './event/json.ts';
export {
  type FileProgress,
  type ReadOptions,
  type ReadProgress,
  readEventStream,
  readEvents,
  type StreamReadOptions,
} from './input/events.ts';
export { InputError } from './input/input-error.ts';
export type { Limits } from './input/limits.ts';
export type { Message, MessageValue, Told } from './language/message.ts';
export type { Log, RepeatableLog } from './library/log.ts';

// Rules: load, check, test.
export { compileRules } from './detection/compile.ts';
export type { CompiledRuleSet } from './detection/compiled-rule.ts';
export { builtInRules } from './input/built-in-rules.ts';
export {
  type LoadedRules,
  loadRules,
  type PassedOver,
  type RuleOptions,
} from './input/rule-files.ts';
export { loadList } from './input/value-lists.ts';
export { checkRules, type RuleCheck, type RuleCheckOptions } from './library/rule-check.ts';
export { type RuleTestOptions, testRules } from './library/rule-test.ts';
export type { LintReport } from './lint/lint.ts';
export type { Code as LintCode } from './lint/lint-codes.ts';
export type { Remark } from './lint/lint-context.ts';
export type { FixtureResult, RuleTestResult } from './report/rule/test-results.ts';
export type { Correlation } from './rule/correlation/correlation.ts';
export type { Expression } from './rule/expression.ts';
export type { FilterExpiry } from './rule/filter-expiry.ts';
export { type Level, levels } from './rule/level.ts';
export { parseRules } from './rule/link.ts';
export type { Logsource, RuleSubjectKind } from './rule/logsource.ts';
export type { Need, Pack } from './rule/pack.ts';
export type { Reasons } from './rule/reason-template.ts';
export type { Filter, Lists, Raise, Rule, RuleSet } from './rule/rule.ts';
export type { Reference } from './rule/rule-reference.ts';
export { digestOf } from './rule/rules-digest.ts';
export { type Translation, type Translations, translated } from './rule/translation.ts';
export type { Window } from './rule/window/window.ts';
export { type Diagnostic, RuleError, type SourcePlace } from './rule/yaml/diagnostic.ts';

// Plan: what rules will ask of a log.
export { type HuntPlan, type PlannedWindow, planHunt } from './library/hunt-plan.ts';

// Hunt: all that was found, at once or as a stream.
export type { EngineOptions, ExplainRequest } from './engine/engine-options.ts';
export type { CoveredTime } from './engine/event-log.ts';
export type { EvaluationProgress, Outcome, ReportedOutcome } from './engine/outcome.ts';
export type { RuleShelf } from './engine/rule-shelf.ts';
export type { LevelCounts, TalliedValue, Tally, TallyRequest } from './engine/tally.ts';
export type { Field } from './event/field.ts';
export type { Case } from './finding/case/case.ts';
export type { FilterOutcome, SuppressedAlert, SuppressedAlerts } from './finding/filter-outcome.ts';
export type {
  Disposition,
  EvidenceEvent,
  Finding,
  FindingPlace,
  FoundBy,
  Reason,
  Why,
} from './finding/finding.ts';
export type {
  BaselineOutcome,
  CoverageSummary,
  Doubt,
  EmptyList,
  MissingNeed,
  PackOutcome,
  ReportFocus,
  RuleOutcome,
  State,
  Summary,
} from './finding/summary.ts';
export { type HuntOptions, hunt, type Phase } from './hunt.ts';
export { createSpillFile, type SpillFile } from './input/file/spill-file.ts';
export type { Language } from './language/language.ts';
export type { LanguageTag } from './language/language-tag.ts';
export { languages } from './language/languages.ts';
export {
  type HuntLogOptions,
  type HuntResult,
  huntLog,
  type LogOptions,
} from './library/hunt-log.ts';
export type { MemoryBudget, Spill } from './store/buffer-pool.ts';
export type { Conflicts } from './window/event-copies.ts';

// Explain: why a rule did or did not hold.
export type {
  CorrelationExplanation,
  ExplainedEvent,
  Explanation,
  GroupExplanation,
  TraceKind,
  TraceNode,
  VerdictName,
  WindowExplanation,
} from './explain/explanation.ts';
export { type EventAnswer, type EventQuestion, explainEvent } from './library/explain-event.ts';
export { UnknownName } from './library/unknown-name.ts';

// Look closer: stories of cases, timelines, surprising sessions, the numbers of a rule.
export {
  type KnownReport,
  type StoryOptions,
  storyOf,
  type TimelineQuestion,
  timelineOf,
} from './library/case-story.ts';
export { type RankLogOptions, rankLog } from './library/rank-log.ts';
export { type SurveyOptions, surveyLog } from './library/survey-log.ts';
export { backtest, type BacktestOptions, type TuneOptions, tune } from './library/tally-log.ts';
export type { FeedStatus, RuleFeed } from './lint/log-visibility.ts';
export type { Surveyed } from './report/rule/coverage-report.ts';
export type { LoneFinding, Shown, ShownCase } from './report/story/story.ts';
export type { RankingReport } from './report/surprise/ranking-report.ts';
export type { Ranking, RankingAsked } from './surprise/rank-sessions.ts';
export type { RankedSession } from './surprise/session-schema.ts';
export type { Timeline, TimelineHead, TimelineStep } from './timeline/timeline.ts';
export type { Backtest, FilterEffect, TestedRule, Toplist } from './tune/backtest.ts';
export type { FilterProposal, ProposedKind } from './tune/filter-proposal.ts';
export type { Ordering } from './tune/threshold.ts';
export type { ThresholdCurve, ThresholdTry, Tuning } from './tune/tuning.ts';

// Render: reports of every format, whole or piece by piece.
export {
  printable,
  type RenderOptions,
  type RenderReportOptions,
  type RenderTimelineOptions,
  renderRanking,
  renderReport,
  renderStory,
  renderTimeline,
  renderWhy,
  type StoryFormatName,
} from './library/render.ts';
export type { RunRecord } from './report/finding/machine/run-record.ts';
export type { Report } from './report/finding/report.ts';
export type { Reporter, ReportOptions, RunFacts, Tool } from './report/finding/reporter.ts';
export { type ReportFormat, type ReportFormatName, reporters } from './report/finding/reporters.ts';
export type { ThemeOptions } from './report/text/theme.ts';
export type { StepOrder } from './report/timeline/timeline-report.ts';

// Saved reports: read back, converted with `renderReport`, compared with what is found now.
export { type Baseline, type NewFindings, newSince } from './finding/baseline.ts';
export { parseReport } from './saved-report/parse-report.ts';
export { readReport } from './saved-report/read-report.ts';
export { type SavedReport, SavedReportError } from './saved-report/saved-report.ts';
