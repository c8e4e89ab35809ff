import {
  type FieldTest,
  listsOf,
  type Pattern,
  type PatternPart,
  type Wanted,
} from '../rule/expression.ts';
import type { Fact, Window } from '../rule/window.ts';

const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
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

/** What a fact says, as a sentence. `values` are the different values behind a number, if there are. */
export function factPhrase(
  window: Window,
  fact: Fact,
  value: number | boolean | readonly string[],
): string {
  return `${factPhrases[fact.compute](fact.of.join(' and '), value, window)} ${extentPhrase(window)}`;
}

type FactValue = number | boolean | readonly string[];
type FactPhrase = (of: string, value: FactValue, window: Window) => string;

const factPhrases: Readonly<Record<Fact['compute'], FactPhrase>> = {
  count: (_, value, window) => {
    const kind = window.rules.length === 0 ? 'event' : window.rules.join(' or ');
    return value === 0 ? `no ${kind}` : `${value} × ${kind}`;
  },
  distinct: (of, value) => `${value} different ${of}`,
  values: (of) => `values of ${of}`,
  new: (of, value) => (value === true ? `${of} was not seen` : `${of} was seen`),
  switches: (of, value) => `${of} changed ${value} times`,
  similar: (of, value) =>
    value === 0
      ? `${of} looks like no other name`
      : `${of} looks like another name (${Number(value).toFixed(2)} of 1)`,
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
  const some = wanted.length > 3 ? [...wanted.slice(0, 3), `${wanted.length - 3} more`] : wanted;
  const phrase = `${comparisonPhrases[test.comparison]}${some.join(test.all ? ' and ' : ' or ')}`;
  if (!test.part) return phrase;
  return `its ${test.part} in UTC ${test.comparison === 'equals' ? 'is ' : ''}${phrase}`;
}

function plainText(wanted: Wanted): string | undefined {
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

function wantedPhrase(wanted: Wanted): string {
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
