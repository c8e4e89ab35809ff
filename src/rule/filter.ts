import { parseConditions, parseSelections } from './detection/detection-section.ts';
import { type Expression, matchesIn } from './expression.ts';
import { liesWithin } from './logsource.ts';
import { nameOf, node, type RuleDocument, text } from './metadata.ts';
import { type Filter, mentionsOf, type UnlinkedRule } from './rule.ts';
import { parseReferences } from './rule-reference.ts';
import type { Diagnostic } from './yaml/diagnostic.ts';
import { didYouMean } from './yaml/did-you-mean.ts';
import { entriesOf, isMap, type Node, YAMLMap } from './yaml/yaml-source.ts';

/** Parses a filter's document; undefined after a report. */
export function parseFilter(
  document: RuleDocument,
  part: Pick<Filter, 'title' | 'logsource'>,
): Filter | undefined {
  const { source, root } = document;
  const section = node(document, 'filter');
  if (!isMap(section)) {
    source.report(section ?? root, 'filter must be a map with rules, selections and a condition');
    return undefined;
  }
  const entry = entriesOf(section, source).find(({ key }) => key === 'rules');
  const isAny = entry?.value && textIfAny(entry.value) === 'any';
  const rules = entry && !isAny ? parseReferences(entry, source) : undefined;
  if (!entry) source.report(section, 'a filter needs rules: names or ids, or any for all rules');
  const rest = withoutRules(section);
  // The filter's selections are its own: its condition sees no others, and no others see them.
  const { selections, conditions } = parseSelections(rest, new Map(), source, 'filter');
  const condition = parseConditions(conditions, selections, source);
  if (!condition || !entry || (!isAny && !rules)) return undefined;
  const name = nameOf(document);
  const id = text(document, 'id') ?? name;
  return { ...part, name, id, rules, condition, place: source.place(root) };
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

/** The rules, narrowed by the conditions of the filters that reach them. */
export function applyFilters(
  rules: readonly UnlinkedRule[],
  filters: readonly Filter[],
): readonly UnlinkedRule[] {
  const reached = filters.map((filter) => new Set(narrowedBy(filter, rules)));
  return rules.map((rule) => {
    const narrowing = filters.filter((_, at) => reached[at]?.has(rule));
    if (narrowing.length === 0) return rule;
    const added = narrowing.map(({ title, condition }): Expression => {
      return { kind: 'filter', title, of: condition };
    });
    const condition: Expression = { kind: 'and', of: [rule.condition, ...added] };
    return { ...rule, condition, filters: narrowing.map(({ name }) => name) };
  });
}

/** The rules that a filter reaches. One for all rules leaves those alone that its own condition rests on. */
export function narrowedBy(
  filter: Filter,
  rules: readonly UnlinkedRule[],
): readonly UnlinkedRule[] {
  const under = new Set<UnlinkedRule>();
  const visit = (name: string): void => {
    for (const rule of rules) {
      if ((rule.name !== name && rule.id !== name) || under.has(rule)) continue;
      under.add(rule);
      for (const mention of mentionsOf(rule)) visit(mention.name);
    }
  };
  if (filter.rules === undefined) for (const { name } of matchesIn(filter.condition)) visit(name);
  return rules.filter((rule) => !under.has(rule) && narrows(filter, rule));
}

/** Whether a filter names a rule, or all. */
function narrows({ rules, logsource }: Filter, rule: UnlinkedRule): boolean {
  if (rule.correlation || !liesWithin(rule.logsource, logsource)) return false;
  return rules === undefined || rules.some(({ name }) => name === rule.name || name === rule.id);
}

/** Why filters do not reach the rules they name. */
export function strayFilters(
  filters: readonly Filter[],
  byName: ReadonlyMap<string, UnlinkedRule>,
  isExcused: (name: string) => boolean,
): Diagnostic[] {
  return filters.flatMap((filter) =>
    (filter.rules ?? []).flatMap(({ name, place }) => {
      const rule = byName.get(name);
      if (!rule && isExcused(name)) return [];
      const message = !rule
        ? `there is no rule "${name}"${didYouMean(name, byName.keys())}`
        : rule.correlation
          ? `"${name}" is a correlation; filter the rules it refers to`
          : liesWithin(rule.logsource, filter.logsource)
            ? undefined
            : `the log source of "${name}" is outside the filter's`;
      return message === undefined ? [] : [{ ...place, message }];
    }),
  );
}
