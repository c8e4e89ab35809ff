import type { Finding, FindingPlace } from '../../../finding/finding.ts';
import type { TextName } from '../../../language/language.ts';
import { utc } from '../../text/clock.ts';
import { join, type Safe, safe, widthOf } from '../../text/escape.ts';
import { grouped } from '../../text/quantity.ts';
import type { Theme } from '../../text/theme.ts';
import { flow, indented, wrap } from '../../text/wrap.ts';
import { updateOf } from '../finding-update.ts';
import { renderTimeline } from './finding-timeline.ts';

const margin = 2;
const labelWidth = 10;
const body = margin + labelWidth + 1;

/** Most items listed in one section; machine formats have all of them. */
const listed = 6;

/** The headings of sections. */
type PartName = Exclude<TextName & `part.${string}`, 'part.eventsIn'>;

/** Everything a responder needs to know about one finding, section by section. */
export function renderFindingDetails(finding: Finding, theme: Theme): readonly Safe[] {
  const section = (part: PartName, items: readonly Safe[]): readonly Safe[] =>
    renderSection(theme.say(part), items, theme);
  const list = (part: PartName, items: readonly Safe[]): readonly Safe[] =>
    section(part, capped(items, theme));
  const why = finding.why.map(({ fact }) => theme.show(fact, { max: 500 }));
  const texts = (items: readonly string[]) => items.map((text) => theme.show(text));
  const sessions = finding.sessions.map((id) => theme.show(id, { max: 80 }));
  return [
    ...renderTitle(finding, theme),
    ...section('part.update', updatesOf(finding, theme)),
    ...section('part.who', [whoOf(finding, theme)]),
    ...list(
      'part.target',
      finding.targets.map((target) => principalOf(target, theme)),
    ),
    ...section('part.when', [whenOf(finding, theme)]),
    ...list(
      'part.where',
      finding.where.map((place) => placeOf(place, theme)),
    ),
    ...list(
      'part.agent',
      finding.userAgents.map((agent) => agentOf(agent, theme)),
    ),
    ...list('part.session', sessions),
    ...section('part.why', why),
    ...renderEvents(finding, theme),
    ...section('part.falsePositives', texts(finding.falsePositives)),
    ...section('part.respond', numbered(texts(finding.respond))),
    ...section(
      'part.next',
      finding.next.flatMap(({ label, okta }) => [
        safe`${theme.show(label, { max: 80 })}:`,
        theme.show(okta),
      ]),
    ),
  ];
}

function renderTitle(finding: Finding, theme: Theme): readonly Safe[] {
  const { severity, rule } = finding;
  const mark = theme.mark(severity);
  const hang = widthOf(mark) + 2;
  const title = theme.show(finding.title, { max: 300 });
  const [first = safe``, ...rest] = wrap(title, theme.prose - hang);
  const details = [rule.name, ...rule.tags.map(tagOf), finding.id].map((text) =>
    theme.show(text, { max: 80 }),
  );
  return [
    safe`${theme.paint[severity](mark)}  ${theme.strong(first)}`,
    ...indented(rest.map(theme.strong), hang),
    ...indented(flow(details, safe` ${theme.glyphs.dot} `, theme.prose - margin), margin),
  ];
}

/** A label, and beside it the items, each on a line of its own and wrapped under itself. */
function renderSection(label: Safe, items: readonly Safe[], theme: Theme): readonly Safe[] {
  const lines = items.flatMap((item) => wrap(item, theme.prose - body, 2));
  if (lines.length === 0) return [];
  if (widthOf(label) > labelWidth) {
    return indented([theme.strong(label), ...indented(lines, body - margin)], margin);
  }
  const [first = safe``, ...rest] = lines;
  const space = ' '.repeat(labelWidth - widthOf(label) + 1) as Safe;
  return [
    ...indented([safe`${theme.strong(label)}${space}${first}`], margin),
    ...indented(rest, body),
  ];
}

