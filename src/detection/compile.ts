import { type FieldOf, memberFields, parseArrays, parseField } from '../event/field.ts';
import type { Json } from '../event/json.ts';
import type { Expression, FieldTest, Members, Quantifier } from '../rule/expression.ts';
import type { Lists } from '../rule/rule.ts';
import { compileFieldTest, type Predicate } from './field-test.ts';
import { compileKeyword } from './keyword.ts';
import { and, no, not, or, type Truth, truthOf, yes } from './truth.ts';

/**
 * Conditions over the same event, prepared so that they can be judged in two steps: the parts that
 * need only the event (`atoms`) when the event is read, the comparisons of window facts (`facts`)
 * when their windows are known.
 */
export interface Compiled {
  readonly atoms: readonly Predicate[];
  readonly facts: readonly FieldTest[];
  /** One verdict per condition, from the truth of each atom and of each fact comparison. */
  readonly verdicts: readonly Verdict[];
  /** How many of `atoms` and `facts`, from the first on, the first condition asks for. */
  readonly ownAtoms: number;
  readonly ownFacts: number;
}
export type Verdict = (atoms: AtomTruths, facts: FactTruths) => Truth;

/** Whether the atom at each index of {@link Compiled.atoms} holds. */
export type AtomTruths = readonly boolean[];

/** The truth of the fact comparison at an index of {@link Compiled.facts}. */
export type FactTruths = (index: number) => Truth;

/** Prepares conditions that are judged together. `fieldOf` may share fields among rules. */
export function compile(
  expressions: readonly Expression[],
  lists: Lists,
  fieldOf: FieldOf = parseField,
): Compiled {
  const atoms: Predicate[] = [];
  const facts: FieldTest[] = [];
  const builder: Builder = { lists, fieldOf, atoms, facts };
  const verdicts: Verdict[] = [];
  let [ownAtoms, ownFacts] = [0, 0];
  for (const expression of expressions) {
    verdicts.push(build(expression, builder));
    if (verdicts.length === 1) [ownAtoms, ownFacts] = [atoms.length, facts.length];
  }
  return { atoms, facts, verdicts, ownAtoms, ownFacts };
}

interface Builder {
  readonly lists: Lists;
  readonly fieldOf: FieldOf;
  readonly atoms: Predicate[];
  readonly facts: FieldTest[];
}

function build(expression: Expression, builder: Builder): Verdict {
  if (!needsFacts(expression)) {
    const index =
      builder.atoms.push(compilePredicate(expression, builder.lists, builder.fieldOf)) - 1;
    return (atoms) => truthOf(atoms[index] === true);
  }
  switch (expression.kind) {
    case 'and':
    case 'or':
      return combine(expression.kind, expression.of, builder);
    case 'not': {
      const inner = build(expression.of, builder);
      return (atoms, facts) => not(inner(atoms, facts));
    }
    case 'selection':
    case 'filter':
      return build(expression.of, builder);
    case 'field': {
      const index = builder.facts.push(expression) - 1;
      return (_, facts) => facts(index);
    }
    case 'members':
    case 'keyword':
      throw new TypeError(`${expression.kind} compare no facts`);
  }
}

/** The parts that need no facts become one atom. */
function combine(kind: 'and' | 'or', parts: readonly Expression[], builder: Builder): Verdict {
  const plain = parts.filter((part) => !needsFacts(part));
  const rest = parts.filter(needsFacts).map((part) => build(part, builder));
  const all = plain.length > 0 ? [build({ kind, of: plain }, builder), ...rest] : rest;
  const join = kind === 'and' ? and : or;
  const settled = kind === 'and' ? no : yes;
  return (atoms, facts) => {
    let truth: Truth = kind === 'and' ? yes : no;
    for (const verdict of all) {
      truth = join(truth, verdict(atoms, facts));
      if (truth === settled) return truth;
    }
    return truth;
  };
}

/** Whether an expression compares any window fact. */
export function needsFacts(expression: Expression): boolean {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.of.some(needsFacts);
    case 'not':
    case 'selection':
    case 'filter':
      return needsFacts(expression.of);
    case 'field':
      return expression.fact !== undefined;
    case 'members':
    case 'keyword':
      return false;
  }
}

/**
 * Prepares an expression that compares no window facts. Inside a block it is asked of the members of
 * the array `within`, and `fieldOf` reads theirs.
 */
export function compilePredicate(
  expression: Expression,
  lists: Lists,
  fieldOf: FieldOf = parseField,
  within?: string,
): Predicate {
  switch (expression.kind) {
    case 'and': {
      const parts = expression.of.map((part) => compilePredicate(part, lists, fieldOf, within));
      return (raw) => {
        for (const part of parts) if (!part(raw)) return false;
        return true;
      };
    }
    case 'or': {
      const parts = expression.of.map((part) => compilePredicate(part, lists, fieldOf, within));
      return (raw) => {
        for (const part of parts) if (part(raw)) return true;
        return false;
      };
    }
    case 'not': {
      const inner = compilePredicate(expression.of, lists, fieldOf, within);
      return (raw) => !inner(raw);
    }
    case 'selection':
    case 'filter':
      return compilePredicate(expression.of, lists, fieldOf, within);
    case 'members':
      return compileMembers(expression, lists, within);
    case 'field':
      return compileFieldTest(expression, lists, fieldOf);
    case 'keyword':
      return compileKeyword(expression, lists, within);
  }
}

function compileMembers(
  { path, member, quantifier, of }: Members,
  lists: Lists,
  within: string | undefined,
): Predicate {
  const arraysOf = parseArrays(member ?? path, within);
  const holds = compilePredicate(of, lists, memberFields(path), path);
  if (typeof quantifier !== 'number') {
    const quantify = quantifiers[quantifier];
    return (raw) => quantify(arraysOf(raw).flat(), holds);
  }
  return (raw) => {
    const arrays = arraysOf(raw);
    return arrays.length === 0
      ? holds(undefined)
      : arrays.some((array) => holds(array.at(quantifier)));
  };
}

const quantifiers: Readonly<
  Record<Exclude<Quantifier, number>, (members: readonly Json[], holds: Predicate) => boolean>
> = {
  any: (members, holds) => members.some((member) => holds(member)),
  all: (members, holds) => members.length > 0 && members.every((member) => holds(member)),
  all_or_empty: (members, holds) => members.every((member) => holds(member)),
  none: (members, holds) => !members.some((member) => holds(member)),
};
