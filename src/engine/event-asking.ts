import type { PreparedTest } from '../detection/prepared-test.ts';
import type { EventWalk } from '../event/event-walk.ts';
import type { FieldOf } from '../event/field.ts';
import type { Json } from '../event/json.ts';
import type { ValueNumbers } from '../event/value-numbers.ts';
import type { EventPlan, PlannedTest } from '../plan/event-plan.ts';
import { stepOf } from './decision-memory.ts';

/** Makes the tests of a plan when they are asked for. */
export interface TestMaker {
  /** A test of the plan, by its number. */
  test(number: number): PreparedTest;
  /** All tests of the rule at a place. */
  testsOf(place: number): readonly PreparedTest[];
}

/** The event that is looked at, and how many were before it. */
export interface Turn {
  readonly raw: Json | undefined;
  readonly event: number;
}

/** Asks the tests of a plan of the event that is looked at, by their numbers. */
export interface Asking {
  /** Once of each event. */
  ask(test: number): boolean;
  /** However often. */
  answer(test: number): boolean;
  /** What was asked since it was emptied, as the memory of decisions wants it, but for tests of {@link typeField}. */
  readonly steps: number[];
}

/** A third of all that is asked of an event is its type. */
export const typeField = 'eventType';

/**
 * Some tests that depend on the value of one field alone. What is known of a value stands in one number, two bits a test:
 * 0 before it was asked, else {@link unmet} or {@link met}.
 */
interface TestGroup {
  readonly values: ValueNumbers;
  readonly holds: PreparedTest['holds'][];
  /** By the number of a value. */
  answers: Int32Array;
  round: number;
  /** The number of what the event that was looked at last has in the field. */
  value: number;
}

const unmet = 1;
const met = 2;

/** So many tests of a field are together. */
const mostTogether = 15;

/** Before a test was prepared, and of one that depends on more than a field. */
const [unprepared, alone] = [-1, -2];

/** Prepares to ask the tests of a plan, each when an event first comes to it. */
export function createAsking(
  { tests }: EventPlan,
  maker: TestMaker,
  fieldOf: FieldOf,
  turn: Turn,
): Asking {
  const { groupFor, eventOf, knownOf, look, answerAnew } = createGroups(
    tests.length,
    fieldOf,
    turn,
  );
  const groupOf = new Int32Array(tests.length).fill(unprepared);
  const shiftOf = new Uint8Array(tests.length);
  const others: (PreparedTest['holds'] | undefined)[] = tests.map(() => undefined);
  const prepare = (number: number): void => {
    const { path } = tests[number] as PlannedTest;
    const { holds } = maker.test(number);
    if (path === undefined) {
      groupOf[number] = alone;
      others[number] = holds;
    } else [groupOf[number], shiftOf[number]] = groupFor(path, holds);
  };
  const answerOther = (number: number): boolean => {
    if (groupOf[number] === unprepared) prepare(number);
    const holds = others[number];
    return holds ? holds(turn.raw as Json) : answer(number);
  };
  const answer = (number: number): boolean => {
    const group = groupOf[number] as number;
    if (group < 0) return answerOther(number);
    if (eventOf[group] !== turn.event) look(group);
    const shift = shiftOf[number] as number;
    const known = ((knownOf[group] as number) >> shift) & 3;
    return known === 0 ? answerAnew(group, shift) : known === met;
  };
  const events = new Float64Array(tests.length).fill(-1);
  const answers = new Uint8Array(tests.length);
  const steps: number[] = [];
  return {
    steps,
    answer,
    ask(number) {
      if (events[number] === turn.event) return answers[number] === met;
      events[number] = turn.event;
      const isMet = answer(number);
      answers[number] = isMet ? met : unmet;
      if (tests[number]?.path !== typeField) steps.push(stepOf(number, isMet));
      return isMet;
    },
  };
}

/**
 * Makes groups of tests, `most` at most. What is asked over and over stands in arrays of numbers, by the number of a group:
 * of most fields of an event it is known from there that it has nothing in them.
 */
function createGroups(most: number, fieldOf: FieldOf, turn: Turn) {
  const groups: TestGroup[] = [];
  const open = new Map<string, number>();
  /** The last event that was looked at, and what is known of what it has. */
  const eventOf = new Float64Array(most).fill(-1);
  const knownOf = new Int32Array(most);
  /** What is known of events that have nothing there, and where the walk over an event tells that. */
  const knownOfNothing = new Int32Array(most);
  const placeOf = new Int32Array(most).fill(-1);
  let walk: EventWalk | undefined;
  const hasNothing = (group: number): boolean => {
    const place = placeOf[group] as number;
    return place >= 0 && walk?.counts(turn.raw as Json)[place] === 0;
  };
  const add = (path: string): number => {
    const values = fieldOf(path).numbers;
    const group = groups.push(createGroup(values)) - 1;
    walk ??= values.walked?.walk;
    if (values.walked && values.walked.walk === walk) placeOf[group] = values.walked.place;
    open.set(path, group);
    return group;
  };
  return {
    eventOf,
    knownOf,
    /** The group in which a test is asked, and where its bits are. */
    groupFor(path: string, holds: PreparedTest['holds']): readonly [group: number, shift: number] {
      const last = open.get(path);
      const isOpen = last !== undefined && (groups[last] as TestGroup).holds.length < mostTogether;
      const group = isOpen ? last : add(path);
      return [group, 2 * ((groups[group] as TestGroup).holds.push(holds) - 1)];
    },
    /** Turns to the event. */
    look(group: number): void {
      eventOf[group] = turn.event;
      knownOf[group] = hasNothing(group)
        ? (knownOfNothing[group] as number)
        : knownIn(groups[group] as TestGroup, turn.raw as Json);
    },
    answerAnew(number: number, shift: number): boolean {
      const group = groups[number] as TestGroup;
      const isMet = (group.holds[shift / 2] as PreparedTest['holds'])(turn.raw as Json);
      const known = (knownOf[number] as number) | ((isMet ? met : unmet) << shift);
      knownOf[number] = known;
      if (hasNothing(number)) knownOfNothing[number] = known;
      else keep(group, known);
      return isMet;
    },
  };
}

function createGroup(values: ValueNumbers): TestGroup {
  const { round } = values;
  return { values, holds: [], answers: new Int32Array(16), round, value: -1 };
}

/** What is known of what an event has in the field. */
function knownIn(group: TestGroup, raw: Json): number {
  const value = group.values.of(raw);
  group.value = value;
  if (group.values.round !== group.round) {
    group.answers.fill(0);
    group.round = group.values.round;
  }
  return value >= 0 && value < group.answers.length ? (group.answers[value] as number) : 0;
}

/** Keeps what is known of the value of the event that was looked at last. */
function keep(group: TestGroup, known: number): void {
  const { value } = group;
  if (value < 0) return;
  if (value >= group.answers.length) group.answers = grown(group.answers, value);
  group.answers[value] = known;
}

function grown(answers: Int32Array, value: number): Int32Array {
  const more = new Int32Array(Math.max(value + 1, answers.length * 2));
  more.set(answers);
  return more;
}
