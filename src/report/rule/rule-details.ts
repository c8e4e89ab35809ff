import { conditionText } from '../../explain/correlation-text.ts';
import { duration, extentPhrase, oftenText } from '../../explain/fact-text.ts';
import { techniqueOf, techniquesIn } from '../../rule/attack.ts';
import type { Correlation } from '../../rule/correlation/correlation.ts';
import { listsOf as listsIn, namesIn, testsOf } from '../../rule/expression.ts';
import { isExpired } from '../../rule/filter-expiry.ts';
import type { Filter, Lists, Rule } from '../../rule/rule.ts';
import { formulaText } from '../../rule/window/formula.ts';
import type { Window } from '../../rule/window/window.ts';
import { type Safe, safe } from '../text/escape.ts';
import { quantity } from '../text/quantity.ts';
import type { Theme } from '../text/theme.ts';
import { indented, wrap } from '../text/wrap.ts';
import { openedMatches, writtenOut } from './opened-condition.ts';

/** One rule, and what is known around it. */
export interface RuleDetails {
  readonly rule: Rule;
  readonly lists: Lists;
  /** The documented event types that it can match. */
  readonly eventTypes: readonly string[];
  /** How many types are documented. */
  readonly documented: number;
  /** Names of the rules whose windows use its events, and of the correlations over it. */
  readonly feeds: readonly string[];
  /** Names of the rules whose alerts it evaluates; undefined for a rule about events. */
  readonly sources: readonly string[] | undefined;
  /** The filters that narrow it, expired ones too. */
  readonly filters: readonly Filter[];
  /** The moment by which they may have expired; milliseconds. */
  readonly now: number;
  /** The texts of the detection ideas that it covers, by id. */
  readonly ideas: ReadonlyMap<string, string>;
}

/** More event types than this are counted, not listed. */
const fewTypes = 24;

/** Columns that the label of each part takes. */
const margin = 12;

