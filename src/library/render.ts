import type { Explanation } from '../explain/explanation.ts';
import type { LanguageTag } from '../language/language-tag.ts';
import { languages } from '../language/languages.ts';
import { renderExplanation } from '../report/explanation/explanation-report.ts';
import type { Report } from '../report/finding/report.ts';
import type { Tool } from '../report/finding/reporter.ts';
import { type ReportFormatName, reporters } from '../report/finding/reporters.ts';
import { summaryOf } from '../report/finding/unknown-summary.ts';
import type { Shown } from '../report/story/story.ts';
import { renderShown, shownJson, shownNdjson } from '../report/story/story-report.ts';
import { type RankingReport, rankingFormats } from '../report/surprise/ranking-report.ts';
import { show } from '../report/text/escape.ts';
import { createTheme, type Theme, type ThemeOptions } from '../report/text/theme.ts';
import {
  renderTimelineReport,
  type StepOrder,
  timelineJson,
  timelineNdjson,
} from '../report/timeline/timeline-report.ts';
import { type Level, levels } from '../rule/level.ts';
import type { Timeline } from '../timeline/timeline.ts';

/** How a report looks; as in a file if left out: 100 columns, no colour, UTF-8, in English and UTC. */
export interface RenderOptions extends Partial<Omit<ThemeOptions, 'language'>> {
  /** The language of what the report says itself; what findings say they say in that of their hunt. */
  readonly language?: LanguageTag;
}

/** How a report of findings looks. */
export interface RenderReportOptions extends RenderOptions {
  /** The lowest level that the findings were filtered by; printed, not applied. */
  readonly minSeverity?: Level;
  /** The origin of the org's Admin Console (`https://acme-admin.okta.com`), for links to it. */
  readonly console?: string;
}

/** How a timeline looks. */
export interface RenderTimelineOptions extends RenderOptions {
  /** How steps are ordered for people; session after session if left out. */
  readonly order?: StepOrder;
}

/**
 * A text of the log as it is safe to print, on one line: control characters and invisible ones are written as escapes.
 * Titles, names and messages of doubts are texts of the log.
 */
export function printable(text: string): string {
  return show(text);
}

/** The formats of what is no report of findings. */
export type StoryFormatName = 'table' | 'json' | 'ndjson';

const unknownTool: Tool = { name: 'oktahunt', version: 'unknown', rulesDigest: 'unknown' };

/**
 * A report in a format, whole: what a hunt came to, or a saved report that is converted. Every text of the log in it is
 * escaped for where it goes. Pure.
 */
export function renderReport(
  report: Report,
  format: ReportFormatName,
  { minSeverity = levels[0], console = undefined, ...options }: RenderReportOptions = {},
): string {
  const { at, org, tool = unknownTool, findings, rejections, cases } = report;
  const render = reporters[format].create({
    ...themed(options),
    minSeverity,
    tool,
    ...(at !== null && { run: { at, org, console: console ?? null } }),
  });
  let text = '';
  const summary = summaryOf(report, languages[options.language ?? 'en']);
  for (const outcome of [...findings, ...rejections, ...cases, summary]) {
    for (const piece of render(outcome)) text += piece;
  }
  return text;
}

/** A timeline as text for people, session by session or in order of time, or as JSON. Pure. */
export function renderTimeline(
  timeline: Timeline,
  format: StoryFormatName,
  { order = 'session', ...options }: RenderTimelineOptions = {},
): string {
  if (format === 'json') return timelineJson(timeline);
  if (format === 'ndjson') return [...timelineNdjson(timeline)].join('');
  return linesOf(renderTimelineReport(timeline, order, themeOf(options)));
}

/** The story of cases and findings as text for people, or as JSON. Pure. */
export function renderStory(
  story: Shown,
  format: StoryFormatName,
  options: RenderOptions = {},
): string {
  if (format === 'json') return shownJson(story);
  if (format === 'ndjson') return [...shownNdjson(story)].join('');
  return linesOf(renderShown(story, themeOf(options)));
}

/** A ranking of sessions as text for people, or as JSON. Pure. */
export function renderRanking(
  ranking: RankingReport,
  format: StoryFormatName,
  options: RenderOptions = {},
): string {
  return rankingFormats[format](ranking, themeOf(options));
}

/** Why a rule did or did not hold, as text for people. Pure. */
export function renderWhy(explanation: Explanation, options: RenderOptions = {}): string {
  return renderExplanation(explanation, themeOf(options));
}

function themed({ language = 'en', ...options }: RenderOptions): ThemeOptions {
  const paper = { columns: 100, color: false, unicode: true, verbose: true };
  return { ...paper, ...options, language: languages[language] };
}

function themeOf(options: RenderOptions): Theme {
  return createTheme(themed(options));
}

function linesOf(lines: Iterable<string>): string {
  return [...lines].map((line) => `${line}\n`).join('');
}
