import type { Expression, FieldTest } from './expression.ts';
import type { Raise, UnlinkedRule } from './rule.ts';
import type { Window } from './window/window.ts';
import type { Diagnostic } from './yaml/diagnostic.ts';

/** What a rule gives to those that say an event matches it. */
interface OpenedRule {
  /** Its condition, with the facts of its windows under their names abroad. */
  readonly condition: Expression;
  /** The windows that the condition asks, by name; no author can write a name with a slash. */
  readonly windows: readonly Window[];
}

/** A condition with more parts than this, once it is opened, is a mistake or an attack. */
const maxParts = 100_000;

/**
 * Opens `matches` in the conditions of rules: each takes the condition of the rule it names, and the
 * windows that this one asks, whose events are judged as those of the rule at hand. `rules` are in
 * order, each after those it refers to, and call each other by name.
 */
export function openMatches(
  rules: readonly UnlinkedRule[],
  find: (name: string) => UnlinkedRule,
): { readonly rules: readonly UnlinkedRule[]; readonly problems: readonly Diagnostic[] } {
  const given = new Map<string, OpenedRule>();
  const problems: Diagnostic[] = [];
  const opened = rules.map((rule) => {
    const own = openRule(rule, (name) => given.get(find(name).name) as OpenedRule);
    const parts = [own.condition, ...own.raises.map(({ condition }) => condition)];
    if (own !== rule && parts.reduce((sum, part) => sum + sizeOf(part), 0) > maxParts) {
      const message = `with the rules that it matches, the condition has more than ${maxParts} parts`;
      problems.push({ ...rule.place, message });
      given.set(rule.name, { condition: { kind: 'or', of: [] }, windows: [] });
      return rule;
    }
    given.set(rule.name, giveAway(own));
    return own;
  });
  return { rules: opened, problems };
}

/** The rule with its `matches` open; the same object if it has none. */
function openRule(rule: UnlinkedRule, give: (name: string) => OpenedRule): UnlinkedRule {
  const carried = new Map<string, Window>();
  const open = rewriting((part) => {
    if (part.kind !== 'matches') return undefined;
    const { condition, windows } = give(part.name);
    for (const window of windows) carried.set(window.name, judgedAs(window, rule.name));
    return { ...part, of: condition };
  });
  const condition = open(rule.condition);
  const raises = rule.raises.map((raise): Raise => {
    return { ...raise, condition: open(raise.condition) };
  });
  const isSame = condition === rule.condition && raises.every(isOneOf(rule.raises));
  return isSame
    ? rule
    : { ...rule, condition, raises, windows: [...rule.windows, ...carried.values()] };
}

function isOneOf(raises: readonly Raise[]): (raise: Raise) => boolean {
  return ({ condition }) => raises.some((other) => other.condition === condition);
}

/** The window with the event under evaluation taken for one of another rule, as its aliases go. */
function judgedAs(window: Window, rule: string): Window {
  const owner = window.name.slice(0, window.name.lastIndexOf('/'));
  const aliases = new Map(
    [...window.aliases].map(([name, byRule]) => {
      const field = byRule.get(owner);
      return [name, field === undefined ? byRule : new Map([...byRule, [rule, field]])];
    }),
  );
  return { ...window, aliases };
}

function giveAway({ name: rule, condition, windows }: UnlinkedRule): OpenedRule {
  const asked = new Set<string>();
  const abroad = (window: string): string => (window.includes('/') ? window : `${rule}/${window}`);
  const rename = rewriting((part) => {
    if (part.kind !== 'field' || !part.fact) return undefined;
    const { fact } = part;
    const window = abroad(fact.window);
    asked.add(`${window}.${fact.name}`);
    return window === fact.window ? part : renamed(part, { ...fact, window });
  });
  const whole = rename(condition);
  const named = windows.flatMap((window) => {
    const name = abroad(window.name);
    const facts = window.facts.filter((fact) => asked.has(`${name}.${fact.name}`));
    return facts.length === 0 ? [] : [{ ...window, name, facts }];
  });
  return { condition: whole, windows: named };
}

function renamed(test: FieldTest, fact: NonNullable<FieldTest['fact']>): FieldTest {
  return { ...test, path: `${fact.window}.${fact.name}`, fact };
}

/**
 * Rewrites parts of expressions: those for which `change` gives another. A part that stands in several
 * places is rewritten once, and one in which nothing changes stays the same object, so that its tests
 * are asked once.
 */
function rewriting(
  change: (part: Expression) => Expression | undefined,
): (expression: Expression) => Expression {
  const done = new Map<Expression, Expression>();
  const inner = (part: Expression): Expression => {
    switch (part.kind) {
      case 'and':
      case 'or': {
        const of = part.of.map(rewrite);
        return of.every((one, at) => one === part.of[at]) ? part : { ...part, of };
      }
      case 'not':
      case 'selection':
      case 'filter':
      case 'matches':
      case 'members': {
        const of = rewrite(part.of);
        return of === part.of ? part : { ...part, of };
      }
      case 'field':
      case 'keyword':
        return part;
    }
  };
  const rewrite = (part: Expression): Expression => {
    const known = done.get(part) ?? change(part) ?? inner(part);
    done.set(part, known);
    return known;
  };
  return rewrite;
}

/** How many parts an expression has, those that stand in several places as often. */
function sizeOf(expression: Expression, known = new Map<Expression, number>()): number {
  const before = known.get(expression);
  if (before !== undefined) return before;
  const size =
    'of' in expression
      ? [expression.of].flat().reduce((sum, part) => sum + sizeOf(part as Expression, known), 1)
      : 1;
  known.set(expression, size);
  return size;
}
