import type { Safe } from './escape.ts';

declare const marked: unique symbol;

/** Text in Slack's mrkdwn, in which text of unknown origin is only text: no mention, link, emoji or format of its own. */
export type SlackText = string & { readonly [marked]: true };

/**
 * Words, numbers and times that Slack takes for nothing else, with the punctuation around them. A colon can begin an
 * emoji, so none stands here but at the end of a word.
 */
const plainRun =
  /^[("']*(?:[a-z]+(?:['-][a-z]+)*|\d{1,3}(?:,\d{3})*(?:\.\d+)?%?|\d{4}(?:[-/]\d\d){0,2}|\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?[.,:;!?)"']*$/i;

/**
 * A sentence that may quote text of unknown origin. What is no plain word becomes code, in which Slack looks for nothing but
 * `<`, which is escaped (Slack: "Formatting message text", control characters `&`, `<`, `>`). Slack has no escape for a
 * backtick, so it becomes a grave accent, and knows code by the space around it, which is added where there is none.
 */
export function slackText(text: Safe): SlackText {
  return text.trim().replace(/(?<=(\S?))[!-~]+(?=(\S?))/g, (run, before: string, after: string) => {
    if (plainRun.test(run) && !(run.endsWith(':') && after !== '')) return run;
    const [, open = '', core = '', close = ''] = /^(\(*)(.*?)([.,:;!?)]*)$/.exec(run) ?? [];
    const isApart = core === '' || (close.endsWith(':') && after !== '');
    const span = isApart ? code(run) : `${open}${code(core)}${close}`;
    return `${before && ' '}${span}${after && ' '}`;
  }) as SlackText;
}

function code(text: string): string {
  return `\`${controls(text.replaceAll('`', '\u02cb'))}\``;
}

/** A link of our own making with words of our own; `url` must be one that no text of unknown origin is in. */
export function slackLink(url: string, words: Safe): SlackText {
  const target = new URL(url).href.replaceAll('|', '%7C').replaceAll('>', '%3E');
  return `<${controls(target)}|${controls(words).replaceAll('|', '/')}>` as SlackText;
}

/** Puts mrkdwn between words of our own. */
export function slack(words: TemplateStringsArray, ...values: SlackText[]): SlackText {
  let text = words[0] ?? '';
  for (let at = 0; at < values.length; at++) text += `${values[at]}${words[at + 1]}`;
  return text as SlackText;
}

/** Lines, as many whole ones as take at most `most` characters. */
export function slackLines(lines: readonly SlackText[], most: number): SlackText {
  let size = 0;
  const fitting = lines.findIndex((line) => {
    size += line.length + 1;
    return size > most;
  });
  return lines.slice(0, fitting < 0 ? lines.length : fitting).join('\n') as SlackText;
}

function controls(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
