import type { EvidenceEvent, Finding } from '../../../finding/finding.ts';
import { levels } from '../../../rule/level.ts';
import { type Safe, safe } from '../../text/escape.ts';
import { type Html, html, joined, webLink } from '../../text/html.ts';
import type { Theme } from '../../text/theme.ts';
import {
  dotted,
  isUnknown,
  namedTargets,
  personWords,
  placeWords,
  secondOf,
} from '../chronicle/chronicle-words.ts';
import { updateOf } from '../finding-update.ts';
import { tagOf } from '../table/finding-details.ts';
import { badge } from './badge.ts';
import type { FilterKeys } from './filter-keys.ts';

/** Most items of one list; machine formats have all of them. */
const listed = 20;

/** What a card is made with. */
export interface CardContext {
  readonly keys: FilterKeys;
  readonly theme: Theme;
  /** The id of the element of a finding. */
  readonly idOf: (finding: Finding) => Safe;
}

/** A finding in full, folded up. */
export function findingCard(finding: Finding, context: CardContext): Html {
  const { keys, theme, idOf } = context;
  const { severity, title, when, evidence } = finding;
  const numbers = (list: readonly number[]): Safe => list.join(' ') as Safe;
  const meta = dotted([
    theme.clock.stamp(when.firstEvent, true),
    theme.say('amount.events', { count: evidence.eventCount }),
  ]);
  return html`<details class="finding" id="${idOf(finding)}" data-level="${levels.indexOf(severity)}" data-tactics="${numbers(keys.tacticsOf(finding))}" data-entities="${numbers(keys.entitiesOf(finding))}"><summary>${badge(severity, theme)} <span class="title">${theme.show(title, { max: 400 })}</span> <span class="meta">${meta}</span></summary><div class="detail">${bodyOf(finding, theme)}</div></details>
`;
}

function bodyOf(finding: Finding, theme: Theme): readonly Html[] {
  const { say, show } = theme;
  const texts = (items: readonly string[]): readonly Html[] =>
    capped(items, theme).map((text) => html`<li>${text}</li>`);
  const { respond, falsePositives, next, rule } = finding;
  const references = rule.references.map((address) => html`<li>${webLink(show(address))}</li>`);
  const queries = next.map(
    ({ label, okta }) => html`<li>${show(label, { max: 80 })}: <code>${show(okta)}</code></li>`,
  );
  return [
    section(say('page.why'), reasonList(finding, theme), finding.reasons),
    html`<h5>${say('page.facts')}</h5><dl>${factsOf(finding, theme)}</dl>`,
    section(say('page.events'), eventTable(finding, theme), finding.evidence.events),
    section(say('page.doNow'), html`<ol>${texts(respond)}</ol>`, respond),
    section(say('page.falsePositive'), html`<ul>${texts(falsePositives)}</ul>`, falsePositives),
    section(say('page.lookNext'), html`<ul>${queries}</ul>`, queries),
    section(say('page.references'), html`<ul>${references}</ul>`, references),
  ];
}

/** The reasons in words, and folded up what exactly was compared. */
function reasonList({ reasons, why }: Finding, { say, show }: Theme): Html {
  const told = reasons.map(({ text }) => html`<li>${show(text)}</li>`);
  const facts = why.map(({ fact }) => html`<li>${show(fact)}</li>`);
  return html`<ul>${told}</ul><details class="more"><summary>${say('page.compared')}</summary><ul>${facts}</ul></details>`;
}

function section(heading: Safe, body: Html, items: readonly unknown[]): Html {
  return items.length === 0 ? joined([]) : html`<h5>${heading}</h5>${body}`;
}

/** At most {@link listed} texts, and how many more there are. */
function capped(items: readonly string[], { show, say }: Theme): readonly Safe[] {
  const texts = items.slice(0, listed).map((text) => show(text));
  const more = items.length - texts.length;
  return more > 0 ? [...texts, say('detail.moreInJson', { count: more })] : texts;
}

