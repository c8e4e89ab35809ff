import { day } from '../../event/duration.ts';
import { isEventField } from '../../event/event-shape.ts';
import { type Message, tell } from '../../language/message.ts';
import { fieldNamed } from '../detection/field-spelling.ts';
import { type Expression, type Formula, formulasOf, testsOf } from '../expression.ts';
import type { Rule } from '../rule.ts';
import { mistakeAt, type SourcePlace } from '../yaml/diagnostic.ts';
import { didYouMean, meantHint } from '../yaml/did-you-mean.ts';
import {
  type Entry,
  entriesOf,
  isMap,
  isScalar,
  type Node,
  writtenText,
  type YamlSource,
} from '../yaml/yaml-source.ts';
import { operandsOf, parseFormula } from './formula.ts';
import { formulaWindow } from './misplaced-key.ts';
import { factNamesOf, noAliases, type Window } from './window.ts';

/** The name under which a condition asks how long the log has run before the event. */
export const logName = 'log';

/** What formulas may speak of. */
export interface FormulaScope {
  readonly windows: ReadonlyMap<string, Window>;
  /** Names of the rule's selections. */
  readonly selections: ReadonlySet<string>;
  readonly source: YamlSource;
}

/** What every rule can ask of the log. */
export function logFields(place: SourcePlace): Window {
  return computedWindow(logName, new Map([['days', { kind: 'age' }]]), place);
}

/** Fields computed from facts of other windows, under a name like a window's. */
export function parseComputed(
  name: string,
  { keyNode, value }: Entry,
  scope: FormulaScope,
): Window | undefined {
  const { source } = scope;
  if (!isMap(value) || value.items.length === 0) {
    source.report(
      value ?? keyNode,
      tell('windowMistake.computeNeedsFields', { example: '{ratio: failed.n / succeeded.n}' }),
    );
    return undefined;
  }
  const computed = entriesOf(value, source).map((entry) => {
    return [entry.key, readFormula(entry, scope)] as const;
  });
  return computedWindow(name, new Map(computed), source.place(keyNode));
}

/** After a mistake a number stands for the formula, so that what names it has none. */
const broken: Formula = { kind: 'number', value: 0 };

function readFormula({ key, keyNode, value }: Entry, scope: FormulaScope): Formula {
  const { source } = scope;
  if (!isScalar(value) || value.value === null) {
    source.report(value ?? keyNode, tell('windowMistake.notFormula', { key }));
    return broken;
  }
  const formula = parseFormula(writtenText(value), (operand) => resolve(operand, value, scope));
  if (!('told' in formula)) return formula;
  source.report(value, formula.told, formula.offset);
  return selectionsNamed(writtenText(value), scope);
}

/** The selections that a formula with a mistake names, so that they do not seem unused. */
function selectionsNamed(text: string, { selections }: FormulaScope): Formula {
  const named = (text.match(/[A-Za-z_][\w.]*/g) ?? []).filter((name) => selections.has(name));
  return [...new Set(named)].reduce<Formula>(
    (left, name) => ({
      kind: 'operation',
      sign: '+',
      left,
      right: { kind: 'selection', name, of: unread },
    }),
    broken,
  );
}

/** No event meets it; stands for a selection until that is read. */
const unread: Expression = { kind: 'or', of: [] };

function resolve(
  name: string,
  node: Node,
  { windows, selections, source }: FormulaScope,
): Formula | Message {
  const [first = '', ...rest] = name.split('.');
  if (rest.length === 0) {
    if (selections.has(name)) return { kind: 'selection', name, of: unread };
    const owner = [...windows.values()].find((one) => factNamesOf(one).includes(name));
    if (owner) {
      const hint = meantHint(`${owner.name}.${name}`);
      return tell('detectionMistake.noSelection', { name, hint });
    }
    const names = [...selections, ...windows.keys()];
    return tell('detectionMistake.noSelection', { name, hint: didYouMean(name, names) });
  }
  const window = windows.get(first);
  if (window) return numberIn(window, rest.join('.'));
  if (isEventField(first)) return { kind: 'field', path: fieldNamed(name, node, source) };
  const hint = didYouMean(first, windows.keys());
  return tell('windowMistake.neitherFactNorField', { name, hint });
}

