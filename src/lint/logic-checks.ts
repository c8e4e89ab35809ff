import { wantsType } from '../detection/can-hold.ts';
import { compile } from '../detection/compile.ts';
import { type Message, tell } from '../language/message.ts';
import { type Expression, matchesIn, namesIn, testsOf } from '../rule/expression.ts';
import { asPart } from '../rule/filter.ts';
import type { SourcePlace } from '../rule/yaml/diagnostic.ts';
import { constancyOf } from './constancy.ts';
import { natureOf } from './fact-value-checks.ts';
import {
  type Check,
  conditionsOf,
  type FilterSubject,
  type LintSubject,
  once,
  type Remark,
  type RuleSubject,
  remark,
  selectionsIn,
} from './lint-context.ts';
import type { TruthTableContext } from './truth-table.ts';

/** Conditions and selections of a rule that are never or always true, whatever the event. */
export const checkLogic: Check<RuleSubject> = (subject) => {
  const { rule, placeOf } = subject;
  if (rule.correlation) return [];
  const context = { ...subject.context, windows: rule.windows };
  const parts = [...checkParts(subject, context, 'detection'), ...checkEvents(subject, context)];
  // What a constant part does to the whole follows from it, so it is not said again.
  if (parts.length > 0) return once(parts);
  const inspect = (expression: Expression, what: Message, key: string): readonly Remark[] =>
    inspectAt(expression, what, placeOf(key), context);
  const whole = inspect(rule.condition, tell('remark.condition'), 'detection');
  if (whole.length > 0) return whole;
  const branches = alternatives(rule.condition).flatMap((of) =>
    inspect(of, tell('remark.alternative', { names: namesIn(of) }), 'detection'),
  );
  if (branches.length > 0) return branches;
  return conditionsOf(rule)
    .slice(1)
    .flatMap(([what, of]) => {
      const alone = inspect(of, what, 'raise');
      if (alone.length > 0) return alone;
      const both: Expression = { kind: 'and', of: [rule.condition, of] };
      return inspect(both, tell('remark.togetherWithCondition', { what }), 'raise');
    });
};

/** What a filter does to its rules: it must leave something of each, and take something from those it names. */
export const checkFilterLogic: Check<FilterSubject> = (subject) => {
  const { filter, narrowed, placeOf, context } = subject;
  const at = placeOf('filter');
  const own = { ...context, windows: filter.windows };
  const { expression, windows } = asPart(filter);
  const parts = [...checkParts(subject, own, 'filter'), ...checkEvents(subject, own)];
  if (parts.length > 0) return once(parts);
  const whole = inspectAt(filter.condition, tell('remark.filterCondition'), at, own);
  if (whole.length > 0) return whole;
  return narrowed.flatMap((rule) => {
    const joint = { ...context, windows: [...rule.windows, ...windows] };
    // A rule that is constant by itself has its own remark.
    if (verdictOf(rule.condition, joint)) return [];
    const both: Expression = { kind: 'and', of: [rule.condition, expression] };
    if (verdictOf(both, joint)?.outcome === 'never') {
      return [remark(at, 'never-matches', tell('remark.filterLeavesNothing', { rule: rule.name }))];
    }
    const rest: Expression = { kind: 'not', of: expression };
    const gone: Expression = { kind: 'and', of: [rule.condition, rest] };
    if (filter.rules === undefined || verdictOf(gone, joint)?.outcome !== 'never') return [];
    return [remark(at, 'idle-filter', tell('remark.filterExcludesNothing', { rule: rule.name }))];
  });
};

/** Remarks on selections, and on comparisons of facts within them. */
function checkParts(
  subject: LintSubject,
  context: TruthTableContext,
  section: string,
): readonly Remark[] {
  const places = new Map(subject.selections.map(({ name, place }) => [name, place]));
  return [...selectionsIn(subject)].flatMap(([name, of]) => {
    const at = places.get(name) ?? subject.placeOf(section);
    const facts = [...testsOf(of)].flatMap((test) =>
      test.kind === 'field' && test.fact
        ? inspectAt(
            test,
            tell('remark.test', { path: test.path }),
            test.place,
            context,
            natureOf(test, subject.windows),
          )
        : [],
    );
    const isAsking = facts.some(({ code }) => code === 'never-matches');
    const cause = isAsking ? tell('remark.windowNeverGives') : undefined;
    return [...inspectAt(of, tell('remark.selection', { name }), at, context, cause), ...facts];
  });
}

/** Remarks on what windows say of their events. */
function checkEvents({ events }: LintSubject, context: TruthTableContext): readonly Remark[] {
  return events.flatMap(({ what, of, place }) => inspectAt(of, what, place, context));
}

function inspectAt(
  expression: Expression,
  what: Message,
  place: SourcePlace,
  context: TruthTableContext,
  why?: Message,
): readonly Remark[] {
  const verdict = verdictOf(expression, context);
  return verdict ? [remark(place, `${verdict.outcome}-matches`, describe(what, verdict, why))] : [];
}

/** The branches of a condition that is an `or`, those that are one selection left out. */
function alternatives(condition: Expression): readonly Expression[] {
  if (condition.kind !== 'or') return [];
  return condition.of.filter(({ kind }) => kind !== 'selection');
}

interface Verdict {
  readonly outcome: 'never' | 'always';
  /** Whether the event type alone decides. */
  readonly byType: boolean;
}

function verdictOf(expression: Expression, context: TruthTableContext): Verdict | undefined {
  const outcome = constancyOf(expression, context);
  if (outcome) return { outcome, byType: outcome === 'never' && noTypeFits(expression, context) };
  return noTypeFits(expression, context) ? { outcome: 'never', byType: true } : undefined;
}

/**
 * Whether no event type can satisfy an expression; types that it names itself are tried as well. Of what
 * other rules ask nothing is known.
 */
function noTypeFits(expression: Expression, { lists, eventTypes }: TruthTableContext): boolean {
  if (!matchesIn(expression).next().done) return false;
  const named = [...testsOf(expression)].flatMap((test) =>
    test.values.flatMap((value) =>
      value.kind === 'pattern'
        ? value.parts.flatMap((part) => ('text' in part ? part.text : []))
        : [],
    ),
  );
  return ![...eventTypes, ...named, ''].some(wantsType(compile([expression], lists)));
}

/** `why` is what is said instead of a contradiction, if that is known better. */
function describe(
  what: Message,
  { outcome, byType }: Verdict,
  why = tell('remark.contradiction'),
): Message {
  if (outcome === 'always') return tell('remark.alwaysHolds', { what });
  return byType
    ? tell('remark.noTypeSatisfies', { what })
    : tell('remark.neverHolds', { what, why });
}
