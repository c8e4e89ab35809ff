import type { FieldOf } from '../event/field.ts';
import type { Json } from '../event/json.ts';
import type { CompiledConditions, TestTruths } from './compiled-rule.ts';
import { type PreparedTest, prepareTests } from './prepared-test.ts';
import { no, truthOf, undecided } from './truth.ts';
import { type Answers, prepareVerdict } from './verdict.ts';

/** Decides what can be decided of an event by itself, before any window is known. */
export interface Prefilter {
  readonly tests: readonly PreparedTest[];
  /**
   * The truth of each test if the event is a candidate; undefined if no window could make the rule hold
   * for it, were there no filters. Lent: the next call writes over it.
   */
  candidate(raw: Json): TestTruths | undefined;
  /** Whether windows could make the rule hold for an event, filters included. */
  isOpen(raw: Json): boolean;
  /** The truth of each test, whether or not the event is a candidate; lent likewise. */
  truths(raw: Json): TestTruths;
}

/** Prepares the tests of a rule; `fieldOf` may share the event's fields among rules. */
export function createPrefilter(
  { tests: questions, ofEvent, verdicts, unfiltered, lists }: CompiledConditions,
  fieldOf?: FieldOf,
): Prefilter {
  const tests = prepareTests(questions, lists, fieldOf);
  const mayHold = prepareVerdict(verdicts[0]);
  const mayCount = unfiltered ? prepareVerdict(unfiltered) : mayHold;
  // One row for all events: most of them are forgotten at once.
  const truths: boolean[] = tests.map(() => false);
  const known: boolean[] = tests.map(() => false);
  let event: Json = null;
  const ask = (number: number): boolean => {
    if (!known[number]) {
      known[number] = true;
      truths[number] = (tests[number] as PreparedTest).holds(event);
    }
    return truths[number] as boolean;
  };
  // Before any window is known, every comparison of facts is open.
  const answers: Answers = { test: (number) => truthOf(ask(number)), fact: () => undecided };
  const askAll = (raw: Json): TestTruths => {
    event = raw;
    for (const number of ofEvent) ask(number);
    return truths;
  };
  return {
    tests,
    candidate(raw) {
      event = raw;
      known.fill(false);
      return mayCount(answers) === no ? undefined : askAll(raw);
    },
    isOpen(raw) {
      event = raw;
      known.fill(false);
      return mayHold(answers) !== no;
    },
    truths(raw) {
      known.fill(false);
      return askAll(raw);
    },
  };
}
