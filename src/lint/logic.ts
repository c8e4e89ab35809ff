import { wantsType } from '../detection/wants-type.ts';
import { type Expression, namesIn, testsOf } from '../rule/expression.ts';
import type { Place } from '../rule/problem.ts';
import { constancyOf, type Ground } from './constancy.ts';
import { type Check, conditionsOf, once, type Remark, remark, selectionsIn } from './subject.ts';

/** Conditions and selections that come out one way whatever the event says. */
export const checkLogic: Check = ({ rule, selections, placeOf, world }) => {
  const ground: Ground = {
    windows: rule.windows,
    lists: world.lists,
    eventTypes: world.eventTypes,
  };
  const inspect = (expression: Expression, what: string, place: Place): Remark[] => {
    const verdict = judge(expression, ground);
    return verdict ? [remark(place, `${verdict.outcome}-matches`, told(what, verdict))] : [];
  };
  const places = new Map(selections.map(({ name, place }) => [name, place]));
  const parts = [...selectionsIn(rule)].flatMap(([name, of]) => [
    ...inspect(of, `the selection "${name}"`, places.get(name) ?? placeOf('detection')),
    ...[...testsOf(of)].flatMap((test) =>
      test.kind === 'field' && test.fact
        ? inspect(test, `the test of ${test.path}`, test.place)
        : [],
    ),
  ]);
  // What a constant part does to the whole follows from it, so it is not said again.
  if (parts.length > 0) return once(parts);
  const whole = inspect(rule.condition, 'the condition', placeOf('detection'));
  if (whole.length > 0) return whole;
  const branches = alternatives(rule.condition).flatMap((of) =>
    inspect(of, `the alternative "${namesIn(of)}" of the condition`, placeOf('detection')),
  );
  if (branches.length > 0) return branches;
  return conditionsOf(rule)
    .slice(1)
    .flatMap(([what, of]) => {
      const alone = inspect(of, what, placeOf('raise'));
      if (alone.length > 0) return alone;
      const both: Expression = { kind: 'and', of: [rule.condition, of] };
      return inspect(both, `${what}, together with the condition,`, placeOf('raise'));
    });
};

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

function judge(expression: Expression, ground: Ground): Verdict | undefined {
  const outcome = constancyOf(expression, ground);
  if (outcome) return { outcome, byType: outcome === 'never' && noTypeFits(expression, ground) };
  return noTypeFits(expression, ground) ? { outcome: 'never', byType: true } : undefined;
}

/** Whether no event type can satisfy an expression; types that it names itself are tried as well. */
function noTypeFits(expression: Expression, { lists, eventTypes }: Ground): boolean {
  const named = [...testsOf(expression)].flatMap((test) =>
    test.values.flatMap((value) =>
      value.kind === 'pattern'
        ? value.parts.flatMap((part) => ('text' in part ? part.text : []))
        : [],
    ),
  );
  return ![...eventTypes, ...named, ''].some(wantsType(expression, lists));
}

function told(what: string, { outcome, byType }: Verdict): string {
  if (outcome === 'always') return `${what} holds for every event`;
  return byType
    ? `${what} can never hold: no event type satisfies it`
    : `${what} can never hold: its parts contradict each other`;
}
