import { no, yes } from '../detection/truth.ts';
import { day } from '../event/duration.ts';
import { duration } from '../explain/fact-text.ts';
import { testText } from '../explain/rule-text.ts';
import { tell } from '../language/message.ts';
import type { ExpectedValue, Expression, FieldTest } from '../rule/expression.ts';
import type { Lists } from '../rule/rule.ts';
import { type Fact, groupingsOf, type Window } from '../rule/window/window.ts';
import { aggregates } from '../window/aggregate/aggregates.ts';
import { compileFactTest, type KnownFactValue } from '../window/fact-test.ts';
import { sessionFields } from '../window/log/session-starts.ts';
import { rises, type Uncertainty, type Unseen } from '../window/uncertainty.ts';
import { type Check, once, type RuleSubject, remark } from './lint-context.ts';

/** A log that is shorter than this is normal, and waiting for it is no surprise. */
const patience = day;

/**
 * Comparisons that no events decide as the condition needs it, but only a log that covers the window:
 * that there were none, a share, a mean. Without `learn` that takes as long as the window is.
 */
export const checkLateWindows: Check<RuleSubject> = ({ rule, conditions, context }) => {
  const late = new Map(rule.windows.filter(isLate).map((window) => [window.name, window]));
  if (late.size === 0) return [];
  return once(
    conditions.flatMap(([, condition]) =>
      wantedFacts(condition).flatMap(({ test, wanted }) => {
        const window = late.get(test.fact?.window ?? '');
        const fact = window?.facts.find(({ name }) => name === test.fact?.name);
        if (!window || !fact) return [];
        if (!needsCoverage({ test, wanted, fact, window }, context.lists)) return [];
        const span = duration(window.before as number);
        const asked = `${wanted ? '' : 'not '}${testText(test)}`;
        const told = tell('remark.lateWindow', {
          asked,
          span,
          name: window.name,
          learn: learnFor(window),
        });
        return [remark(test.place, 'late-window', told)];
      }),
    ),
  );
};

function isLate(window: Window): boolean {
  const { before, learn, list, aliases } = window;
  const isOfSession = groupingsOf(window).every((names) =>
    names.some((name) => sessionFields.includes(name) && !aliases.has(name)),
  );
  return (
    list === undefined &&
    before !== undefined &&
    before > patience &&
    learn === undefined &&
    !isOfSession
  );
}

/** A quarter of a window, in whole days, and at least three of its buckets. */
function learnFor({ before = 0, every = 0 }: Window): string {
  return `${Math.ceil(Math.max(before / 4, 3 * every) / day)}d`;
}

/** A comparison of a fact, and whether the condition is helped by its being true, or false. */
interface WantedFact {
  readonly test: FieldTest;
  readonly wanted: boolean;
}

function wantedFacts(expression: Expression, wanted = true): readonly WantedFact[] {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.of.flatMap((part) => wantedFacts(part, wanted));
    case 'not':
      return wantedFacts(expression.of, !wanted);
    case 'selection':
    case 'filter':
      return wantedFacts(expression.of, wanted);
    case 'field':
      return expression.fact ? [{ test: expression, wanted }] : [];
    // What another rule asks of its own windows is its own matter.
    case 'matches':
    case 'members':
    case 'keyword':
      return [];
  }
}

interface Question extends WantedFact {
  readonly fact: Fact;
  readonly window: Window;
}

/** Whether of no value that the fact can have so far the wanted answer is certain. */
function needsCoverage({ test, wanted, fact, window }: Question, lists: Lists): boolean {
  const { orders, unseen: usual } = aggregates[fact.compute];
  const unseen = (fact.rises ? rises(0) : usual) as Unseen<KnownFactValue['value']>;
  const holds = compileFactTest(test, lists);
  const uncertainty: Uncertainty = {
    missing: Number.POSITIVE_INFINITY,
    since: 0,
    rules: window.rules.length,
  };
  const samples = samplesFor(test, fact, window);
  if (!samples) return false;
  return !samples.some((value) => {
    // The nearest neighbour is certain as soon as there is one.
    const isCertain = orders === 'nearest' && value !== undefined;
    const could = isCertain ? undefined : unseen(value, uncertainty);
    return holds({ value, could }, wanted) === (wanted ? yes : no);
  });
}

/** Values of every kind that matters to the test; undefined if there are too many kinds to tell. */
function samplesFor(
  { values }: FieldTest,
  { compute }: Fact,
  { rules }: Window,
): readonly KnownFactValue['value'][] | undefined {
  if (compute === 'new') return [true, false];
  const texts = values.map(sampleText);
  if (texts.includes(undefined)) return undefined;
  const named = texts.filter((text) => text !== undefined);
  if (compute === 'values' || compute === 'last') {
    const lists = [[], named, ['\u0000'], ...named.map((text) => [text])];
    return compute === 'values' ? lists : [undefined, ...lists];
  }
  const given = named.filter((text) => text !== '').map(Number);
  const isOfRules = compute === 'rules' || compute === 'steps';
  const most = isOfRules ? rules.length : Number.MAX_SAFE_INTEGER;
  const numbers = given.flatMap((number) => [number - 1, number, number + 1]);
  return [undefined, 0, most, ...numbers.filter((number) => number <= most)];
}

/** A text that meets an expected value; undefined where it is not simply written there. */
function sampleText(value: ExpectedValue): string | undefined {
  if (value.kind === 'null') return '';
  if (value.kind === 'number' || value.kind === 'boolean') return String(value.value);
  if (value.kind !== 'pattern') return undefined;
  const marks = { run: '', character: 'x', dash: '-' } as const;
  return value.parts.map((part) => (part.kind === 'text' ? part.text : marks[part.kind])).join('');
}
