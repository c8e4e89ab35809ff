import type { Rejection } from '../../../event/event.ts';
import type { Summary } from '../../../finding/summary.ts';
import { type Html, html } from '../../text/html.ts';
import type { Theme } from '../../text/theme.ts';
import { outlineOf } from '../outline.ts';
import { renderCompleteness } from '../table/completeness.ts';

/** How complete the answer is: every record accounted for, and every rule that could not evaluate everything. */
export function completenessSection(
  summary: Summary,
  rejections: readonly Rejection[],
  theme: Theme,
): Html {
  const items = outlineOf(renderCompleteness(summary, rejections, theme)).map(
    ({ text, below }) =>
      html`<li>${text}${below.length > 0 ? html`<ul>${below.map((line) => html`<li>${line}</li>`)}</ul>` : undefined}</li>`,
  );
  return html`<section id="completeness"><h2>${theme.say('page.completeness')}</h2><ul class="complete">${items}</ul></section>
`;
}
