import { conditionText } from '../../explain/correlation-text.ts';
import { oftenText } from '../../explain/fact-text.ts';
import { extentOf, spanOf } from '../../explain/window-extent.ts';
import type { Language } from '../../language/language.ts';
import { type Message, tell, toldIn } from '../../language/message.ts';
import { techniqueOf, techniquesIn } from '../../rule/attack.ts';
import type { Correlation } from '../../rule/correlation/correlation.ts';
import { listsOf as listsIn, namesIn, testsOf } from '../../rule/expression.ts';
import { isExpired } from '../../rule/filter-expiry.ts';
import type { Filter, Lists, Rule } from '../../rule/rule.ts';
import { formulaText } from '../../rule/window/formula.ts';
import type { Window } from '../../rule/window/window.ts';
import { type Safe, safe, widthOf } from '../text/escape.ts';
import { paragraphsOf } from '../text/paragraphs.ts';
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

/** What is told of a rule: our words about it, or its own. */
export type Words = Message | string;

/** What is told of a filter, by its label. */
type FilterLabel =
  | ('narrows' | 'condition' | 'windows' | 'reason' | 'owner' | 'expiry')
  | ('id' | 'file');

/** More event types than this are counted, not listed. */
const fewTypes = 24;

/** Columns that the label of each part takes. */
const margin = 12;