function renderEvents(finding: Finding, theme: Theme): readonly Safe[] {
  const lines = renderTimeline(finding, theme.columns - margin * 2, theme);
  const label = theme.strong(eventsLabel(finding, theme));
  return lines.length === 0 ? [] : indented([label, ...indented(lines, margin)], margin);
}

/** The zone of the times below, if it goes without saying nowhere; each has its own if there are several. */
function eventsLabel({ when }: Finding, theme: Theme): Safe {
  const zone = theme.clock.offset([when.firstEvent, when.lastEvent]);
  if (zone === undefined || zone === utc) return theme.say('part.events');
  return theme.say('part.eventsIn', { zone });
}

function updatesOf(finding: Finding, theme: Theme): readonly Safe[] {
  const update = updateOf(finding, theme.language);
  return update === undefined ? [] : [theme.show(update, { max: 400 })];
}

function whoOf(finding: Finding, theme: Theme): Safe {
  return finding.actor ? principalOf(finding.actor, theme) : theme.say('detail.noActor');
}

function principalOf(who: Finding['targets'][number], theme: Theme): Safe {
  const name = who.displayName === who.login ? null : who.displayName;
  const id = [who.type, who.id].filter((part) => part !== null).join(' ');
  const parts = [who.login, name, id]
    .filter((part) => part !== null && part !== '' && part !== 'unknown')
    .map((part) => theme.show(part ?? '', { max: 80, cut: 'middle' }));
  return parts.length === 0 ? safe`-` : join(parts, safe` ${theme.glyphs.dot} `);
}

function whenOf(finding: Finding, theme: Theme): Safe {
  const { firstEvent, lastEvent } = finding.when;
  const ends = Object.entries(finding.outcomes)
    .slice(0, listed)
    .map(([outcome, events]) => safe`${grouped(events)} ${theme.show(outcome, { max: 20 })}`);
  const detail = ends.length === 0 ? safe`` : safe` (${join(ends, theme.say('list.comma'))})`;
  const span = theme.clock.span(firstEvent, lastEvent);
  return safe`${theme.say('detail.when', { span, count: finding.evidence.eventCount })}${detail}`;
}

function placeOf(place: FindingPlace, theme: Theme): Safe {
  const network = [place.asn === null ? null : `AS${place.asn}`, place.org];
  const parts = [
    place.ip,
    network.filter((part) => part !== null).join(' '),
    [place.city, place.country].filter((part) => part !== null).join(', '),
  ].map((part) => theme.show(part, { max: 60, cut: 'middle' }));
  const known = [
    ...parts.filter((part) => part !== ''),
    ...(place.proxy === true ? [theme.say('detail.proxy')] : []),
    theme.say('amount.events', { count: place.events }),
  ];
  return join(known, safe` ${theme.glyphs.dot} `);
}

function agentOf(agent: Finding['userAgents'][number], theme: Theme): Safe {
  const short = [agent.browser, agent.os].filter((part) => part !== null).join(' / ');
  const name = short === '' ? safe`` : safe`${theme.show(short, { max: 60 })}: `;
  const raw = theme.show(agent.raw, { max: 160 });
  return safe`${name}${raw} (${theme.say('amount.events', { count: agent.events })})`;
}

/** ATT&CK as people write it: `attack.t1539` is T1539, `attack.credential-access` loses the prefix. */
export function tagOf(tag: string): string {
  const technique = /^attack\.(t\d{4}(?:\.\d{3})?)$/.exec(tag)?.[1];
  return technique ? technique.toUpperCase() : tag.replace(/^attack\./, '');
}

function numbered(items: readonly Safe[]): readonly Safe[] {
  return items.map((item, index) => safe`${index + 1}. ${item}`);
}

function capped(items: readonly Safe[], theme: Theme): readonly Safe[] {
  const hidden = items.length - listed;
  if (hidden <= 0) return items;
  return [...items.slice(0, listed), theme.say('detail.moreInJson', { count: hidden })];
}
