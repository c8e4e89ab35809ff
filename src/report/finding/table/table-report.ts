import type { Rejection } from '../../../event/event.ts';
import type { Finding } from '../../../finding/finding.ts';
import type { Summary } from '../../../finding/summary.ts';
import { isAtLeast, type Level, levels } from '../../../rule/level.ts';
import { isSameYear, periodOf } from '../../text/clock.ts';
import { join, type Safe, safe } from '../../text/escape.ts';
import { grouped, quantity } from '../../text/quantity.ts';
import { createTheme, type Theme } from '../../text/theme.ts';
import { flow } from '../../text/wrap.ts';
import type { Reporter, ReportOptions, Tool } from '../reporter.ts';
import { rejectionsShown, renderCompleteness } from './completeness.ts';
import { renderSuppressed } from './filter-outcomes.ts';
import { renderBrief, renderFindingDetails } from './finding-details.ts';
import { narrowestTable, renderOverview } from './overview.ts';
import { renderVerdict, totalOf } from './scan-verdict.ts';

/**
 * The report for people. It keeps the findings and writes everything at the summary, because the
 * first line needs the totals. No line is wider than the columns given (but at least 40), and none
 * holds log text that {@link show} has not seen.
 */
export function createTableReporter(options: ReportOptions): Reporter {
  const theme = createTheme(options);
  const findings: Finding[] = [];
  const rejections: Rejection[] = [];
  return (outcome) => {
    if (outcome.kind === 'summary') {
      return textOf(renderBlocks(outcome, findings, rejections, options, theme));
    }
    if (outcome.kind === 'finding') findings.push(outcome);
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

function* renderBlocks(
  summary: Summary,
  findings: readonly Finding[],
  rejections: readonly Rejection[],
  { tool, minSeverity, mayContinue = () => true }: ReportOptions,
  theme: Theme,
): Generator<Block> {
  yield [renderHeading(summary, tool, theme)];
  yield [renderVerdict(summary, findings.length, minSeverity, theme)];
  const left = yield* renderFindings(summary, findings, mayContinue, theme);
  const message = `interrupted before ${quantity(left, 'finding')} could be shown in full`;
  const cut = left > 0 ? [{ code: 'cut-short', message } as const] : [];
  const doubts = [...summary.doubts, ...cut];
  if (left > 0) yield [[theme.strong(safe`This report is NOT complete: ${theme.show(message)}.`)]];
  yield [renderSuppressed(summary, theme)];
  yield [renderCompleteness({ ...summary, doubts }, rejections, theme)];
  yield [renderTotals({ ...summary, doubts }, findings.length, minSeverity, theme)];
}

/** Shows the findings, and returns how many are left because there was no time. */
function* renderFindings(
  { coverage }: Summary,
  findings: readonly Finding[],
  mayContinue: () => boolean,
  theme: Theme,
): Generator<Block, number> {
  if (findings.length === 0) return 0;
  const isSerious = ({ severity }: Finding): boolean =>
    theme.verbose || isAtLeast(severity, 'medium');
  const isNarrow = theme.columns < narrowestTable;
  const years = !isSameYear(coverage.first ?? '', coverage.last ?? '');
  if (!isNarrow) yield whileAllowed(renderOverview(findings, theme, years), mayContinue);
  const shown = isNarrow ? findings : findings.filter(isSerious);
  for (const [at, finding] of shown.entries()) {
    if (!mayContinue()) return shown.length - at;
    yield [(isSerious(finding) ? renderFindingDetails : renderBrief)(finding, theme)];
  }
  return mayContinue() ? 0 : findings.length - shown.length;
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
    first !== null && last !== null ? periodOf(first, last, theme.glyphs) : safe`no time range`,
    quantity(summary.evaluated, 'event'),
    quantity(summary.rules.length, 'rule'),
  ];
  return flow(parts, safe` ${theme.glyphs.dot} `, theme.columns, 2);
}

/** The last line: findings by severity, worst first, and a word if some are not shown. */
function renderTotals(
  summary: Summary,
  shown: number,
  minSeverity: Level,
  theme: Theme,
): readonly Safe[] {
  const total = totalOf(summary);
  const counts = levels
    .toReversed()
    .map((level) => safe`${grouped(summary.findings[level])} ${level as Safe}`);
  const parts = [
    quantity(total, 'finding'),
    join(counts, safe`, `),
    ...(shown === total ? [] : [safe`${grouped(shown)} shown (${minSeverity as Safe} or higher)`]),
    ...(summary.doubts.length === 0 ? [] : [safe`NOT complete`]),
  ];
  return flow(parts, safe` ${theme.glyphs.dot} `, theme.columns, 2);
}
