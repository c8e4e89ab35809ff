import { tell } from '../language/message.ts';
import { parseConditions, parseSelections } from './detection/detection-section.ts';
import { readExpiry } from './expires-entry.ts';
import type { Expression, FilterExpression } from './expression.ts';
import { liesWithin } from './logsource.ts';
import { nameOf, node, type RuleDocument, text } from './metadata.ts';
import { type Filter, isCalled, mentionsOf, type UnlinkedRule } from './rule.ts';
import { parseReferences } from './rule-reference.ts';
import { bindSelections } from './window/computed-fields.ts';
import { parseContext } from './window/context-section.ts';
import { withRisingScores } from './window/window.ts';
import { entriesOf, isMap, type Node, YAMLMap } from './yaml/yaml-source.ts';

/** Parses a filter's document; undefined after a report. */
export function parseFilter(
  document: RuleDocument,
  { title, logsource, about }: Pick<UnlinkedRule, 'title' | 'logsource' | 'about'>,
): Filter | undefined {
  const { source, root, entries } = document;
  const [reason, owner] = [text(document, 'reason'), text(document, 'owner')];
  const until = entries.get('expires');
  const expires = until && readExpiry(until, source);
  const section = node(document, 'filter');
  if (!isMap(section)) {
    source.report(section ?? root, tell('mistake.filterNotMap'));
    return undefined;
  }
  const entry = entriesOf(section, source).find(({ key }) => key === 'rules');
  const isAny = entry?.value && textIfAny(entry.value) === 'any';
  const rules = entry && !isAny ? parseReferences(entry, source) : undefined;
  if (!entry) source.report(section, tell('mistake.filterNeedsRules'));
  const rest = withoutRules(section);
  const names = entriesOf(rest, { report: () => {} }).map(({ key }) => key);
  const selectable = new Set(names.filter((name) => name !== 'condition'));
  const windows = parseContext(node(document, 'context'), source, selectable);
  // The filter's selections are its own: its condition sees no others, and no others see them.
  const { selections, conditions } = parseSelections(rest, windows, source, 'filter');
  bindSelections(windows.values(), selections, source);
  const ofEvents = [...windows.values()].filter(({ computed }) => computed === undefined);
  const condition = parseConditions(conditions, selections, source);
  if (!condition || !entry || (!isAny && !rules)) return undefined;
  const name = nameOf(document);
  return {
    name,
    id: text(document, 'id') ?? name,
    title,
    logsource,
    rules,
    windows: about === 'alert' ? ofEvents.map(withRisingScores) : ofEvents,
    condition,
    inner: [],
    reason,
    owner,
    expires,
    place: source.place(root),
  };
}

function textIfAny(value: Node): unknown {
  const plain = (value as { readonly value?: unknown }).value;
  return typeof plain === 'string' ? plain.toLowerCase() : undefined;
}

function withoutRules(section: YAMLMap): YAMLMap {
  const rest = new YAMLMap();
  const isRules = (key: unknown) => (key as { value?: unknown } | null)?.value === 'rules';
  rest.items.push(...section.items.filter(({ key }) => !isRules(key)));
  if (section.range) rest.range = section.range;
  return rest;
}

/**
 * A filter as part of a rule: its windows are called by its name and theirs, so that they are not taken
 * for those of the rule or of another filter.
 */
export function asPart({ name, title, condition, windows }: Filter): {
  readonly expression: FilterExpression;
  readonly windows: Filter['windows'];
} {
  const called = (window: string): string => `${name}:${window}`;
  return {
    expression: { kind: 'filter', name, title, of: withWindowNames(condition, called) },
    windows: windows.map((window) => ({ ...window, name: called(window.name), filter: name })),
  };
}

/** The expression with its windows called otherwise. What stood twice still stands twice. */
function withWindowNames(whole: Expression, called: (window: string) => string): Expression {
  const known = new Map<Expression, Expression>();
  const renamed = (expression: Expression): Expression => {
    switch (expression.kind) {
      case 'and':
      case 'or':
        return { ...expression, of: expression.of.map(visit) };
      case 'not':
      case 'selection':
      case 'filter':
        return { ...expression, of: visit(expression.of) };
      case 'field': {
        const { fact } = expression;
        if (!fact) return expression;
        const window = called(fact.window);
        return { ...expression, path: `${window}.${fact.name}`, fact: { ...fact, window } };
      }
      // A member of an array has no windows; those of a rule that is matched are its own.
      case 'members':
      case 'matches':
      case 'keyword':
        return expression;
    }
  };
  const visit = (expression: Expression): Expression => {
    const found = known.get(expression) ?? renamed(expression);
    known.set(expression, found);
    return found;
  };
  return visit(whole);
}

/** The rules, narrowed by the conditions of the filters that reach them. */
export function applyFilters(
  rules: readonly UnlinkedRule[],
  filters: readonly Filter[],
): readonly UnlinkedRule[] {
  const parts = filters.map((filter) => ({ filter, ...asPart(filter) }));
  const reaches = createReach(rules, filters);
  return rules.map((rule) => {
    const narrowing = parts.filter(({ filter }) => reaches(filter, rule));
    if (narrowing.length === 0) return rule;
    const added = narrowing.map(({ expression }) => expression);
    const condition: Expression = { kind: 'and', of: [rule.condition, ...added] };
    return {
      ...rule,
      condition,
      windows: [...rule.windows, ...narrowing.flatMap(({ windows }) => windows)],
      filters: narrowing.map(({ filter }) => filter.name),
    };
  });
}

/**
 * Tells which rules a filter reaches. One for any rule that has windows or names rules in `matches` leaves
 * out the rules that filters look at, directly or through others, since what those are would depend on itself.
 */
export function createReach(
  rules: readonly UnlinkedRule[],
  filters: readonly Filter[],
): (filter: Filter, rule: UnlinkedRule) => boolean {
  const find = (name: string) =>
    rules.find((rule) => rule.name === name) ?? rules.find((rule) => rule.id === name);
  const watched = new Set<UnlinkedRule>();
  const visit = (name: string): void => {
    const rule = find(name);
    if (!rule || watched.has(rule)) return;
    watched.add(rule);
    for (const mention of mentionsOf(rule)) visit(mention.name);
  };
  for (const filter of filters) for (const { name } of mentionsOf(filter)) visit(name);
  return (filter, rule) => {
    const { rules: named, logsource, windows } = filter;
    if (rule.correlation || !liesWithin(rule.logsource, logsource)) return false;
    if (named) return named.some(({ name }) => isCalled(rule, name));
    const looks = windows.length > 0 || mentionsOf(filter).length > 0;
    return !looks || !watched.has(rule);
  };
}
