import { causesOf } from '../context/causes.ts';
import { compileFactTest, type Known } from '../context/fact-test.ts';
import { combinationsOf, type Judged, noKey } from '../context/judge.ts';
import type { Memory, Row } from '../context/memory.ts';
import type { View } from '../context/view.ts';
import { compilePredicate } from '../detection/compile.ts';
import { and, no, not, or, type Truth, truthOf, undecided, yes } from '../detection/truth.ts';
import type { Event } from '../event/event.ts';
import { parseField } from '../event/field.ts';
import { type Expression, type FieldTest, testsOf } from '../rule/expression.ts';
import { worse } from '../rule/level.ts';
import type { Lists, Rule } from '../rule/rule.ts';
import { factNames } from '../rule/window.ts';
import type { Account, Part, WindowAccount } from './account.ts';
import { verdicts } from './account.ts';
import { askText } from './ask.ts';
import { blame } from './blame.ts';
import type { Finding } from './finding.ts';

/** At most so many values are listed with a part. */
const maxValues = 20;

/** One event that was kept whole, and what the engine made of it. */
export interface Witness {
  readonly rule: Rule;
  readonly event: Event;
  readonly row: Row;
  readonly memory: Memory;
  readonly views: ReadonlyMap<string, View>;
  readonly lists: Lists;
  /** The engine's verdict; undefined if that is no. */
  readonly judged: Judged | undefined;
  readonly finding: Finding | undefined;
  /** Events for which the rule holds that are one finding with this one. */
  readonly together: number;
}

type Keys = ReadonlyMap<string, number>;

/**
 * Tells why a rule did or did not hold for an event. Walks every part of its conditions, without the
 * engine's short cuts, over the whole event. Throws if it comes to another verdict than the engine:
 * then one of them is wrong, and no explanation is better than a wrong one.
 */
export function accountFor(witness: Witness): Account {
  const { rule, event, judged, finding } = witness;
  const conditions = [rule.condition, ...rule.raises.map((raise) => raise.condition)];
  const choices = choicesOf(conditions, witness);
  const walks = choices.map((keys) => ({
    keys,
    parts: conditions.map((condition) => walk(condition, witness, keys)),
  }));
  const { keys, parts } = walks.reduce((best, other) => (isNearer(other, best) ? other : best));
  const [condition, ...raised] = parts as [Part, ...Part[]];
  const engine = verdicts[judged?.truths[0] ?? no];
  if (condition.verdict !== engine) {
    throw new Error(
      `${rule.name}, event ${event.uuid}: the walk says ${condition.verdict}, the engine ${engine}`,
    );
  }
  const raises = rule.raises.map(({ level }, index) => {
    return { level, condition: raised[index] as Part };
  });
  const holding = raises.filter((raise) => raise.condition.verdict === 'yes');
  const anchor = standing(rule.condition, witness) !== no;
  const level = holding.reduce((worst, raise) => worse(worst, raise.level), rule.level);
  const causes = judged && judged.truths[0] === undecided ? causesOf(judged, witness.views) : [];
  return {
    kind: 'account',
    schemaVersion: '1.0',
    rule: { name: rule.name, title: rule.title, id: rule.id },
    event: { uuid: event.uuid, published: iso(event.time), eventType: event.type },
    verdict: condition.verdict,
    level: condition.verdict === 'yes' ? level : null,
    because: blame({ condition, anchor, causes, level, finding }),
    anchor,
    condition,
    raises,
    windows: [...witness.views.values()].map((view) => windowAccount(view, witness, keys)),
    combinations: choices.length,
    finding: finding
      ? {
          id: finding.id,
          fingerprint: finding.fingerprint,
          severity: finding.severity,
          events: witness.together,
        }
      : null,
  };
}

/** Every choice of one key for each window that the conditions ask about, in the engine's order. */
function choicesOf(conditions: readonly Expression[], { views, row }: Witness): readonly Keys[] {
  const named = conditions
    .flatMap((condition) => [...testsOf(condition)])
    .flatMap((test) => (test.kind === 'field' && test.fact ? test.fact.window : []));
  const windows = [...new Set(named)];
  const options = windows.map((name) => views.get(name)?.keysOf(row) ?? []);
  return combinationsOf(options).map(
    (combination) => new Map(windows.map((name, index) => [name, combination[index] ?? noKey])),
  );
}

