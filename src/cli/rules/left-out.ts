import type { LoadedRules } from '../../input/rule-files.ts';
import { grouped } from '../../report/text/quantity.ts';

/** The most names listed. */
const mostNamed = 5;

/** What was given along with rules and is ignored, one phrase for each kind. */
export function ignoredOf({ foreign, passedOver }: Ignored): readonly string[] {
  return [
    ...phrase('rule for other products', 'rules for other products', foreign),
    ...phrase(
      'file that does not end in .yml or .yaml, or is hidden',
      'files that do not end in .yml or .yaml, or are hidden',
      passedOver.files,
    ),
  ];
}

type Ignored = Pick<LoadedRules, 'foreign' | 'passedOver'>;

/** The same, plus what never reports on its own. */
export function silentOf(set: Pick<LoadedRules, 'rules' | 'filters'> & Ignored): readonly string[] {
  const silent = set.rules.filter(({ generate }) => !generate).map(({ name }) => name);
  return [
    ...ignoredOf(set),
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
  const first = names.slice(0, mostNamed).join(', ');
  const all = more > 0 ? `${first} and ${grouped(more)} more` : first;
  return [`${grouped(names.length)} ${names.length === 1 ? one : several} (${all})`];
}
