import type { Rejection } from '../../../event/event.ts';
import type { Summary } from '../../../finding/summary.ts';
import type { Safe } from '../../text/escape.ts';
import { type Html, html } from '../../text/html.ts';
import type { Theme } from '../../text/theme.ts';
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

/** A line, and the lines that stand indented below it. */
interface Outline {
  readonly text: Safe;
  readonly below: Safe[];
}

/** Lines as they are for a terminal, where an indent of more than two columns puts one below the line before. */
export function outlineOf(lines: readonly Safe[]): readonly Outline[] {
  const items: Outline[] = [];
  for (const line of lines) {
    const text = line.trim() as Safe;
    const above = items.at(-1);
    if (above && line.startsWith('   ')) above.below.push(text);
    else items.push({ text, below: [] });
  }
  return items;
}
