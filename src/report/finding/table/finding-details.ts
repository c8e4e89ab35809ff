import type { Finding, FindingPlace } from '../../../finding/finding.ts';
import type { TextName } from '../../../language/language.ts';
import { isPlaceholder } from '../../../window/dictionary.ts';
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
export type PartName = Exclude<TextName & `part.${string}`, 'part.eventsIn'>;

/** Everything a responder needs to know about one finding, section by section, but for what its case has told. */
export function renderFindingDetails(
  finding: Finding,
  theme: Theme,
  shared: SharedFacts = nothingShared,
): readonly Safe[] {
  const section = (part: PartName, items: readonly Safe[]): readonly Safe[] =>
    renderSection(theme.say(part), items, theme);
  const things = <T>(items: readonly T[], whole: (item: T) => Safe, name: (item: T) => Safe) =>
    capped(named(items, whole, name, shared, theme), theme);
  const texts = (items: readonly string[]) => items.map((text) => theme.show(text));
  const untold = (items: readonly Safe[]) => items.filter((item) => !shared.has(item));
  return [
    ...renderTitle(finding, theme),
    ...section('part.update', updatesOf(finding, theme)),
    ...section('part.who', untold([whoWithin(finding, theme, shared)])),
    ...section(
      'part.target',
      things(finding.targets, (target) => principalOf(target, theme), principalName(theme)),
    ),
    ...section('part.when', [whenOf(finding, theme)]),
    ...section(
      'part.where',
      things(finding.where, (place) => placeOf(place, theme), placeName(theme)),
    ),
    ...section(
      'part.agent',
      things(finding.userAgents, (agent) => agentOf(agent, theme), agentName(theme)),
    ),
    ...section('part.session', capped(untold(sessionsOf(finding, theme)), theme)),
    ...section('part.why', reasonsOf(finding, theme)),
    ...(theme.facts ? section('part.facts', factsOf(finding, theme)) : []),
    ...renderEvents(finding, theme),
    ...section('part.falsePositives', texts(finding.falsePositives)),
    ...section('part.respond', numbered(untold(texts(finding.respond)))),
    ...section(
      'part.next',
      finding.next.flatMap(({ label, okta }) => {
        const lines = [safe`${theme.show(label, { max: 80 })}:`, theme.show(okta)];
        return shared.has(theme.show(okta)) ? [] : lines;
      }),
    ),
  ];
}

/** What was told of a case, line by line, and need not be told of its findings again. */
export type SharedFacts = ReadonlySet<Safe>;

const nothingShared: SharedFacts = new Set();

/** Who acted; of several who did in a case, by name. */
function whoWithin(finding: Finding, theme: Theme, shared: SharedFacts): Safe {
  const [whole, { actor }] = [whoOf(finding, theme), finding];
  const name = actor ? principalName(theme)(actor) : whole;
  return !shared.has(whole) && shared.has(name) ? name : whole;
}

/** Most reasons that are told; machine formats have all of them. */
const reasonsTold = 5;

/** Why, in sentences; without any, as the rule compared. */
function reasonsOf(finding: Finding, theme: Theme): readonly Safe[] {
  return finding.reasons.slice(0, reasonsTold).map(({ text }) => theme.show(text, { max: 500 }));
}

/** What was compared, by the paths of fields and with the windows. */
function factsOf({ why }: Finding, theme: Theme): readonly Safe[] {
  return why.map(({ fact }) => theme.show(fact, { max: 500 }));
}

/** Things with all that is known of them; those that the case has told in full by name only, on one line. */
function named<T>(
  items: readonly T[],
  whole: (item: T) => Safe,
  nameOf: (item: T) => Safe,
  shared: SharedFacts,
  theme: Theme,
): readonly Safe[] {
  const known = items.filter((item) => shared.has(nameOf(item)));
  const others = items.filter((item) => !known.includes(item)).map(whole);
  const names = [...new Set(known.map(nameOf))];
  return names.length > 0 ? [join(names, theme.say('list.comma')), ...others] : others;
}

/** How findings of one case tell of a place: by its address. */
export function placeName(theme: Theme): (place: FindingPlace) => Safe {
  return ({ ip }) => theme.show(ip, { max: 60, cut: 'middle' });
}

/** How findings of one case tell of a program: as people speak of it, or by all that it says of itself. */
export function agentName(theme: Theme): (agent: Finding['userAgents'][number]) => Safe {
  return ({ browser, os, raw }) => {
    const short = known([browser, os]).join(' / ');
    return theme.show(short === '' ? raw : short, { max: 60 });
  };
}

/** How findings of one case tell of a target: by login or name. */
export function principalName(theme: Theme): (who: Finding['targets'][number]) => Safe {
  return ({ login, displayName, id }) =>
    theme.show(known([login, displayName, id])[0] ?? '-', { max: 80, cut: 'middle' });
}

export function sessionsOf(finding: Finding, theme: Theme): readonly Safe[] {
  return finding.sessions.map((id) => theme.show(id, { max: 80 }));
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
export function renderSection(label: Safe, items: readonly Safe[], theme: Theme): readonly Safe[] {
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

export function whoOf(finding: Finding, theme: Theme): Safe {
  return finding.actor ? principalOf(finding.actor, theme) : theme.say('detail.noActor');
}

/** Somebody or something with all that is known of it. */
export function principalOf(who: Finding['targets'][number], theme: Theme): Safe {
  const name = who.displayName === who.login ? null : who.displayName;
  const id = known([who.type, who.id]).join(' ');
  const parts = known([who.login, name, id]).map((part) =>
    theme.show(part, { max: 80, cut: 'middle' }),
  );
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

/** Those of some values that are any. */
function known(values: readonly (string | null)[]): readonly string[] {
  return values.filter((value) => value !== null).filter((value) => !isPlaceholder(value));
}

/** A place with all that is known of it. */
export function placeOf(place: FindingPlace, theme: Theme): Safe {
  const network = [place.asn === null ? null : `AS${place.asn}`, place.org];
  const parts = [
    place.ip,
    known(network).join(' '),
    known([place.city, place.country]).join(', '),
  ].map((part) => theme.show(part, { max: 60, cut: 'middle' }));
  const told = [
    ...parts.filter((part) => part !== ''),
    ...(place.proxy === true ? [theme.say('detail.proxy')] : []),
    theme.say('amount.events', { count: place.events }),
  ];
  return join(told, safe` ${theme.glyphs.dot} `);
}

/** A program with all that it says of itself. */
export function agentOf(agent: Finding['userAgents'][number], theme: Theme): Safe {
  const short = known([agent.browser, agent.os]).join(' / ');
  const name = short === '' ? safe`` : safe`${theme.show(short, { max: 60 })}: `;
  const raw = theme.show(agent.raw, { max: 160 });
  return safe`${name}${raw} (${theme.say('amount.events', { count: agent.events })})`;
}

/** ATT&CK as people write it: `attack.t1539` is T1539, `attack.credential-access` loses the prefix. */
export function tagOf(tag: string): string {
  const technique = /^attack\.(t\d{4}(?:\.\d{3})?)$/.exec(tag)?.[1];
  return technique ? technique.toUpperCase() : tag.replace(/^attack\./, '');
}

export function numbered(items: readonly Safe[]): readonly Safe[] {
  return items.map((item, index) => safe`${index + 1}. ${item}`);
}

function capped(items: readonly Safe[], theme: Theme): readonly Safe[] {
  const hidden = items.length - listed;
  if (hidden <= 0) return items;
  return [...items.slice(0, listed), theme.say('detail.moreInJson', { count: hidden })];
}
