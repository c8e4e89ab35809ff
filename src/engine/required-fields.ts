import type { CompiledRule, VerdictTree } from '../detection/compiled-rule.ts';
import { whenNeeded } from '../detection/when-needed.ts';
import { basePath } from '../event/field-part.ts';
import { placeholdersOf } from '../explain/summary-text.ts';
import { actPlace, placesOfReasons, type Reasons } from '../rule/reason-template.ts';
import { isCalled, producesFindings, referencesOf } from '../rule/rule.ts';
import { keyFields } from '../rule/window/window.ts';
import { fieldsOf } from '../window/aggregate/bound-aggregate.ts';
import { fieldsComputedWith } from '../window/computed-facts.ts';
import { askedBy } from './asked-rules.ts';

/**
 * The rules that find something, and those that feed them; in the given order. Alerts are made only
 * where a rule about alerts reports.
 */
export function neededRules(rules: readonly CompiledRule[]): readonly CompiledRule[] {
  const heard = rules.some(({ about, generate }) => about === 'alert' && generate);
  const needed = new Set<CompiledRule>();
  for (const rule of [...rules].reverse()) {
    const feeds = [...needed].some((other) => refersTo(other, rule));
    if (rule.generate || (heard && rule.alerts) || feeds) needed.add(rule);
  }
  return rules
    .filter((rule) => needed.has(rule))
    .map((rule) => (heard && rule.about === 'event' ? rule : { ...rule, alerts: false }));
}

function refersTo(rule: CompiledRule, other: CompiledRule): boolean {
  return referencesOf(rule).some(({ name }) => isCalled(other, name));
}

/** The correlations that a rule's alerts take part in, directly or through others. */
function correlationsOver(
  rule: CompiledRule,
  rules: readonly CompiledRule[],
): readonly CompiledRule[] {
  const over = new Set<CompiledRule>();
  for (const other of rules) {
    if (other.correlation && [rule, ...over].some((below) => refersTo(other, below))) {
      over.add(other);
    }
  }
  return [...over];
}

/** The rules whose alerts a correlation is about, directly or through others; none for other rules. */
function rulesUnder(rule: CompiledRule, rules: readonly CompiledRule[]): readonly CompiledRule[] {
  const under = new Set<CompiledRule>([rule]);
  for (const other of rules.toReversed()) {
    const isUnder = [...under].some((above) => above.correlation && refersTo(above, other));
    if (isUnder) under.add(other);
  }
  return [...under].slice(1);
}

/**
 * The fields of an event that a rule's own tests ask for, those of the windows of rules that it matches,
 * and for a correlation those of its rules.
 */
export function requiredFields(
  rule: CompiledRule,
  rules: readonly CompiledRule[],
): readonly string[] {
  const under = [rule, ...rulesUnder(rule, rules)];
  const matched = askedUnder(under, rules);
  return [
    ...under.flatMap(({ conditions }) => conditions.fields),
    ...[...under, ...matched].flatMap(windowFields),
  ];
}

/** The rules with windows that some rules match, directly or through others. */
function askedUnder(
  under: readonly CompiledRule[],
  rules: readonly CompiledRule[],
): readonly CompiledRule[] {
  const found = new Set<CompiledRule>();
  const visit = (rule: CompiledRule): void => {
    for (const name of askedBy(rule)) {
      const other = rules.find((one) => one.name === name);
      if (!other || found.has(other)) continue;
      found.add(other);
      visit(other);
    }
  };
  under.forEach(visit);
  return [...found];
}

/** The fields to remember of every event for a rule: those that its windows and groups are made of. */
export function windowFields({
  windows,
  correlation,
  conditions,
}: CompiledRule): readonly string[] {
  const inWindows = [
    ...windows.flatMap((window) => [...keyFields(window), ...window.facts.flatMap(fieldsOf)]),
    ...fieldsComputedWith(conditions),
  ];
  if (!correlation) return inWindows;
  const { condition } = correlation;
  return [...keyFields(correlation), ...(condition.kind === 'bounds' ? condition.field : [])];
}

/** What an alert has of its own, whatever the event behind it has there. */
export const alertKeys = [
  'uuid',
  'published',
  'eventType',
  'rule',
  'tactic',
  'stage',
  'technique',
  'level',
  'headline',
  'score',
  'entity',
  'account',
] as const;

/**
 * Prepares to tell the fields to note of an event for which one of the rules may hold: what its findings, and those of the
 * correlations over it, show and explain; and what rules about alerts ask of it.
 */
export function createExplainedFields(
  rules: readonly CompiledRule[],
): (rule: CompiledRule) => readonly string[] {
  const alertFields = whenNeeded(() => {
    const about = rules.filter(({ about }) => about === 'alert');
    const asked = new Set(about.flatMap(allFields).map(basePath));
    for (const key of alertKeys) asked.delete(key);
    return asked;
  });
  return (rule) => {
    const producing = [rule, ...correlationsOver(rule, rules)].filter(producesFindings);
    const alerted = producing.some(({ alerts }) => alerts) ? alertFields() : [];
    return [...new Set([...producing.flatMap(shownFields), ...alerted])];
  };
}

/** Every field that a rule has to do with. */
export function allFields(rule: CompiledRule): readonly string[] {
  return [...new Set([...windowFields(rule), ...rule.conditions.fields, ...shownFields(rule)])];
}

/** What the findings of a rule show and explain of an event. */
function shownFields(rule: CompiledRule): readonly string[] {
  if (!producesFindings(rule)) return [];
  const windows = rule.windows.map(({ name }) => `${name}.`);
  const own = [...placeholdersOf(rule.summary), ...placesInReasons(rule)].filter(
    (path) => path !== actPlace && !windows.some((prefix) => path.startsWith(prefix)),
  );
  return [...rule.conditions.fields, ...own, ...rule.fingerprint];
}

/** What the sentences of a rule name, and those of the rules that it matches. */
function placesInReasons({ reasons, conditions }: CompiledRule): readonly string[] {
  const told = [reasons];
  for (const verdict of conditions.verdicts) addReasons(verdict, told);
  return told.flatMap(placesOfReasons).map(({ path }) => path);
}

function addReasons(verdict: VerdictTree, told: Reasons[]): void {
  switch (verdict.kind) {
    case 'test':
    case 'fact':
      return;
    case 'and':
    case 'or':
      for (const part of verdict.of) addReasons(part, told);
      return;
    default:
      if (verdict.kind === 'matches' && verdict.reasons) told.push(verdict.reasons);
      addReasons(verdict.of, told);
  }
}