/** One rule for people, part by part; parts that it lacks are left out. */
export function renderRuleDetails(details: RuleDetails, theme: Theme): string {
  const { rule } = details;
  const level = rule.generate ? theme.mark(rule.level) : theme.say('ruleReport.silent');
  const lines = [
    safe`${level}  ${theme.strong(theme.show(rule.title, { max: 200 }))}`,
    safe`  ${theme.show(rule.name, { max: 100 })} ${theme.glyphs.dot} ${theme.show(rule.status, { max: 40 })}`,
    safe``,
    ...paragraphsOf(rule.description).flatMap((paragraph) => [
      ...indented(wrap(text(paragraph, theme), theme.prose - 2), 2),
      safe``,
    ]),
    ...labels.flatMap((label) =>
      part(theme.say(`ruleReport.label.${label}`), parts[label](details, theme.language), theme),
    ),
  ];
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

/** Everything below the description, one line or more each, by the label at the left. */
const parts = {
  level: ({ rule }) => levelsOf(rule),
  feeds: ({ feeds }) => (feeds.length > 0 ? [feeds.join(', ')] : []),
  condition: ({ rule }) => (rule.correlation ? correlationLines(rule.correlation) : []),
  filters: ({ filters, now }) =>
    filters.map((filter) =>
      semicolons([`${filter.name}: ${filter.title}`, ...asidesOf(filter, now)]),
    ),
  events: ({ rule, sources, eventTypes, documented }) => [
    ...(sources
      ? [
          tell(rule.correlation ? 'ruleReport.alertsOf' : 'ruleReport.findingsOf', {
            rules: sources,
          }),
        ]
      : []),
    eventTypes.length > fewTypes
      ? tell('ruleReport.ofDocumented', {
          count: String(eventTypes.length),
          all: String(documented),
        })
      : eventTypes.join(', ') || tell('ruleReport.noDocumented'),
  ],
  matches: ({ rule }, language) =>
    [...openedMatches(rule, language)].map(([name, asks]) => `${name}: ${asks}`),
  windows: ({ rule }, language) =>
    rule.windows
      .filter(({ itself }) => !itself)
      .map((window) => windowLine(window, rule, language)),
  computed: ({ rule }) => computedLines(rule),
  lists: ({ rule, lists }) =>
    listsOf(rule).map((name) =>
      tell('ruleReport.values', { name, count: lists.get(name)?.length ?? 0 }),
    ),
  attack: ({ rule }) =>
    techniquesIn(rule.tags).map((id) => `${id} ${techniqueOf(id).name}`.trimEnd()),
  tags: ({ rule }) => (rule.tags.length > 0 ? [rule.tags.join(', ')] : []),
  ideas: ({ rule, ideas }) => rule.catalogue.map((id) => `${id} ${ideas.get(id) ?? ''}`.trimEnd()),
  reasons: ({ rule }) =>
    [...rule.reasons].map(([told, sentences]) =>
      sentences.length === 0
        ? tell('ruleReport.saysNothing', { told })
        : `${told}: ${sentences.join(' | ')}`,
    ),
  benignIf: ({ rule }) => rule.falsepositives,
  doNow: ({ rule }) => rule.response,
  findings: ({ rule }) => findingsOf(rule),
  references: ({ rule }) => rule.references,
  id: ({ rule }) => [rule.id],
  file: ({ rule }) => [`${rule.place.file}:${rule.place.line}`],
} as const satisfies Readonly<
  Record<string, (details: RuleDetails, language: Language) => readonly Words[]>
>;

const labels = Object.keys(parts) as (keyof typeof parts)[];

function levelsOf({ generate, silencedBy, level, raises }: Rule): readonly Words[] {
  if (generate) {
    return [
      tell(`level.${level}`),
      ...raises.map((raise) =>
        tell('ruleReport.raisedIf', {
          level: tell(`level.${raise.level}`),
          names: namesIn(raise.condition),
        }),
      ),
    ];
  }
  return silencedBy.length > 0
    ? [tell('ruleReport.notBecauseOf', { names: silencedBy })]
    : [tell('ruleReport.notOnItsOwn')];
}

function findingsOf({ generate, correlation, fingerprint }: Rule): readonly Words[] {
  if (!generate) return [];
  return correlation
    ? [tell('ruleReport.oneForEpisode')]
    : [tell('ruleReport.oneForDistinct', { fields: fingerprint.join(' + ') })];
}

function correlationLines(correlation: Correlation): readonly Words[] {
  const { groupBy, aliases, timespan, rules } = correlation;
  const names = rules.map(({ name }) => name);
  const time = spanOf(timespan);
  const others = [...aliases].map(([name, fields]) => {
    const sources = [...fields].map(([rule, field]) => tell('ruleReport.fieldOf', { field, rule }));
    return tell('ruleReport.aliasIs', { name, fields: sources });
  });
  return [
    tell('ruleReport.overRules', { condition: conditionText(correlation), rules: names }),
    groupBy.length === 0
      ? tell('ruleReport.overAll', { time })
      : tell('ruleReport.withSame', { fields: groupBy, time }),
    ...others,
  ];
}

/** Words in a row, with semicolons between. */
export function semicolons(words: readonly Words[]): Words {
  return words.reduce((first, second) => tell('ruleReport.then', { first, second }));
}

/** Why there is a filter, who answers for it, until when it works: what it says of them. */
export function asidesOf({ reason, owner, ...filter }: Filter, now: number): readonly Words[] {
  const until = expiryText(filter, now);
  return [
    ...(reason === undefined ? [] : [reason]),
    ...(owner === undefined ? [] : [tell('ruleReport.owner', { owner })]),
    ...(until === undefined ? [] : [until]),
  ];
}

/** Until when a filter works, or since when it does not. */
function expiryText({ expires }: Pick<Filter, 'expires'>, now: number): Message | undefined {
  if (expires === undefined) return undefined;
  const name = isExpired({ expires }, now) ? 'ruleReport.expired' : 'ruleReport.expires';
  return tell(name, { date: expires.text });
}

/** A filter for people. */
export function renderFilter(
  filter: Filter,
  { narrowed, now }: { readonly narrowed: readonly string[]; readonly now: number },
  theme: Theme,
): string {
  const { name, title, condition, id, reason, owner, windows, place } = filter;
  const labelled: readonly (readonly [FilterLabel, readonly Words[]])[] = [
    ['narrows', [narrowed.join(', ') || tell('ruleReport.noRule')]],
    ['condition', [namesIn(condition)]],
    ['windows', windows.map((window) => windowLine(window, filter, theme.language))],
    ['reason', [reason ?? []].flat()],
    ['owner', [owner ?? []].flat()],
    ['expiry', [expiryText(filter, now) ?? []].flat()],
    ['id', [id]],
    ['file', [`${place.file}:${place.line}`]],
  ];
  const lines = [
    safe`${theme.say('ruleReport.filter')}  ${theme.strong(theme.show(title, { max: 200 }))}`,
    safe`  ${theme.show(name, { max: 100 })}`,
    safe``,
    ...labelled.flatMap(([label, texts]) =>
      part(theme.say(`ruleReport.label.${label}`), texts, theme),
    ),
  ];
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

function part(name: Safe, items: readonly Words[], theme: Theme): readonly Safe[] {
  const room = theme.prose - margin - 2;
  const hang = items.length > 1 ? 2 : 0;
  const lines = items.flatMap((item) => wrap(text(item, theme), room, hang));
  return lines.map((line, index) => {
    const label = index === 0 ? name : safe``;
    return safe`  ${label}${' '.repeat(margin - widthOf(label)) as Safe}${line}`;
  });
}

function text(words: Words, theme: Theme): Safe {
  const shown = typeof words === 'string' ? words : toldIn(theme.language, words);
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

function windowLine(window: Window, { inner }: Pick<Rule, 'inner'>, language: Language): Message {
  const { name, list } = window;
  const facts = window.facts
    .map((fact) => {
      const { name, compute, each, rule, of, percent } = fact;
      const share = percent === undefined ? '' : `${percent}%`;
      const from = [each, rule, of.join(' + '), share, oftenText(fact)];
      return [name, '=', compute, ...from].filter(Boolean).join(' ');
    })
    .join(', ');
  if (list !== undefined) return tell('ruleReport.listWindow', { name, list, facts });
  const events = window.selects
    ? tell('ruleReport.ownEvents', { events: ownEvents(window, inner, language) })
    : window.rules.length > 0
      ? tell('ruleReport.eventsOf', { rules: window.rules })
      : tell('ruleReport.allEvents');
  const learn =
    window.learn === undefined ? '' : tell('ruleReport.conclusive', { time: spanOf(window.learn) });
  return tell('ruleReport.window', { name, events, extent: extentOf(window), learn, facts });
}

/** What the events of a window are that says so itself. */
function ownEvents({ rules }: Window, inner: readonly Rule[], language: Language): string {
  return inner
    .filter(({ name }) => rules.includes(name))
    .map(({ condition }) => writtenOut(condition, language))
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
