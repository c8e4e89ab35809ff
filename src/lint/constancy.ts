import type {
  BlockExpression,
  Expression,
  FieldTest,
  Keyword,
  RuleMatch,
} from '../rule/expression.ts';
import {
  maxSteps,
  subjectOf,
  type TruthTable,
  type TruthTableContext,
  truthTableOf,
} from './truth-table.ts';

/** Whether an expression is false or true for every event; undefined if that depends on the event. */
export type Constant = 'never' | 'always' | undefined;

/** An expression with more combinations of truths than this is not decided. */
const maxCombinations = 4_096;

/**
 * Whether an expression can come out only one way.
 *
 * Its tests are gathered by what they look at. Of a field with one value, and of a fact, every kind of
 * value is tried, which shows the combinations of truths that its tests can have together; any other
 * test may be true or false by itself. Then all combinations are tried. Errs only towards undefined.
 */
export function constancyOf(expression: Expression, context: TruthTableContext): Constant {
  const groups = groupsOf(expression, context);
  const combinations = groups.reduce((product, { rows }) => product * rows.length, 1);
  if (combinations > maxCombinations) return undefined;
  const numbers = new Map(groups.flatMap(({ keys }) => keys).map((key, index) => [key, index]));
  const leaves = leavesOf(expression).length;
  if (combinations * leaves > maxSteps) return undefined;
  const holds = prepare(expression, numbers);
  const truths: boolean[] = [];
  const choose = ({ keys }: Group, row: readonly boolean[]): void => {
    for (const [index, key] of keys.entries()) {
      truths[numbers.get(key) as number] = row[index] === true;
    }
  };
  for (const group of groups) choose(group, group.rows[0] ?? []);
  const open = groups.filter(({ rows }) => rows.length > 1);
  const outcomes = new Set<boolean>();
  const assign = (at: number): void => {
    const group = open[at];
    if (!group) {
      outcomes.add(holds(truths));
      return;
    }
    for (const row of group.rows) {
      if (outcomes.size === 2) return;
      choose(group, row);
      assign(at + 1);
    }
  };
  assign(0);
  if (outcomes.size !== 1) return undefined;
  return outcomes.has(true) ? 'always' : 'never';
}

type Prepared = (truths: readonly boolean[]) => boolean;

/** An expression over the numbered truths of its tests. */
function prepare(expression: Expression, numbers: ReadonlyMap<string, number>): Prepared {
  switch (expression.kind) {
    case 'and':
    case 'or': {
      const parts = expression.of.map((part) => prepare(part, numbers));
      return expression.kind === 'and'
        ? (truths) => parts.every((part) => part(truths))
        : (truths) => parts.some((part) => part(truths));
    }
    case 'not': {
      const inner = prepare(expression.of, numbers);
      return (truths) => !inner(truths);
    }
    case 'selection':
    case 'filter':
      return prepare(expression.of, numbers);
    case 'matches':
    case 'members':
    case 'field':
    case 'keyword': {
      const number = numbers.get(keyOf(expression)) as number;
      return (truths) => truths[number] === true;
    }
  }
}

/** Tests about the same thing, and the rows of truths that they can have together. */
interface Group {
  readonly keys: readonly string[];
  readonly rows: TruthTable;
}

const free: TruthTable = [[false], [true]];
const fixed = (truth: boolean): TruthTable => [[truth]];

/** What is true or false as a whole: tests, blocks, and what other rules ask. */
type Leaf = FieldTest | Keyword | BlockExpression | RuleMatch;

function leavesOf(expression: Expression): readonly Leaf[] {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.of.flatMap(leavesOf);
    case 'not':
    case 'selection':
    case 'filter':
      return leavesOf(expression.of);
    case 'matches':
    case 'members':
    case 'field':
    case 'keyword':
      return [expression];
  }
}

/**
 * A block is free, but for what its condition says whatever the member, and what that leaves of the
 * quantifier: an array may have no members.
 */
function blockRows({ quantifier, of }: BlockExpression, context: TruthTableContext): TruthTable {
  const inner = constancyOf(of, { ...context, isMember: true });
  if (inner === undefined) return free;
  if (typeof quantifier === 'number') return fixed(inner === 'always');
  const settled = { any: 'never', none: 'never', all: 'never', all_or_empty: 'always' } as const;
  return settled[quantifier] === inner ? fixed(quantifier !== 'any' && quantifier !== 'all') : free;
}

function groupsOf(expression: Expression, context: TruthTableContext): readonly Group[] {
  const subjects = new Map<string, Map<string, FieldTest>>();
  const groups: Group[] = [];
  const seen = new Set<string>();
  for (const test of leavesOf(expression)) {
    const key = keyOf(test);
    if (seen.has(key)) continue;
    seen.add(key);
    const subject = test.kind === 'field' && !context.isMember ? subjectOf(test) : undefined;
    if (test.kind === 'members') groups.push({ keys: [key], rows: blockRows(test, context) });
    else if (test.kind !== 'field' || subject === undefined)
      groups.push({ keys: [key], rows: free });
    else subjects.set(subject, (subjects.get(subject) ?? new Map()).set(key, test));
  }
  for (const tests of subjects.values()) {
    const rows = truthTableOf([...tests.values()], context);
    if (rows) groups.push({ keys: [...tests.keys()], rows });
    else for (const key of tests.keys()) groups.push({ keys: [key], rows: free });
  }
  return groups;
}

/** Tests that ask the same are one, wherever they stand. */
function keyOf(test: Leaf): string {
  return JSON.stringify(test, (name, value) => (name === 'place' ? undefined : value));
}
