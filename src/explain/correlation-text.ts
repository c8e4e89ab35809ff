import type { Episode } from '../correlation/alert-index.ts';
import { type CorrelationRule, directionOf } from '../correlation/correlation-runner.ts';
import { isoTime } from '../event/time.ts';
import type { Why } from '../finding/finding.ts';
import type { Bounds } from '../rule/correlation/bound.ts';
import type { Bounded, Correlation } from '../rule/correlation/correlation.ts';
import type { CorrelationType } from '../rule/correlation/correlation-type.ts';
import type { RuleExpression } from '../rule/correlation/rule-occurrence.ts';
import type { Window } from '../rule/window/window.ts';
import { isPlaceholder } from '../window/dictionary.ts';
import type { EventTable, Row } from '../window/event-table.ts';
import { coverageReasons } from '../window/undecided-reasons.ts';
import {
  clip,
  differentPhrase,
  eventOf,
  eventsPhrase,
  extentPhrase,
  maxValues,
  numberText,
} from './fact-text.ts';

/** At most so many values are listed in a sentence. */
const maxInSentence = 5;

/** What the number of a correlation is called in a summary: `correlation.event_count`. */
export function numberName({ type }: Correlation): string {
  return `correlation.${type}`;
}

/** Why an episode began: what was counted, over which time, and what the events share. */
export function explainEpisode(episode: Episode, rule: CorrelationRule, table: EventTable): Why {
  const { correlation } = rule;
  const rows = episode.rows();
  const uuid = (row: Row | undefined): string | null =>
    row === undefined ? null : table.uuid(row);
  const values = [...valuesOf(rows, correlation, table)];
  const sample =
    values.length > 0
      ? `: ${values
          .map(([text]) => clip(text))
          .slice(0, maxInSentence)
          .join(', ')}`
      : '';
  const listed = values.slice(0, maxValues);
  const to = isoTime(episode.to);
  return {
    fact: `${phraseOf(episode, correlation)} ${extentPhrase(windowOf(rule))}${sample}`,
    field: numberName(correlation),
    values: listed.map(([text]) => text),
    window: {
      name: 'correlation',
      from: isoTime(episode.from),
      to,
      key: Object.fromEntries(episode.key),
      covered: episode.startKnown && episode.endKnown,
      ...(directionOf(correlation) !== 'back' && { decided: to }),
      events: { total: rows.length, first: uuid(rows[0]), last: uuid(rows.at(-1)) },
      ...(values.length > 0 && {
        values: { total: values.length, events: listed.map(([, row]) => table.uuid(row)) },
      }),
    },
  };
}

/** Why an episode stayed undecided, one phrase per cause. */
export function causesOf(
  ends: Pick<Episode, 'startKnown' | 'endKnown'>,
  { correlation: { timespan } }: CorrelationRule,
): readonly string[] {
  const causes = coverageReasons(ends, timespan, timespan);
  return causes.length > 0 ? causes : ['a rule that it refers to stayed undecided'];
}

/** The correlation's timespan as a window, so that it is put into words like any other. */
function windowOf({ correlation, place }: CorrelationRule): Window {
  const { timespan, rules, groupBy, aliases } = correlation;
  const direction = directionOf(correlation);
  return {
    name: 'correlation',
    rules: rules.map(({ name }) => name),
    list: undefined,
    groupBy,
    aliases,
    before: direction === 'on' ? undefined : timespan,
    after: direction === 'back' ? undefined : timespan,
    learn: undefined,
    every: undefined,
    facts: [],
    place,
  };
}

type Phrase = (value: number, names: readonly string[], of: string) => string;

const computed =
  (name: string): Phrase =>
  (value, names, of) =>
    `${name}${of} over ${eventOf(names)}s is ${numberText(value)}`;

const phrases: Readonly<Record<CorrelationType, Phrase>> = {
  event_count: eventsPhrase,
  value_count: (value, names, of) => `${differentPhrase(value, of)} in ${eventOf(names)}s`,
  value_sum: computed('the sum of '),
  value_avg: computed('the mean of '),
  value_median: computed('the median of '),
  value_percentile: computed(''),
  temporal: (value, names) => `${value} of ${names.length} rules occurred (${names.join(', ')})`,
  temporal_ordered: (value, names) =>
    value === 0 ? `no ${names[0]}` : names.slice(0, value).join(', then '),
};

function phraseOf({ value }: Episode, { type, rules, condition }: Correlation): string {
  if (condition.kind === 'occurrence') return spell(condition.expression);
  const names = rules.map(({ name }) => name);
  const of = condition.field.join(' and ');
  const what = type === 'value_percentile' ? `percentile ${condition.percentile} of ${of}` : of;
  return phrases[type](value ?? 0, names, what);
}

function spell(expression: RuleExpression): string {
  switch (expression.kind) {
    case 'rule':
      return expression.name;
    case 'not':
      return `no ${bracketed(expression.of)}`;
    default:
      return expression.of.map(bracketed).join(` ${expression.kind} `);
  }
}

function bracketed(expression: RuleExpression): string {
  const isRow = expression.kind === 'and' || expression.kind === 'or';
  return isRow ? `(${spell(expression)})` : spell(expression);
}

/** The different values behind a number, where they are what was counted, each with its first event. */
function valuesOf(
  rows: readonly Row[],
  { condition, type }: Correlation,
  table: EventTable,
): ReadonlyMap<string, Row> {
  const values = new Map<string, Row>();
  if (condition.kind === 'occurrence' || type !== 'value_count') return values;
  const [only, second] = condition.field;
  if (only === undefined || second !== undefined) return values;
  for (const row of rows) {
    for (const text of table.texts(row, only)) {
      if (!isPlaceholder(text) && !values.has(text)) values.set(text, row);
    }
  }
  return values;
}

/** A correlation's condition, nearly as the rule writes it. */
export function conditionText({ type, condition }: Correlation): string {
  return condition.kind === 'occurrence'
    ? `${type}, ${spell(condition.expression)}`
    : numberAsked(type, condition);
}

/** The bounds of a number, nearly as the rule writes them: `value_count of client.ipAddress, gte: 3`. */
export function numberAsked(
  type: Correlation['type'],
  { bounds, field, percentile }: Bounded,
): string {
  const what = type === 'value_percentile' ? `${type} ${percentile}` : type;
  const of = field.length > 0 ? ` of ${field.join(' and ')}` : '';
  return `${what}${of}, ${boundsText(bounds)}`;
}

function boundsText(bounds: Bounds): string {
  return bounds.map(({ order, value }) => `${order}: ${value}`).join(', ');
}
