import { strayReferences } from './correlation/field-aliases.ts';
import { createReach } from './filter.ts';
import { liesWithin } from './logsource.ts';
import { type Filter, mentionsOf, referencesOf, type UnlinkedRule } from './rule.ts';
import type { Diagnostic } from './yaml/diagnostic.ts';
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
      const message = unreached(filter, rule, name, byName);
      return message === undefined ? [] : [{ ...place, message }];
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
): string | undefined {
  if (!rule) return `there is no rule "${name}"${didYouMean(name, writtenNames(byName))}`;
  if (rule.correlation) return `"${name}" is a correlation; filter the rules it refers to`;
  if (!liesWithin(rule.logsource, filter.logsource)) {
    return `the log source of "${name}" is outside the filter's`;
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
      return { ...place, message: `${from}there is no rule "${name}"${hint}` };
    });
  const own = new Set([...byName.values()].filter(({ within }) => within === filter.name));
  const selves = [filter, ...own].flatMap(mentionsOf).filter(({ name }) => {
    const rule = byName.get(name);
    return rule !== undefined && narrowed.includes(rule);
  });
  return [
    ...named,
    ...selves.map(({ name, place, from }) => ({
      ...place,
      message: `${from}a filter cannot look at "${name}", which it narrows; write what it looks for as a rule of its own, with generate: false`,
    })),
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
