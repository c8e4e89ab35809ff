import type { Safe } from '../report/text/escape.ts';
import { strictJsonText } from '../report/text/json-text.ts';
import type { Theme } from '../report/text/theme.ts';
import type { Level } from '../rule/level.ts';
import { type ChatSummary, chatSummaryOf } from './chat-summary.ts';
import type { Notification } from './notification.ts';

/** The largest message that Teams takes, in bytes (Microsoft: "Create and send messages", 28 KB). */
const mostBytes = 28 * 1024;

/** Colours of Adaptive Cards. */
const colors: Readonly<Record<Level, string>> = {
  critical: 'attention',
  high: 'attention',
  medium: 'warning',
  low: 'accent',
  informational: 'default',
};

/**
 * The body for a webhook of the Workflows app of Teams: a message with an Adaptive Card 1.4. All text is in text runs, which
 * know no Markdown, so text of unknown origin is only text. What would be too large loses its lists.
 */
export function teamsBody({ id, about }: Notification, theme: Theme): string {
  const summary = chatSummaryOf(about, theme);
  const whole = bodyOf(summary, id, theme);
  if (Buffer.byteLength(whole) <= mostBytes) return whole;
  return bodyOf({ ...summary, reasons: [], steps: [], links: [] }, id, theme);
}

function bodyOf(summary: ChatSummary, id: string, theme: Theme): string {
  const { say } = theme;
  const color = colors[summary.severity];
  const list = (heading: Safe, lines: readonly Safe[]): readonly object[] =>
    lines.length === 0
      ? []
      : [
          paragraph([run(heading, { weight: 'bolder' })], { spacing: 'medium' }),
          ...lines.map((line) => paragraph([run(`• ${line}` as Safe)], { spacing: 'small' })),
        ];
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body: [
      paragraph([
        run(summary.mark, { weight: 'bolder', color }),
        run(`  ${summary.title}` as Safe, { weight: 'bolder' }),
      ]),
      ...(summary.update ? [paragraph([run(summary.update)])] : []),
      ...list(say('page.why'), summary.reasons),
      ...list(say('page.doFirst'), summary.steps),
      paragraph([run(summary.facts.join(' · ') as Safe, { isSubtle: true })], {
        spacing: 'medium',
      }),
      paragraph([run(theme.show(id), { isSubtle: true, size: 'small' })], { spacing: 'small' }),
    ],
    actions: summary.links.map(({ words, url }) => ({ type: 'Action.OpenUrl', title: words, url })),
  };
  const contentType = 'application/vnd.microsoft.card.adaptive';
  return strictJsonText({
    type: 'message',
    attachments: [{ contentType, contentUrl: null, content }],
  });
}

function paragraph(inlines: readonly object[], over: object = {}): object {
  return { type: 'RichTextBlock', inlines, ...over };
}

/** A date function (`{{DATE(…)}}`) is the only thing that a card looks for in a run. */
function run(text: Safe, over: object = {}): object {
  return { type: 'TextRun', text: text.replaceAll('{{', '{ {'), ...over };
}