/** The number that a window has under a name, or why it has none. */
export function numberIn(owner: Window, name: string): Formula | Message {
  const { name: window, facts, computed, unread } = owner;
  const own = computed?.get(name);
  if (own && window === logName) return own;
  if (own) return tell('windowMistake.computedItself', { window, name });
  const fact = facts.find((one) => one.name === name);
  if (!fact) return unread?.includes(name) ? broken : missingFact(owner, name);
  if (fact.compute === 'last' || fact.compute === 'values') {
    return tell('windowMistake.factIsText', { window, name, function: fact.compute });
  }
  return { kind: 'fact', window, name };
}

/** More facts than this are not listed. */
const fewFacts = 8;

/** That a window has no fact of a name, and which it has. */
export function missingFact(window: Window, name: string): Message {
  const names = factNamesOf(window);
  const all = names.length > 0 ? tell('hint.itHas', { all: names.slice(0, fewFacts) }) : '';
  const formula = tell('hint.formulaWindow', { example: formulaWindow('my_fact') });
  const hint = /[-+*/]/.test(name) ? formula : didYouMean(name, names) || all;
  return tell('windowMistake.noFact', { window: window.name, fact: name, hint });
}

function computedWindow(
  name: string,
  computed: ReadonlyMap<string, Formula>,
  place: SourcePlace,
): Window {
  const nowhere = { before: undefined, after: undefined, learn: undefined, every: undefined };
  const nothing = { rules: [], list: undefined, groupBy: [], aliases: noAliases, facts: [] };
  return { name, ...nothing, ...nowhere, computed, place };
}

/**
 * Puts the selections into the formulas that name them, once they are read. A selection that rests on
 * such a formula itself is refused: weights of weights say nothing, and could go round in a circle.
 */
export function bindSelections(
  windows: Iterable<Window>,
  selections: ReadonlyMap<string, Expression>,
  source: YamlSource,
): void {
  const named = [...windows].flatMap(({ computed, place }) =>
    [...(computed?.values() ?? [])].flatMap((formula) =>
      [...operandsOf(formula)].flatMap((operand) =>
        operand.kind === 'selection' ? [{ operand, place }] : [],
      ),
    ),
  );
  const weighing = new Set(
    [...selections].flatMap(([name, selection]) => (isWeighing(selection) ? [name] : [])),
  );
  for (const { operand, place } of named) {
    const of = selections.get(operand.name);
    if (weighing.has(operand.name)) {
      const told = tell('windowMistake.weighsItself', { name: operand.name });
      source.problems.push(mistakeAt(place, told));
    } else if (of) {
      (operand as { of: Expression }).of = of;
    }
  }
}

/**
 * How far back the log must reach for what conditions ask of `log.days` alone; milliseconds. Where it is
 * a part of a formula nothing is known of that.
 */
export function logReachOf({ condition, raises }: Pick<Rule, 'condition' | 'raises'>): number {
  const conditions = [condition, ...raises.map((raise) => raise.condition)];
  const days = conditions
    .flatMap((expression) => [...testsOf(expression)])
    .flatMap((test) =>
      test.kind === 'field' && test.formula?.kind === 'age'
        ? test.values.flatMap((value) => (value.kind === 'number' ? value.value : []))
        : [],
    );
  return Math.max(0, ...days) * day;
}

function isWeighing(selection: Expression): boolean {
  return [...testsOf(selection)].some(
    (test) =>
      test.kind === 'field' &&
      formulasOf(test).some((formula) =>
        [...operandsOf(formula)].some(({ kind }) => kind === 'selection'),
      ),
  );
}
