import type { Language } from '../language/language.ts';
import { remembered } from '../language/remembered.ts';
import type { FieldTest } from '../rule/expression.ts';
import { actPlace, partsOfTemplate, type ReasonPlace } from '../rule/reason-template.ts';
import type { Match } from '../window/evaluate.ts';
import { actText } from './act-words.ts';
import { computedText, isComputed } from './computed-evidence.ts';
import type { EvaluatedAlert, KnownFact } from './evaluated-event.ts';
import { comparedFact } from './fact-evidence.ts';
import { factAsWords, timeApart, valuesOf } from './fact-words.ts';
import { wordedValues } from './field-words.ts';
import { listText } from './worded-list.ts';
import { timeText } from './worded-number.ts';

/** Fills a place of a sentence; undefined if there is nothing to fill it with. */
export type FillPlace = (place: ReasonPlace) => string | undefined;

/** The first of an author's sentences whose places can all be filled; undefined if there is none. */
export function sentenceOf(templates: readonly string[], fill: FillPlace): string | undefined {
  for (const template of templates) {
    const parts = partsOf(template).map((part) => (typeof part === 'string' ? part : fill(part)));
    if (parts.every((part) => part !== undefined)) return parts.join('');
  }
  return undefined;
}

const partsOf = remembered(partsOfTemplate);

/**
 * Fills places with what a rule found of an event and in its windows; those of sentences that are not its own, with
 * what it found of the event.
 */
export function fillFrom(
  subject: EvaluatedAlert,
  match: Match,
  language: Language,
): (place: ReasonPlace, isOwn: boolean) => string | undefined {
  const { rule, table, row, windows } = subject;
  const { facts, wanted } = rule.conditions;
  return ({ path, aspect, choice }, isOwn) => {
    const [window = '', ...name] = path.split('.');
    const number = facts.findIndex((test) => test.path === path);
    if (isOwn && number >= 0 && isComputed(subject, number)) {
      const text = computedText(number, subject, match);
      return choice ? choice[text === '1' ? 0 : 1] : text || undefined;
    }
    if (path === actPlace) return actText(row, table, language);
    if (!windows.has(window)) {
      return listText(wordedValues(path, table.texts(row, path), language), language) || undefined;
    }
    if (!isOwn) return undefined;
    const named = { window, name: name.join('.') };
    const found = comparedFact(factTestFor(facts[number], path), named, subject, wanted[number]);
    if (!found || found.known.value === undefined) return undefined;
    if (choice) return choice[found.known.value === 1 ? 0 : 1];
    const text =
      aspect === undefined
        ? factAsWords(found, subject, language)
        : aspects[aspect](found, subject, language);
    return text || undefined;
  };
}

const aspects: Readonly<
  Record<
    NonNullable<ReasonPlace['aspect']>,
    (found: KnownFact, subject: EvaluatedAlert, language: Language) => string | undefined
  >
> = {
  values: (found, subject, language) =>
    listText(valuesOf(found, subject, language, wordedValues), language),
  apart(found, subject, language) {
    const length = timeApart(found, subject);
    return length === undefined ? undefined : timeText(length, language);
  },
};

/** What a fact that no condition compares is told by: all that is known of it. */
function factTestFor(test: FieldTest | undefined, path: string): FieldTest {
  if (test) return test;
  const place = { file: '', line: 1, column: 1 };
  const present = { kind: 'boolean', value: true } as const;
  return {
    kind: 'field',
    path,
    fact: undefined,
    comparison: 'exists',
    all: false,
    values: [present],
    place,
  };
}
