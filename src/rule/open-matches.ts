import { tell } from '../language/message.ts';
import { type Expression, type FieldTest, isOfWindows, type RuleMatch } from './expression.ts';
import { always, never, rewriting } from './rewriting.ts';
import type { Raise, UnlinkedRule } from './rule.ts';
import { noAliases, type Window } from './window/window.ts';
import { type Diagnostic, mistakeAt } from './yaml/diagnostic.ts';

/** A condition with more parts than this, once it is opened, is a mistake or an attack. */
const maxParts = 100_000;

/**
 * Opens `matches` in the conditions of rules: each takes the condition of the rule it names.
 *
 * A rule with windows is evaluated by itself, once for all that name it, and the event is asked whether
 * it is one of its events: with several keys an event matches a rule if any of them does, also behind a
 * `not`. What such a rule asks of the event alone is opened all the same, since most events cannot match.
 * `rules` are in order, each after those it refers to.
 */
export function openMatches(
  rules: readonly UnlinkedRule[],
  find: (name: string) => UnlinkedRule,
): { readonly rules: readonly UnlinkedRule[]; readonly problems: readonly Diagnostic[] } {
  const conditions = new Map<string, Expression>();
  const problems: Diagnostic[] = [];
  const opened = rules.map((rule) => {
    const own = openRule(rule, (name) => {
      const { name: other, reasons } = find(name);
      return { name: other, reasons, condition: conditions.get(other) as Expression };
    });
    const parts = [own, ...own.raises].map(({ condition }) => sizeOf(condition));
    if (own !== rule && parts.reduce((sum, size) => sum + size) > maxParts) {
      const told = tell('mistake.conditionTooLong', { most: String(maxParts) });
      problems.push(mistakeAt(rule.place, told));
      conditions.set(rule.name, never);
      return rule;
    }
    conditions.set(rule.name, own.condition);
    return own;
  });
  return { rules: opened, problems };
}

/** The rule with its `matches` open; the same object if it has none. `give` gives the rules that they name. */
function openRule(
  rule: UnlinkedRule,
  give: (name: string) => Pick<UnlinkedRule, 'name' | 'reasons' | 'condition'>,
): UnlinkedRule {
  const asked = new Map<string, Window>();
  const open = rewriting((part) => {
    if (part.kind !== 'matches') return undefined;
    const { name, reasons, condition } = give(part.name);
    const alone = relaxed(condition);
    if (alone === condition) return { ...part, name, reasons, of: condition };
    const window = asked.get(name) ?? windowOver(name, part);
    asked.set(name, window);
    const parts = alone === always ? [] : [alone];
    const of: Expression = { kind: 'and', of: [...parts, membership(window, part)] };
    return { ...part, name, reasons, of };
  });
  const condition = open(rule.condition);
  const raises = rule.raises.map((raise): Raise => {
    return { ...raise, condition: open(raise.condition) };
  });
  const isSame =
    condition === rule.condition &&
    raises.every((raise, at) => raise.condition === rule.raises[at]?.condition);
  return isSame
    ? rule
    : { ...rule, condition, raises, windows: [...rule.windows, ...asked.values()] };
}

/** The window that holds nothing but the event, if it matches a rule. No author can write its name. */
function windowOver(rule: string, { place }: RuleMatch): Window {
  return {
    name: `matches ${rule}`,
    rules: [rule],
    list: undefined,
    groupBy: [],
    itself: true,
    aliases: noAliases,
    before: 0,
    after: undefined,
    learn: undefined,
    every: undefined,
    facts: [{ name: 'n', compute: 'count', of: [], among: [] }],
    place,
  };
}

function membership({ name: window }: Window, { place }: RuleMatch): FieldTest {
  return {
    kind: 'field',
    path: window,
    fact: { window, name: 'n' },
    comparison: 'equals',
    all: false,
    values: [{ kind: 'number', value: 1 }],
    place,
  };
}

/**
 * What an expression asks of the event alone: it holds wherever the expression does, whatever the
 * windows hold. The same object if no window is asked.
 */
function relaxed(expression: Expression): Expression {
  const relax = (wanted: boolean): ((part: Expression) => Expression) =>
    rewriting((part) => {
      if (part.kind === 'field') return isOfWindows(part) ? (wanted ? always : never) : part;
      if (part.kind !== 'not') return undefined;
      const of = relax(!wanted)(part.of);
      if (of === part.of) return part;
      return of === always ? never : of === never ? always : { kind: 'not', of };
    });
  return relax(true)(expression);
}

/** How many parts an expression has, those that stand in several places as often. */
function sizeOf(expression: Expression, known = new Map<Expression, number>()): number {
  const before = known.get(expression);
  if (before !== undefined) return before;
  const parts = 'of' in expression ? [expression.of].flat() : [];
  const size = parts.reduce((sum, part) => sum + sizeOf(part, known), 1);
  known.set(expression, size);
  return size;
}
