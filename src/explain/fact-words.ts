import { whenNeeded } from '../detection/when-needed.ts';
import { type Language, say } from '../language/language.ts';
import { remembered } from '../language/remembered.ts';
import type { Fact, Window } from '../rule/window/window.ts';
import type { EvaluatedEvent, KnownFact } from './evaluated-event.ts';
import { basisOf, keyOf } from './fact-evidence.ts';
import { nounOfAll, sameOf, shownValues, wordedValues } from './field-words.ts';
import { listText } from './worded-list.ts';
import { digitsOf, numberWord, percentText, timeText } from './worded-number.ts';

/** A fact that is told in words. */
interface TellableFact {
  readonly value: number;
  readonly fact: Fact;
  readonly window: Window;
  /** What the events of its window are called. */
  readonly events: string;
  /** The values that it rests on, as far as they tell anything. */
  readonly shown: readonly string[];
  /** They, as a sentence lists them. */
  readonly values: string;
  readonly language: Language;
}

/** What a window found, in words: `two operating systems in this session within seven days: macOS and Windows`. */
export function factWords(
  found: KnownFact,
  subject: Pick<EvaluatedEvent, 'table' | 'row'>,
  language: Language,
): string {
  const { view, fact, known } = found;
  const { window } = view;
  const { eventsName, scopeOf } = wordsFor(window, language);
  if (window.itself) return say(language, 'reason.matches', { rule: eventsName() });
  const shown = valuesOf(found, subject, language);
  const told: TellableFact = {
    value: Number(known.value ?? 0),
    fact,
    window,
    events: eventsName(),
    shown,
    values: listText(shown, language),
    language,
  };
  const reason = phrases[fact.compute](told);
  const scope = scopeOf(JSON.stringify(Object.keys(keyOf(found, subject))));
  const scoped = say(language, 'reason.scoped', { reason, scope });
  return shown.length > 0 && !saysValues.has(fact.compute)
    ? say(language, 'reason.listed', { reason: scoped, values: told.values })
    : scoped;
}

/** Functions whose phrase has the values in it. */
const saysValues: ReadonlySet<Fact['compute']> = new Set([
  'new',
  'familiar',
  'last',
  'similar',
  'values',
  'count',
]);

/** The values that a fact rests on, in words; those that would tell nobody anything only if they are asked for. */
export function valuesOf(
  found: KnownFact,
  subject: Pick<EvaluatedEvent, 'table' | 'row'>,
  language: Language,
  worded = shownValues,
): readonly string[] {
  const { of } = found.fact;
  const { values } = basisOf(found, subject);
  const [only, second] = of;
  if (only === undefined) return [];
  if (second === undefined || found.fact.compute === 'similar')
    return worded(only, values, language);
  return of.flatMap((path) => worded(path, subject.table.texts(subject.row, path), language));
}

/** What is said of a window whatever was found in it. */
interface WindowWords {
  readonly eventsName: () => string;
  /** Of the window with a grouping, its fields as JSON. */
  readonly scopeOf: (keys: string) => string;
}

const wordsByWindow = new WeakMap<Window, WeakMap<Language, WindowWords>>();

function wordsFor(window: Window, language: Language): WindowWords {
  const byLanguage = wordsByWindow.get(window) ?? new WeakMap<Language, WindowWords>();
  wordsByWindow.set(window, byLanguage);
  const words = byLanguage.get(language) ?? {
    eventsName: whenNeeded(() => eventsOf(window, language)),
    scopeOf: remembered((keys) => extentWords(window, JSON.parse(keys), language)),
  };
  byLanguage.set(language, words);
  return words;
}

/** The rules of a window by their names in words; a window that says its events itself by its own name. */
function eventsOf({ rules, selects, name }: Window, language: Language): string {
  const names = selects || rules.length === 0 ? [name] : rules;
  const texts = names.map((text) => text.replaceAll(/[_-]+/g, ' '));
  return texts.reduce((first, last) => say(language, 'series.or', { first, last }));
}

/** Where a window lies, and what its events share. */
function extentWords(window: Window, keys: readonly string[], language: Language): string {
  const { list, before, until, after } = window;
  if (list !== undefined) return say(language, 'extent.list', { list });
  const time = (length: number | undefined): string => timeText(length ?? 0, language);
  const extent =
    until !== undefined
      ? say(language, 'extent.until', { time: time(before) })
      : before === undefined
        ? say(language, 'extent.after', { time: time(after) })
        : after === undefined
          ? say(language, 'extent.before', { time: time(before) })
          : say(language, 'extent.around', { time: time(before), other: time(after) });
  const same = sameOf(keys, language);
  return same === '' ? extent : say(language, 'extent.join', { same, extent });
}

type FactPhrase = (told: TellableFact) => string;

const noun = ({ fact, language }: TellableFact, n = 1): string => nounOfAll(fact.of, n, language);
/** What it is about, with its values as far as they tell anything. */
const named: FactPhrase = (told) =>
  told.values === ''
    ? noun(told)
    : say(told.language, 'reason.named', { noun: noun(told), values: told.values });
const counted = ({ value, language }: TellableFact) => {
  return { number: numberWord(value, language), n: value };
};
const measured =
  (name: 'sum' | 'avg' | 'min' | 'max' | 'median'): FactPhrase =>
  (told) =>
    say(told.language, `reason.${name}`, { noun: noun(told), number: digitsOf(told.value) });

