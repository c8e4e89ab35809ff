import type { Case } from '../../../finding/case/case.ts';
import type { Finding } from '../../../finding/finding.ts';
import { isAtLeast, levels } from '../../../rule/level.ts';
import { type Safe, safe } from '../../text/escape.ts';
import { type Html, html, joined } from '../../text/html.ts';
import type { Theme } from '../../text/theme.ts';
import { type Chronicle, chronicleOf } from '../chronicle/case-chronicle.ts';
import { dotted, personWords, placeWords, plantedWords } from '../chronicle/chronicle-words.ts';
import { stateOf, whoOf } from '../table/case-rows.ts';
import { badge } from './badge.ts';
import { type CardContext, findingCard } from './finding-card.ts';
import { stepList } from './step-list.ts';
import { drawTimeline } from './timeline-drawing.ts';

/** Steps that are told before one has to unfold the rest. */
const stepsTold = 6;
/** Most entries of one list of entities. */
const listed = 12;

/** A case with its chronicle, what to do, its timeline and its findings. `id` is that of the element. */
export function caseArticle(
  one: Case,
  findings: readonly Finding[],
  id: Safe,
  context: CardContext,
): Html {
  const { theme } = context;
  const rankOf = ({ severity }: Finding): number => levels.indexOf(severity);
  const worstFirst = [...findings].sort((a, b) => rankOf(b) - rankOf(a));
  const cards = worstFirst.map((finding) => findingCard(finding, context));
  const isGrave = isAtLeast(one.severity, 'medium');
  const title = theme.show(one.title, { max: 400 });
  const heading = safe`${id}-title`;
  const count = theme.say('amount.findings', { count: one.findings.length });
  if (!isGrave && one.findings.length === 1 && cards.length === 1) {
    // Its one weak finding says the same as the case. The headings keep the outline whole.
    return html`<article class="case alone" id="${id}" aria-labelledby="${heading}"><h3 class="unseen" id="${heading}">${title}</h3><h4 class="unseen">${count}</h4>${cards}</article>
`;
  }
  const parts = isGrave ? graveParts(one, findings, context) : undefined;
  return html`<article class="case ${one.severity as Safe}" id="${id}" aria-labelledby="${heading}"><header>${badge(one.severity, theme)}<h3 id="${heading}">${title}</h3>${factLine(one, theme)}${isGrave ? objectLines(one, theme) : undefined}</header>${parts}<h4>${count}</h4>${cards}</article>
`;
}

function factLine(one: Case, theme: Theme): Html {
  // What people do every day goes on, and stands: no alarm.
  const isHot = one.stillActive === true && isAtLeast(one.severity, 'medium');
  const hot = isHot ? safe`hot` : safe`state`;
  const since = theme.say('case.since', { time: theme.clock.stamp(one.when.firstSign, true) });
  return html`<ul class="facts"><li>${whoOf(one, theme)}</li><li>${since}</li><li class="${hot}">${stateOf(one, true, theme)}</li><li class="mono">${theme.show(one.id, { max: 40 })}</li></ul>`;
}

function objectLines({ entities: { planted } }: Case, theme: Theme): Html {
  if (planted.length === 0) return joined([]);
  const items = planted.slice(0, listed).map((object) => {
    const standing = String(object.standing) as 'true' | 'false' | 'unknown';
    return html`<li><span class="standing-${standing as Safe}">${theme.say(`page.standing.${standing}`)}</span>: ${plantedWords(object, theme)}</li>`;
  });
  const more = planted.length - items.length;
  const rest =
    more > 0 ? html`<li>${theme.say('detail.moreInJson', { count: more })}</li>` : undefined;
  return html`<ul class="objects">${items}${rest}</ul>`;
}

function graveParts(one: Case, findings: readonly Finding[], context: CardContext): Html {
  const { theme } = context;
  const chronicle = chronicleOf(one, findings);
  return html`<div class="halves"><section><h4>${theme.say('page.doFirst')}</h4>${todo(one.do, theme)}</section><section><h4>${theme.say('page.involved')}</h4>${entityList(one, theme)}</section></div>${timelineFigure(one, chronicle, theme)}<section><h4>${theme.say('page.happened')}</h4>${stepList(one, chronicle, context)}</section>`;
}

function todo(steps: readonly string[], { say, show }: Theme): Html {
  const items = steps.map((step) => html`<li>${show(step)}</li>`);
  const [first, rest] = [items.slice(0, stepsTold), items.slice(stepsTold)];
  const more =
    rest.length === 0
      ? undefined
      : html`<details class="more"><summary>${say('page.moreSteps', { count: rest.length })}</summary><ol class="steps" start="${stepsTold + 1}">${rest}</ol></details>`;
  return html`<ol class="steps">${first}</ol>${more}`;
}

function entityList({ entities }: Case, theme: Theme): Html {
  const { say, show } = theme;
  const { actors, addresses, sessions, devices } = entities;
  const places = addresses.map((place) =>
    dotted([
      show(place.ip, { max: 60, cut: 'middle' }),
      ...placeWords(place, theme),
      ...(place.shared ? [say('page.shared')] : []),
    ]),
  );
  const ids = (list: readonly string[]): readonly Safe[] =>
    list.map((text) => show(text, { max: 72 }));
  const rows: readonly (readonly [Safe, readonly Safe[]])[] = [
    [say('page.users'), actors.map((actor) => personWords(actor, theme))],
    [say('page.addresses'), places],
    [say('page.sessions'), ids(sessions)],
    [say('page.devices'), ids(devices)],
  ];
  const shown = rows.flatMap(([name, values]) => {
    if (values.length === 0) return [];
    const more = values.length - listed;
    const lines =
      more > 0 ? [...values.slice(0, listed), say('detail.moreInJson', { count: more })] : values;
    return [html`<dt>${name}</dt>${lines.map((value) => html`<dd>${value}</dd>`)}`];
  });
  return html`<dl class="entities">${shown}</dl>`;
}

function timelineFigure(one: Case, chronicle: Chronicle, theme: Theme): Html {
  const drawing = drawTimeline(one, chronicle, theme);
  if (!drawing) return joined([]);
  const { say } = theme;
  const warm = chronicle.takeover ? say('page.timelineWarm') : undefined;
  return html`<figure><div class="scroll" tabindex="0" role="group" aria-label="${say('page.timeline')}">${drawing}</div><figcaption>${say('page.timelineLegend')} ${warm}</figcaption></figure>`;
}
