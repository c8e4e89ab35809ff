import { narrowingNotes } from '../../finding/baseline-text.ts';
import type { Summary } from '../../finding/summary.ts';
import { isAtLeast } from '../../rule/level.ts';
import type { Safe } from '../text/escape.ts';
import type { Theme } from '../text/theme.ts';
import { dotted } from './chronicle/chronicle-words.ts';
import type { CollectedReport } from './collected-outcomes.ts';
import type { ReportOptions } from './reporter.ts';
import { type ClosingScreen, renderVerdict } from './table/closing-screen.ts';
import { renderUnseen } from './table/unseen.ts';
import { unwrapped } from './unwrapped-theme.ts';

/** Machine formats have all. */
const doubtsTold = 20;

/** The verdict in one sentence; of a doubtful run without findings, that it is doubtful. */
export function verdictOf(report: CollectedReport, options: ReportOptions, theme: Theme): Safe {
  const grave = report.cases.filter(({ severity }) => isAtLeast(severity, 'medium'));
  const verdict = renderVerdict(screenOf(report, options), grave, theme);
  return verdict.length > 0 ? unwrapped(verdict) : theme.say('screen.incompleteNothing');
}

/** Why the answer may be wrong, and a heading for that unless the verdict says it; undefined if it is complete. */
export function doubtsOf(
  { summary, findings }: CollectedReport,
  { say, show }: Theme,
): { readonly heading: Safe | undefined; readonly items: readonly Safe[] } | undefined {
  const { doubts } = summary;
  if (doubts.length === 0) return undefined;
  const items = doubts.slice(0, doubtsTold).map(({ message }) => show(message));
  const count = doubts.length - items.length;
  return {
    heading: findings.length > 0 ? say('screen.incomplete') : undefined,
    items: count > 0 ? [...items, say('amount.more', { count })] : items,
  };
}

/** What could not be seen, in some sentences; empty if all was. */
export function unseenOf(summary: Summary, theme: Theme): Safe {
  const notes = narrowingNotes(summary, theme.language).map((note) =>
    theme.show(note, { max: 400 }),
  );
  return unwrapped([...renderUnseen(summary, theme), ...notes]);
}

/** Which tool looked at which time, and how much it saw. */
export function factsOf(summary: Summary, { tool }: ReportOptions, theme: Theme): Safe {
  const { say, show, clock } = theme;
  const { first, last } = summary.coverage;
  return dotted([
    show(`${tool.name} ${tool.version}`, { max: 80 }),
    first !== null && last !== null ? clock.period(first, last) : say('screen.noTime'),
    say('amount.events', { count: summary.evaluated }),
    say('amount.rules', { count: summary.rules.length }),
    say(summary.doubts.length === 0 ? 'page.complete' : 'screen.notComplete'),
  ]);
}

/** What the last screen of a terminal would be made of, for the sentences that stand on both. */
function screenOf(
  { summary, findings, findingsLeft, cases }: CollectedReport,
  { minSeverity, command }: ReportOptions,
): ClosingScreen {
  const shown = findings.length + findingsLeft;
  return { summary, shown, cases, minSeverity, command, above: 0 };
}
