import type { FieldTest, Formula, Keyword, Quantifier } from '../rule/expression.ts';
import type { Level } from '../rule/level.ts';
import type { Reasons } from '../rule/reason-template.ts';
import type { Filter, Lists, Rule } from '../rule/rule.ts';

/**
 * Rules made ready for the engine, once. Plain data without functions: `structuredClone` and the
 * messages of worker threads carry it whole.
 * Its inside is no part of the public API.
 */
export interface CompiledRuleSet {
  /** The filters, of which those that have expired are in no rule. */
  readonly filters: readonly CompiledFilter[];
  /** Every rule stands after the rules it refers to. */
  readonly rules: readonly CompiledRule[];
}

/** What is told of a filter; what it adds is in the rules that it narrows. */
export interface CompiledFilter
  extends Pick<Filter, 'name' | 'title' | 'reason' | 'owner' | 'expires'> {
  readonly isExpired: boolean;
}

/** A rule as everything behind the rule language reads it: without the syntax tree of its conditions. */
export interface CompiledRule extends Omit<Rule, 'condition' | 'raises' | 'inner'> {
  readonly conditions: CompiledConditions;
  /** Worse levels, each with the condition after the rule's own in `conditions.verdicts`. */
  readonly raises: readonly { readonly level: Level }[];
}

/** The conditions of a rule: numbered tests, and verdicts over them. */
export interface CompiledConditions {
  /** What is asked of an event by itself; the tests inside a block stand before the block. */
  readonly tests: readonly EventTest[];
  /** The numbers of the tests that are asked of the event, not of a block's members. */
  readonly ofEvent: readonly number[];
  /** The comparisons of window facts. */
  readonly facts: readonly FieldTest[];
  /** By fact: what is compared if it is computed; undefined for a fact of a window alone. */
  readonly computed: readonly (CompiledComparison | undefined)[];
  /** Whether each of the facts helps its condition by holding; false behind a `not`. */
  readonly wanted: readonly boolean[];
  /** One verdict per condition: the rule's own, then those that raise its level. */
  readonly verdicts: readonly [VerdictTree, ...VerdictTree[]];
  /**
   * The rule's own condition as it would be without the filters that take events from it, those of rules that
   * it matches included; undefined if there are none.
   */
  readonly unfiltered: VerdictTree | undefined;
  /** The first condition as it would be with one of those filters alone, by its name. */
  readonly filters: readonly { readonly name: string; readonly verdict: VerdictTree }[];
  /** How many of `facts`, from the first on, the first condition asks for. */
  readonly ownFacts: number;
  /** Event types, case folded, for which the first condition can hold; undefined if it could be any. */
  readonly eventTypes: ReadonlySet<string> | undefined;
  /** The same without filters: of these types the rule looks at events, if only to count what filters take. */
  readonly unfilteredTypes: ReadonlySet<string> | undefined;
  /** The event's fields that the tests read, each once. */
  readonly fields: readonly string[];
  /** The value lists that the tests and the rule's windows may name. */
  readonly lists: Lists;
}

/** One question about an event, or about a member of an array. */
export type EventTest = FieldTest | Keyword | BlockTest;

/** Of how many members of an array a verdict must hold. */
export interface BlockTest {
  readonly kind: 'block';
  /** The array's dotted path from the event. */
  readonly path: string;
  /** Inside another block, the path from a member of that one's array; `.` is the member itself. */
  readonly member: string | undefined;
  /** The array of the block around it, by its path from the event. */
  readonly within: string | undefined;
  readonly quantifier: Quantifier;
  /** Asked of each member, over the tests inside the block. */
  readonly verdict: VerdictTree;
}

/** A condition over numbered tests and facts. */
export type VerdictTree =
  | { readonly kind: 'test'; readonly test: number }
  | { readonly kind: 'fact'; readonly fact: number }
  | { readonly kind: 'and' | 'or'; readonly of: readonly VerdictTree[] }
  | { readonly kind: 'not'; readonly of: VerdictTree }
  /** Transparent: the name of a selection or of a rule, or the title of a filter, for explanations. */
  | {
      readonly kind: 'selection' | 'filter' | 'matches';
      readonly name: string;
      readonly of: VerdictTree;
      /** What the author of a matched rule says of it. */
      readonly reasons?: Reasons;
    };

/** A number, and those that it is compared with; without others it is compared as the test says. */
export interface CompiledComparison {
  readonly own: CompiledFormula;
  readonly others: readonly CompiledFormula[];
}

/** A formula whose selections are verdicts: as they come out where orders suit them most, and least. */
export type CompiledFormula =
  | Exclude<Formula, { kind: 'selection' | 'operation' }>
  | {
      readonly kind: 'selection';
      readonly name: string;
      readonly of: { readonly most: VerdictTree; readonly least: VerdictTree };
    }
  | {
      readonly kind: 'operation';
      readonly sign: Extract<Formula, { kind: 'operation' }>['sign'];
      readonly left: CompiledFormula;
      readonly right: CompiledFormula;
    };

/** The parts of a formula that are no operation, each time they stand there. */
export function* partsOf(
  formula: CompiledFormula,
): Generator<Exclude<CompiledFormula, { kind: 'operation' }>> {
  if (formula.kind !== 'operation') {
    yield formula;
    return;
  }
  yield* partsOf(formula.left);
  yield* partsOf(formula.right);
}

/** Whether the tests of an event hold, by their numbers; those inside blocks are left out. */
export type TestTruths = readonly boolean[];
