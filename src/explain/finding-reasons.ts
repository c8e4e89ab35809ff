import { truthOf, yes } from '../detection/truth.ts';
import { type Answers, decidingLeaves, type Leaf } from '../detection/verdict.ts';
import { whenNeeded } from '../detection/when-needed.ts';
import { displayedFields } from '../finding/displayed-fields.ts';
import type { Reason, Why } from '../finding/finding.ts';
import { type Language, say } from '../language/language.ts';
import type { FieldTest } from '../rule/expression.ts';
import type { Match } from '../window/evaluate.ts';
import type { Row } from '../window/event-table.ts';
import { actText } from './act-words.ts';
import {
  type ComputedPart,
  computedText,
  describeComputed,
  factsBehind,
  isComputed,
} from './computed-evidence.ts';
import type { EvaluatedAlert } from './evaluated-event.ts';
import { comparedFact, describeFact, type FactEvidence } from './fact-evidence.ts';
import { factWords, valuesOf as valuesBehind } from './fact-words.ts';
import { isOrdinary, meaningOf } from './field-words.ts';
import { fillFrom } from './filled-sentence.ts';
import { createSpeaking, lastReasons, type TestLeaf, type TestReason } from './test-reasons.ts';
import { keywordWords, testWords } from './test-words.ts';
import {
  type DecidingPart,
  type PlainReason,
  partsOf,
  tellings,
  tellReasons,
} from './told-reasons.ts';

export type { EvaluatedAlert, EvaluatedEvent } from './evaluated-event.ts';

/** Why a rule holds: the tests that made it true, and the windows they looked at. */
export interface FindingReasons {
  readonly why: readonly Why[];
  /** The same in sentences, the most telling first. */
  readonly reasons: readonly Reason[];
  /** The neighbours that the reasons rest on. */
  readonly context: readonly Row[];
}

/**
 * Explains an alert from what the engine found true: the questions that decided the conditions, each
 * with the value that met it when the event was at hand. What a rule holds for only because something
 * is not so is told as that. The same in sentences of a language, the most telling first.
 */
export function findingReasons(
  match: Match,
  subject: EvaluatedAlert,
  language: Language,
): FindingReasons {
  const { facts: factLeaves, tests, parts, hasContext } = deciding(match, subject);
  const facts = factLeaves.flatMap((leaf) => factEvidence(leaf, subject, match));
  const speaking = createSpeaking(subject);
  const fields = tests.flatMap(speaking).map(({ why }) => why);
  const plain = ({ fact }: Why): number => (fact.endsWith(')') ? 0 : 1);
  fields.sort((a, b) => plain(a) - plain(b));
  const reasoned = [...distinct(facts), ...fields];
  const last = (): readonly TestReason[] => tests.flatMap((leaf) => lastReasons(leaf, subject));
  const why = reasoned.length > 0 ? reasoned : last().map((reason) => reason.why);
  const plainOf = (leaf: Leaf): readonly PlainReason[] => {
    if (isOfFilter(leaf, subject)) return [];
    if (leaf.kind === 'fact') return plainFacts(leaf, subject, match, language);
    const found = reasoned.length > 0 ? speaking(leaf) : lastReasons(leaf, subject);
    return found.map((reason) => plainField(reason, subject, language));
  };
  const told = tellReasons(parts, fillFrom(subject, match, language), plainOf);
  return {
    why: [...new Map(why.map((item) => [item.fact, item])).values()],
    reasons: told.length > 0 ? told : [deedOf(subject, language)],
    context: hasContext
      ? [...new Set(facts.map(({ rows }) => rows()))].flatMap((rows) => [...rows])
      : [],
  };
}

/** Of what several windows found alike the last is told, in the place of the first. */
function distinct(facts: readonly FactEvidence[]): readonly Why[] {
  if (facts.length < 2) return facts.map(({ why }) => why);
  return [...new Map(facts.map(({ gist, why }) => [gist, why])).values()];
}

/** What was done, where there is nothing better to tell. */
function deedOf({ row, table }: EvaluatedAlert, language: Language): Reason {
  return { text: actText(row, table, language), fields: [displayedFields.type] };
}

/** What the truths of a match make of its rule's verdicts. */
interface Deciding {
  /** The questions that decided those that hold, each once, but for those of filters. */
  readonly facts: readonly FactLeaf[];
  readonly tests: readonly TestLeaf[];
  /** Whether any of them is for something that is so, and not only for what is not. */
  readonly hasContext: boolean;
  /** All of them, with the sentences that the rule has for them. */
  readonly parts: readonly DecidingPart[];
}

/** By the rows of truths, which matches that are alike have in common; those of facts are of one rule. */
const decided = new WeakMap<Match['facts'], WeakMap<Match['tests'], Deciding>>();

