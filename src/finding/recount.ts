import type { Memory } from '../context/memory.ts';
import { type CorrelationRule, directionOf, type Episode } from '../correlation/trial.ts';
import type { Correlation, CorrelationType } from '../rule/correlation.ts';
import type { RuleExpression } from '../rule/occurrence.ts';
import type { Window } from '../rule/window.ts';
import type { Why } from './finding.ts';
import { extentPhrase } from './phrase.ts';

/** At most so many values are listed with a reason, and so many told in its sentence. */
const maxValues = 20;
const maxTold = 5;

/** What the number of a correlation is called in a summary: `correlation.event_count`. */
export function numberName({ type }: Correlation): string {
  return `correlation.${type}`;
}

/** Why an episode began: what was counted, over which time, and what the events share. */
export function explainEpisode(episode: Episode, rule: CorrelationRule, memory: Memory): Why {
  const { correlation } = rule;
  const values = valuesOf(episode, correlation, memory);
  const told = values.length > 0 ? `: ${values.slice(0, maxTold).map(clip).join(', ')}` : '';
  const phrase = phraseOf(episode, correlation);
  return {
    fact: `${phrase} ${extentPhrase(windowOf(rule))}${told}`,
    field: numberName(correlation),
    values: values.slice(0, maxValues),
    window: {
      name: 'correlation',
      from: new Date(episode.from).toISOString(),
      to: new Date(episode.to).toISOString(),
      key: Object.fromEntries(episode.group.key),
    },
  };
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

type Phrase = (value: string, names: readonly string[], of: string) => string;

const phrases: Readonly<Record<CorrelationType, Phrase>> = {
  event_count: (value, names) => `${value} × ${names.join(' or ')}`,
  value_count: (value, names, of) => `${value} different ${of} among ${names.join(' or ')}`,
  value_sum: (value, names, of) => `${of} adds up to ${value} over ${names.join(' or ')}`,
  value_avg: (value, names, of) => `${of} is ${value} on average over ${names.join(' or ')}`,
  value_median: (value, names, of) => `the median of ${of} is ${value} over ${names.join(' or ')}`,
  value_percentile: (value, names, of) => `${of} is ${value} over ${names.join(' or ')}`,
  temporal: (value, names) => `${value} of ${names.join(', ')}`,
  temporal_ordered: (value, names) => names.slice(0, Number(value)).join(', then '),
};

function phraseOf({ value }: Episode, { type, rules, condition }: Correlation): string {
  if (condition.kind === 'occurrence') return spell(condition.expression);
  const names = rules.map(({ name }) => name);
  const of = condition.field.join(' and ');
  const what = type === 'value_percentile' ? `percentile ${condition.percentile} of ${of}` : of;
  return phrases[type](String(value ?? 0), names, what);
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

/** The different values behind a number, where they are what was counted. */
function valuesOf(
  episode: Episode,
  { condition, type }: Correlation,
  memory: Memory,
): readonly string[] {
  if (condition.kind === 'occurrence' || type !== 'value_count') return [];
  const [only, second] = condition.field;
  if (only === undefined || second !== undefined) return [];
  return [...new Set(episode.rows().flatMap((row) => memory.texts(row, only)))];
}

const maxLength = 160;

/** A value as a sentence can bear it. */
function clip(text: string): string {
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
}
