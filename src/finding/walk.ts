import { compileFactTest, type Known } from '../context/fact-test.ts';
import { noKey } from '../context/judge.ts';
import type { Row } from '../context/memory.ts';
import type { View } from '../context/view.ts';
import { compilePredicate } from '../detection/compile.ts';
import { and, no, not, or, type Truth, truthOf, undecided, yes } from '../detection/truth.ts';
import { type FieldOf, memberFields, parseArrays, parseField } from '../event/field.ts';
import type { Json } from '../event/json.ts';
import type { Expression, FieldTest, Keyword, Members, Quantifier } from '../rule/expression.ts';
import type { Lists } from '../rule/rule.ts';
import { type Part, partOf, verdicts } from './account.ts';
import { askText } from './ask.ts';
import { couldText } from './could-text.ts';

/** At most so many values or members are listed with a part. */
export const maxListed = 20;

/** The key under each window that the event is judged with. */
export type Keys = ReadonlyMap<string, number>;

/** What a condition is walked over: an event kept whole, and the windows around it. */
export interface Path {
  readonly raw: Json;
  readonly row: Row;
  readonly views: ReadonlyMap<string, View>;
  readonly keys: Keys;
  readonly lists: Lists;
}

/** Walks every part of a condition, without the engine's short cuts, and says what each came to. */
export function walk(expression: Expression, path: Path): Part {
  return step(expression, path, {
    raw: path.raw,
    fieldOf: parseField,
    within: undefined,
    wanted: true,
  });
}

/** The truth of a walked part. */
export function truthIn({ verdict }: Part): Truth {
  return verdicts.indexOf(verdict) as Truth;
}

/** What is true of the event by itself, every comparison of a fact left open. */
export function standing(expression: Expression, raw: Json, lists: Lists): Truth {
  switch (expression.kind) {
    case 'and':
      return expression.of.map((part) => standing(part, raw, lists)).reduce(and, yes);
    case 'or':
      return expression.of.map((part) => standing(part, raw, lists)).reduce(or, no);
    case 'not':
      return not(standing(expression.of, raw, lists));
    case 'selection':
    case 'filter':
      return standing(expression.of, raw, lists);
    case 'field':
      if (expression.fact) return undecided;
      return truthOf(compilePredicate(expression, lists)(raw));
    case 'members':
    case 'keyword':
      return truthOf(compilePredicate(expression, lists)(raw));
  }
}

/** What is looked at: the event, or inside a block a member of the array at the path `within`. */
interface Scope {
  /** Undefined for a member that is not there. */
  readonly raw: Json | undefined;
  readonly fieldOf: FieldOf;
  readonly within: string | undefined;
  /** Whether an even number of `not` stands before. */
  readonly wanted: boolean;
}

function step(expression: Expression, path: Path, scope: Scope): Part {
  switch (expression.kind) {
    case 'and':
    case 'or': {
      const parts = expression.of.map((part) => step(part, path, scope));
      const truths = parts.map(truthIn);
      const truth = expression.kind === 'and' ? truths.reduce(and, yes) : truths.reduce(or, no);
      return partOf(expression.kind, '', verdicts[truth], parts);
    }
    case 'not': {
      const inner = step(expression.of, path, { ...scope, wanted: !scope.wanted });
      return partOf('not', '', verdicts[not(truthIn(inner))], [inner]);
    }
    case 'selection': {
      const inner = step(expression.of, path, scope);
      return partOf('selection', expression.name, inner.verdict, [inner]);
    }
    case 'filter': {
      const inner = step(expression.of, path, scope);
      return partOf('filter', expression.title, inner.verdict, [inner]);
    }
    case 'members':
      return membersPart(expression, path, scope);
    case 'field':
      return expression.fact
        ? factPart(expression, expression.fact, path, scope)
        : ownPart(expression, path, scope);
    case 'keyword':
      return ownPart(expression, path, scope);
  }
}