function deciding(match: Match, subject: EvaluatedAlert): Deciding {
  const { tests, facts } = match;
  const byTests = decided.get(facts) ?? new WeakMap<Match['tests'], Deciding>();
  decided.set(facts, byTests);
  const known = byTests.get(tests);
  if (known) return known;
  const answers: Answers = {
    test: (test) => truthOf(tests[test] === true),
    fact: (fact) => facts[fact] as (typeof facts)[number],
  };
  const { conditions, reasons } = subject.rule;
  const held = conditions.verdicts.filter((_, index) => match.truths[index] === yes);
  const leaves = held.flatMap((verdict) => [...decidingLeaves(verdict, true, answers)]);
  const unique = [...new Map(leaves.map((leaf) => [JSON.stringify(leaf), leaf])).values()];
  const factName = (fact: number): string => conditions.facts[fact]?.path ?? '';
  const told = unique.filter((leaf) => !isOfFilter(leaf, subject));
  const made: Deciding = {
    facts: told.filter((leaf) => leaf.kind === 'fact'),
    tests: told.filter((leaf) => leaf.kind === 'test'),
    hasContext: told.some(({ wanted }) => wanted),
    parts: partsOf(held, { reasons, factName }, answers),
  };
  byTests.set(tests, made);
  return made;
}

type FactLeaf = Extract<Leaf, { kind: 'fact' }>;

function factEvidence(
  { fact, wanted }: FactLeaf,
  subject: EvaluatedAlert,
  match: Match,
): readonly FactEvidence[] {
  if (isComputed(subject, fact)) return describeComputed(fact, subject, match);
  const test = subject.rule.conditions.facts[fact] as FieldTest;
  return [describeFact(test, test.fact as NonNullable<FieldTest['fact']>, subject, wanted)];
}

/** What windows found, in plain words; of a computed number, what it was computed from. */
function plainFacts(
  { fact: number, wanted }: FactLeaf,
  subject: EvaluatedAlert,
  match: Match,
  language: Language,
): readonly PlainReason[] {
  const test = subject.rule.conditions.facts[number] as FieldTest;
  const parts: readonly ComputedPart[] = isComputed(subject, number)
    ? factsBehind(number, subject, match)
    : [{ test, named: test.fact as NonNullable<FieldTest['fact']>, subject }];
  const told = parts.map((part): PlainReason => {
    const found = comparedFact(part.test, part.named, part.subject, wanted);
    const { path } = part.test;
    const why: Why = { fact: '', field: path, values: [] };
    const window = part.named.window.replaceAll('_', ' ');
    if (!found) {
      const text = say(language, 'reason.alone', { window });
      return { why, text, telling: tellings.contrary, gist: text };
    }
    const telling = found.view.window.itself
      ? tellings.ordinary
      : wanted
        ? tellings.window
        : tellings.contrary;
    const text = whenNeeded(() => factWords(found, subject, language));
    return {
      why,
      telling,
      // Most are told in the author's words instead.
      get text() {
        return text();
      },
      get gist() {
        const shown = valuesBehind(found, subject, language);
        return shown.length > 0 ? JSON.stringify([found.fact.of, shown]) : text();
      },
    };
  });
  if (told.length > 0) return told;
  const text = say(language, 'reason.computed', {
    name: test.path.split('.').join(' '),
    number: computedText(number, subject, match),
  });
  const why: Why = { fact: '', field: test.path, values: [] };
  return [{ why, text, telling: tellings.window, gist: text }];
}

/** What was found of a field, in plain words; of an event's type, what was done to what. */
function plainField(
  reason: TestReason,
  { row, table }: EvaluatedAlert,
  language: Language,
): PlainReason {
  const { why } = reason;
  const isDeed = why.field === displayedFields.type && why.values.length > 0;
  if (isDeed) return plainReason(reason, actText(row, table, language), language);
  const known = plainReasons.get(reason);
  if (known?.language === language) return known.told;
  const { test, member } = reason;
  const text =
    test.kind === 'field' ? testWords(test, why.values, language) : keywordWords(member, language);
  const told = plainReason(reason, text, language);
  plainReasons.set(reason, { language, told });
  return told;
}

/** Of reasons that come again: a test gives the same for the same value. */
const plainReasons = new WeakMap<
  TestReason,
  { readonly language: Language; readonly told: PlainReason }
>();

function plainReason({ why }: TestReason, text: string, language: Language): PlainReason {
  const telling = isOrdinary(why.field) ? tellings.ordinary : tellings.field;
  const meant = why.values.some((value) => meaningOf(why.field, value, language) !== undefined);
  const gist = meant || why.values.length === 0 ? text : JSON.stringify(why.values);
  return { why, text, telling, gist };
}

/** That a filter's windows let an alert pass is no reason for it, and what they saw is no evidence. */
function isOfFilter(leaf: Leaf, { rule, windows }: EvaluatedAlert): boolean {
  if (leaf.kind !== 'fact') return false;
  const { fact } = rule.conditions.facts[leaf.fact] as FieldTest;
  return fact !== undefined && windows.get(fact.window)?.window.filter !== undefined;
}
