import { isAtLeast, levels } from '../../../rule/level.ts';
import { type Safe, safe } from '../../text/escape.ts';
import { type Html, html } from '../../text/html.ts';
import { grouped } from '../../text/quantity.ts';
import type { Theme } from '../../text/theme.ts';
import type { ReportOptions } from '../reporter.ts';
import type { CollectedReport } from '../story/collected-outcomes.ts';
import { dotted } from '../story/story-words.ts';
import { type ClosingScreen, renderDoubts, renderVerdict } from '../table/closing-screen.ts';
import { renderUnseen } from '../table/unseen.ts';
import { unwrapped } from './unwrapped-theme.ts';

/** What stands first: the verdict in a sentence, why it may be wrong, how much was looked at and found. */
export function masthead(report: CollectedReport, options: ReportOptions, theme: Theme): Html {
  const { summary, cases } = report;
  const { say, show } = theme;
  const screen = screenOf(report, options);
  const doubts = renderDoubts(screen, theme).map((line) => html`<p>${line.trim() as Safe}</p>`);
  const alarm =
    doubts.length === 0 ? undefined : html`<div class="doubts" role="note">${doubts}</div>`;
  const unseen = unwrapped(renderUnseen(summary, theme));
  const seen =
    unseen === '' ? undefined : html`<p class="faint"><b>${say('page.unseen')}</b>: ${unseen}</p>`;
  const { first, last } = summary.coverage;
  const facts = dotted([
    show(`${options.tool.name} ${options.tool.version}`, { max: 80 }),
    ...(first !== null && last !== null ? [theme.clock.period(first, last)] : []),
    say('amount.events', { count: summary.evaluated }),
    say('amount.rules', { count: summary.rules.length }),
    say(summary.doubts.length === 0 ? 'page.complete' : 'screen.notComplete'),
  ]);
  const worst = cases.find(({ severity }) => isAtLeast(severity, 'medium'));
  const tone = (worst?.severity ?? (summary.doubts.length === 0 ? 'clean' : 'critical')) as Safe;
  return html`<header class="masthead ${tone}"><div class="wrap"><p class="faint">${facts}</p><h1>${verdictOf(report, options, theme)}</h1>${alarm}${tallies(report, theme)}${seen}${contents(report, theme)}</div></header>
`;
}

/** The verdict in one sentence. */
export function verdictOf(report: CollectedReport, options: ReportOptions, theme: Theme): Safe {
  const screen = screenOf(report, options);
  const verdict = renderVerdict(screen, screen.cases.filter(isGrave), theme);
  // A doubtful run without findings has no verdict but its doubts.
  return unwrapped(verdict.length > 0 ? verdict : renderDoubts(screen, theme).slice(0, 1));
}

function isGrave({ severity }: CollectedReport['cases'][number]): boolean {
  return isAtLeast(severity, 'medium');
}

function screenOf(
  { summary, findings, cases }: CollectedReport,
  { minSeverity, command }: ReportOptions,
): ClosingScreen {
  return { summary, shown: findings.length, cases, minSeverity, command, above: 0 };
}

function tallies({ summary }: CollectedReport, { say }: Theme): Html {
  const items = levels
    .toReversed()
    .map(
      (level) => html`<li><b>${grouped(summary.findings[level])}</b> ${say(`level.${level}`)}</li>`,
    );
  const total = levels.reduce((sum, level) => sum + summary.findings[level], 0);
  return html`<ul class="tallies"><li><b>${say('amount.findings', { count: total })}</b></li>${items}</ul>`;
}

/** Where the parts of the page are; of the cases the worst. */
function contents({ cases }: CollectedReport, { say }: Theme): Html {
  const some = cases.some((one) => !isGrave(one));
  const parts: readonly (readonly [Safe, Safe, boolean])[] = [
    [safe`cases`, say('page.cases'), cases.some(isGrave)],
    [safe`weak-cases`, say('page.weakCases'), some],
    [safe`completeness`, say('page.completeness'), true],
  ];
  const links = parts.flatMap(([id, name, isThere]) =>
    isThere ? [html`<li><a href="#${id}">${name}</a></li>`] : [],
  );
  return html`<nav class="contents" aria-label="${say('page.contents')}"><ul>${links}</ul></nav>`;
}
