import type { LoadedRules } from '../../input/rule-files.ts';

/** So many names stand for all. */
const mostNamed = 5;

/** What was given with rules and has no part in a run, one phrase for each kind; none if there is nothing. */
export function strangersOf({ foreign, passedOver }: Strangers): readonly string[] {
  return [
    ...phrase('rule for other products', 'rules for other products', foreign),
    ...phrase(
      'file that does not end in .yml or .yaml, or is hidden',
      'files that do not end in .yml or .yaml, or are hidden',
      passedOver.files,
    ),
  ];
}

type Strangers = Pick<LoadedRules, 'foreign' | 'passedOver'>;

/** The same, and what never reports by itself. */
export function silentOf(
  set: Pick<LoadedRules, 'rules' | 'filters'> & Strangers,
): readonly string[] {
  const silent = set.rules.filter(({ generate }) => !generate).map(({ name }) => name);
  return [
    ...strangersOf(set),
    ...phrase('rule that does not report', 'rules that do not report', silent),
    ...phrase(
      'filter',
      'filters',
      set.filters.map(({ name }) => name),
    ),
  ];
}

function phrase(one: string, several: string, names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const more = names.length - mostNamed;
  const told = names.slice(0, mostNamed).join(', ');
  const all = more > 0 ? `${told} and ${more.toLocaleString('en-US')} more` : told;
  return [`${names.length.toLocaleString('en-US')} ${names.length === 1 ? one : several} (${all})`];
}