/** One rule for people, part by part; parts that it lacks are left out. */
export function renderRuleDetails(details: RuleDetails, theme: Theme): string {
  const { rule } = details;
  const level = rule.generate ? theme.mark(rule.level) : safe`silent`;
  const lines = [
    safe`${level}  ${theme.strong(theme.show(rule.title, { max: 200 }))}`,
    safe`  ${theme.show(rule.name, { max: 100 })} ${theme.glyphs.dot} ${theme.show(rule.status, { max: 40 })}`,
    safe``,
    ...rule.description
      .trim()
      .split(/\n\s*\n/)
      .flatMap((paragraph) =>
        indented(wrap(text(paragraph.replaceAll('\n', ' '), theme), theme.prose - 2), 2),
      ),
    safe``,
    ...Object.entries(parts).flatMap(([name, render]) =>
      part(name as Safe, render(details), theme),
    ),
  ];
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

/** Everything below the description, one line or more each, by the label at the left. */
const parts: Readonly<Record<string, (details: RuleDetails) => readonly string[]>> = {
  LEVEL: ({ rule }) => levelsOf(rule),
  FEEDS: ({ feeds }) => (feeds.length > 0 ? [feeds.join(', ')] : []),
  CONDITION: ({ rule }) => (rule.correlation ? correlationLines(rule.correlation) : []),
  FILTERS: ({ filters, now }) =>
    filters.map((filter) =>
      [`${filter.name}: ${filter.title}`, ...asidesOf(filter, now)].join('; '),
    ),
  EVENTS: ({ rule, sources, eventTypes, documented }) => [
    ...(sources ? [`${rule.correlation ? 'alerts' : 'findings'} of ${sources.join(', ')}`] : []),
    eventTypes.length > fewTypes
      ? `${eventTypes.length} of the ${documented} documented event types`
      : eventTypes.join(', ') || 'no documented event type',
  ],
  MATCHES: ({ rule }) => [...openedMatches(rule)].map(([name, asks]) => `${name}: ${asks}`),
  WINDOWS: ({ rule }) =>
    rule.windows.filter(({ itself }) => !itself).map((window) => windowLine(window, rule)),
  COMPUTED: ({ rule }) => computedLines(rule),
  LISTS: ({ rule, lists }) =>
    listsOf(rule).map((name) => `${name}: ${quantity(lists.get(name)?.length ?? 0, 'value')}`),
  'ATT&CK': ({ rule }) =>
    techniquesIn(rule.tags).map((id) => `${id} ${techniqueOf(id).name}`.trimEnd()),
  TAGS: ({ rule }) => (rule.tags.length > 0 ? [rule.tags.join(', ')] : []),
  IDEAS: ({ rule, ideas }) => rule.catalogue.map((id) => `${id} ${ideas.get(id) ?? ''}`.trimEnd()),
  REASONS: ({ rule }) =>
    [...rule.reasons].map(
      ([told, sentences]) => `${told}: ${sentences.join(' | ') || '(says nothing)'}`,
    ),
  'BENIGN IF': ({ rule }) => rule.falsepositives,
  'DO NOW': ({ rule }) => rule.response,
  FINDINGS: ({ rule }) => findingsOf(rule),
  REFERENCES: ({ rule }) => rule.references,
  ID: ({ rule }) => [rule.id],
  FILE: ({ rule }) => [`${rule.place.file}:${rule.place.line}`],
};

function levelsOf({ generate, silencedBy, level, raises }: Rule): readonly string[] {
  if (generate) {
    return [level, ...raises.map((raise) => `${raise.level} if ${namesIn(raise.condition)}`)];
  }
  const silence = 'does not report on its own';
  return silencedBy.length > 0
    ? [`${silence}, because of the correlation ${silencedBy.join(', ')}`]
    : [silence];
}

function findingsOf({ generate, correlation, fingerprint }: Rule): readonly string[] {
  if (!generate) return [];
  const each = correlation ? 'episode of a group' : `distinct ${fingerprint.join(' + ')}`;
  return [`one for each ${each}`];
}

function correlationLines(correlation: Correlation): readonly string[] {
  const { groupBy, aliases, timespan, rules } = correlation;
  const names = rules.map(({ name }) => name).join(', ');
  const key = groupBy.length === 0 ? 'over all of them' : `with the same ${groupBy.join(', ')}`;
  const others = [...aliases].map(([name, fields]) => {
    const sources = [...fields].map(([rule, field]) => `${field} of ${rule}`);
    return `${name} is ${sources.join(', ')}`;
  });
  return [
    `${conditionText(correlation)}, over ${names}`,
    `${key}, within ${duration(timespan)}`,
    ...others,
  ];
}

/** Why there is a filter, who answers for it, until when it works: what it says of them. */
export function asidesOf({ reason, owner, ...filter }: Filter, now: number): readonly string[] {
  const until = expiryText(filter, now);
  return [
    ...(reason === undefined ? [] : [reason]),
    ...(owner === undefined ? [] : [`owner: ${owner}`]),
    ...(until === undefined ? [] : [until]),
  ];
}

/** Until when a filter works, or since when it does not. */
function expiryText({ expires }: Pick<Filter, 'expires'>, now: number): string | undefined {
  if (expires === undefined) return undefined;
  return isExpired({ expires }, now)
    ? `expired on ${expires.text}, does nothing`
    : `expires on ${expires.text}`;
}

/** A filter for people. */
export function renderFilter(
  filter: Filter,
  { narrowed, now }: { readonly narrowed: readonly string[]; readonly now: number },
  theme: Theme,
): string {
  const { name, title, condition, id, reason, owner, windows, place } = filter;
  const labelled: readonly (readonly [Safe, readonly string[]])[] = [
    [safe`NARROWS`, [narrowed.join(', ') || 'no rule']],
    [safe`CONDITION`, [namesIn(condition)]],
    [safe`WINDOWS`, windows.map((window) => windowLine(window, filter))],
    [safe`REASON`, [reason ?? []].flat()],
    [safe`OWNER`, [owner ?? []].flat()],
    [safe`EXPIRY`, [expiryText(filter, now) ?? []].flat()],
    [safe`ID`, [id]],
    [safe`FILE`, [`${place.file}:${place.line}`]],
  ];
  const lines = [
    safe`filter  ${theme.strong(theme.show(title, { max: 200 }))}`,
    safe`  ${theme.show(name, { max: 100 })}`,
    safe``,
    ...labelled.flatMap(([label, texts]) => part(label, texts, theme)),
  ];
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

function part(name: Safe, items: readonly string[], theme: Theme): readonly Safe[] {
  const room = theme.prose - margin - 2;
  const hang = items.length > 1 ? 2 : 0;
  const lines = items.flatMap((item) => wrap(text(item, theme), room, hang));
  return lines.map((line, index) => {
    const label = index === 0 ? name : safe``;
    return safe`  ${label}${' '.repeat(margin - label.length) as Safe}${line}`;
  });
}

function text(shown: string, theme: Theme): Safe {
  return theme.show(shown, { max: 2_000 });
}

/** The fields that the conditions compute, each with its formula. */
function computedLines({ condition, raises }: Rule): readonly string[] {
  const conditions = [condition, ...raises.map((raise) => raise.condition)];
  const lines = conditions
    .flatMap((expression) => [...testsOf(expression)])
    .flatMap((test) =>
      test.kind === 'field' && test.fact && test.formula && formulaText(test.formula) !== test.path
        ? [`${test.path} = ${formulaText(test.formula)}`]
        : [],
    );
  return [...new Set(lines)];
}

function windowLine(window: Window, { inner }: Pick<Rule, 'inner'>): string {
  const facts = window.facts
    .map((fact) => {
      const { name, compute, each, rule, of, percent } = fact;
      const share = percent === undefined ? '' : `${percent}%`;
      const from = [each, rule, of.join(' + '), share, oftenText(fact)];
      return [name, '=', compute, ...from].filter(Boolean).join(' ');
    })
    .join(', ');
  if (window.list !== undefined) return `${window.name}: the list ${window.list}; ${facts}`;
  const events = window.selects
    ? `its own events (${ownEvents(window, inner)})`
    : window.rules.length > 0
      ? `events of ${window.rules.join(', ')}`
      : 'all events';
  const learn =
    window.learn === undefined ? '' : `, conclusive after ${duration(window.learn)} of log`;
  return `${window.name}: ${events} ${extentPhrase(window)}${learn}; ${facts}`;
}

/** What the events of a window are that says so itself. */
function ownEvents({ rules }: Window, inner: readonly Rule[]): string {
  return inner
    .filter(({ name }) => rules.includes(name))
    .map(({ condition }) => writtenOut(condition))
    .join();
}

/** The value lists that a rule uses, in order of name. */
export function listsOf(
  rule: Pick<Rule, 'condition' | 'raises' | 'windows'> & Partial<Pick<Rule, 'inner'>>,
): readonly string[] {
  const expressions = [
    rule.condition,
    ...rule.raises.map(({ condition }) => condition),
    ...rule.windows.flatMap(({ events }) => events ?? []),
    ...(rule.inner ?? []).map(({ condition }) => condition),
  ];
  const tested = expressions
    .flatMap((expression) => [...testsOf(expression)])
    .flatMap(({ values }) => values)
    .flatMap(listsIn);
  const inWindows = rule.windows.flatMap(({ list }) => list ?? []);
  return [...new Set([...tested, ...inWindows])].sort();
}
