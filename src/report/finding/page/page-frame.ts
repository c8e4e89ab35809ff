import { whenNeeded } from '../../../detection/when-needed.ts';
import { type Html, html, inline } from '../../text/html.ts';
import type { Theme } from '../../text/theme.ts';
import type { CollectedReport } from '../collected-outcomes.ts';
import type { ReportOptions } from '../reporter.ts';
import { verdictOf } from '../verdict-words.ts';
import { pageScript } from './page-script.ts';
import { pageStyle } from './page-style.ts';

/** What stands in the page itself; made when there is a page, since naming it takes a digest. */
const frame = whenNeeded(() => {
  const style = inline('style', pageStyle);
  const script = inline('script', pageScript);
  // Nothing may be loaded, sent, framed or run but this style and this script.
  const policy = [
    "default-src 'none'",
    `style-src ${style.source}`,
    `script-src ${script.source}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  return { style: style.element, script: script.element, policy };
});

/** The head of the page, and the start of its body. */
export function pageStart(report: CollectedReport, options: ReportOptions, theme: Theme): Html {
  const { say, show, language } = theme;
  const { style, policy } = frame();
  const title = say('page.title', { verdict: verdictOf(report, options, theme) });
  return html`<!doctype html>
<html lang="${show(language.tag)}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${show(policy)}"><meta name="referrer" content="no-referrer"><meta name="robots" content="noindex"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><title>${title}</title>${style}</head><body><a class="skip" href="#main">${say('page.skip')}</a>
`;
}

/** The end of the page. */
export function pageEnd({ tool }: ReportOptions, { show }: Theme): Html {
  const name = show(`${tool.name} ${tool.version}`, { max: 80 });
  return html`<footer><div class="wrap">${name} · <span class="mono">${show(tool.rulesDigest, { max: 80 })}</span></div></footer>${frame().script}</body></html>
`;
}
