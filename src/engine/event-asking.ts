import type { PreparedTest } from '../detection/prepared-test.ts';
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
  /** What was asked since it was emptied, as the memory of decisions wants it. */
  readonly steps: number[];
}

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
  /** The last event that was looked at, the number of what it has in the field, and what is known of that. */
  event: number;
  value: number;
  known: number;
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
  const groupOf = new Int32Array(tests.length).fill(unprepared);
  const placeOf = new Uint8Array(tests.length);
  const groups: TestGroup[] = [];
  const open = new Map<string, number>();
  const others: (PreparedTest['holds'] | undefined)[] = tests.map(() => undefined);
  const groupFor = (path: string): number => {
    const known = open.get(path);
    if (known !== undefined && (groups[known] as TestGroup).holds.length < mostTogether) {
      return known;
    }
    open.set(path, groups.length);
    return groups.push(createGroup(fieldOf(path).numbers)) - 1;
  };
  const prepare = (number: number): void => {
    const { path } = tests[number] as PlannedTest;
    const { holds } = maker.test(number);
    groupOf[number] = path === undefined ? alone : groupFor(path);
    if (path === undefined) others[number] = holds;
    else {
      const group = groups[groupOf[number] as number] as TestGroup;
      placeOf[number] = 2 * (group.holds.push(holds) - 1);
    }
  };
  const raw = (): Json => turn.raw as Json;
  const answerOther = (number: number): boolean => {
    if (groupOf[number] === unprepared) prepare(number);
    const holds = others[number];
    return holds ? holds(raw()) : answer(number);
  };
  const answer = (number: number): boolean => {
    const at = groupOf[number] as number;
    if (at < 0) return answerOther(number);
    const group = groups[at] as TestGroup;
    if (group.event !== turn.event) look(group, turn);
    const place = placeOf[number] as number;
    const known = (group.known >> place) & 3;
    return known === 0 ? answerAnew(group, place, raw()) : known === met;
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
      steps.push(stepOf(number, isMet));
      return isMet;
    },
  };
}

function createGroup(values: ValueNumbers): TestGroup {
  const { round } = values;
  return { values, holds: [], answers: new Int32Array(16), round, event: -1, value: -1, known: 0 };
}

/** Turns to an event. */
function look(group: TestGroup, turn: Turn): void {
  const value = group.values.of(turn.raw as Json);
  group.event = turn.event;
  group.value = value;
  if (group.values.round !== group.round) {
    group.answers.fill(0);
    group.round = group.values.round;
  }
  group.known = value >= 0 && value < group.answers.length ? (group.answers[value] as number) : 0;
}

function answerAnew(group: TestGroup, place: number, raw: Json): boolean {
  const isMet = (group.holds[place / 2] as PreparedTest['holds'])(raw);
  group.known |= (isMet ? met : unmet) << place;
  const { value } = group;
  if (value < 0) return isMet;
  if (value >= group.answers.length) group.answers = grown(group.answers, value);
  group.answers[value] = group.known;
  return isMet;
}

function grown(answers: Int32Array, value: number): Int32Array {
  const more = new Int32Array(Math.max(value + 1, answers.length * 2));
  more.set(answers);
  return more;
}
