import type { CompiledRule } from '../detection/compiled-rule.ts';
import type { Prefilter } from '../detection/prefilter.ts';
import { type PreparedTest, prepareTests } from '../detection/prepared-test.ts';
import { no, not, type Truth, truthOf, undecided, yes } from '../detection/truth.ts';
import { whenNeeded } from '../detection/when-needed.ts';
import type { Event } from '../event/event.ts';
import type { FieldOf } from '../event/field.ts';
import { type Json, own } from '../event/json.ts';
import {
  type EventPlan,
  type PlannedRule,
  type PlannedTest,
  planEvents,
} from '../plan/event-plan.ts';
import { createDecisionMemory } from './decision-memory.ts';
import { type Asking, createAsking, type TestMaker, type Turn, typeField } from './event-asking.ts';

/** The prefilters of rules that look at the same events. */
export interface EventJudge {
  /** By the place of a rule. */
  prefilterOf(place: number): Prefilter;
  /**
   * Prepares to decide something about events that depends on nothing but what their prefilters say: the same
   * is decided of all events of a type that answer all questions alike.
   */
  remembering<T>(
    decide: (event: Pick<Event, 'type' | 'raw'>) => T,
  ): (event: Pick<Event, 'type' | 'raw'>) => T;
}

/**
 * Prepares the prefilters of rules. What several of them ask is asked of an event once; what depends on the
 * value of one field, once for each value.
 */
export function createEventJudge(rules: readonly CompiledRule[], fieldOf: FieldOf): EventJudge {
  const plan = planEvents(rules);
  const own = rules.map(({ conditions: { tests, lists } }) =>
    whenNeeded(() => prepareTests(tests, lists, fieldOf)),
  );
  const testsOf = (place: number): readonly PreparedTest[] => own[place]?.() ?? [];
  const test = (number: number): PreparedTest => {
    const { rule, test } = plan.tests[number] as PlannedTest;
    return testsOf(rule)[test] as PreparedTest;
  };
  return createPlannedJudge(plan, { test, testsOf }, fieldOf);
}

/** The same for rules that are planned already; tests are made that events come to. */
export function createPlannedJudge(
  plan: EventPlan,
  maker: TestMaker,
  fieldOf: FieldOf,
): EventJudge {
  const turn = { raw: undefined as Json | undefined, event: 0 };
  const { ask, answer, steps } = createAsking(plan, maker, fieldOf, turn);
  const judge = createJudging(plan, ask, turn);
  const turnTo = (raw: Json): void => {
    if (turn.raw === raw) return;
    turn.raw = raw;
    turn.event++;
    steps.length = 0;
  };
  const judging = { turnTo, ask, judge };
  const prefilters: (Prefilter | undefined)[] = plan.rules.map(() => undefined);
  return {
    prefilterOf(place) {
      const rule = plan.rules[place] as PlannedRule;
      const known = prefilters[place] ?? createPrefilter(rule, () => maker.testsOf(place), judging);
      prefilters[place] = known;
      return known;
    },
    remembering(decide) {
      const memory = createDecisionMemory<ReturnType<typeof decide>>();
      return (event) => {
        turn.raw = event.raw;
        turn.event++;
        steps.length = 0;
        // Answers that follow from the type are no part of what is remembered.
        if (own(event.raw, typeField) !== event.type) return decide(event);
        const known = memory.find(event.type, answer);
        if (known !== undefined) return known;
        const decision = decide(event);
        memory.keep(event.type, steps, decision);
        return decision;
      };
    },
  };
}

/** What the prefilters of rules have in common. */
interface Judging extends Pick<Asking, 'ask'> {
  readonly turnTo: (raw: Json) => void;
  readonly judge: (part: number) => Truth;
}

function createPrefilter(
  { tests: numbers, condition, unfiltered }: PlannedRule,
  prepared: () => readonly PreparedTest[],
  { turnTo, ask, judge }: Judging,
): Prefilter {
  // One row for all events: most of them are forgotten at once.
  const truths = numbers.map(() => false);
  const askAll = (): readonly boolean[] => {
    for (let test = 0; test < numbers.length; test++) {
      const number = numbers[test];
      if (typeof number === 'number') truths[test] = ask(number);
    }
    return truths;
  };
  return {
    get tests() {
      return prepared();
    },
    candidate(raw) {
      turnTo(raw);
      return judge(unfiltered) === no ? undefined : askAll();
    },
    isOpen(raw) {
      turnTo(raw);
      return judge(condition) !== no;
    },
    truths(raw) {
      turnTo(raw);
      return askAll();
    },
  };
}

/** Prepares to judge parts of conditions, with every comparison of windows open. */
function createJudging(
  { parts }: EventPlan,
  ask: (test: number) => boolean,
  turn: Turn,
): (part: number) => Truth {
  const events = new Float64Array(parts.length).fill(-1);
  const truths = new Uint8Array(parts.length);
  const decide = (number: number): Truth => {
    const part = parts[number] as EventPlan['parts'][number];
    switch (part.kind) {
      case 'test':
        return truthOf(ask(part.test));
      case 'open':
        return undecided;
      case 'not':
        return not(judge(part.of));
      case 'and':
      case 'or': {
        const [neutral, settled] = part.kind === 'and' ? [yes, no] : [no, yes];
        let truth: Truth = neutral;
        for (const one of part.of) {
          const other = judge(one);
          if (other === settled) return settled;
          if (other !== neutral) truth = other;
        }
        return truth;
      }
    }
  };
  const judge = (number: number): Truth => {
    if (events[number] === turn.event) return truths[number] as Truth;
    const truth = decide(number);
    events[number] = turn.event;
    truths[number] = truth;
    return truth;
  };
  return judge;
}
