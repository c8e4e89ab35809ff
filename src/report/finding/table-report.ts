import type { Rejection } from '../../event/event.ts';
import type { Finding } from '../../finding/finding.ts';
import type { Summary } from '../../finding/summary.ts';
import { isAtLeast } from '../../rule/level.ts';
import { isSameYear } from '../text/clock.ts';
import { type Safe, safe } from '../text/escape.ts';
import { quantity } from '../text/quantity.ts';
import { createTheme, type Theme } from '../text/theme.ts';
import { rejectionsShown, renderCompleteness } from './completeness.ts';
import { renderBrief, renderFindingDetails } from './finding-details.ts';
import { renderHeading } from './heading.ts';
import { narrowestTable, renderOverview } from './overview.ts';
import type { Reporter, ReportOptions } from './reporter.ts';
import { renderVerdict } from './scan-verdict.ts';
import { renderTotals } from './totals.ts';

/**
 * The report for people. It keeps the findings and writes everything at the summary, because the
 * first line needs the totals. No line is wider than the columns given (but at least 40), and none
 * holds log text that {@link show} has not seen.
 */
export function createTableReporter(options: ReportOptions): Reporter {
  const look = createTheme(options);
  const findings: Finding[] = [];
  const rejections: Rejection[] = [];
  return (outcome) => {
    if (outcome.kind === 'summary') {
      return textOf(renderBlocks(outcome, findings, rejections, options, look));
    }
    if (outcome.kind === 'finding') findings.push(outcome);
    else if (rejections.length < rejectionsShown) rejections.push(outcome);
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
  { tool, minSeverity, mayTell = () => true }: ReportOptions,
  look: Theme,
): Generator<Block> {
  yield [renderHeading(summary, tool, look)];
  yield [renderVerdict(summary, findings.length, minSeverity, look)];
  const left = yield* renderFindings(summary, findings, mayTell, look);
  const message = `interrupted before ${quantity(left, 'finding')} could be shown in full`;
  const doubts = [
    ...summary.doubts,
    ...(left > 0 ? [{ code: 'cut-short', message } as const] : []),
  ];
  if (left > 0) yield [[look.strong(safe`This report is NOT complete: ${look.show(message)}.`)]];
  yield [renderCompleteness({ ...summary, doubts }, rejections, look)];
  yield [renderTotals({ ...summary, doubts }, findings.length, minSeverity, look)];
}

/** Shows the findings, and returns how many are left because there was no time. */
function* renderFindings(
  { coverage }: Summary,
  findings: readonly Finding[],
  mayTell: () => boolean,
  look: Theme,
): Generator<Block, number> {
  if (findings.length === 0) return 0;
  const isSerious = ({ severity }: Finding): boolean =>
    look.verbose || isAtLeast(severity, 'medium');
  const isNarrow = look.columns < narrowestTable;
  const years = !isSameYear(coverage.first ?? '', coverage.last ?? '');
  if (!isNarrow) yield whileAllowed(renderOverview(findings, look, years), mayTell);
  const shown = isNarrow ? findings : findings.filter(isSerious);
  for (const [at, finding] of shown.entries()) {
    if (!mayTell()) return shown.length - at;
    yield [(isSerious(finding) ? renderFindingDetails : renderBrief)(finding, look)];
  }
  return mayTell() ? 0 : findings.length - shown.length;
}

function* whileAllowed<T>(items: Iterable<T>, isAllowed: () => boolean): Generator<T> {
  for (const item of items) {
    if (!isAllowed()) return;
    yield item;
  }
}