const phrases: Readonly<Record<Fact['compute'], FactPhrase>> = {
  count: (told) =>
    told.value === 0
      ? say(told.language, 'reason.none', { events: told.events })
      : say(told.language, 'reason.count', { ...counted(told), events: told.events }),
  distinct: (told) =>
    say(told.language, 'reason.distinct', {
      number: counted(told).number,
      noun: noun(told, told.value),
    }),
  most: (told) => say(told.language, 'reason.most', { ...counted(told), noun: noun(told) }),
  values: (told) =>
    told.values === ''
      ? noun(told)
      : say(told.language, 'reason.listed', { reason: noun(told), values: told.values }),
  switches: (told) => say(told.language, 'reason.switches', { ...counted(told), noun: noun(told) }),
  portion: (told) => {
    const { bound, count } = told.fact.often ?? { bound: 'gte', count: 1 };
    const name = bound === 'lte' ? 'reason.portion.most' : 'reason.portion.least';
    const often = say(told.language, name, { number: numberWord(count, told.language), n: count });
    return say(told.language, 'reason.portion', {
      percent: percentText(told.value),
      noun: noun(told, 2),
      often,
    });
  },
  share: (told) =>
    say(told.language, 'reason.share', {
      percent: percentText(told.value),
      events: (told.fact.rule ?? '').replaceAll(/[_-]+/g, ' '),
    }),
  span: (told) =>
    say(told.language, 'reason.span', {
      time: timeText(told.value * 1_000, told.language),
      events: told.events,
    }),
  sum: measured('sum'),
  avg: measured('avg'),
  min: measured('min'),
  max: measured('max'),
  median: measured('median'),
  percentile: (told) =>
    say(told.language, 'reason.percentile', {
      percent: told.fact.percent ?? 50,
      noun: noun(told),
      number: digitsOf(told.value),
    }),
  rules: (told) => ofAll('reason.rules', told),
  steps: (told) => ofAll('reason.steps', told),
  since: (told) =>
    say(told.language, 'reason.since', {
      ...counted(told),
      events: (told.fact.rule ?? '').replaceAll(/[_-]+/g, ' '),
    }),
  zscore: (told) => say(told.language, 'reason.zscore', { number: digitsOf(told.value) }),
  surprise: (told) =>
    say(told.language, 'reason.surprise', { noun: named(told), number: digitsOf(told.value) }),
  new: (told) =>
    say(told.language, told.value === 1 ? 'reason.new' : 'reason.known', { what: named(told) }),
  familiar: (told) =>
    say(told.language, 'reason.familiar', {
      what: named(told),
      percent: percentText(told.value),
    }),
  similar: (told) =>
    told.value === 0
      ? say(told.language, 'reason.unlike', { noun: noun(told) })
      : told.shown.length < 2
        ? say(told.language, 'reason.similarTo', { noun: noun(told) })
        : say(told.language, 'reason.similar', {
            name: told.shown[0] as string,
            other: told.shown.at(-1) as string,
          }),
  last: (told) => say(told.language, 'reason.last', { what: named(told) }),
  seconds: (told) =>
    say(told.language, 'reason.seconds', {
      time: timeText(told.value * 1_000, told.language),
      events: told.events,
    }),
  km: (told) => say(told.language, 'reason.km', { number: digitsOf(Math.round(told.value)) }),
  kmh: (told) => say(told.language, 'reason.kmh', { number: digitsOf(Math.round(told.value)) }),
};

function ofAll(name: 'reason.rules' | 'reason.steps', told: TellableFact): string {
  return say(told.language, name, {
    number: numberWord(told.value, told.language),
    all: told.window.rules.length,
    events: told.events,
  });
}

/** A fact as a place of a sentence: a count in words, a length of time, a share, values; empty if there is nothing. */
export function factAsWords(
  found: KnownFact,
  subject: Pick<EvaluatedEvent, 'table' | 'row'>,
  language: Language,
): string {
  const { value } = found.known;
  if (typeof value === 'number')
    return (numberForms[found.fact.compute] ?? digitsOf)(value, language);
  return listText(valuesOf(found, subject, language, wordedValues), language);
}

/** How numbers of a function are written, if not in digits. */
const numberForms: Partial<Record<Fact['compute'], (value: number, language: Language) => string>> =
  {
    count: numberWord,
    distinct: numberWord,
    most: numberWord,
    switches: numberWord,
    rules: numberWord,
    steps: numberWord,
    since: numberWord,
    span: (seconds, language) => timeText(seconds * 1_000, language),
    seconds: (seconds, language) => timeText(seconds * 1_000, language),
    portion: percentText,
    share: percentText,
    familiar: percentText,
    km: (value) => digitsOf(Math.round(value)),
    kmh: (value) => digitsOf(Math.round(value)),
  };

/** The shortest time between two events of a window that differ in what the fact is about; undefined if none do. */
export function timeApart(
  { fact, index, known, inspection }: KnownFact,
  { table }: Pick<EvaluatedEvent, 'table'>,
): number | undefined {
  let shortest: number | undefined;
  let before: { readonly time: number; readonly value: string } | undefined;
  for (const row of inspection.contributing(index, known.joined)) {
    const value = JSON.stringify(fact.of.map((path) => table.texts(row, path)));
    const time = table.time(row);
    if (before && before.value !== value) {
      shortest = Math.min(shortest ?? Number.POSITIVE_INFINITY, time - before.time);
    }
    before = { time, value };
  }
  return shortest;
}
