import type { Rejection } from '../../../event/event.ts';
import type { Case } from '../../../finding/case/case.ts';
import type { Finding } from '../../../finding/finding.ts';
import type { Summary } from '../../../finding/summary.ts';
import { say } from '../../../language/language.ts';
import { type Safe, safe } from '../../text/escape.ts';
import { createTheme, type Theme } from '../../text/theme.ts';
import { flow } from '../../text/wrap.ts';
import type { Reporter, ReportOptions, Tool } from '../reporter.ts';
import { renderClosingScreen } from './closing-screen.ts';
import { rejectionsShown, renderCompleteness } from './completeness.ts';
import { renderSuppressed } from './filter-outcomes.ts';
import { renderFindingDetails } from './finding-details.ts';
import { narrowestTable, renderOverview } from './overview.ts';

/**
 * The report for people: one screen, and before it all details if `verbose`. It keeps the findings and
 * writes everything at the summary, because the first line needs the totals. No line is wider than the columns given (but at least 40), and none
 * holds log text that {@link show} has not seen.
 */
export function createTableReporter(options: ReportOptions): Reporter {
  const theme = createTheme(options);
  const findings: Finding[] = [];
  const cases: Case[] = [];
  const rejections: Rejection[] = [];
  return (outcome) => {
    if (outcome.kind === 'summary') {
      return textOf(
        renderBlocks({ summary: outcome, findings, cases, rejections }, options, theme),
      );
    }
    if (outcome.kind === 'finding') findings.push(outcome);
    else if (outcome.kind === 'case') cases.push(outcome);
    else if (outcome.kind === 'rejection' && rejections.length < rejectionsShown)
      rejections.push(outcome);
    return [];
  };
}

/** A part of the report, some lines at a time. */
type Block = Iterable<readonly Safe[]>;

/** The text of blocks, between which stands an empty line; those without lines are left out. */
function* textOf(blocks: Iterable<Block>): Generator<string> {
  let before = '';
  for (const block of blocks) {
    let isBegun = false;
    for (const lines of block) {
      const separator = isBegun ? '\n' : before;
      isBegun ||= lines.length > 0;
      yield lines.length > 0 ? `${separator}${lines.join('\n')}` : '';
    }
    if (isBegun) before = '\n\n';
  }
  yield '\n';
}

/** What there is to report. */
interface Content {
  readonly summary: Summary;
  readonly findings: readonly Finding[];
  readonly cases: readonly Case[];
  readonly rejections: readonly Rejection[];
}

function* renderBlocks(
  content: Content,
  { tool, minSeverity, command, mayContinue = () => true }: ReportOptions,
  theme: Theme,
): Generator<Block> {
  const { findings, cases } = content;
  const heading = renderHeading(content.summary, tool, theme);
  yield [heading];
  const summary = theme.verbose
    ? yield* renderDetails(content, mayContinue, theme)
    : content.summary;
  const suppressed = renderSuppressed(summary, theme);
  yield [suppressed];
  const above = theme.verbose || suppressed.length > 0 ? 0 : heading.length + 1;
  const screen = { summary, shown: findings.length, cases, minSeverity, command, above };
  for (const block of renderClosingScreen(screen, theme)) yield [block];
}

/** Every finding in full, and how complete the scan was; gives the summary with what was cut. */
function* renderDetails(
  { summary, findings, rejections }: Content,
  mayContinue: () => boolean,
  theme: Theme,
): Generator<Block, Summary> {
  const left = yield* renderFindings(summary, findings, mayContinue, theme);
  const message = say(theme.language, 'doubt.detailsCut', { count: left });
  const cut = left > 0 ? [{ code: 'cut-short', message } as const] : [];
  const doubts = [...summary.doubts, ...cut];
  if (left > 0) yield [[theme.strong(theme.say('screen.cutShort', { why: theme.show(message) }))]];
  yield [renderCompleteness({ ...summary, doubts }, rejections, theme)];
  return { ...summary, doubts };
}

/** Shows the findings, and returns how many are left because there was no time. */
function* renderFindings(
  { coverage }: Summary,
  findings: readonly Finding[],
  mayContinue: () => boolean,
  theme: Theme,
): Generator<Block, number> {
  if (findings.length === 0) return 0;
  const years = !theme.clock.isSameYear(coverage.first ?? '', coverage.last ?? '');
  if (theme.columns >= narrowestTable) {
    yield whileAllowed(renderOverview(findings, theme, years), mayContinue);
  }
  for (const [at, finding] of findings.entries()) {
    if (!mayContinue()) return findings.length - at;
    yield [renderFindingDetails(finding, theme)];
  }
  return 0;
}

function* whileAllowed<T>(items: Iterable<T>, isAllowed: () => boolean): Generator<T> {
  for (const item of items) {
    if (!isAllowed()) return;
    yield item;
  }
}

/** The first line: which tool, which time, how much. */
function renderHeading(summary: Summary, tool: Tool, theme: Theme): readonly Safe[] {
  const { first, last } = summary.coverage;
  const parts = [
    safe`${theme.show(tool.name, { max: 40 })} ${theme.show(tool.version, { max: 40 })}`,
    first !== null && last !== null ? theme.clock.period(first, last) : theme.say('screen.noTime'),
    theme.say('amount.events', { count: summary.evaluated }),
    theme.say('amount.rules', { count: summary.rules.length }),
  ];
  return flow(parts, safe` ${theme.glyphs.dot} `, theme.columns, 2);
}
