import type { Case } from '../../../finding/case/case.ts';
import type { Finding } from '../../../finding/finding.ts';
import { type Safe, safe, widthOf } from '../../text/escape.ts';
import type { Theme } from '../../text/theme.ts';
import { flow, indented, wrap } from '../../text/wrap.ts';
import {
  agentName,
  agentOf,
  numbered,
  type PartName,
  placeName,
  placeOf,
  principalName,
  principalOf,
  renderSection,
  type SharedFacts,
  sessionsOf,
  whoOf,
} from './finding-details.ts';

const margin = 2;

/** A case in full: what its findings have in common, and what need not be told of each of them again. */
export interface CaseDetails {
  readonly lines: readonly Safe[];
  readonly shared: SharedFacts;
}

/** What the findings of a case have in common, once; a case of one finding has nothing to say beside it. */
export function renderCaseDetails(
  one: Case,
  findings: readonly Finding[],
  theme: Theme,
): CaseDetails {
  if (findings.length < 2) return { lines: [], shared: new Set() };
  const who = common(findings, (finding) => [whoOf(finding, theme)]);
  const targets = once(
    findings.flatMap(({ targets }) => targets),
    principalName(theme),
  );
  const places = once(findings.flatMap(({ where }) => where).sort(mostEvents), placeName(theme));
  const agents = once(
    findings.flatMap(({ userAgents }) => userAgents).sort(mostEvents),
    agentName(theme),
  );
  const actors = findings.flatMap(({ actor }) => (actor ? [principalName(theme)(actor)] : []));
  const sessions = common(findings, (finding) => sessionsOf(finding, theme));
  const steps = one.do.slice(0, listed).map((step) => theme.show(step));
  const queries = common(findings, ({ next }) => next.map(({ okta }) => theme.show(okta)));
  const section = (part: PartName, items: readonly Safe[]) =>
    renderSection(theme.say(part), items, theme);
  return {
    lines: [
      ...renderHeading(one, findings, theme),
      ...section('part.who', who),
      ...section(
        'part.target',
        [...targets.values()].map((target) => principalOf(target, theme)),
      ),
      ...section(
        'part.where',
        [...places.values()].map((place) => placeOf(place, theme)),
      ),
      ...section(
        'part.agent',
        [...agents.values()].map((agent) => agentOf(agent, theme)),
      ),
      ...section('part.session', sessions),
      ...section('part.respond', numbered(steps)),
      ...section('part.next', queries),
    ],
    shared: new Set([
      ...(who.length === 1
        ? who
        : actors.filter((name) => who.some((line) => line.startsWith(name)))),
      ...targets.keys(),
      ...places.keys(),
      ...agents.keys(),
      ...alone(sessions),
      ...steps,
      ...queries,
    ]),
  };
}

/** Most items that a case lists of a kind; what goes beyond, its findings tell. */
const listed = 6;

/** What goes without saying: the one thing of its kind. Of several each finding says which it is about. */
function alone(items: readonly Safe[]): readonly Safe[] {
  return items.length === 1 ? items : [];
}

function mostEvents(a: { readonly events: number }, b: { readonly events: number }): number {
  return b.events - a.events;
}

function renderHeading(one: Case, findings: readonly Finding[], theme: Theme): readonly Safe[] {
  const mark = theme.mark(one.severity);
  const lead = safe`${theme.say('part.case')}  `;
  const hang = widthOf(mark) + 2 + widthOf(lead);
  const [first = safe``, ...rest] = wrap(theme.show(one.title, { max: 300 }), theme.prose - hang);
  const details = [
    theme.show(one.id, { max: 40 }),
    theme.say('amount.findings', { count: findings.length }),
    theme.clock.span(one.when.firstSign, one.when.lastSign),
  ];
  return [
    safe`${theme.paint[one.severity](mark)}  ${theme.strong(safe`${lead}${first}`)}`,
    ...indented(rest.map(theme.strong), hang),
    ...indented(flow(details, safe` ${theme.glyphs.dot} `, theme.prose - margin), margin),
  ];
}

/** What at least two of the findings have, in the order in which it is met first. */
function common(
  findings: readonly Finding[],
  linesOf: (finding: Finding) => readonly Safe[],
): readonly Safe[] {
  const counts = new Map<Safe, number>();
  for (const finding of findings) {
    for (const line of new Set(linesOf(finding))) counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count > 1)
    .map(([line]) => line)
    .slice(0, listed);
}

/** Each thing once by its name, the first of each. */
function once<T>(items: readonly T[], nameOf: (item: T) => Safe): ReadonlyMap<Safe, T> {
  const byName = new Map<Safe, T>();
  for (const item of items) {
    if (byName.size < listed && !byName.has(nameOf(item))) byName.set(nameOf(item), item);
  }
  return byName;
}
