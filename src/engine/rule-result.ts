import type { CompiledRule } from '../detection/compiled-rule.ts';
import type { Explanation } from '../explain/explanation.ts';
import type { RuleOutcome } from '../finding/summary.ts';
import type { BuiltFinding } from './built-finding.ts';
import { noSuppression, type Suppression } from './suppression.ts';
import { type Tally, total } from './tally.ts';

/** What the evaluation of one rule gave. */
export interface RuleResult {
  readonly rule: CompiledRule;
  readonly found: readonly BuiltFinding[];
  readonly outcome: RuleOutcome;
  /** Findings let go because there were more than the limit. */
  readonly dropped: number;
  /** What filters took away from it. */
  readonly suppression: Suppression;
  /** Whether the rule was evaluated to the end, in a run that was not broken off. */
  readonly isEvaluated: boolean;
  /** One for each event that an explanation was asked for. */
  readonly explanations: readonly Explanation[];
  /** What was found, if it was only counted. */
  readonly tally?: Tally | undefined;
}

/** What keeps rules from being answered by a log. */
export interface RuleObstacles {
  /** Fields that a rule asks for and no event of the log can have. */
  readonly missing: (rule: CompiledRule) => readonly string[];
  /** Why a rule can never match; none if it can. */
  readonly never: (rule: CompiledRule) => readonly string[];
}

/** How the evaluation of a rule ended. */
export interface RuleEnd
  extends Pick<RuleResult, 'found' | 'dropped' | 'suppression' | 'explanations' | 'tally'> {
  /** Events for which the rule stayed undecided, and why. */
  readonly undecided: number;
  readonly reasons: Iterable<string>;
}

/** Sums up how the evaluation of a rule ended. */
export function ruleResult(rule: CompiledRule, context: RuleObstacles, end: RuleEnd): RuleResult {
  const { found, dropped, suppression, undecided, reasons, explanations, tally } = end;
  const missing = context.missing(rule);
  const never = context.never(rule);
  const isBlind = missing.length > 0 || never.length > 0;
  const status = isBlind ? 'cannot-evaluate' : undecided > 0 ? 'undecided' : 'evaluated';
  const because = [...never, ...[...reasons].sort()];
  const findings = tally ? total(tally.findings) : found.length;
  const outcome = { status, findings, undecided, because, missing } as const;
  return {
    rule,
    found,
    dropped,
    suppression,
    isEvaluated: true,
    explanations,
    tally,
    outcome: { ...headOf(rule), ...outcome },
  };
}

/** The results of rules: of those that were not evaluated, that so many events are left undecided. */
export function allResults(
  rules: readonly CompiledRule[],
  results: ReadonlyMap<CompiledRule, RuleResult>,
  events: number,
): readonly RuleResult[] {
  return rules.map((rule) => results.get(rule) ?? unevaluated(rule, events));
}

function unevaluated(rule: CompiledRule, events: number): RuleResult {
  const because = ['the run was interrupted before the rule was evaluated'];
  const outcome = {
    status: 'undecided',
    findings: 0,
    undecided: events,
    because,
    missing: [],
  } as const;
  return {
    rule,
    found: [],
    dropped: 0,
    suppression: noSuppression,
    isEvaluated: false,
    explanations: [],
    outcome: { ...headOf(rule), ...outcome },
  };
}

function headOf({ name, title, level, filters }: CompiledRule) {
  return { name, title, level, ...(filters.length > 0 && { filters }) };
}
