import type { Level } from '../../../rule/level.ts';
import { type Safe, safe } from '../../text/escape.ts';
import { type Html, html } from '../../text/html.ts';
import type { Theme } from '../../text/theme.ts';

const signs: Readonly<Record<Level, Safe>> = {
  critical: safe`■`,
  high: safe`▲`,
  medium: safe`◆`,
  low: safe`●`,
  informational: safe`·`,
};

/** A severity as shape, word and colour. */
export function badge(level: Level, theme: Theme): Html {
  const word = theme.say(`level.${level}`);
  return html`<span class="badge ${level as Safe}"><span aria-hidden="true">${signs[level]}</span> ${word}</span>`;
}
