import type { Rejection } from '../event/event.ts';
import type { Finding } from '../finding/finding.ts';
import type { Summary } from '../finding/summary.ts';
import { isAtLeast } from '../rule/level.ts';
import { renderBrief, renderCard } from './card.ts';
import { isSameYear } from './clock.ts';
import { rejectionsShown, renderCompleteness } from './completeness.ts';
import { renderHeading } from './heading.ts';
import { createLook, type Look } from './look.ts';
import { narrowestTable, renderOverview } from './overview.ts';
import type { Reporter, ReportOptions } from './reporter.ts';
import type { Safe } from './show.ts';
import { renderTotals } from './totals.ts';
import { renderVerdict } from './verdict.ts';

/**
 * The report for people. It keeps the findings and writes everything at the summary, because the
 * first line needs the totals. No line is wider than the columns given (but at least 40), and none
 * holds log text that {@link show} has not seen.
 */
export function createTableReporter(options: ReportOptions): Reporter {
  const look = createLook(options);
  const findings: Finding[] = [];
  const rejections: Rejection[] = [];
  return (outcome) => {
    if (outcome.kind === 'summary') {
      const blocks = renderBlocks(outcome, findings, rejections, options, look);
      return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
    }
    if (outcome.kind === 'finding') findings.push(outcome);
    else if (rejections.length < rejectionsShown) rejections.push(outcome);
    return '';
  };
}

/** The parts of the report, between which stands an empty line. */
function renderBlocks(
  summary: Summary,
  findings: readonly Finding[],
  rejections: readonly Rejection[],
  { tool, minSeverity }: ReportOptions,
  look: Look,
): readonly (readonly Safe[])[] {
  return [
    renderHeading(summary, tool, look),
    renderVerdict(summary, findings.length, minSeverity, look),
    ...renderFindings(summary, findings, look),
    renderCompleteness(summary, rejections, look),
    renderTotals(summary, findings.length, minSeverity, look),
  ].filter((lines) => lines.length > 0);
}

function renderFindings(
  { coverage }: Summary,
  findings: readonly Finding[],
  look: Look,
): readonly (readonly Safe[])[] {
  if (findings.length === 0) return [];
  const isSerious = ({ severity }: Finding): boolean =>
    look.verbose || isAtLeast(severity, 'medium');
  if (look.columns < narrowestTable) {
    return findings.map((each) => (isSerious(each) ? renderCard : renderBrief)(each, look));
  }
  const years = !isSameYear(coverage.first ?? '', coverage.last ?? '');
  const cards = findings.filter(isSerious).map((finding) => renderCard(finding, look));
  return [renderOverview(findings, look, years), ...cards];
}
