import { causesOf } from '../context/causes.ts';
import { combinationsOf, type Judged, noKey } from '../context/judge.ts';
import type { Memory, Row } from '../context/memory.ts';
import type { View } from '../context/view.ts';
import { no, undecided } from '../detection/truth.ts';
import type { Event } from '../event/event.ts';
import { type Expression, testsOf } from '../rule/expression.ts';
import { functions } from '../rule/function.ts';
import { worse } from '../rule/level.ts';
import type { Lists, Rule } from '../rule/rule.ts';
import type { Fact } from '../rule/window.ts';
import {
  type Account,
  type AccountEvent,
  type Part,
  verdicts,
  type WindowAccount,
} from './account.ts';
import { blame } from './blame.ts';
import { couldText } from './could-text.ts';
import type { Finding } from './finding.ts';
import { type Keys, standing, walk } from './walk.ts';
import { speaks } from './wants.ts';

/** One event that was kept whole, and where it is remembered. */
export interface Witness {
  readonly event: Event;
  readonly row: Row;
  /** The finding it stands for, if it is an alert. */
  readonly alert: AccountEvent['alert'];
}

/** What the engine made of the event. */
export interface Judgment {
  readonly rule: Rule;
  readonly memory: Memory;
  readonly views: ReadonlyMap<string, View>;
  readonly lists: Lists;
  /** The engine's verdict; undefined if that is no. */
  readonly judged: Judged | undefined;
  readonly finding: Finding | undefined;
  /** Events for which the rule holds that are one finding with this one. */
  readonly together: number;
}

/**
 * Tells why a rule did or did not hold for an event. Walks every part of its conditions, without the
 * engine's short cuts, over the whole event. Throws if it comes to another verdict than the engine:
 * then one of them is wrong, and no explanation is better than a wrong one.
 */
export function accountFor(witness: Witness, judgment: Judgment): Account {
  const { event, row } = witness;
  const { rule, judged, finding, views, lists } = judgment;
  const conditions = [rule.condition, ...rule.raises.map((raise) => raise.condition)];
  const choices = choicesOf(conditions, views, row);
  const walks = choices.map((keys) => ({
    keys,
    parts: conditions.map((condition) =>
      walk(condition, { raw: event.raw, row, views, keys, lists }),
    ),
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
  const anchor = standing(rule.condition, event.raw, lists) !== no;
  const level = holding.reduce((worst, raise) => worse(worst, raise.level), rule.level);
  const causes = judged && judged.truths[0] === undecided ? causesOf(judged, views) : [];
  return {
    ...headOf(rule, witness),
    verdict: condition.verdict,
    level: condition.verdict === 'yes' ? level : null,
    because: blame({
      condition,
      // Without windows there is nothing but the event to ask.
      anchor: anchor || views.size === 0,
      causes,
      level,
      finding,
      reports: speaks(rule),
    }),
    anchor,
    condition,
    raises,
    windows: [...views.values()].map((view) => windowAccount(view, row, keys)),
    combinations: choices.length,
    correlation: null,
    finding: findingOf(finding, judgment.together),
  };
}

/** What an account says before it comes to the point. */
export function headOf(
  rule: Rule,
  { event, alert }: Witness,
): Pick<Account, 'kind' | 'schemaVersion' | 'rule' | 'event'> {
  const { uuid } = event.raw;
  return {
    kind: 'account',
    schemaVersion: '1.0',
    rule: { name: rule.name, title: rule.title, id: rule.id },
    event: {
      uuid: typeof uuid === 'string' ? uuid : event.uuid,
      published: iso(event.time),
      eventType: event.type,
      alert,
    },
  };
}

/** A finding as an account names it. */
export function findingOf(finding: Finding | undefined, events: number): Account['finding'] {
  if (!finding) return null;
  const { id, fingerprint, severity } = finding;
  return { id, fingerprint, severity, events };
}

/** Every choice of one key for each window that the conditions ask about, in the engine's order. */
function choicesOf(
  conditions: readonly Expression[],
  views: ReadonlyMap<string, View>,
  row: Row,
): readonly Keys[] {
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

function windowAccount(view: View, row: Row, keys: Keys): WindowAccount {
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
    key: key === noKey ? null : view.keyOf(row, key),
    events: inspection?.rows().length ?? 0,
    facts: window.facts.map((fact, index) => ({
      name: fact.name,
      computes: computesText(fact),
      value: inspection?.known[index]?.value ?? null,
      could: couldText(inspection?.known[index]?.could),
    })),
  };
}

/** What a fact is, in words, and what it is computed from. */
function computesText({ compute, of, percent, each, rule }: Fact): string {
  const from = [
    ...(each === undefined ? [] : [each]),
    ...(of.length === 0 ? [] : [of.join(' + ')]),
    ...(percent === undefined ? [] : [`${percent}%`]),
    ...(rule === undefined ? [] : [rule]),
  ];
  return [functions[compute].gives, from.join(', ')].filter((words) => words !== '').join(': ');
}

export function iso(time: number): string {
  return new Date(time).toISOString();
}
