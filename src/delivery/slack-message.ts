import { strictJsonText } from '../report/text/json-text.ts';
import {
  type SlackText,
  slack,
  slackLines,
  slackLink,
  slackText,
} from '../report/text/slack-text.ts';
import type { Theme } from '../report/text/theme.ts';
import { chatSummaryOf } from './chat-summary.ts';
import type { Notification } from './notification.ts';

/** Slack's limit for one text, in characters ("Block Kit": text object). */
const longest = 3_000;

/**
 * The body for an incoming webhook of Slack: Block Kit, with a text for notifications. Nothing in it is turned into a link or
 * a mention by Slack itself (`verbatim`, `unfurl_links`, `link_names`).
 */
export function slackBody({ id, about }: Notification, theme: Theme): string {
  const summary = chatSummaryOf(about, theme);
  const mark = slackText(summary.mark);
  const title = slackText(summary.title);
  const links = summary.links.map(({ words, url }) => slackLink(url, words));
  const list = (heading: SlackText, lines: readonly SlackText[]): readonly object[] =>
    lines.length === 0 ? [] : [section([slack`*${heading}*`, ...lines])];
  const facts = summary.facts.map(slackText);
  return strictJsonText({
    text: slackLines([slack`${mark}: ${title}`], longest) || mark,
    unfurl_links: false,
    unfurl_media: false,
    link_names: false,
    blocks: [
      section([slack`*${mark}*  ${title}`, ...(summary.update ? [slackText(summary.update)] : [])]),
      ...list(slackText(theme.say('page.why')), summary.reasons.map(bullet)),
      ...list(slackText(theme.say('page.doFirst')), summary.steps.map(bullet)),
      ...(links.length > 0 ? [section([joined(links)])] : []),
      { type: 'context', elements: [textObject([joined(facts), slackText(theme.show(id))])] },
    ],
  });
}

function bullet(line: Parameters<typeof slackText>[0]): SlackText {
  return slack`• ${slackText(line)}`;
}

function joined(parts: readonly SlackText[]): SlackText {
  return parts.join(' · ') as SlackText;
}

function section(lines: readonly SlackText[]): object {
  return { type: 'section', text: textObject(lines) };
}

function textObject(lines: readonly SlackText[]): object {
  return { type: 'mrkdwn', text: slackLines(lines, longest) || '-', verbatim: true };
}
