import { orders } from '../detection/field-test.ts';
import { type Message, tell, toldInEnglish } from '../language/message.ts';
import {
  type ExpectedValue,
  type FieldTest,
  type Keyword,
  listsOf,
  type Pattern,
  type PatternPart,
} from '../rule/expression.ts';
import type { Fact, Window } from '../rule/window/window.ts';
import { extentOf, spanOf } from './window-extent.ts';

/** At most so many values are listed with a reason, and so many characters of each in its sentence. */
export const maxValues = 20;
const maxLength = 160;

/** A value as a sentence can bear it; the whole of it stands in the finding's `values`. */
export function clip(text: string): string {
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
}

/** A duration in the largest unit that divides it, `12 hours`. */
export function duration(milliseconds: number): string {
  return toldInEnglish(spanOf(milliseconds));
}

const extents = new WeakMap<Window, string>();

/** Where a window lies, `in the previous 12 hours with the same client.ipAddress`. */
export function extentPhrase(window: Window): string {
  const phrase = extents.get(window) ?? toldInEnglish(extentOf(window));
  extents.set(window, phrase);
  return phrase;
}

/** A number with its noun, which takes an s unless the number is 1. */
function plural(amount: number, noun: string): string {
  return `${numberText(amount)} ${noun}${amount === 1 ? '' : 's'}`;
}

/** Events of some rules, ``3 `failed` or `locked` events``; of any, if there are no rules. */
export function eventsPhrase(amount: number, rules: readonly string[]): string {
  return plural(amount, eventOf(rules)).replace(/^0 (.*)s$/, 'no $1');
}

/** The noun for events of some rules, `` `failed` or `locked` event``. */
export function eventOf(rules: readonly string[]): string {
  return [rules.map((name) => `\`${name}\``).join(' or '), 'event'].filter(Boolean).join(' ');
}

/** The noun for events of a window; of one that selects them itself, by the window's name. */
function eventIn({ name, rules, selects }: Window, ending = ''): string {
  return selects ? `event${ending} of the window \`${name}\`` : `${eventOf(rules)}${ending}`;
}

/** Different values of something, `2 different values of client.ipAddress`. */
export function differentPhrase(amount: number, of: string): string {
  const values = amount > 1 ? `${amount} different values` : amount === 1 ? '1 value' : 'no value';
  return `${values} of ${of}`;
}

type FactValue = number | boolean | readonly string[];

/** What a fact was, as a sentence; `value` is undefined if there was nothing to compute it from. */
export function factPhrase(window: Window, fact: Fact, value: FactValue | undefined): string {
  const phrase =
    value === undefined
      ? `nothing to compute ${window.name}.${fact.name} from`
      : factPhrases[fact.compute](Number(value), fact, window);
  return `${phrase} ${extentPhrase(window)}`;
}

/** A number as people read it: hundredths at most. */
export function numberText(value: number): string {
  // Adding 0 makes a negative zero a plain one.
  return String(Math.round(value * 100) / 100 + 0);
}

type FactPhrase = (value: number, fact: Fact, window: Window) => string;

const named = ({ of }: Fact): string => of.join(' and ');
const percent = (value: number): string => `${numberText(value * 100)}%`;
const list = ({ rules }: Window): string => `(${rules.join(', ')})`;

const factPhrases: Readonly<Record<Fact['compute'], FactPhrase>> = {
  count: (value, _, window) =>
    value === 0
      ? `no ${eventIn(window)}`
      : `${numberText(value)} ${eventIn(window, value === 1 ? '' : 's')}`,
  distinct: (value, fact) => differentPhrase(value, named(fact)),
  most: (value, fact) => `${plural(value, 'event')} with the same ${named(fact)}`,
  values: (_, fact) => `values of ${named(fact)}`,
  switches: (value, fact) => `${named(fact)} changed ${plural(value, 'time')}`,
  portion: (value, fact) =>
    `${percent(value)} of the different values of ${named(fact)} occur ${oftenText(fact)}`,
  share: (value, { rule }, { rules }) =>
    `${percent(value)} of ${eventOf(rules)}s match \`${rule}\``,
  span: (value, _, window) =>
    `${numberText(value)} s from the first to the last ${eventIn(window)}`,
  sum: (value, fact) => `the sum of ${named(fact)} is ${numberText(value)}`,
  avg: (value, fact) => `the mean of ${named(fact)} is ${numberText(value)}`,
  min: (value, fact) => `the minimum of ${named(fact)} is ${numberText(value)}`,
  max: (value, fact) => `the maximum of ${named(fact)} is ${numberText(value)}`,
  median: (value, fact) => `the median of ${named(fact)} is ${numberText(value)}`,
  percentile: (value, fact) =>
    `percentile ${fact.percent} of ${named(fact)} is ${numberText(value)}`,
  rules: (value, _, window) => `${value} of ${window.rules.length} rules occurred ${list(window)}`,
  steps: (value, _, window) =>
    `${value} of ${window.rules.length} steps occurred in order ${list(window)}`,
  since: (value, { rule }, window) =>
    `${numberText(value)} ${eventIn(window, value === 1 ? '' : 's')} since the last that matches \`${rule}\``,
  zscore: (value, fact, window) =>
    `${bucketPhrases[fact.each ?? 'count'](named(fact))} in the last ${duration(window.every ?? 0)} is ${numberText(value)} standard deviations from the mean`,
  new: (value, fact) => `this ${named(fact)} was ${value === 1 ? 'not ' : ''}seen`,
  familiar: (value, fact, window) =>
    `this ${named(fact)} occurred in ${percent(value)} of ${eventIn(window, 's')}`,
  surprise: (value, fact, window) =>
    `this ${named(fact)} is a surprise of ${numberText(value)} bits among ${eventIn(window, 's')}`,
  similar: (value, fact) =>
    value === 0
      ? `${named(fact)} resembles no other name`
      : `${named(fact)} resembles another name (similarity ${value.toFixed(2)})`,
  last: (_, fact) => `the last ${named(fact)}`,
  seconds: (value, _, window) => `${numberText(value)} s since the last ${eventIn(window)}`,
  km: (value, fact) => `${numberText(value)} km from the last ${named(fact)}`,
  kmh: (value, fact) => `${numberText(value)} km/h from the last ${named(fact)}`,
};