/** Whether a walk comes nearer to an alert, or as near and more raises hold. */
function isNearer(a: { parts: readonly Part[] }, b: { parts: readonly Part[] }): boolean {
  const rank = ({ parts: [first] }: { parts: readonly Part[] }): number =>
    first ? verdicts.indexOf(first.verdict) : 0;
  const held = ({ parts }: { parts: readonly Part[] }): number =>
    parts.filter(({ verdict }) => verdict === 'yes').length;
  return rank(a) === rank(b) ? held(a) > held(b) : rank(a) > rank(b);
}

/** What is true of the event by itself, every comparison of a fact left open. */
function standing(expression: Expression, witness: Witness): Truth {
  switch (expression.kind) {
    case 'and':
      return expression.of.map((part) => standing(part, witness)).reduce(and, yes);
    case 'or':
      return expression.of.map((part) => standing(part, witness)).reduce(or, no);
    case 'not':
      return not(standing(expression.of, witness));
    case 'selection':
      return standing(expression.of, witness);
    default:
      return expression.kind === 'field' && expression.fact ? undecided : own(expression, witness);
  }
}

/** The truth of a test that needs nothing but the event. */
function own(test: Expression, { event, lists }: Witness): Truth {
  return truthOf(compilePredicate(test, lists)(event.raw));
}

function walk(expression: Expression, witness: Witness, keys: Keys): Part {
  switch (expression.kind) {
    case 'and':
    case 'or': {
      const parts = expression.of.map((part) => walk(part, witness, keys));
      const truths = parts.map(({ verdict }) => verdicts.indexOf(verdict) as Truth);
      const truth = expression.kind === 'and' ? truths.reduce(and, yes) : truths.reduce(or, no);
      return node(expression.kind, '', truth, parts);
    }
    case 'not': {
      const inner = walk(expression.of, witness, keys);
      return node('not', '', not(verdicts.indexOf(inner.verdict) as Truth), [inner]);
    }
    case 'selection': {
      const inner = walk(expression.of, witness, keys);
      return node('selection', expression.name, verdicts.indexOf(inner.verdict) as Truth, [inner]);
    }
    default:
      return expression.kind === 'field' && expression.fact
        ? factPart(expression, expression.fact, witness, keys)
        : {
            ...node('test', askText(expression), own(expression, witness), []),
            ...seen(expression, witness),
          };
  }
}

function node(kind: Part['kind'], text: string, truth: Truth, parts: readonly Part[]): Part {
  return { kind, text, verdict: verdicts[truth], found: [], sure: true, parts };
}

/** The values that a field of the event has. */
function seen(test: Expression, { event }: Witness): Pick<Part, 'found'> {
  if (test.kind !== 'field') return { found: [] };
  const values = parseField(test.path).read(event.raw).slice(0, maxValues);
  return {
    found: values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))),
  };
}

function factPart(
  test: FieldTest,
  named: NonNullable<FieldTest['fact']>,
  witness: Witness,
  keys: Keys,
): Part {
  const known = knownFact(named, witness, keys);
  const truth = compileFactTest(test, witness.lists)(known);
  const value = known?.value;
  const found = value === undefined ? [] : Array.isArray(value) ? value : [String(value)];
  return {
    ...node('fact', askText(test), truth, []),
    found: found.slice(0, maxValues),
    sure: known?.sure ?? true,
  };
}

function knownFact(
  { window, name }: NonNullable<FieldTest['fact']>,
  { views, row }: Witness,
  keys: Keys,
): Known | undefined {
  const [view, key] = [views.get(window), keys.get(window) ?? noKey];
  if (!view || key === noKey) return undefined;
  return view.inspect(key, row).known[view.window.facts.findIndex((fact) => fact.name === name)];
}

function windowAccount(view: View, { memory, row }: Witness, keys: Keys): WindowAccount {
  const { window } = view;
  const key = keys.get(window.name) ?? view.keysOf(row)[0] ?? noKey;
  const { from, to, startKnown, endKnown } = view.extent(row);
  const inspection = key === noKey ? undefined : view.inspect(key, row);
  return {
    name: window.name,
    list: window.list ?? null,
    from: iso(from),
    to: iso(to),
    startCovered: startKnown,
    endCovered: endKnown,
    key:
      key === noKey
        ? null
        : Object.fromEntries(
            window.groupBy.map((path) => [path, memory.texts(row, path).join(', ')]),
          ),
    events: inspection?.rows().length ?? 0,
    facts: window.facts.map(({ name, compute, of }, index) => ({
      name,
      computes: [`${factNames[compute]}`, of.join(' + ')]
        .filter((words) => words !== '')
        .join(': '),
      value: inspection?.known[index]?.value ?? null,
      sure: inspection?.known[index]?.sure ?? true,
    })),
  };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
