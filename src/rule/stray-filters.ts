import { type Message, tell } from '../language/message.ts';
import { strayReferences } from './correlation/field-aliases.ts';
import { createReach } from './filter.ts';
import { liesWithin } from './logsource.ts';
import { type Filter, inWindow, mentionsOf, referencesOf, type UnlinkedRule } from './rule.ts';
import { type Diagnostic, mistakeAt } from './yaml/diagnostic.ts';
import { didYouMean } from './yaml/did-you-mean.ts';

/**
 * Why filters do not reach the rules they name, what their windows name that there is not, and what they look
 * at though they narrow it.
 */
export function strayFilters(
  filters: readonly Filter[],
  byName: ReadonlyMap<string, UnlinkedRule>,
  isExcused: (name: string) => boolean,
): Diagnostic[] {
  const rules = [...new Set(byName.values())];
  const reaches = createReach(rules, filters);
  return filters.flatMap((filter) => [
    ...(filter.rules ?? []).flatMap(({ name, place }) => {
      const rule = byName.get(name);
      if (!rule && isExcused(name)) return [];
      const told = unreached(filter, rule, name, byName);
      return told === undefined ? [] : [mistakeAt(place, told)];
    }),
    ...strayWindows(
      filter,
      rules.filter((rule) => reaches(filter, rule)),
      byName,
      isExcused,
    ),
  ]);
}

function unreached(
  filter: Filter,
  rule: UnlinkedRule | undefined,
  name: string,
  byName: ReadonlyMap<string, UnlinkedRule>,
): Message | undefined {
  if (!rule) {
    return tell('mistake.noRule', { name, hint: didYouMean(name, writtenNames(byName)) });
  }
  if (rule.correlation) return tell('mistake.filtersCorrelation', { name });
  if (!liesWithin(rule.logsource, filter.logsource)) {
    return tell('mistake.outsideLogsource', { name });
  }
  return undefined;
}

function strayWindows(
  filter: Filter,
  narrowed: readonly UnlinkedRule[],
  byName: ReadonlyMap<string, UnlinkedRule>,
  isExcused: (name: string) => boolean,
): readonly Diagnostic[] {
  const named = referencesOf({ windows: filter.windows, correlation: undefined })
    .filter(({ name }) => !byName.has(name) && !isExcused(name))
    .map(({ name, place, from }) => {
      const hint = didYouMean(name, writtenNames(byName));
      return mistakeAt(place, inWindow(from, tell('mistake.noRule', { name, hint })));
    });
  const own = new Set([...byName.values()].filter(({ within }) => within === filter.name));
  const selves = [filter, ...own].flatMap(mentionsOf).filter(({ name }) => {
    const rule = byName.get(name);
    return rule !== undefined && narrowed.includes(rule);
  });
  return [
    ...named,
    ...selves.map(({ name, place, from }) =>
      mistakeAt(place, inWindow(from, tell('mistake.filterSeesItself', { name }))),
    ),
    ...filter.windows.flatMap((window) =>
      window.rules.every((name) => byName.has(name))
        ? strayReferences(window, narrowed, (name) => byName.get(name))
        : [],
    ),
  ];
}

/** Names and ids that stand in documents. */
function writtenNames(byName: ReadonlyMap<string, UnlinkedRule>): readonly string[] {
  return [...byName].flatMap(([name, { within }]) => (within === undefined ? [name] : []));
}
