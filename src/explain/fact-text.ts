import { millisecondsInDay, millisecondsInHour, millisecondsInMinute } from 'date-fns/constants';
import {
  type ExpectedValue,
  type FieldTest,
  type Keyword,
  listsOf,
  type Pattern,
  type PatternPart,
} from '../rule/expression.ts';
import type { Fact, Window } from '../rule/window/window.ts';

/** At most so many values are listed with a reason, and so many characters of each in its sentence. */
export const maxValues = 20;
const maxLength = 160;

/** A value as a sentence can bear it; the whole of it stands in the finding's `values`. */
export function clip(text: string): string {
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
}

const units = [
  ['d', millisecondsInDay],
  ['h', millisecondsInHour],
  ['m', millisecondsInMinute],
  ['s', 1_000],
] as const;

/** A duration in the largest unit that fits, `12h`. */
export function duration(milliseconds: number): string {
  const [unit, length] = units.find(([, size]) => milliseconds % size === 0) ?? ['ms', 1];
  return `${milliseconds / length}${unit}`;
}

/** Where a window lies, `in the 12h before with the same client.ipAddress`. */
export function extentPhrase(window: Window): string {
  if (window.list !== undefined) return `in the list ${window.list}`;
  const around = [
    window.before === undefined ? [] : [`${duration(window.before)} before`],
    window.after === undefined ? [] : [`${duration(window.after)} after`],
  ].flat();
  const key = window.groupBy.length === 0 ? '' : ` with the same ${window.groupBy.join(' and ')}`;
  return `in the ${around.join(' and ')}${key}`;
}

type FactValue = number | boolean | readonly string[];

/** What a fact says, as a sentence; `value` is undefined if there was nothing to compute it from. */
export function factPhrase(window: Window, fact: Fact, value: FactValue | undefined): string {
  const phrase =
    value === undefined
      ? `nothing to tell ${window.name}.${fact.name} from`
      : factPhrases[fact.compute](value, fact, window);
  return `${phrase} ${extentPhrase(window)}`;
}

/** A number as people read it: hundredths at most. */
export function numberText(value: number): string {
  // Adding 0 makes a negative zero a plain one.
  return String(Math.round(value * 100) / 100 + 0);
}

type FactPhrase = (value: FactValue, fact: Fact, window: Window) => string;

const named = ({ of }: Fact): string => of.join(' and ');
const number = (value: FactValue): string => numberText(Number(value));
const percent = (value: FactValue): string => `${numberText(Number(value) * 100)}%`;
const rulesOf = ({ rules }: Window): string => (rules.length === 0 ? 'event' : rules.join(' or '));

const factPhrases: Readonly<Record<Fact['compute'], FactPhrase>> = {
  count: (value, _, window) =>
    value === 0 ? `no ${rulesOf(window)}` : `${value} × ${rulesOf(window)}`,
  distinct: (value, fact) => `${value} different ${named(fact)}`,
  most: (value, fact) => `${value} × the same ${named(fact)}`,
  values: (_, fact) => `values of ${named(fact)}`,
  switches: (value, fact) => `${named(fact)} changed ${value} times`,
  share: (value, { rule }, window) => `${percent(value)} of ${rulesOf(window)} are ${rule}`,
  span: (value, _, window) => `${number(value)} s from first to last ${rulesOf(window)}`,
  sum: (value, fact) => `${named(fact)} adds up to ${number(value)}`,
  avg: (value, fact) => `${named(fact)} is ${number(value)} on average`,
  min: (value, fact) => `${named(fact)} is ${number(value)} at least`,
  max: (value, fact) => `${named(fact)} is ${number(value)} at most`,
  median: (value, fact) => `the middle ${named(fact)} is ${number(value)}`,
  percentile: (value, fact) => `${fact.percent}% of ${named(fact)} are ${number(value)} or less`,
  rules: (value, _, window) =>
    `${value} of ${window.rules.length} rules (${window.rules.join(', ')})`,
  steps: (value, _, window) =>
    `${value} of ${window.rules.length} steps in order (${window.rules.join(', ')})`,
  zscore: (value, fact, window) =>
    `${fact.each}${fact.of.length > 0 ? ` of ${named(fact)}` : ''} of the last ${duration(window.every ?? 0)} is ${number(value)} standard deviations from the usual`,
  new: (value, fact) => `${named(fact)} was ${value === true ? 'not ' : ''}seen`,
  familiar: (value, fact, window) =>
    `${named(fact)} was seen in ${percent(value)} of ${window.rules.length === 0 ? 'events' : rulesOf(window)}`,
  similar: (value, fact) =>
    value === 0
      ? `${named(fact)} looks like no other name`
      : `${named(fact)} looks like another name (${Number(value).toFixed(2)} of 1)`,
  last: (_, fact) => `the last ${named(fact)}`,
  seconds: (value, _, window) => `${number(value)} s since the last ${rulesOf(window)}`,
  km: (value, fact) => `${number(value)} km from the last ${named(fact)}`,
  kmh: (value, fact) => `${number(value)} km/h from the last ${named(fact)}`,
};

