import type { Case } from '../../../finding/case/case.ts';
import { isAtLeast, levels } from '../../../rule/level.ts';
import { type Safe, safe } from '../../text/escape.ts';
import { type Html, html } from '../../text/html.ts';
import { grouped } from '../../text/quantity.ts';
import type { Theme } from '../../text/theme.ts';
import type { CollectedReport } from '../collected-outcomes.ts';
import type { ReportOptions } from '../reporter.ts';
import { doubtsOf, factsOf, unseenOf, verdictOf } from '../verdict-words.ts';

/** What stands first: the verdict in a sentence, why it may be wrong, how much was looked at and found. */
export function masthead(report: CollectedReport, options: ReportOptions, theme: Theme): Html {
  const { summary, cases } = report;
  const doubts = doubtsOf(report, theme);
  const alarm = doubts && doubtList(doubts);
  const unseen = unseenOf(summary, theme);
  const limits =
    unseen === ''
      ? undefined
      : html`<p class="faint"><b>${theme.say('page.unseen')}</b>: ${unseen}</p>`;
  const worst = cases.find(isGrave)?.severity;
  const tone = worst ?? (summary.doubts.length === 0 ? 'clean' : 'critical');
  return html`<header class="masthead ${tone as Safe}"><div class="wrap"><p class="faint">${factsOf(summary, options, theme)}</p><h1>${verdictOf(report, options, theme)}</h1>${alarm}${tallies(report, theme)}${limits}${contents(report, theme)}</div></header>
`;
}

function doubtList({ heading, items }: NonNullable<ReturnType<typeof doubtsOf>>): Html {
  const lead = heading === undefined ? undefined : html`<p><b>${heading}</b></p>`;
  return html`<div class="doubts" role="note">${lead}<ul>${items.map((item) => html`<li>${item}</li>`)}</ul></div>`;
}

function isGrave({ severity }: Case): boolean {
  return isAtLeast(severity, 'medium');
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

/** Where the parts of the page are. */
function contents({ cases }: CollectedReport, { say }: Theme): Html {
  const parts: readonly (readonly [id: Safe, name: Safe, isThere: boolean])[] = [
    [safe`cases`, say('page.cases'), cases.some(isGrave)],
    [safe`weak-cases`, say('page.weakCases'), cases.some((one) => !isGrave(one))],
    [safe`completeness`, say('page.completeness'), true],
  ];
  const links = parts
    .filter(([, , isThere]) => isThere)
    .map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`);
  return html`<nav class="contents" aria-label="${say('page.contents')}"><ul>${links}</ul></nav>`;
}