/** How many events a value has, `at most 2 times`. */
export function oftenText({ often }: Fact): string {
  return often ? toldInEnglish(oftenTold(often)) : '';
}

/** The same as a message. */
export function oftenTold({ bound, count }: NonNullable<Fact['often']>): Message {
  return tell(bound === 'lte' ? 'explanation.atMost' : 'explanation.atLeast', { count });
}

const bucketPhrases: Readonly<Record<NonNullable<Fact['each']>, (of: string) => string>> = {
  count: () => 'the number of events',
  distinct: (of) => `the number of different values of ${of}`,
  sum: (of) => `the sum of ${of}`,
};

/**
 * What a comparison expected of a field, if the field's values alone do not show it: `is in the list x`,
 * `contains "y"`. Undefined if a value is just what was expected.
 */
export function testPhrase(test: FieldTest, values: readonly string[]): string | undefined {
  if (test.comparison === 'exists') {
    const [first] = test.values;
    const isExpected = first?.kind === 'boolean' && first.value;
    return values.length > 0 ? undefined : isExpected ? 'is present' : 'is absent';
  }
  if (test.comparison === 'neq') return `is none of ${unwanted(test)}`;
  const folded = values.map((value) => value.toLowerCase());
  const isOrder = orders[test.comparison] !== undefined;
  const met = test.values.filter((value) => {
    const plain = isOrder ? undefined : plainText(value);
    return plain === undefined || folded.includes(plain.toLowerCase());
  });
  if (!isOrder && met.some((value) => plainText(value) !== undefined)) return undefined;
  const expected = met.map(expectedPhrase).filter((phrase) => phrase !== 'is present');
  if (expected.length === 0) return undefined;
  return `${comparisonPhrases[test.comparison]}${fewOf(expected, test.all)}`;
}

/** What a value must not be: what other fields have, or what the rule lists. */
function unwanted({ values }: FieldTest): string {
  const others = values.flatMap((value) => (value.kind === 'field' ? [value.path] : []));
  return others.length > 0 ? `the values of ${others.join(' and ')}` : 'the values in the rule';
}

/** What a comparison expected of a field and did not get, `not SUCCESS`; its values stand beside it. */
export function negativePhrase(test: FieldTest, values: readonly string[]): string {
  const { comparison, all } = test;
  if (comparison === 'exists') return values.length > 0 ? 'is present' : 'is absent';
  if (comparison === 'neq') {
    return values.length > 0 ? `is one of ${unwanted(test)}` : 'is absent';
  }
  const phrases = test.values.map((value) => plainText(value) ?? expectedPhrase(value));
  const expected = `${comparisonPhrases[comparison]}${fewOf(phrases, all)}`;
  return `${values.length > 0 ? '' : 'is absent, '}not ${expected}`;
}

/** What keywords, which have no field, look for. */
export function wordsPhrase({ values, all }: Keyword): string {
  return fewOf(values.map(expectedPhrase), all);
}

function fewOf(phrases: readonly string[], all: boolean): string {
  const some =
    phrases.length > 3 ? [...phrases.slice(0, 3), `${phrases.length - 3} more`] : phrases;
  return some.join(all ? ' and ' : ' or ');
}

function plainText(expected: ExpectedValue): string | undefined {
  if (expected.kind === 'number') return String(expected.value);
  const [only] = expected.kind === 'pattern' ? expected.parts : [];
  const plain = expected.kind === 'pattern' && expected.parts.length === 1 && only?.kind === 'text';
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

function expectedPhrase(expected: ExpectedValue): string {
  switch (expected.kind) {
    case 'null':
      return 'is absent';
    case 'boolean':
    case 'number':
      return String(expected.value);
    case 'network':
      return `is in ${expected.text}`;
    case 'regex':
      return `matches /${expected.source}/${expected.flags}`;
    case 'list':
      return `is in the list ${listsOf(expected).join(' with ')}`;
    case 'field':
      return `equals ${expected.path}`;
    case 'either':
      return `${expected.of[0] ? patternPhrase(expected.of[0]) : ''} or a variant`;
    case 'pattern':
      return patternPhrase(expected);
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
  if (opens && parts.length === 1) return 'is present';
  if (opens && closes) return `contains "${text}"`;
  if (opens) return `ends with "${text}"`;
  return closes ? `begins with "${text}"` : `is ${text}`;
}
