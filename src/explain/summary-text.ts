import { displayedFields } from '../finding/displayed-fields.ts';
import type { Language } from '../language/language.ts';
import { remembered } from '../language/remembered.ts';
import { actPlace } from '../rule/reason-template.ts';
import type { Match } from '../window/evaluate.ts';
import type { EventTable, Row } from '../window/event-table.ts';
import { actText, typeText } from './act-words.ts';
import { computedText, isComputed } from './computed-evidence.ts';
import { type EvaluatedAlert, knownFact } from './evaluated-event.ts';
import { numberText } from './fact-text.ts';

/** The fields named in braces in a summary, such as `actor.alternateId` in `{actor.alternateId}`. */
export function placeholdersOf(summary: string): readonly string[] {
  return [...summary.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] as string);
}

/** A summary with the values of the event, and of its windows' facts, in place of the braces. */
export function fillIn(
  summary: string,
  subject: EvaluatedAlert,
  match: Match,
  language: Language,
): string {
  return fillWith(
    summary,
    (path) => deedText(path, subject.row, subject.table, language) ?? textAt(path, subject, match),
  );
}

/** What was done, in words: with its target for `act`, without for `eventType`; undefined for other places. */
export function deedText(
  path: string,
  row: Row,
  table: EventTable,
  language: Language,
): string | undefined {
  if (path === actPlace) return actText(row, table, language);
  if (path !== displayedFields.type) return undefined;
  return table
    .texts(row, path)
    .map((type) => typeText(type, language))
    .join(', ');
}

/** A summary with what `textOf` gives for the braces; `unknown` where that is nothing. */
export function fillWith(summary: string, textOf: (path: string) => string): string {
  return piecesOf(summary)
    .map((piece, at) => (at % 2 === 0 ? piece : textOf(piece) || 'unknown'))
    .join('');
}

/** What stands between the braces of a summary and in them, in turns. */
const piecesOf = remembered((summary) => summary.split(/\{([^{}]+)\}/));

function textAt(path: string, subject: EvaluatedAlert, match: Match): string {
  const { rule, table, row, windows, factTest } = subject;
  const [window = '', ...name] = path.split('.');
  if (!windows.has(window)) {
    const { facts } = rule.conditions;
    const number = facts.findIndex((test, at) => test.path === path && isComputed(subject, at));
    if (number >= 0) return computedText(number, subject, match);
    return table.texts(row, path).join(', ');
  }
  const found = knownFact({ window, name: name.join('.') }, subject)?.known;
  // Of the orders of one instant's events the one is shown in which the rule compared the fact.
  const { facts, wanted } = rule.conditions;
  const at = facts.findIndex((test) => test.path === path);
  const test = facts[at];
  const value = (test ? factTest(test).chosen(found, wanted[at]) : found)?.value;
  if (value === undefined) return '';
  if (typeof value === 'number') return numberText(value);
  return Array.isArray(value) ? value.join(', ') : String(value);
}