/** A test that needs nothing but the event, and the values that its field has. */
function ownPart(
  test: FieldTest | Keyword,
  { lists }: Path,
  { raw, fieldOf, within }: Scope,
): Part {
  const truth = truthOf(compilePredicate(test, lists, fieldOf, within)(raw));
  const values = test.kind === 'field' ? fieldOf(test.member ?? test.path).read(raw) : [];
  return {
    ...partOf('test', askText(test), verdicts[truth]),
    found: values
      .slice(0, maxListed)
      .map((value) => (typeof value === 'string' ? value : JSON.stringify(value))),
  };
}

/** A block: what became of each member of the array. */
function membersPart(block: Members, path: Path, scope: Scope): Part {
  const { quantifier, of } = block;
  const named = block.member ?? block.path;
  const arrays = parseArrays(named, scope.within)(scope.raw);
  const inner = { fieldOf: memberFields(block.path), within: block.path, wanted: scope.wanted };
  const tell = (raw: Json | undefined, at: string | number): Part => {
    const part = step(of, path, { ...inner, raw });
    return partOf('member', `${named}[${at}]`, part.verdict, [part]);
  };
  const chosen = typeof quantifier === 'number';
  const members = chosen
    ? picked(arrays, quantifier).map((raw) => tell(raw, quantifier))
    : arrays.flat().map((raw, at) => tell(raw, at));
  const truths = members.map((member) => truthIn(member) === yes);
  const truth = truthOf(chosen ? truths.some(Boolean) : quantify[quantifier](truths));
  const meeting = truths.filter(Boolean).length;
  return {
    ...partOf('members', `${named}[${quantifier}]`, verdicts[truth], telling(members)),
    found: [`${meeting} of ${members.length} ${members.length === 1 ? 'member' : 'members'}`],
  };
}

const quantify: Readonly<
  Record<Exclude<Quantifier, number>, (met: readonly boolean[]) => boolean>
> = {
  any: (met) => met.includes(true),
  all: (met) => met.length > 0 && !met.includes(false),
  all_or_empty: (met) => !met.includes(false),
  none: (met) => !met.includes(true),
};

/** The member at a place of each array; where there is no array, one that is absent. */
function picked(
  arrays: readonly (readonly Json[])[],
  place: number,
): readonly (Json | undefined)[] {
  return arrays.length === 0 ? [undefined] : arrays.map((array) => array.at(place));
}

/** Of too many members some that meet the block and some that do not. */
function telling(members: readonly Part[]): readonly Part[] {
  if (members.length <= maxListed) return members;
  const [met, others] = [true, false].map((wanted) =>
    members.filter((member) => (truthIn(member) === yes) === wanted),
  );
  const first = met?.slice(0, Math.max(maxListed / 2, maxListed - (others?.length ?? 0))) ?? [];
  const chosen = new Set([...first, ...(others?.slice(0, maxListed - first.length) ?? [])]);
  return members.filter((member) => chosen.has(member));
}

function factPart(
  test: FieldTest,
  named: NonNullable<FieldTest['fact']>,
  path: Path,
  { wanted }: Scope,
): Part {
  const holds = compileFactTest(test, path.lists);
  const known = holds.chosen(knownAt(named, path), wanted);
  const truth = holds(known, wanted);
  const value = known?.value;
  const found = value === undefined ? [] : Array.isArray(value) ? value : [String(value)];
  return {
    ...partOf('fact', askText(test), verdicts[truth]),
    found: found.slice(0, maxListed),
    could: couldText(known?.could),
  };
}

function knownAt(
  { window, name }: NonNullable<FieldTest['fact']>,
  { views, row, keys }: Path,
): Known | undefined {
  const [view, key] = [views.get(window), keys.get(window) ?? noKey];
  if (!view || key === noKey) return undefined;
  return view.inspect(key, row).known[view.window.facts.findIndex((fact) => fact.name === name)];
}