function factsOf(finding: Finding, theme: Theme): readonly Html[] {
  const { say, show } = theme;
  const { actor, targets, where, userAgents, sessions, rule, id, outcomes } = finding;
  const update = updateOf(finding, theme.language);
  const outcome = Object.entries(outcomes)
    .slice(0, listed)
    .map(([name, count]) => safe`${count} ${show(name, { max: 20 })}`);
  const { firstEvent, lastEvent } = finding.when;
  const rows: readonly (readonly [Safe, readonly Safe[]])[] = [
    [say('page.update'), update === undefined ? [] : [show(update, { max: 400 })]],
    [say('page.who'), [actor ? personWords(actor, theme) : say('detail.noActor')]],
    [say('page.targets'), targets.map((target) => personWords(target, theme))],
    [say('page.when'), [dotted([theme.clock.span(firstEvent, lastEvent), ...outcome])]],
    [
      say('page.where'),
      where.map((place) =>
        dotted([
          show(place.ip, { max: 60, cut: 'middle' }),
          ...placeWords(place, theme),
          say('amount.events', { count: place.events }),
        ]),
      ),
    ],
    [
      say('page.agents'),
      userAgents.map(({ raw, events }) =>
        dotted([show(raw, { max: 300 }), say('amount.events', { count: events })]),
      ),
    ],
    [say('page.sessions'), sessions.map((session) => show(session, { max: 80 }))],
    [
      say('page.rule'),
      [
        dotted(
          [rule.name, rule.title, ...rule.tags.map(tagOf)].map((text) => show(text, { max: 120 })),
        ),
      ],
    ],
    [say('page.id'), [show(id, { max: 40 })]],
  ];
  return rows.flatMap(([name, values]) => {
    if (values.length === 0) return [];
    const more = values.length - listed;
    const shown = [
      ...values.slice(0, listed),
      ...(more > 0 ? [say('detail.moreInJson', { count: more })] : []),
    ];
    return [html`<dt>${name}</dt>${shown.map((value) => html`<dd>${value}</dd>`)}`];
  });
}

function eventTable({ evidence, when }: Finding, theme: Theme): Html {
  const { say } = theme;
  const { events, decisive, eventCount } = evidence;
  const days = !theme.clock.isSameDay(events[0]?.published ?? '', when.lastEvent);
  const heads = [
    'Time',
    'Role',
    'Event',
    'Outcome',
    'Actor',
    'Address',
    'Machine',
    'Target',
    'Uuid',
  ] as const;
  const head = heads.map((name) => html`<th scope="col">${say(`page.column${name}`)}</th>`);
  const rows = events.map((event) => eventRow(event, event.uuid === decisive, days, theme));
  const left = eventCount - events.length;
  const more =
    left > 0 ? html`<p class="faint">${say('page.eventsLeft', { count: left })}</p>` : undefined;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${say('page.events')}"><table><caption>${say('page.eventsCaption')}</caption><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></div>${more}`;
}

function eventRow(event: EvidenceEvent, isDecisive: boolean, days: boolean, theme: Theme): Html {
  const { say, show } = theme;
  const role = isDecisive ? 'decisive' : event.role;
  const cell = (text: string | null, max: number): Html =>
    html`<td>${text === null || isUnknown(text) ? undefined : show(text, { max, cut: 'middle' })}</td>`;
  const outcome = [event.outcome, event.reason === event.outcome ? null : event.reason]
    .filter((part) => part !== null)
    .join(': ');
  const machine = [event.browser, event.os].filter((part) => part !== null && !isUnknown(part));
  return html`<tr class="${role as Safe}"><td class="when">${secondOf(event.published, theme, days)}</td><td>${say(`page.${role}`)}</td>${cell(event.eventType, 80)}${cell(outcome, 160)}${cell(event.actor, 80)}${cell(event.ip, 60)}${cell(machine.join(' / '), 60)}${cell(namedTargets(event.target) ?? null, 200)}<td class="mono">${show(event.uuid, { max: 60 })}</td></tr>`;
}
