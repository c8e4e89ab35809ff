import { duration } from '../finding/phrase.ts';
import { techniqueOf, techniquesIn } from '../rule/attack.ts';
import { namesIn, testsOf } from '../rule/expression.ts';
import type { Lists, Rule } from '../rule/rule.ts';
import type { Window } from '../rule/window.ts';
import type { Look } from './look.ts';
import { type Safe, safe } from './show.ts';
import { indented, wrap } from './wrap.ts';

/** One rule, and what is known around it. */
export interface Sheet {
  readonly rule: Rule;
  readonly lists: Lists;
  /** The documented event types that it can want. */
  readonly eventTypes: readonly string[];
  /** How many types are documented. */
  readonly documented: number;
  /** Names of the rules whose windows it feeds. */
  readonly feeds: readonly string[];
  /** What the detection ideas say that it stands for, by id. */
  readonly ideas: ReadonlyMap<string, string>;
}

/** More event types than this are counted, not listed. */
const fewTypes = 24;

/** Columns that the words at the left of each part take. */
const margin = 11;

/** One rule for people, part by part; parts that it lacks are left out. */
export function renderSheet(sheet: Sheet, look: Look): string {
  const { rule } = sheet;
  const level = rule.generate ? look.mark(rule.level) : safe`feeds`;
  const lines = [
    safe`${level}  ${look.strong(look.show(rule.title, { max: 200 }))}`,
    safe`  ${look.show(rule.name, { max: 100 })} ${look.glyphs.dot} ${look.show(rule.status, { max: 40 })}`,
    safe``,
    ...rule.description
      .trim()
      .split(/\n\s*\n/)
      .flatMap((paragraph) =>
        indented(wrap(text(paragraph.replaceAll('\n', ' '), look), look.prose - 2), 2),
      ),
    safe``,
    ...Object.entries(parts).flatMap(([name, tell]) => part(name as Safe, tell(sheet), look)),
  ];
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

/** Everything a sheet tells below the description, one line or more each, by the word at the left. */
const parts: Readonly<Record<string, (sheet: Sheet) => readonly string[]>> = {
  LEVEL: ({ rule }) =>
    rule.generate
      ? [
          rule.level,
          ...rule.raises.map(({ level, condition }) => `${level} if ${namesIn(condition)}`),
        ]
      : ['reports nothing by itself'],
  FEEDS: ({ feeds }) => (feeds.length > 0 ? [feeds.join(', ')] : []),
  'LOOKS AT': ({ eventTypes, documented }) => [
    eventTypes.length > fewTypes
      ? `${eventTypes.length} of the ${documented} documented event types`
      : eventTypes.join(', ') || 'no documented event type',
  ],
  WINDOWS: ({ rule }) => rule.windows.map(windowLine),
  LISTS: ({ rule, lists }) =>
    listsOf(rule).map((name) => {
      const size = lists.get(name)?.length ?? 0;
      return `${name}: ${size} value${size === 1 ? '' : 's'}`;
    }),
  'ATT&CK': ({ rule }) =>
    techniquesIn(rule.tags).map((id) => `${id} ${techniqueOf(id).name}`.trimEnd()),
  TAGS: ({ rule }) => (rule.tags.length > 0 ? [rule.tags.join(', ')] : []),
  IDEAS: ({ rule, ideas }) => rule.catalogue.map((id) => `${id} ${ideas.get(id) ?? ''}`.trimEnd()),
  HARMLESS: ({ rule }) => rule.falsepositives,
  'DO NOW': ({ rule }) => rule.response,
  'ONE IF': ({ rule }) =>
    rule.generate ? [`findings with equal ${rule.fingerprint.join(', ')} are one`] : [],
  READ: ({ rule }) => rule.references,
  ID: ({ rule }) => [rule.id],
  FILE: ({ rule }) => [`${rule.place.file}:${rule.place.line}`],
};

function part(name: Safe, told: readonly string[], look: Look): readonly Safe[] {
  const room = look.prose - margin - 2;
  const lines = told.flatMap((item) => [...wrap(text(item, look), room, told.length > 1 ? 2 : 0)]);
  return lines.map((line, index) => {
    const label = index === 0 ? name : safe``;
    return safe`  ${label}${' '.repeat(margin - label.length) as Safe}${line}`;
  });
}

function text(told: string, look: Look): Safe {
  return look.show(told, { max: 2_000 });
}

function windowLine(window: Window): string {
  const facts = window.facts
    .map(({ name, compute, of }) => [name, '=', compute, of.join(' + ')].join(' ').trimEnd())
    .join(', ');
  if (window.list !== undefined) return `${window.name}: the list ${window.list}; ${facts}`;
  const reach = [
    window.before === undefined ? [] : [`${duration(window.before)} before`],
    window.after === undefined ? [] : [`${duration(window.after)} after`],
  ].flat();
  const events = window.rules.length > 0 ? `events of ${window.rules.join(', ')}` : 'all events';
  const key = window.groupBy.length > 0 ? ` with the same ${window.groupBy.join(', ')}` : '';
  const learn =
    window.learn === undefined ? '' : `, believed after ${duration(window.learn)} of log`;
  return `${window.name}: ${events}${key}, ${reach.join(' and ')}${learn}; ${facts}`;
}

/** The value lists that a rule reads, in order of name. */
export function listsOf(rule: Rule): readonly string[] {
  const expressions = [rule.condition, ...rule.raises.map(({ condition }) => condition)];
  const tested = expressions
    .flatMap((expression) => [...testsOf(expression)])
    .flatMap(({ values }) => values)
    .flatMap((value) => (value.kind === 'list' ? [value.name] : []));
  const stood = rule.windows.flatMap(({ list }) => list ?? []);
  return [...new Set([...tested, ...stood])].sort();
}