/**
 * What a comparison asked of a field, if the field's values alone do not show it: `is in the list x`,
 * `contains "y"`. Undefined if a value is just what was asked for.
 */
export function testPhrase(test: FieldTest, values: readonly string[]): string | undefined {
  if (test.comparison === 'exists') {
    const [first] = test.values;
    const there = first?.kind === 'boolean' && first.value;
    return values.length > 0 ? undefined : there ? 'is there' : 'is not there';
  }
  if (test.comparison === 'neq') return 'is none of the values named in the rule';
  const folded = values.map((value) => value.toLowerCase());
  const asked = test.values.filter((wanted) => {
    const plain = plainText(wanted);
    return plain === undefined || folded.includes(plain.toLowerCase());
  });
  if (asked.some((wanted) => plainText(wanted) !== undefined)) return undefined;
  const wanted = asked.map(wantedPhrase).filter((phrase) => phrase !== 'is there');
  if (wanted.length === 0) return undefined;
  const phrase = `${comparisonPhrases[test.comparison]}${fewOf(wanted, test.all)}`;
  if (!test.part) return phrase;
  return `its ${test.part} in UTC ${test.comparison === 'equals' ? 'is ' : ''}${phrase}`;
}

/** What a comparison asked of a field and did not get, `not SUCCESS`; its values are told beside. */
export function negativePhrase(test: FieldTest, values: readonly string[]): string {
  const { comparison, all } = test;
  if (comparison === 'exists') return values.length > 0 ? 'is there' : 'is not there';
  if (comparison === 'neq') {
    return values.length > 0 ? 'is one of the values named in the rule' : 'is absent';
  }
  const wanted = test.values.map((value) => plainText(value) ?? wantedPhrase(value));
  const asked = `${comparisonPhrases[comparison]}${fewOf(wanted, all)}`;
  const part = test.part ? `its ${test.part} in UTC ` : '';
  return `${values.length > 0 ? '' : 'is absent, '}${part}not ${asked}`;
}

/** What was asked for with words that have no field. */
export function wordsPhrase({ values, all }: Keyword): string {
  return fewOf(values.map(wantedPhrase), all);
}

function fewOf(wanted: readonly string[], all: boolean): string {
  const some = wanted.length > 3 ? [...wanted.slice(0, 3), `${wanted.length - 3} more`] : wanted;
  return some.join(all ? ' and ' : ' or ');
}

function plainText(wanted: ExpectedValue): string | undefined {
  const [only] = wanted.kind === 'pattern' ? wanted.parts : [];
  const plain = wanted.kind === 'pattern' && wanted.parts.length === 1 && only?.kind === 'text';
  return plain ? only.text : undefined;
}

const comparisonPhrases: Readonly<Record<FieldTest['comparison'], string>> = {
  equals: '',
  neq: '',
  exists: '',
  gt: 'is more than ',
  gte: 'is at least ',
  lt: 'is less than ',
  lte: 'is at most ',
};

function wantedPhrase(wanted: ExpectedValue): string {
  switch (wanted.kind) {
    case 'null':
      return 'is absent';
    case 'boolean':
    case 'number':
      return String(wanted.value);
    case 'network':
      return `is in ${wanted.text}`;
    case 'regex':
      return `matches /${wanted.source}/${wanted.flags}`;
    case 'list':
      return `is in the list ${listsOf(wanted).join(' with ')}`;
    case 'field':
      return `is like ${wanted.path}`;
    case 'either':
      return `${wanted.of[0] ? patternPhrase(wanted.of[0]) : ''} or the like`;
    case 'pattern':
      return patternPhrase(wanted);
  }
}

const signs: Readonly<Record<Exclude<PatternPart['kind'], 'text'>, string>> = {
  run: '*',
  character: '?',
  dash: '-',
};

function patternPhrase({ parts }: Pattern): string {
  const opens = parts[0]?.kind === 'run';
  const closes = parts.length > 1 && parts.at(-1)?.kind === 'run';
  const inner = parts.slice(opens ? 1 : 0, closes ? -1 : undefined);
  const text = inner.map((part) => (part.kind === 'text' ? part.text : signs[part.kind])).join('');
  if (opens && parts.length === 1) return 'is there';
  if (opens && closes) return `contains "${text}"`;
  if (opens) return `ends with "${text}"`;
  return closes ? `begins with "${text}"` : `is ${text}`;
}
