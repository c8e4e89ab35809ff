import { type FieldOf, memberFields, parseArrays, parseField } from '../event/field.ts';
import type { Json } from '../event/json.ts';
import type { Quantifier } from '../rule/expression.ts';
import type { Lists } from '../rule/rule.ts';
import type { BlockTest, EventTest, VerdictTree } from './compiled-rule.ts';
import { type Predicate, type PreparedField, prepareField } from './field-test.ts';
import { type PreparedKeyword, prepareKeyword } from './keyword-test.ts';
import { no, truthOf, yes } from './truth.ts';
import { type Evaluation, prepareVerdict } from './verdict.ts';

/** A numbered test at work. */
export type PreparedTest =
  | ({ readonly kind: 'field' } & PreparedField)
  | ({ readonly kind: 'keyword' } & PreparedKeyword)
  | ({ readonly kind: 'block' } & PreparedBlock);

/** A question about the members of an array, prepared. */
export interface PreparedBlock {
  readonly holds: Predicate;
  /** What became of each member that was asked, in the order of the array. */
  readonly members: (raw: Json | undefined) => readonly MemberOutcome[];
}

/** What a block's verdict came to for one member. */
export interface MemberOutcome {
  /** The place as the rule names it, or where the member stands in the array. */
  readonly place: number;
  /** Undefined for a place that the array does not have. */
  readonly member: Json | undefined;
  readonly holds: boolean;
}

/** Prepares all tests of a rule; `fieldOf` may share the event's fields among rules. */
export function prepareTests(
  tests: readonly EventTest[],
  lists: Lists,
  fieldOf: FieldOf = parseField,
): readonly PreparedTest[] {
  const prepared: PreparedTest[] = [];
  const inside = withinOf(tests);
  for (const [number, test] of tests.entries()) {
    const within = inside[number];
    const fields = within === undefined ? fieldOf : memberFields(within);
    if (test.kind === 'field') {
      prepared.push({ kind: 'field', ...prepareField(test, lists, fields) });
    } else if (test.kind === 'keyword') {
      prepared.push({ kind: 'keyword', ...prepareKeyword(test, lists, within) });
    } else {
      prepared.push({ kind: 'block', ...prepareBlock(test, prepared) });
    }
  }
  return prepared;
}

/** The array of whose members each test is asked, by its path; undefined for tests of the event. */
function withinOf(tests: readonly EventTest[]): readonly (string | undefined)[] {
  const within: (string | undefined)[] = tests.map(() => undefined);
  for (const test of tests) {
    if (test.kind !== 'block') continue;
    for (const number of testsIn(test.verdict)) within[number] = test.path;
  }
  return within;
}

/**
 * One of the tests of a rule by itself: the last of what is given, behind those inside it, which it knows by the numbers
 * that they have here.
 */
export function aloneOf(tests: readonly EventTest[], number: number): readonly EventTest[] {
  const numbers = new Set<number>();
  const gather = (one: number): void => {
    const test = tests[one] as EventTest;
    if (test.kind === 'block') for (const inside of testsIn(test.verdict)) gather(inside);
    numbers.add(one);
  };
  gather(number);
  const places = new Map([...numbers].map((one, place) => [one, place]));
  return [...numbers].map((one) => {
    const test = tests[one] as EventTest;
    return test.kind === 'block' ? { ...test, verdict: renumbered(test.verdict, places) } : test;
  });
}

function renumbered(verdict: VerdictTree, places: ReadonlyMap<number, number>): VerdictTree {
  switch (verdict.kind) {
    case 'test':
      return { ...verdict, test: places.get(verdict.test) as number };
    case 'fact':
      return verdict;
    case 'and':
    case 'or':
      return { ...verdict, of: verdict.of.map((one) => renumbered(one, places)) };
    default:
      return { ...verdict, of: renumbered(verdict.of, places) };
  }
}

/** The numbers of the tests that a verdict asks itself. */
export function* testsIn(verdict: BlockTest['verdict']): Generator<number> {
  switch (verdict.kind) {
    case 'test':
      yield verdict.test;
      return;
    case 'fact':
      return;
    case 'and':
    case 'or':
      for (const part of verdict.of) yield* testsIn(part);
      return;
    case 'not':
    case 'selection':
    case 'filter':
    case 'matches':
      yield* testsIn(verdict.of);
  }
}

function prepareBlock(block: BlockTest, prepared: readonly PreparedTest[]): PreparedBlock {
  const { path, member, within, quantifier } = block;
  const arraysOf = parseArrays(member ?? path, within);
  const holds = askMember(prepareVerdict(block.verdict), prepared);
  if (typeof quantifier !== 'number') {
    const quantify = quantifiers[quantifier];
    return {
      holds: (raw) => quantify(arraysOf(raw).flat(), holds),
      members: (raw) =>
        arraysOf(raw)
          .flat()
          .map((one, place) => ({ place, member: one, holds: holds(one) })),
    };
  }
  /** The member at the place of each array; where there is no array, one that is absent. */
  const picked = (raw: Json | undefined): readonly (Json | undefined)[] => {
    const arrays = arraysOf(raw);
    return arrays.length === 0 ? [undefined] : arrays.map((array) => array.at(quantifier));
  };
  return {
    holds: (raw) => picked(raw).some(holds),
    members: (raw) =>
      picked(raw).map((one) => ({ place: quantifier, member: one, holds: holds(one) })),
  };
}

function askMember(evaluation: Evaluation, prepared: readonly PreparedTest[]): Predicate {
  return (member) =>
    evaluation({
      test: (number) => truthOf((prepared[number] as PreparedTest).holds(member)),
      fact: () => no,
    }) === yes;
}

const quantifiers: Readonly<
  Record<Exclude<Quantifier, number>, (members: readonly Json[], holds: Predicate) => boolean>
> = {
  any: (members, holds) => members.some((member) => holds(member)),
  all: (members, holds) => members.length > 0 && members.every((member) => holds(member)),
  all_or_empty: (members, holds) => members.every((member) => holds(member)),
  none: (members, holds) => !members.some((member) => holds(member)),
};
